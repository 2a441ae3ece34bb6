"""What fences and texts may use of the page they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lesson_core.problem import Problem

from .formulas import formula_with_numbers
from .glossary import Glossary
from .mistakes import Mistake, Page, UnknownNetwork, allowed_words, nearest
from .numbers import LESSON, living_html
from .option_types import option_path
from .prerender import WidgetError, ask, with_texts
from .widget_cache import kept_section


@dataclass
class Context:
    """A page's file, and what its fences have told of themselves so far."""

    page: Page
    ids: set[str] = field(default_factory=set)
    boxes: list[str] = field(default_factory=list)  # ids of the reflect fences that readers write in
    glossary: Glossary = field(default_factory=Glossary)
    networks: dict[str, dict[str, Any]] = field(default_factory=dict)
    moves_shown: dict[str, set[int]] = field(default_factory=dict)  # by the network that window fences are about
    samples: dict[str, Problem] = field(default_factory=lambda: {"lesson": LESSON})

    def formula(self, tex: str, block: bool = False) -> str:
        """TeX as HTML, with the numbers in it, which follow their network there as well. Raises Mistake."""
        return formula_with_numbers(tex, self.samples, block)

    def number(self, expression: str) -> str:
        """The number or words as HTML. Raises Mistake."""
        return living_html(expression, self.samples)

    def widget(
        self,
        name: str,
        widget_id: str,
        options: dict[str, Any],
        texts: Mapping[str, str] | None = None,
        attributes: dict[str, str] | None = None,
    ) -> str:
        """The whole section of a widget, in its first state. Raises Mistake for options that lesson_core refuses.

        `texts`: the HTML of the author's texts, by their names in `data-text`.
        """
        try:
            section = kept_section(name, self.claim(widget_id), options, attributes=attributes or None)
            return with_texts(section, texts or {})
        except WidgetError as error:
            raise Mistake(f"{error}.", option=option_path(error.option or "")) from error

    def still(self, name: str, options: dict[str, Any]) -> str:
        """The inside of a widget that nothing asks: a picture. Raises Mistake for options that lesson_core refuses."""
        try:
            inside: str = ask({"widget": name, "id": name, "event": {**options, "type": "open"}})["html"]
        except WidgetError as error:
            raise Mistake(f"{error}.", option=option_path(error.option or "")) from error
        return inside

    def sample_of(self, network: str, option: str = "network") -> Problem:
        """The network of the fence with that id. Raises Mistake when the page has none."""
        if network not in self.networks:
            allowed = allowed_words(self.networks) if self.networks else "The page has no network fence: add one."
            raise UnknownNetwork(
                f'"{network}" is not the id of a network fence on this page. {allowed}'
                f"{nearest(network, self.networks)}",
                option=(option,),
            )
        return self.samples[network]

    def claim(self, wanted: str, remedy: str = "Give this one another `id`.") -> str:
        """`wanted`, from now on taken. Raises Mistake when the page has it already."""
        if wanted in self.ids:
            raise Mistake(f'the id "{wanted}" is already used on this page. {remedy}', option=("id",))
        self.ids.add(wanted)
        return wanted
