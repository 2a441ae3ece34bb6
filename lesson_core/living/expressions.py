"""Words that depend on numbers: readings, of which the first is said whose condition holds.

    "too low" if lesson.error < 0 else "too high" if lesson.error > 0 else "just right"

A condition compares (<, <=, >, >=, ==; joined by `and`, `or`, `not`) what +, -, *, /, abs(...) and brackets make of
numbers. Whatever is compared with a number that does not exist, the condition does not hold.
"""

import math
import operator
import re
from collections.abc import Callable, Collection

from lesson_core.checks import LessonError

TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"]*")'
    r"|(?P<number_of>[A-Za-z][\w-]*\.\w+(?: +[A-Za-z]\w*=[^\s()]+)*)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<word>[a-z]+)"
    r"|(?P<sign><=|>=|==|[<>()+*/-]))"
)
COMPARED = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq}
EXAMPLE = 'Write it as in "too low" if lesson.error < 0 else "too high".'
MOST_BRACKETS = 20  # one in another

type Lookup = Callable[[str], float]  # NaN where the number does not exist


class ExpressionError(LessonError):
    """An expression that means nothing. `word` is the one at fault, `allowed` are those that may stand there."""

    def __init__(self, message: str, word: str = "", allowed: tuple[str, ...] = ()) -> None:
        """See the class."""
        super().__init__("text", message)
        self.word, self.allowed = word, allowed


def is_words(expression: str) -> bool:
    """Whether it gives words, and not a number."""
    return expression.startswith('"')


def readings(expression: str) -> tuple[str, ...]:
    """Every text that it may give."""
    return tuple(re.findall(r'"([^"]*)"', expression))


def words_of(expression: str, lookup: Lookup) -> str:
    """The text whose condition holds. Raises ExpressionError, and what `lookup` raises for any number in it."""
    reader = _Reader(expression, lookup)
    text = reader.choice()
    if reader.tokens:
        raise reader.unexpected("nothing more")
    return text


class _Reader:
    """Reads from the left to the right. Every number is looked up, also in readings that are not said."""

    def __init__(self, expression: str, lookup: Lookup) -> None:
        self.lookup, self.depth = lookup, 0
        self.tokens: list[tuple[str, str]] = []
        place, expression = 0, expression.rstrip()
        while place < len(expression):
            token = TOKEN.match(expression, place)
            if token is None:
                raise ExpressionError(f'"{expression[place:].split()[0]}" cannot be read. {EXAMPLE}')
            kind = token.lastgroup or ""
            self.tokens.append((kind, token[kind]))
            place = token.end()

    def choice(self) -> str:
        text = self._take("text", "a text in double quotes")[1:-1]
        if not self._found("if"):
            return text
        holds = self._condition()
        if not self._found("else"):
            raise self.unexpected("else, and the other reading in double quotes")
        other = self.choice()
        return text if holds else other

    def unexpected(self, wanted: str) -> ExpressionError:
        found = f'"{self.tokens[0][1]}"' if self.tokens else "its end"
        return ExpressionError(f"the words have {found} where they take {wanted}. {EXAMPLE}")

    def _condition(self) -> bool:
        holds = self._all()
        while self._found("or"):
            other = self._all()
            holds = holds or other
        return holds

    def _all(self) -> bool:
        holds = self._one()
        while self._found("and"):
            other = self._one()
            holds = holds and other
        return holds

    def _one(self) -> bool:
        if self._found("not"):
            return not self._one()
        left = self._sum()
        sign = self._sign(COMPARED)
        if sign is None:
            raise self.unexpected(f"one of {', '.join(COMPARED)}")
        return bool(COMPARED[sign](left, self._sum()))

    def _sum(self) -> float:
        value = self._product()
        while sign := self._sign(("+", "-")):
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> float:
        value = self._factor()
        while sign := self._sign(("*", "/")):
            other = self._factor()
            value = value * other if sign == "*" else value / other if other else math.nan
        return value

    def _factor(self) -> float:
        self.depth += 1
        if self.depth > MOST_BRACKETS:
            raise ExpressionError("too many brackets stand in one another. Take some away.")
        value = self._atom()
        self.depth -= 1
        return value

    def _atom(self) -> float:
        if self._sign("-"):
            return -self._factor()
        if self._found("abs"):
            if self.tokens[:1] != [("sign", "(")]:
                raise self.unexpected("a bracket, as in abs(lesson.error)")
            return abs(self._factor())
        if self._sign("("):
            value = self._sum()
            if not self._sign(")"):
                raise self.unexpected("a closing bracket")
            return value
        if self.tokens and self.tokens[0][0] == "number":
            return float(self.tokens.pop(0)[1])
        return self.lookup(self._take("number_of", "a number, such as lesson.error or 0.5"))

    def _take(self, kind: str, wanted: str) -> str:
        if not self.tokens or self.tokens[0][0] != kind:
            raise self.unexpected(wanted)
        return self.tokens.pop(0)[1]

    def _found(self, word: str) -> bool:
        found = self.tokens[:1] == [("word", word)]
        if found:
            self.tokens.pop(0)
        return found

    def _sign(self, signs: Collection[str]) -> str | None:
        if self.tokens and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs:
            return self.tokens.pop(0)[1]
        return None
