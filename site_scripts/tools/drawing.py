"""The drawing of the architecture: how a page is built, how it answers, and `handle`, which does both."""

from pathlib import Path

from lesson_core.markup.svg import text
from lesson_core.markup.tags import escape, tag
from site_scripts import ROOT

DRAWING = ROOT / "docs" / "assets" / "architecture.svg"
WIDTH, BOX, HEIGHT, GAP, TOP = 660.0, 290.0, 58.0, 26.0, 44.0
LEFT, RIGHT = 10.0, WIDTH - BOX - 10.0
# Row by row: (title, where it is) on the left and on the right. `handle` stands in the middle of both.
ROWS = (
    (None, ("click", "browser/widget/controls.js")),
    (None, ("queue", "browser/widget/queue.js")),
    (("Markdown", "docs/lessons"), ("replies", "browser/widget/replies.js")),
    (("fences", "site_scripts/lesson"), ("worker", "browser/python")),
    (("handle", "lesson_core/api.py"), None),
    (("page", "site_scripts/build, publish"), ("slots", "browser/widget/slots.js")),
)
HANDLE = 4
STYLE = """
svg { --ink: #1b2733; --mute: #55636f; --line: #8a97a3; --paper: #f6f8fa; --accent: #0072b2; color: var(--ink); }
@media (prefers-color-scheme: dark) {
svg { --ink: #e8edf2; --mute: #a9b6c2; --line: #7c8a97; --paper: #202a33; --accent: #6cb8e6; } }
text { font: 20px system-ui, sans-serif; fill: var(--ink); text-anchor: middle; }
.where, .head, .note { font-size: 16px; fill: var(--mute); }
.head { font-weight: 600; }
rect { fill: var(--paper); stroke: var(--line); stroke-width: 1.5; }
.core { stroke: var(--accent); stroke-width: 3; }
path { fill: none; stroke: var(--line); stroke-width: 2; }
.recorded { stroke: var(--accent); stroke-dasharray: 6 5; }
.tip { fill: var(--line); stroke: none; }
.tip.recorded { fill: var(--accent); }
"""
TITLE = (
    "Two ways that meet in handle. While the site is built: Markdown, fences, handle, page. In the reader's browser: "
    "click, queue, replies, worker, handle, slots. The page brings recorded replies, which answer without the worker."
)


def top_of(row: int) -> float:
    """The upper edge of a row."""
    return TOP + row * (HEIGHT + GAP)


def box(x: float, row: int, width: float, title: str, where: str, class_: str | None = None) -> str:
    """A box with its name and where its code is."""
    y, middle = top_of(row), x + width / 2
    frame = tag("rect", x=x, y=y, width=width, height=HEIGHT, rx=8, class_=class_)
    return frame + text(escape(title), middle, y + 21, "title") + text(escape(where), middle, y + 42, "where")


def arrow(x: float, row: int) -> str:
    """From the box of a row down to the next row."""
    start, end = top_of(row) + HEIGHT, top_of(row + 1)
    return tag("path", d=f"M{x} {start}V{end - 8}") + tag("path", d=f"M{x} {end}l-6 -11h12z", class_="tip")


def recorded() -> str:
    """From the page up to the replies: what was answered while the site was built."""
    page, replies, middle = top_of(5) + HEIGHT / 2, top_of(2) + HEIGHT / 2, WIDTH / 2
    # Round `handle`, which is wide: up in the gap between the columns, behind its box.
    path = tag("path", d=f"M{LEFT + BOX} {page}H{middle}V{replies}H{RIGHT - 8}", class_="recorded")
    tip = tag("path", d=f"M{RIGHT} {replies}l-11 -6v12z", class_="tip recorded")
    return path + tip


def drawing() -> str:
    """The text of the SVG."""
    parts = [recorded()]
    for row, (left, right) in enumerate(ROWS):
        if row == HANDLE and left:
            parts.append(box(LEFT, row, WIDTH - 2 * LEFT, *left, class_="core"))
            continue
        parts += [box(x, row, BOX, *place) for x, place in ((LEFT, left), (RIGHT, right)) if place]
    parts += [arrow(LEFT + BOX / 2, row) for row in (2, 3, 4)] + [arrow(RIGHT + BOX / 2, row) for row in range(5)]
    parts.append(text("While the site is built", LEFT + BOX / 2, TOP + 2 * (HEIGHT + GAP) - 20, "head"))
    parts.append(text("In the reader’s browser", RIGHT + BOX / 2, TOP - 20, "head"))
    parts.append(text("dashed: recorded replies", LEFT + BOX / 2, top_of(0) + HEIGHT / 2, "note"))
    height = top_of(len(ROWS)) - GAP + 12
    head = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH:g} {height:g}", "role": "img"}
    return tag("svg", tag("title", escape(TITLE)), f"<style>{STYLE}</style>", *parts, **head) + "\n"


def write_drawing(target: Path = DRAWING) -> None:
    """Write it to its place in docs/."""
    target.write_text(drawing(), encoding="utf-8")
