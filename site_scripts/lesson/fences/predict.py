"""A question about a network of the page, asked before the reader sees the answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.inline import text_html
from site_scripts.lesson.mistakes import Mistake, allowed_words, nearest
from site_scripts.lesson.numbers import values
from site_scripts.lesson.option_types import Id, NumberOrText, Options, Part, Text, words


class PredictOptions(Options):
    """The question, the number it is about, and how far off an answer may be."""

    id: Id = Field(description="its name on the page; the answer is kept on the device under it")
    question: Text = Field(description="what to predict")
    of: Text = Field(description="the number it is about: a name such as `d_w1`, see the numbers above")
    network: Id = Field("live-network", description="the id of the network fence it is about")
    ask: Annotated[str, words("number", "sign", "compare")] = Field(
        "number",
        description="what the reader gives: a number, its sign, or whether it is bigger or smaller than `than`",
    )
    than: NumberOrText = Field(0.0, description="with `ask: compare`: a number, or the name of one")
    tolerance: Part = Field(
        0.005,
        description="how far off a number may be, as a part of it (0.01 is one per cent); for `new_w1` and the like, "
        "as a part of the change. Right rounding counts too, to a tenth of the number, or of the change, or finer",
    )
    help: Annotated[str, words("worked", "half", "own")] = Field(
        "own",
        description="worked: every step is shown and nothing is asked; half: the first half of the steps is shown; "
        "own: the reader works alone",
    )
    why: Text | None = Field(None, description="one line that says why, shown with the answer")

    @model_validator(mode="after")
    def _nothing_in_vain(self) -> PredictOptions:
        if self.help != "own" and not self.of.startswith(("d_", "new_")):
            raise ValueError(
                f"`help: {self.help}` has no steps to show for `{self.of}`, only for a gradient (`of: d_w1`) or an "
                "update (`of: new_w1`). Take the line away, or ask for one of these."
            )
        if self.help == "worked":
            why = "`help: worked` asks nothing. Take the line away, or write `help: half`."
            self._refuse(("ask", "than", "tolerance", "why"), why)
        if self.ask != "compare":
            self._refuse(["than"], "it is for `ask: compare`. Take the line away, or write `ask: compare`.")
        if self.ask != "number":
            self._refuse(["tolerance"], f"with `ask: {self.ask}` no number is typed. Take the line away.")
        return self


def render(options: PredictOptions, context: Context) -> str:
    """The widget."""
    found = values(context.sample_of(options.network))
    for name, wanted in (("of", options.of), ("than", options.than)):
        if isinstance(wanted, str) and wanted not in found:
            raise Mistake(
                f'"{name}" is the text "{wanted}", which is not a number of the network '
                f"{options.network}. {allowed_words(found)}{nearest(wanted, found)}",
                option=(name,),
            )
    if options.of == options.than:
        raise Mistake(f'"than" is "{options.of}", which is what the question is about.', option=("than",))
    settings = options.model_dump(include={"of", "ask", "than", "tolerance", "help", "question"})
    settings |= {"why": options.why or "", "network": context.networks[options.network]}
    texts = {name: text_html(settings[name], context) for name in ("question", "why")}
    return context.widget("predict", options.id, settings, texts, {"data-for": options.network})


FENCE = Fence(
    name="predict",
    doc="A question about a network on the page, asked before the reader sees the answer and checked on that network.",
    model=PredictOptions,
    render=render,
    example="""\
id: first-guess
network: tiny
question: What sign has the gradient of $w_1$?
of: d_w1
ask: sign
why: A larger weight would lower the loss.""",
)
