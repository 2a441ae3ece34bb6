"""Drawings as PNG, for og:image and home screens. resvg draws: 0.1 s a picture, 1.4 MB to install."""

import re

from resvg_py import svg_to_bytes

from site_scripts import BROWSER

# KaTeX's fonts are here wherever the site is built; a machine's own may not be, and differ.
FONTS = BROWSER / "node_modules" / "katex" / "dist" / "fonts"
FACES = ("SansSerif-Regular", "SansSerif-Bold", "Main-Regular", "Math-Italic")
GROUND = "#ffffff"

COLOUR = re.compile(r"(--[\w-]+): ([^;}]+)")
USE = re.compile(r"var\((--[\w-]+)\)")
DARK = re.compile(r"@media.*?(?=</style>)", re.DOTALL)
TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
LOW = re.compile("[₀-₉ₒᵤₜ]+")
LOW_LETTERS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₒᵤₜ", "0123456789out")


def in_plain_colours(svg: str) -> str:
    """The drawing in its light colours, each in the place of the variable that names it: resvg knows no variables."""
    light = DARK.sub("", svg)
    colours = {found[1]: found[2].strip() for found in COLOUR.finditer(light)}
    return USE.sub(lambda found: colours[found[1]], light)


def with_known_letters(svg: str) -> str:
    """The drawing without the signs that KaTeX's fonts have no glyph for: they are made of those that they have."""
    return TEXT.sub(lambda found: spelt(found[0]), svg)


def spelt(text: str) -> str:
    """A text of the drawing: subscripts set low, the hat put on its letter, and a dash for the minus, bold too."""
    text = text.replace("−", "–").replace("ŷ", 'y<tspan dx="-0.5em">ˆ</tspan>')
    return LOW.sub(
        lambda found: f'<tspan baseline-shift="sub" font-size="70%">{found[0].translate(LOW_LETTERS)}</tspan>', text
    )


def png(svg: str, width: int) -> bytes:
    """A drawing on a white ground, that many pixels wide."""
    drawn: bytes = svg_to_bytes(
        svg_string=with_known_letters(in_plain_colours(svg)),
        width=width,
        background=GROUND,
        skip_system_fonts=True,
        font_files=[str(FONTS / f"KaTeX_{face}.ttf") for face in FACES],
        font_family="KaTeX_SansSerif",
        sans_serif_family="KaTeX_SansSerif",
        serif_family="KaTeX_Main",
    )
    return drawn
