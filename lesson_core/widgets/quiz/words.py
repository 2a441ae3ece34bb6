"""What a quiz says. Text in, text out."""

NOTHING_ANSWERED = "Nothing is answered yet. Write what you remember; a guess is fine."
SIZE_RIGHT = "The size is right, the sign is not."
TOO_LARGE, TOO_SMALL = "The number is too large.", "The number is too small."
CHECK, SHOW_ANSWER = "Check", "Show the answer"
ANSWER_SHOWN = "The answer"  # after a right one, there is nothing to show any more
TRY_AGAIN = "Try once more, or open the answer below."


def label_of(_state: object, field: str) -> str | None:
    """What the reader's field is called; None for any other name."""
    return field.capitalize() if field.startswith("answer ") else None


def sentence(kind: str, remark: str) -> str:
    """The verdict as plain text."""
    return f"{'Yes.' if kind == 'right' else 'Not yet.'} {remark}".strip()


def score(right: int, count: int, answered: int) -> str:
    """How many questions are answered, and how many rightly."""
    return f"{right} of {count} right, {answered} answered."
