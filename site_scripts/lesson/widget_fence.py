"""The fence of a widget, from the widget's own declaration: its options, their errors, its part of the reference."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import Field, create_model

from lesson_core.records import Record
from lesson_core.widgets.contract import Widget

from .context import Context
from .fence import Fence
from .inline import text_html
from .option_types import Checked, Id, Options, groups


def widget_fence(widget: Widget[Any, Any]) -> Fence[Options]:
    """A fence that takes what the widget takes, and an `id`. Nothing but the declaration knows the widget."""

    def render(options: Options, context: Context) -> str:
        written = options.model_dump(exclude={"id"}, exclude_unset=True)
        texts = _texts(widget.options, written, context)
        return context.widget(widget.name, options.id, written, texts)  # type: ignore[attr-defined]  # made below

    model = options_model(widget.options, id=(Id, Field(widget.name, description="its name on the page")))
    needed = any(field.is_required() for field in model.model_fields.values())
    return Fence(widget.name, widget.doc, model, render, empty=not needed, example=widget.example.strip())


def options_model(record: type[Record], **more: Any) -> type[Options]:  # noqa: ANN401  # pydantic's pairs of type and field
    """The options of a record as a model: each with its check, and what it means."""
    hints = get_type_hints(record)
    fields: dict[str, Any] = {
        field.name: (
            _option_type(hints[field.name], field.metadata["check"]),
            Field(... if field.default is dataclasses.MISSING else field.default, description=field.metadata["doc"]),
        )
        for field in dataclasses.fields(record)  # type: ignore[arg-type]  # every Record is a dataclass
    }
    return create_model(record.__name__, __base__=Options, **more, **fields)


def _option_type(annotation: Any, check: Any) -> Any:  # noqa: ANN401  # types of types
    """A model for a record, a list of models for a tuple of records, else the option's own check."""
    if record := _record(annotation):
        return options_model(record)
    if get_origin(annotation) is tuple and (record := _record(get_args(annotation)[0])):
        return Annotated[list[options_model(record)], groups()]  # type: ignore[misc]  # made at run time
    return Annotated[annotation, Checked(check)]


def _record(annotation: object) -> type[Record] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, Record) else None


def _texts(record: type[Record], written: dict[str, Any], context: Context, where: str = "") -> dict[str, str]:
    """The HTML of every option that is Markdown, by the way to it: `question`, `questions-0-ask`."""
    hints = get_type_hints(record)
    found: dict[str, str] = {}
    for field in dataclasses.fields(record):  # type: ignore[arg-type]  # every Record is a dataclass
        if field.name not in written:
            continue
        name, hint, value = f"{where}{field.name}", hints[field.name], written[field.name]
        if field.metadata["markdown"]:
            found[name] = text_html(value, context)
        elif inner := _record(hint):
            found |= _texts(inner, value, context, f"{name}-")
        elif get_origin(hint) is tuple and (inner := _record(get_args(hint)[0])):
            for k, one in enumerate(value):
                found |= _texts(inner, one, context, f"{name}-{k}-")
    return found
