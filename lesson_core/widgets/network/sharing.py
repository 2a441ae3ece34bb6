"""The row in which a reader keeps a network and its run, and hands them on; the page itself answers its buttons."""

from lesson_core.markup.controls import button
from lesson_core.markup.tags import tag

from .words import COPY_LINK, KEY_LIST, KEYS, SAVES, SHARE


def sharing(*, with_curve: bool) -> str:
    """Copy link; folds with the files that can be saved and opened, and with the keys; a place for what is said."""
    groups = (
        tag(
            "p",
            *(button(label, data_command=command) for command, label in group if with_curve or "curve" not in command),
        )
        for group in SAVES
    )
    return tag(
        "div",
        button(COPY_LINK, data_command="copy-link", class_="quiet"),
        tag("details", tag("summary", SHARE), *groups, class_="share"),
        tag("details", tag("summary", KEYS), tag("ul", *(tag("li", line) for line in KEY_LIST)), class_="share"),
        tag("p", data_kept_note=True, role="status", class_="kept-note"),
        class_="sharing",
    )
