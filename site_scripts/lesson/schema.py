"""What front matter and lesson fences may say: one pydantic model each.

`fence_reference.py` writes docs/contribute/fences.md from these models: a field's description is its documentation.
`options.check` reads YAML into them and turns what is wrong into a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator

from lesson_core.deep_setup import MOST_LAYERS, MOST_UNITS


def _plain(text: str) -> str:
    """ValueError for text with lesson syntax in it, where none is converted."""
    if found := re.search(r"\{\{.*?\}\}|\$[^$]+\$|\[\[.*?\]\]", text):
        raise ValueError(f'"{found[0]}" would be shown as it stands, since this is plain text. Say it in words.')
    return text


Finite = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
PlainText = Annotated[Text, AfterValidator(_plain)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Term = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
FunctionName = Annotated[str, Field(pattern=r"^[a-z_]+(\.\w+)+$")]
# What these patterns take, for who missed it.
PATTERNS = {
    r"^[a-z][a-z0-9-]*$": "small letters, digits and hyphens, and begins with a letter",
    r"^[A-Za-z][A-Za-z0-9_]*$": "letters, digits and underscores, and begins with a letter",
    r"^[a-z_]+(\.\w+)+$": "a module and a name with a point between them, such as network.sigmoid",
}
Activation = Literal["sigmoid", "tanh", "relu", "leaky_relu", "identity"]
Loss = Literal["half_squared_error", "squared_error", "binary_cross_entropy"]


MOST_COLUMNS = MOST_IN_A_COLUMN = 12  # values of a network, side by side and one below the other
MOST_PARAMETERS = 300  # with as many, the recorded replies of one network make a page of 5 MB


class Options(BaseModel):
    """Options that an author writes: nothing unknown, and no text where a number belongs."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    def _refuse(self, names: Iterable[str], why: str) -> None:
        """ValueError for the first of these options that the author has written: nothing would come of it."""
        for name in names:
            if name in self.model_fields_set:
                raise ValueError(f"`{name}` would do nothing: {why}")


class FrontMatter(Options):
    """The block between two lines of `---` at the top of a lesson."""

    title: PlainText = Field(description="the lesson's title, shown at its top and on its card")
    track: PlainText = Field(description="the row of lessons it belongs to")
    level: Literal["Beginner", "Intermediate", "Advanced"] = Field(description="how much it takes for granted")
    minutes: Annotated[int, Field(ge=1, le=600)] = Field(description="how long it takes, in minutes")
    summary: PlainText = Field(description="one line that says what the reader gets")
    order: int = Field(100, description="its place among the cards: small numbers come first")


class LayerOptions(Options):
    """One layer of a network."""

    weights: list[list[Finite]] = Field(description="one row for each unit, one number in it for each input")
    biases: list[Finite] = Field(description="one number for each unit")
    activation: Activation = Field("sigmoid", description="how each unit bends its sum")


class NetworkOptions(Options):
    """A network that the reader can step through, train and change.

    Without `layers` and `sizes` it is the network of the backpropagation lesson.
    """

    id: Id = Field("network", description="its name on the page, for links, predictions and numbers in the text")
    title: Text | None = Field(None, description="what screen readers call it")
    layers: list[LayerOptions] | None = Field(
        None,
        description=f"the layers, from the inputs to the output: at most {MOST_COLUMNS - 1} of at most "
        f"{MOST_IN_A_COLUMN} units, with {MOST_PARAMETERS} weights and biases in all",
    )
    sizes: Annotated[list[Annotated[int, Field(ge=1, le=MOST_IN_A_COLUMN)]], Field(min_length=2)] | None = Field(
        None, description="instead of `layers`: how many values stand in each column, inputs first; weights are drawn"
    )
    seed: int = Field(1, description="with `sizes`: the number from which the weights are drawn")
    activation: Activation = Field("sigmoid", description="with `sizes`: how every unit bends its sum")
    loss: Loss = Field("half_squared_error", description="how wrong a guess is")
    inputs: list[Finite] | None = Field(None, description="the inputs, one for each column of the first layer")
    targets: list[Finite] | None = Field(None, description="the right answers, one for each output")
    learning_rate: Positive = Field(0.5, description="how large each step is")
    train_biases: bool = Field(True, description="false keeps the biases as they are")
    panels: list[Literal["card", "curve", "values", "readout", "chain"]] = Field(
        ["card", "curve", "values", "readout", "chain"],
        description="which parts are shown beside the picture: the card of the current move, the loss curve, the "
        "weight table, the network state, the chain rule",
    )
    chosen: Text | None = Field(None, description="the parameter whose chain rule is shown first, such as `w1`")

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> NetworkOptions:
        if self.layers is not None and self.sizes is not None:
            raise ValueError("`layers` and `sizes` both say how large the network is. Keep one of them.")
        if (self.layers or self.sizes) and (self.inputs is None or self.targets is None):
            raise ValueError("a network of your own needs `inputs` and `targets`. Add both.")
        if self.sizes is None:
            place = "Write `activation` in each of the `layers`" if self.layers else "Add `sizes`"
            self._refuse(["activation"], f"it is for networks made by `sizes`. {place}, or take the line away.")
            self._refuse(["seed"], "weights are drawn only with `sizes`. Add `sizes`, or take the line away.")
        if "chain" not in self.panels:
            self._refuse(["chosen"], "`panels` leaves out the chain rule. Add `chain` there, or take the line away.")
        return self


class DepthOptions(Options):
    """A deep network whose gradients the reader makes vanish, explode and recover. The options say how it starts."""

    id: Id = Field("depth-lab", description="its name on the page")
    depth: Annotated[int, Field(ge=1, le=MOST_LAYERS)] = Field(10, description="how many hidden layers")
    width: Annotated[int, Field(ge=1, le=MOST_UNITS)] = Field(32, description="how many units in each hidden layer")
    activation: Literal["sigmoid", "tanh", "relu", "leaky_relu"] = Field(
        "sigmoid", description="how every hidden unit bends its sum"
    )
    initial_weights: Literal["small", "large", "xavier", "he", "orthogonal"] = Field(
        "xavier",
        description="how the weights are drawn: with spread 0.01, with spread 1, after Glorot & Bengio, after "
        "He et al., or at right angles",
    )
    residual: bool = Field(False, description="true adds to each hidden layer what entered it")
    normalisation: bool = Field(False, description="true brings what enters a layer to mean 0 and spread 1")
    clip: Positive | None = Field(None, description="the longest gradient that an update may use")
    learning_rate: Positive = Field(0.1, description="how large each step is")
    data: Literal["moons", "spirals", "circles"] = Field("moons", description="the points to learn")
    data_seed: Seed = Field(0, description="the number from which the points are drawn")
    weights_seed: Seed = Field(0, description="the number from which the weights are drawn")


class ValleyOptions(Options):
    """The loss over one parameter of a network, drawn, with the steps of gradient descent on it."""

    network: Id = Field(description="the id of the network fence it is about")
    of: Text = Field("w1", description="the parameter that moves; all others are held still")
    low: Finite = Field(description="the parameter at the left edge")
    high: Finite = Field(description="the parameter at the right edge")
    rates: Annotated[list[Positive], Field(min_length=1, max_length=6)] = Field(
        description="the learning rates, one picture for each"
    )
    steps: Annotated[int, Field(ge=1, le=40)] = Field(8, description="how many steps are drawn")

    @model_validator(mode="after")
    def _ends_in_order(self) -> ValleyOptions:
        if self.low >= self.high:
            raise ValueError("`low` must be below `high`.")
        return self


class ReflectOptions(Options):
    """A box to write in, kept on the reader's own device."""

    id: Id = Field(description="the name under which the words are kept")
    question: Text = Field(description="what to think about")
    echo: bool = Field(False, description="true shows what the reader wrote in the box of this `id`, and no new box")
    answer: Text | None = Field(None, description="a model answer to compare with, behind a fold")


class LessonsOptions(Options):
    """Cards of the lessons, made from their front matter; on a lesson's page, of the other lessons."""

    track: Text | None = Field(None, description="only the lessons of this track")


class FactorOptions(Options):
    """One part of a formula, with its number under it."""

    tex: Text = Field(description="the part in TeX, in single quotes")
    value: Text | None = Field(None, description="the number under it: a name such as `lesson.dL_dyhat`")
    term: Term | None = Field(
        None,
        description="the name it shares with an edge, a table row and a line of code, so that all light up together",
    )


class FormulaOptions(Options):
    """A formula on a line of its own. For one without numbers or highlights, `$$...$$` is shorter."""

    model_config = ConfigDict(Options.model_config, title="tex")
    tex: Text | None = Field(None, description="the whole formula in TeX, in single quotes or after `|`")
    factors: Annotated[list[FactorOptions | Text], Field(min_length=1)] | None = Field(
        None, description="instead of `tex`: its parts; a part is TeX, or TeX with a number and a highlight"
    )

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> FormulaOptions:
        if (self.tex is None) == (self.factors is None):
            raise ValueError("write either `tex` or `factors`, not both and not neither.")
        return self


class SourceOptions(Options):
    """Lines of a function of lesson_core, read from its source while the site is built."""

    function: FunctionName = Field(description="module and name inside lesson_core, such as `network.sigmoid`")
    first: Text | None = Field(None, description="begin at the first line that holds this text")
    last: Text | None = Field(None, description="end at the first line from there on that holds this text")
    term: Term | None = Field(None, description="the highlight that these lines share with the picture and the formula")


class WordsOptions(RootModel[Annotated[dict[Text, Text], Field(min_length=1)]]):
    """Words that this lesson explains, one a line: the word, a colon, what it means."""

    model_config = ConfigDict(strict=True, frozen=True, title="a word and what it means")
