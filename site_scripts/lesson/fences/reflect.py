"""A box to write in, kept on the reader's own device; and what was written in it, shown further down."""

from __future__ import annotations

from pydantic import Field

from site_scripts.lesson.context import Context
from site_scripts.lesson.fence import Fence
from site_scripts.lesson.inline import text_html
from site_scripts.lesson.mistakes import Mistake, allowed_words, nearest
from site_scripts.lesson.option_types import Id, Options, Text

KEPT = "Your words stay on this device. They are kept nowhere else."
NOT_KEPT = "This browser keeps nothing here: your words are gone when the page closes."


class ReflectOptions(Options):
    """The question, and the box it is about."""

    id: Id = Field(description="the name under which the words are kept")
    question: Text = Field(description="what to think about")
    echo: bool = Field(False, description="true shows what the reader wrote in the box of this `id`, and no new box")
    answer: Text | None = Field(None, description="a model answer to compare with, behind a fold")


def note(options: ReflectOptions, context: Context) -> None:
    """A box may be echoed before it and behind it."""
    if not options.echo:
        context.boxes.append(options.id)


def render(options: ReflectOptions, context: Context) -> str:
    """A box to write in, or what was written in it."""
    key, question = f"reflect-{options.id}", text_html(options.question, context)
    answer = (
        f"<details class='reflect__answer'><summary>One possible answer</summary>"
        f"{_paragraphs(text_html(options.answer, context))}</details>"
        if options.answer
        else ""
    )
    if options.echo:
        if options.id not in context.boxes:
            there = allowed_words(context.boxes) if context.boxes else "Add one: a reflect fence without `echo`."
            raise Mistake(
                f'no box on this page has the id "{options.id}". {there}{nearest(options.id, context.boxes)}',
                option=("id",),
            )
        return (
            f'<section data-widget="reflect" data-fixed id="{context.claim(options.id + "-echo")}" '
            f'class="reflect reflect--echo"><p data-question>{question}</p>'
            f'<blockquote data-echo="{key}">You have not written anything yet.</blockquote>{answer}</section>'
        )
    field_id = context.claim(f"{options.id}-words")
    return (
        f'<section data-widget="reflect" data-fixed id="{context.claim(options.id)}" class="reflect" '
        f'data-task="textarea" data-done=":not(:placeholder-shown)">'
        f'<label for="{field_id}" data-question>{question}</label>'
        f'<textarea id="{field_id}" rows="4" placeholder=" " data-remember="{key}"></textarea>'
        f'<p class="reflect__note"><span data-promise="{NOT_KEPT}">{KEPT}</span>'
        f' <button type="button" data-forget="{key}">Erase</button></p>{answer}</section>'
    )


def _paragraphs(html: str) -> str:
    return html if html.startswith(("<p>", "<ul>", "<ol>")) else f"<p>{html}</p>"


FENCE = Fence(
    name="reflect",
    doc="A box to write in, kept on the reader's own device.",
    model=ReflectOptions,
    render=render,
    note=note,
    example="""\
id: basketball
question: Which feedback would help your next throw?
answer: One that says what to change.""",
)
