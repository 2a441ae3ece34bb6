"""Whether an answer is right, and what to say of it."""

from lesson_core.reading.numbers import read_number
from lesson_core.reading.words import is_one_of, judge_words

from .state import Question
from .words import SIZE_RIGHT, TOO_LARGE, TOO_SMALL

RIGHT, WRONG = "right", "wrong"


def judge(question: Question, given: str, field: str) -> tuple[str, str]:
    """RIGHT or WRONG, and a remark. Raises LessonError, naming `field`, where a number is asked and none is given."""
    right = question.answer
    if isinstance(right, str):
        return judge_words(given, right, question.accept, question.ask)
    if is_one_of(given, question.accept):
        return RIGHT, ""
    number, room = read_number(field, given), question.room
    if number.value == right or (room and number.fits(right, abs(right), room)):
        return RIGHT, ""
    if abs(number.value + right) <= room * abs(right):
        return WRONG, SIZE_RIGHT
    return WRONG, TOO_LARGE if number.value > right else TOO_SMALL
