"""From a checked fence to its HTML. One function for each fence; `FENCES` names them all.

Each takes the checked options and the `Context` of its page. What stands in author's text is Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from pydantic import BaseModel

from lesson_core import LessonError
from lesson_core.naming import find_parameter, parameters, value_of
from lesson_core.valley import valley as loss_valley
from lesson_core.valley import walk
from lesson_core.widgets.valley.picture import render_valley
from site_scripts.lesson import schema
from site_scripts.lesson.context import Context
from site_scripts.lesson.mistakes import Mistake, allowed_words, nearest
from site_scripts.lesson.numbers import NUMBER, evaluate, values
from site_scripts.lesson.options import check, line_of_option

from .lessons import lessons
from .network import network_sample, network_settings
from .picture import PictureOptions, picture
from .questions import PredictOptions, QuizOptions
from .source import source_html


def network(options: schema.NetworkOptions, context: Context) -> str:
    """The live network."""
    settings = network_settings(options, network_sample(options))
    attributes = {"data-search-exclude": "true"}  # its numbers and controls
    if options.title:
        attributes["aria-label"] = options.title
    return context.section("network", context.claim(options.id), settings, attributes=attributes)


def depth(options: schema.DepthOptions, context: Context) -> str:
    """The depth lab."""
    settings = options.model_dump(exclude={"id"})
    # A minute: a worker that was replaced makes all steps of a run anew.
    attributes = {"data-search-exclude": "true", "data-needs": "numpy", "data-limit": "60"}
    return context.section("depth", context.claim(options.id), settings, attributes=attributes)


def reflect(options: schema.ReflectOptions, context: Context) -> str:
    """A box to write in, or what was written in it."""
    key, question = f"reflect-{options.id}", context.inline(options.question)
    answer = (
        f"<details class='reflect__answer'><summary>One possible answer</summary>"
        f"{_paragraphs(context.inline(options.answer))}</details>"
        if options.answer
        else ""
    )
    if options.echo:
        if options.id not in context.boxes:
            raise Mistake(
                f'no box on this page has the id "{options.id}". {allowed_words(context.boxes)}'
                f"{nearest(options.id, context.boxes)}",
                option=("id",),
            )
        return (
            f'<section data-widget="reflect" data-fixed id="{context.claim(options.id + "-echo")}" '
            f'class="reflect reflect--echo"><p>{question}</p>'
            f'<blockquote data-echo="{key}">You have not written anything yet.</blockquote>{answer}</section>'
        )
    field_id = context.claim(f"{options.id}-words")
    return (
        f'<section data-widget="reflect" data-fixed id="{context.claim(options.id)}" class="reflect">'
        f'<label for="{field_id}">{question}</label>'
        f'<textarea id="{field_id}" rows="4" data-remember="{key}"></textarea>'
        '<p class="reflect__note">Your words stay on this device. They are kept nowhere else.'
        f' <button type="button" data-forget="{key}">Erase</button></p>{answer}</section>'
    )


def _paragraphs(html: str) -> str:
    return html if html.startswith(("<p>", "<ul>", "<ol>")) else f"<p>{html}</p>"


def formula(options: schema.FormulaOptions, context: Context) -> str:
    """A formula on a line of its own; its parts carry their numbers and light up with what they stand for."""
    if options.tex is not None:
        return f'<div class="formula">{context.formula(options.tex, True)}</div>'
    parts = []
    for place, part in enumerate(options.factors or ()):
        try:
            parts.append(_factor(part, context))
        except Mistake as mistake:
            raise Mistake(mistake.message, option=("factors", place)) from mistake
    return (
        f'<div class="formula formula--factors" role="group" aria-label="Formula with numbers">{"".join(parts)}</div>'
    )


def _factor(part: schema.FactorOptions | str, context: Context) -> str:
    if isinstance(part, str):
        return f'<span class="factor factor--sign">{context.formula(part, False)}</span>'
    light = f' data-term="{part.term}" tabindex="0"' if part.term else ""
    value = context.number(part.value) if part.value else ""
    # \\displaystyle: a fraction beside its number is read, not skimmed.
    tex = context.formula(rf"\displaystyle {part.tex}", False)
    return f'<span class="factor"{light}>{tex}<span class="factor__value">{value}</span></span>'


def words(options: dict[str, str], context: Context) -> str:
    """The list of words and what they mean."""
    return context.glossary.list(context.claim("words", "Put all words of the page into one words fence."))


def source(options: schema.SourceOptions, context: Context) -> str:
    """Lines of lesson_core."""
    return source_html(options.function, options.first, options.last, options.term)


def valley(options: schema.ValleyOptions, context: Context) -> str:
    """The loss over one parameter, and steps on it."""
    sample = context.sample_of(options.network)
    names = [parameter.name for parameter in parameters(sample.network)]
    if options.of not in names:
        raise Mistake(
            f'"of" is the text "{options.of}", which is not a parameter of the network {options.network}. '
            f"{allowed_words(names)}{nearest(options.of, names)}",
            option=("of",),
        )
    parameter = find_parameter(sample.network, options.of)
    about = (sample.network, sample.inputs, sample.targets, parameter)
    start = value_of(sample.network.layers, parameter)
    if not options.low <= start <= options.high:
        end = "low" if start < options.low else "high"
        raise Mistake(f'"{end}" leaves out {start:g}, where {options.of} starts. Move it beyond.', option=(end,))
    try:
        walks = [walk(*about, rate, options.steps) for rate in options.rates]
        curve = loss_valley(*about, options.low, options.high)
    except LessonError as error:
        raise Mistake(f"the curve cannot be drawn: {error}.", option=("low",)) from error
    return render_valley(curve, walks, options.of)


def predict(options: PredictOptions, context: Context) -> str:
    """A question about a network of this page."""
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
    settings = options.model_dump(include={"of", "ask", "than", "tolerance", "help"})
    settings["question"] = context.inline(options.question)
    settings["why"] = context.inline(options.why) if options.why else ""
    settings["network"] = context.networks[options.network]
    return context.section("predict", context.claim(options.id), settings, attributes={"data-for": options.network})


def quiz(options: QuizOptions, context: Context) -> str:
    """Questions to answer from memory."""
    questions = [
        {
            "ask": context.inline(one.ask),
            "answer": _quiz_answer(one.answer, context),
            "accept": one.accept,
            "tolerance": one.tolerance,
            "explain": context.inline(one.explain),
            "hint": context.inline(one.hint) if one.hint else "",
        }
        for one in options.questions
    ]
    return context.section("quiz", context.claim(options.id), {"questions": questions})


def _quiz_answer(answer: str | float, context: Context) -> str | float:
    number = NUMBER.fullmatch(answer.strip()) if isinstance(answer, str) else None
    return evaluate(number[1], context.samples)[0] if number else answer


class Fence(NamedTuple):
    """A fence's options, its function, and whether its body may be empty."""

    model: type[BaseModel]
    render: Callable[[Any, Context], str]
    empty: bool = False


FENCES = {
    "network": Fence(schema.NetworkOptions, network, empty=True),
    "picture": Fence(PictureOptions, picture),
    "depth": Fence(schema.DepthOptions, depth, empty=True),
    "formula": Fence(schema.FormulaOptions, formula),
    "reflect": Fence(schema.ReflectOptions, reflect),
    "valley": Fence(schema.ValleyOptions, valley),
    "predict": Fence(PredictOptions, predict),
    "quiz": Fence(QuizOptions, quiz),
    "words": Fence(schema.WordsOptions, words),
    "source": Fence(schema.SourceOptions, source),
    "lessons": Fence(schema.LessonsOptions, lessons, empty=True),
}


def render_fence(name: str, body: str, context: Context) -> str:
    """The HTML of the fence `name`. Raises Mistake with the line inside `body`."""
    options = _options(name, body)
    with _told_of(name, body):
        return FENCES[name].render(options, context)


def note_fence(name: str, body: str, context: Context) -> None:
    """What texts before the fence may refer to: the numbers of its network, the words it explains.

    Its own mistake is told at once: fences before it that refer to it would say only that it is not there.
    """
    if name == "network":
        options = _options(name, body)
        with _told_of(name, body):
            context.samples[options.id] = sample = network_sample(options)
            context.networks[options.id] = network_settings(options, sample)
    elif name == "words":
        explained = _options(name, body).root
        with _told_of(name, body):
            for word, text in explained.items():
                context.glossary.add(word, context.inline(text))
    elif name == "reflect":
        options = _options(name, body)
        if not options.echo:
            context.boxes.add(options.id)


def _options(name: str, body: str) -> Any:
    fence = FENCES[name]
    if not body.strip() and not fence.empty:
        needed = fence.model.model_config.get("title") or ", ".join(
            key for key, value in fence.model.model_fields.items() if value.is_required()
        )
        raise Mistake(f"{name} fence: it is empty. Write in it at least: {needed}.", -1)
    return check(fence.model, body, f"{name} fence")


@contextmanager
def _told_of(name: str, body: str) -> Iterator[None]:
    """A mistake that comes up here gets the fence's name and its line inside `body`."""
    try:
        yield
    except Mistake as mistake:
        line = line_of_option(body, mistake.option, name) if mistake.option else mistake.line_in(body)
        raise Mistake(f"{name} fence: {mistake.message}", line) from mistake
