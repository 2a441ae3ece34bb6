"""What a fence may use of the page it stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .glossary import Glossary
from .mistakes import Mistake, allowed_words, nearest
from .numbers import LESSON, Sample


@dataclass
class Context:
    """What a fence may use of its page: Markdown for its texts, its file and folder, and what is noted so far."""

    inline: Callable[[str], str]
    formula: Callable[[str, bool], str]
    number: Callable[[str], str]
    docs: Path
    file: Callable[[], Path | None]
    section: Callable[..., str]
    ids: set[str] = field(default_factory=set)
    boxes: set[str] = field(default_factory=set)  # ids of the reflect fences that readers write in
    glossary: Glossary = field(default_factory=Glossary)
    networks: dict[str, dict[str, Any]] = field(default_factory=dict)
    samples: dict[str, Sample] = field(default_factory=lambda: {"lesson": LESSON})

    def sample_of(self, network: str) -> Sample:
        """The network of the fence with that id. Raises Mistake when the page has none."""
        if network not in self.networks:
            allowed = allowed_words(self.networks) if self.networks else "The page has no network fence: add one."
            raise Mistake(
                f'"{network}" is not the id of a network fence on this page. {allowed}'
                f"{nearest(network, self.networks)}",
                option=("network",),
            )
        return self.samples[network]

    def claim(self, wanted: str, remedy: str = "Give this one another `id`.") -> str:
        """`wanted`, noted as taken. Raises Mistake when the page has it already."""
        if wanted in self.ids:
            raise Mistake(f'the id "{wanted}" is already used on this page. {remedy}', option=("id",))
        self.ids.add(wanted)
        return wanted
