"""The live network's editor, by the verbs of a reader: choose a value, type another."""

from playwright.sync_api import expect


def editor(lesson):
    return lesson.section.locator('[data-slot="editor"]')


def value_field(lesson):
    return editor(lesson).get_by_role("textbox")


def choose(lesson, name: str) -> None:
    editor(lesson).locator("select").select_option(name)


def set_value(lesson, name: str, text: str):
    """Choose a value and type it; gives the field."""
    if editor(lesson).locator("select").input_value() != name:
        choose(lesson, name)
        expect(editor(lesson).locator(f'[data-error="{name}"]')).to_be_attached(timeout=30_000)
    field = value_field(lesson)
    field.fill(text)
    field.press("Enter")
    return field
