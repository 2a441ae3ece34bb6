"""The README's picture: the live network at move 3, drawn by lesson_core, as one file that stands by itself."""

import re
from pathlib import Path

from site_scripts import BROWSER, ROOT
from site_scripts.lesson.prerender import slot

PICTURE = ROOT / "docs" / "assets" / "network.svg"
STYLES = [BROWSER / "styles" / "colours.css", ROOT / "lesson_core" / "widgets" / "network" / "picture.css"]
RULE = re.compile(r"^(?P<selector>[^@{}\s/][^{}]*?)\s*\{(?P<body>[^{}]*)\}", re.MULTILINE)
DARK = '[data-md-color-scheme="slate"]'
TITLE = "A network of two inputs, two hidden units and one output, with its weights and the gradients that run back"


def styles(css: str) -> str:
    """The rules for the drawing, and the colours they use: light, and dark for readers who prefer it."""
    rules = [(" ".join(found["selector"].split()), " ".join(found["body"].split())) for found in RULE.finditer(css)]
    drawing = [f"{selector} {{ {body} }}" for selector, body in rules if selector.startswith(".net")]
    used = set(re.findall(r"var\((--[\w-]+)\)", "".join(drawing)))

    def colours(wanted: str) -> str:
        found = [part for selector, body in rules if selector == wanted for part in body.split("; ")]
        return f":root {{ {'; '.join(part for part in found if part.split(':')[0] in used)} }}"

    dark = ["@media (prefers-color-scheme: dark) {", colours(DARK), "}"]
    return "\n".join([colours(":root"), *drawing, *dark])


def picture() -> str:
    """The text of the SVG."""
    drawn = slot("network", "live-network", {}, [{"type": "step", "moves": 3}], "picture")
    start = drawn.index('<svg class="net net-wide"')
    head, rest = drawn[start : drawn.index("</svg>", start) + len("</svg>")].split(">", 1)
    namespace = 'xmlns="http://www.w3.org/2000/svg"'
    css = "\n".join(path.read_text() for path in STYLES)
    return f"{head} {namespace}>\n<title>{TITLE}</title>\n<style>\n{styles(css)}\n</style>\n{rest}\n"


def write_picture(target: Path = PICTURE) -> None:
    """Write it to its place in docs/."""
    target.write_text(picture(), encoding="utf-8")
