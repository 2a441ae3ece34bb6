"""Elements: the one place where markup is escaped."""

from collections.abc import Iterable
from functools import lru_cache

type Attribute = str | float | bool | None

_VOID = {"input", "br", "hr", "img"}


def escape(text: str) -> str:
    """Text as it may stand in markup and in attribute values."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def tag(name: str, /, *children: str, **attributes: Attribute) -> str:
    """An element. Children are markup already; attribute values are escaped here.

    `class_` and `for_` lose their underscore, other underscores become hyphens (data_term -> data-term). None or
    False leaves an attribute out, True writes it without a value.
    """
    opening = f"<{name}"
    for key, value in attributes.items():
        if value is True:
            opening += _attribute(key, None)
        elif value is not None and value is not False:
            opening += _attribute(key, str(value))
    return f"{opening}>" if name in _VOID else f"{opening}>{''.join(children)}</{name}>"


@lru_cache(maxsize=8192)
def _attribute(key: str, value: str | None) -> str:
    # Kept for a while: a view writes a thousand attributes, most of them the same as in the view before.
    name = key if key == "viewBox" else key.rstrip("_").replace("_", "-")
    return f" {name}" if value is None else f' {name}="{escape(value)}"'


def authored(name: str, text: str, element: str = "span", **attributes: Attribute) -> str:
    """An author's text, escaped, or nothing where there is none.

    The build puts the text's HTML in its place, and the page does so in replies, by the `name` in `data-text`: what a
    state or a request carries is never taken for markup.
    """
    return tag(element, escape(text), **attributes, data_text=name) if text else ""


def term(names: Iterable[str], markup: str, element: str = "span") -> str:
    """Markup wrapped in one element per name, so that each `data-term` holds a single name."""
    for name in names:
        markup = tag(element, markup, data_term=name)
    return markup
