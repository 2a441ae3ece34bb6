"""The names of values as they are set and as they are read out."""

from .tags import escape, tag


def symbol_html(name: str, element: str = "var") -> str:
    """A name as it is set everywhere: italic letter, upright subscript (ŷ, h₁, w₁, wₒᵤₜ₁)."""
    letters = name.rstrip("0123456789_")
    index = name[len(letters) :].strip("_").replace("_", ",")
    if letters.endswith("Out"):
        letters, index = letters[:-3], "out" + (f",{index}" if index else "")
    letters = {"y_hat": "ŷ", "learning_rate": "η", "loss": "L"}.get(letters, letters)
    return tag(element, escape(letters) + (tag("sub", index) if index else ""), class_="sym", translate="no")


def spoken(name: str) -> str:
    """A name as it is read out: y hat, h 1, w out 1, h 2 1. Screen readers stumble over y_hat and over subscripts."""
    letters = name.rstrip("0123456789_")
    words = {"y_hat": "y hat", "learning_rate": "learning rate"}.get(letters, letters.replace("Out", " out"))
    return " ".join([words, *name[len(letters) :].split("_")]).strip()
