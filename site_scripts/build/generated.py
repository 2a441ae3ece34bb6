"""A Markdown extension for who types `mkdocs build` or `zensical build`: no page without its scripts and styles.

Neither builder looks whether `extra_css` and `extra_javascript` are there, and an extension is all that both run.
"""

from click import ClickException  # what both commands print as one sentence, or at least begin with
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from site_scripts import GENERATED

NEEDED = ("nudge.css", "nudge.js", "runtime/manifest.json")


class NeedGenerated(Preprocessor):
    """Changes no text. Raises ClickException when `make build` has to come first."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines as they are."""
        missing = [name for name in NEEDED if not (GENERATED / name).is_file()]
        if missing:
            raise ClickException(
                f"docs/assets/generated/{missing[0]} is missing: pages without it have no pictures that move. "
                "Remedy: run `make build` once, then this command again."
            )
        return lines


class GeneratedExtension(Extension):
    """Adds the look to one Markdown instance."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Before anything else works on the page."""
        md.preprocessors.register(NeedGenerated(md), "need_generated", 2000)


def makeExtension(**settings: object) -> GeneratedExtension:
    """Python-Markdown's entry."""
    return GeneratedExtension(**settings)
