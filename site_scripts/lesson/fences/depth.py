"""The depth lab."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lesson_core.deep_setup import ACTIVATIONS, DATA_SETS, INITIAL_WEIGHTS, MOST_LAYERS, MOST_UNITS
from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.option_types import Id, Options, Positive, whole, words


class DepthOptions(Options):
    """How it starts."""

    id: Id = Field("depth-lab", description="its name on the page")
    depth: Annotated[int, whole(1, MOST_LAYERS)] = Field(10, description="how many hidden layers")
    width: Annotated[int, whole(1, MOST_UNITS)] = Field(32, description="how many units in each hidden layer")
    activation: Annotated[str, words(*ACTIVATIONS)] = Field(
        "sigmoid", description="how every hidden unit bends its sum"
    )
    initial_weights: Annotated[str, words(*INITIAL_WEIGHTS)] = Field(
        "xavier",
        description="how the weights are drawn: with spread 0.01, with spread 1, after Glorot & Bengio, after "
        "He et al., or at right angles",
    )
    residual: bool = Field(False, description="true adds to each hidden layer what entered it")
    normalisation: bool = Field(False, description="true brings what enters a layer to mean 0 and spread 1")
    clip: Positive | None = Field(None, description="the longest gradient that an update may use")
    learning_rate: Positive = Field(0.1, description="how large each step is")
    data: Annotated[str, words(*DATA_SETS)] = Field("moons", description="the points to learn")
    data_seed: Annotated[int, whole(0, 2**32 - 1)] = Field(0, description="the number from which the points are drawn")
    weights_seed: Annotated[int, whole(0, 2**32 - 1)] = Field(
        0, description="the number from which the weights are drawn"
    )


def render(options: DepthOptions, context: Context) -> str:
    """The widget."""
    settings = options.model_dump(exclude={"id"})
    # A minute: a worker that was replaced makes all steps of a run anew.
    attributes = {"data-search-exclude": "true", "data-needs": "numpy", "data-limit": "60"}
    return context.widget("depth", options.id, settings, **attributes)


FENCE = Fence(
    name="depth",
    doc="A deep network whose gradients the reader makes vanish, explode and recover. The options say how it starts.",
    model=DepthOptions,
    render=render,
    empty=True,
    example="id: depth-lab",
)
