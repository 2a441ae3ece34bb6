"""The row in which a reader keeps a network and its run, and hands them on; the page itself answers its buttons."""

from lesson_core.markup.controls import button
from lesson_core.markup.tags import tag

from .words import COPY_LINK, SAVES, SHARE


def sharing(*, with_curve: bool) -> str:
    """Copy link; a fold with the files that can be saved and opened; a place for what is said of it."""
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
        tag("p", data_kept_note=True, role="status", class_="kept-note"),
        class_="sharing",
    )
