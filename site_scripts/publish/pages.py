"""What publish does to a page's text: pure functions from HTML to HTML.

`TRANSFORMS` is the list. Each finds what the builder wrote and leaves alone what the others put in, so their order
does not matter. The policy comes after them, since it has hashes of what they leave; the manifest last of all, because
it names the build, and that depends on all pages.
"""

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Mapping

from .lists import ManifestEntry
from .names import Renamed, with_new_names
from .search import SCRIPT, WORKER_TEXT

CHARSET = '<meta charset="utf-8">'
OWN_SCRIPT = re.compile(r'<script (?:async )?src="[^"]*assets/generated/nudge\.[^"]*"></script>')
THEME_SCRIPT = re.compile(r'<script src="([^"]*assets/javascripts/bundle\.[^"]*)"></script>')
# Scripts hold markup as text: what Python sends says it by itself.
UNTRANSLATED = re.compile(r'(<script.*?</script>)|(<(?:code|span class="katex(?:-display)?"))(?=[ >])', re.DOTALL)
PLAIN_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)

# What stands in the page's own text, and is run or applied from there: not JSON, not what has an address.
INLINE = re.compile(r"<(script|style)((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL)

# Nothing comes from another host, whatever a theme or an author brings along, and no text becomes a program: what
# stands in a page runs by its hash, eval not at all.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    # For browsers that do not know the two below (Firefox before 108).
    "style-src": "'self' 'unsafe-inline'",
    "style-src-elem": "'self'",
    # KaTeX and the pictures place things by style attributes, a thousand of them a lesson.
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    # Python's worker and, on file://, the search's come from blobs: those alone have the policy of the page.
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def with_search_script(text: str, page: str, renamed: Renamed) -> str:
    """lazy-search.js in the head: it must run before the theme's own script makes its worker.

    Deferred: it holds up no paint. Not in 404.html: a server shows it at any depth, where a relative address leads
    nowhere, and file:// never does.
    """
    if page == "404.html":
        return text
    folder = posixpath.dirname(page) or "."
    script, worker_text = (posixpath.relpath(renamed[name], folder) for name in (SCRIPT, WORKER_TEXT))
    return text.replace(
        "</head>", f'<script defer src="{script}" data-worker-text="{worker_text}"></script>\n</head>', 1
    )


def with_own_script_early(text: str, _page: str, _renamed: Renamed) -> str:
    """Our script in the head, to be run as soon as it is there.

    Who clicks in a widget waits neither for the rest of the page nor for the theme's script, which takes as long again.
    """
    own = OWN_SCRIPT.search(text)
    if not own:
        return text
    early = own[0].replace("<script ", "<script async ", 1)
    return text.replace(own[0], "", 1).replace("</head>", f"{early}\n</head>", 1)


def with_theme_script_last(text: str, _page: str, _renamed: Renamed) -> str:
    """The theme's script by its address only: our own puts it in when the widgets can be used (browser/page/theme.js).

    It works for as long as a click may take, and while the page opens it would come between a click and its answer.
    """
    return THEME_SCRIPT.sub(r'<script type="application/json" data-theme-script>"\1"</script>', text)


def with_tables_apart(text: str, _page: str, _renamed: Renamed) -> str:
    """Each Markdown table in an element of its own.

    The theme's script puts a wrapper round the table when the page opens, and a change among the children of the
    article has the browser work out the style of the whole article.
    """
    return PLAIN_TABLE.sub(r"<div>\g<0></div>", text)


def with_names_kept(text: str, _page: str, _renamed: Renamed) -> str:
    """Translators leave code, formulas and the letters of the pictures alone: they would make words of them."""
    return UNTRANSLATED.sub(lambda found: found[1] or f'{found[2]} translate="no"', text)


def with_policy(text: str) -> str:
    """A content security policy, before anything that loads: the site's own files, and what stands in this text."""
    inline: dict[str, set[str]] = {"script": set(), "style": set()}
    for kind, attributes, content in INLINE.findall(text):
        if content and "src=" not in attributes and "json" not in attributes:
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
            inline[kind].add(f"'sha256-{digest}'")
    sources = {"script-src": sorted(inline["script"]), "style-src-elem": sorted(inline["style"])}
    content = "; ".join(" ".join([name, value, *sources.get(name, [])]) for name, value in POLICY.items())
    return text.replace(CHARSET, f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{content}">', 1)


type Transform = Callable[[str, str, Renamed], str]
TRANSFORMS: tuple[Transform, ...] = (
    with_new_names,
    with_search_script,
    with_own_script_early,
    with_theme_script_last,
    with_tables_apart,
    with_names_kept,
)


def published(text: str, page: str, renamed: Renamed) -> str:
    """A page (its name is relative to the root) as it is served, but for the manifest."""
    for transform in TRANSFORMS:
        text = transform(text, page, renamed)
    return with_policy(text)


def with_manifest(text: str, files: Mapping[str, ManifestEntry], build: str) -> str:
    """The build's name and those of all generated files, in front of the script that asks for them."""
    body = json.dumps({"build": build, "files": files}, separators=(",", ":"))
    return OWN_SCRIPT.sub(
        lambda found: f'<script type="application/json" data-manifest>{body}</script>{found[0]}', text, count=1
    )
