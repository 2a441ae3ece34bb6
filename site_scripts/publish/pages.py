"""What publish adds to a page's text: pure functions from HTML to HTML."""

import json
import posixpath
import re

from .search import SCRIPT, WORKER_TEXT

CHARSET = '<meta charset="utf-8">'
OWN_SCRIPT = re.compile(r'<script (?:async )?src="[^"]*assets/generated/nudge\.[^"]*"></script>')
THEME_SCRIPT = re.compile(r'<script src="([^"]*assets/javascripts/bundle\.[^"]*)"></script>')
PLAIN_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)

# What it is for: nothing comes from another host, whatever a theme or an author brings along. It does not forbid inline
# scripts and eval: no page shows what strangers wrote, while tools that test pages, and readers' own, put scripts in.
POLICY = {
    "default-src": "'self'",
    # On file:// the worker and its scripts come from blobs.
    "script-src": "'self' blob: 'unsafe-inline' 'unsafe-eval'",
    # KaTeX and the pictures place things by style attributes.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self' blob: data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def relative(target: str, page: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def with_search_script(text: str, page: str, renamed: dict[str, str]) -> str:
    """lazy-search.js in the head: it must run before the theme's own script makes its worker.

    Not in 404.html: a server shows it at any depth, where a relative address leads nowhere, and file:// never does.
    """
    if page == "404.html":
        return text
    script, worker_text = (relative(renamed[name], page) for name in (SCRIPT, WORKER_TEXT))
    return text.replace("</head>", f'<script src="{script}" data-worker-text="{worker_text}"></script>\n</head>', 1)


def with_own_script_early(text: str) -> str:
    """Our script in the head, to be run as soon as it is there.

    Who clicks in a widget waits neither for the rest of the page nor for the theme's script, which takes as long again.
    """
    own = OWN_SCRIPT.search(text)
    if not own:
        return text
    early = own[0].replace("<script ", "<script async ", 1)
    return text.replace(own[0], "", 1).replace("</head>", f"{early}\n</head>", 1)


def with_manifest(text: str, files: dict, build: str) -> str:
    """The build's name and those of all generated files, in front of the script that asks for them."""
    body = json.dumps({"build": build, "files": files}, separators=(",", ":"))
    return OWN_SCRIPT.sub(
        lambda found: f'<script type="application/json" data-manifest>{body}</script>{found[0]}', text, count=1
    )


def with_theme_script_last(text: str) -> str:
    """The theme's script by its address only: our own puts it in when the widgets can be used (browser/theme.js).

    It works for as long as a click may take, and while the page opens it would come between a click and its answer.
    """
    return THEME_SCRIPT.sub(r'<script type="application/json" data-theme-script>"\1"</script>', text)


def with_deferred_scripts(text: str) -> str:
    """Scripts run, in their order, when the whole text is there: until then they hold up no paint."""
    return text.replace("<script src=", "<script defer src=")


def with_tables_apart(text: str) -> str:
    """Each Markdown table in an element of its own: the theme's script puts a wrapper round the table when the page
    opens, and a change among the children of the article has the browser work out the style of the whole article."""
    return PLAIN_TABLE.sub(r"<div>\g<0></div>", text)


def with_policy(text: str) -> str:
    """A content security policy: only the site's own files."""
    content = "; ".join(f"{name} {value}" for name, value in POLICY.items())
    return text.replace(CHARSET, f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{content}">', 1)
