"""How the pages are converted, as mkdocs.yml says it: for MkDocs and Zensical, and for all who convert a page alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

from site_scripts import ROOT

BUILDERS_ALONE = "site_scripts.build.generated"  # asks for scripts and styles, which a page alone does without
OURS = "site_scripts.lesson.extension"


class SettingsLoader(yaml.SafeLoader):
    """YAML as MkDocs and Zensical read it: `!ENV [NAME, default]` stands for a variable. Here its default will do."""


def default_of(loader: SettingsLoader, node: yaml.SequenceNode) -> object:
    """The last of the node's items."""
    return loader.construct_sequence(node)[-1]


SettingsLoader.add_constructor("!ENV", default_of)


def extension_settings() -> dict[str, dict[str, Any]]:
    """Each extension that mkdocs.yml lists, with its settings."""
    listed = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), SettingsLoader)["markdown_extensions"]
    settings: dict[str, dict[str, Any]] = {}
    for one in listed:
        settings |= one if isinstance(one, dict) else {one: {}}
    del settings[BUILDERS_ALONE]
    return settings


def page_markdown(docs: Path) -> Markdown:
    """A converter for pages of the folder `docs`."""
    settings = extension_settings() | {OURS: {"docs": str(docs)}}
    return Markdown(extensions=list(settings), extension_configs=settings)
