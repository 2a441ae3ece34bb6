"""What an author asks in a quiz, and what the reader has answered so far."""

from dataclasses import dataclass

from lesson_core.checks import LessonError, as_float, as_list, as_text, quoted
from lesson_core.reading.numbers import as_answer
from lesson_core.records import Record, Versioned, each, nested, option, or_none

DEFAULT_TOLERANCE = 0.01  # of the number, when the author gives none; nothing for a whole number, which is counted


def as_right_answer(argument: str, value: object) -> str | float:
    """A text or a finite number as it is, else LessonError."""
    if value == "" or isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise LessonError(argument, f"got {quoted(value)}; it takes a text or a number")
    if not isinstance(value, str):
        as_float(argument, value)
    return value


def as_tolerance(argument: str, value: object) -> float:
    """A number from 0 up, else LessonError."""
    tolerance = as_float(argument, value)
    if tolerance < 0:
        raise LessonError(argument, f"got {tolerance!r}; it takes a number from 0 up")
    return tolerance


@dataclass(frozen=True)
class Question(Record):
    """One question."""

    ask: str = option(..., as_text, "the question", markdown=True)
    answer: str | float = option(..., as_right_answer, "the right answer: a word or a number")
    explain: str = option(..., as_text, "why that is the answer", markdown=True)
    accept: tuple[str, ...] = option((), each(as_text), "other words that are right too, for a number as well")
    tolerance: float | None = option(None, or_none(as_tolerance), "for a number: how far off it may be, as a part")
    hint: str = option("", as_text, "what to say after a wrong answer", markdown=True)

    @property
    def room(self) -> float:
        """How far off a number may be, as a part of it: the author's tolerance, or what goes without saying."""
        if self.tolerance is not None:
            return self.tolerance
        return DEFAULT_TOLERANCE if isinstance(self.answer, str) or not float(self.answer).is_integer() else 0.0


@dataclass(frozen=True)
class QuizOptions(Record):
    """What an author may say of a quiz."""

    questions: tuple[Question, ...] = option((), each(nested(Question)), "the questions, each after a hyphen")


@dataclass(frozen=True)
class State(Versioned):
    """The questions, and for each what the reader has answered; None for not yet."""

    questions: tuple[Question, ...]
    answers: tuple[str | None, ...]

    def __post_init__(self) -> None:
        """Check that each question has its answer, or None."""
        answers = as_list("answers", self.answers)
        if len(answers) != len(self.questions):
            wanted = f"{len(self.questions)}, one for each question"
            raise LessonError("answers", f"got {len(answers)}; it takes {wanted}")
        read = (None if given is None else as_answer(field_of(k), given) or None for k, given in enumerate(answers))
        object.__setattr__(self, "answers", tuple(read))


def opened(options: QuizOptions) -> State:
    """The first state."""
    return State(options.questions, (None,) * len(options.questions))


def field_of(k: int) -> str:
    """The name under which an error about answer k (from 0) is told."""
    return f"answer {k + 1}"
