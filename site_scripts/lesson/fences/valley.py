"""The loss over one parameter of a network of the page, and steps of gradient descent on it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from lesson_core.naming import parameters
from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.mistakes import Mistake, allowed_words, nearest
from site_scripts.lesson.option_types import Finite, Id, Items, Options, Positive, Text, whole


class ValleyOptions(Options):
    """Which parameter of which network, from where to where, and the steps."""

    network: Id = Field(description="the id of the network fence it is about")
    of: Text = Field("w1", description="the parameter that moves; all others are held still")
    low: Finite = Field(description="the parameter at the left edge")
    high: Finite = Field(description="the parameter at the right edge")
    rates: Annotated[list[Positive], Items(least=1, most=6)] = Field(
        description="the learning rates, one picture for each"
    )
    steps: Annotated[int, whole(1, 40)] = Field(8, description="how many steps are drawn")

    @model_validator(mode="after")
    def _ends_in_order(self) -> ValleyOptions:
        if self.low >= self.high:
            raise ValueError("`low` must be below `high`.")
        return self


def render(options: ValleyOptions, context: Context) -> str:
    """The picture."""
    sample = context.sample_of(options.network)
    names = [parameter.name for parameter in parameters(sample.network)]
    if options.of not in names:
        raise Mistake(
            f'"of" is the text "{options.of}", which is not a parameter of the network {options.network}. '
            f"{allowed_words(names)}{nearest(options.of, names)}",
            option=("of",),
        )
    settings = options.model_dump(exclude={"network"}) | {"network": context.networks[options.network]}
    return context.still("valley", settings)


FENCE = Fence(
    name="valley",
    doc="The loss over one parameter of a network, drawn, with the steps of gradient descent on it.",
    model=ValleyOptions,
    render=render,
    example="""\
network: tiny
of: w1
low: -4
high: 4
rates: [0.5, 5]""",
)
