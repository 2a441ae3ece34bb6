"""A word that a reader recalls, compared with the words that are right.

The whole answer is compared, but for small words that change nothing. Case, accents, hyphens, a plural and one slip of
spelling in a long word are forgiven. A negation, a choice left open and two opposites are not.
"""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from itertools import product

NEARLY = 0.88  # how alike two answers are (difflib's ratio) to be one misspelled; 0.85 in a single word of several:
NEARLY_IN_ONE = 0.85  # one wrong letter in eight
LONG = 7  # letters: of a shorter word, one letter makes another word (slower, lower)


def words(text: str) -> list[str]:
    """Small letters without accents and signs, American -ize as -ise. What an apostrophe joins is one word."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’")
    return [re.sub(r"iz(e|i|a)", r"is\1", word) for word in re.findall(r"\w+", bare)]


OPEN = set(
    words("not no non never neither nor none without cannot cant dont doesnt isnt arent wont or either versus vs")
)
OPPOSITES = (
    set(words("larger bigger greater higher more up above grow increase rise large big great high positive")),
    set(words("smaller less lower fewer down below shrink decrease fall small little low negative")),
)
EMPTY = set(words("a an the it its is are they of"))
# These change nothing either, unless they are part of an answer that is right ("after the update", "loss function").
HARMLESS = set(
    words(
        "was be been becomes become becoming gets get getting goes go will would must should does do them their this "
        "that these those we you i he she think guess say call called named name for to in at by with than then now "
        "before after just maybe probably so very much answer word thing problem effect method algorithm function "
        "process technique term value number"
    )
)


def _is_yes_or_no(right: Sequence[Sequence[str]]) -> bool:
    return any(set(one) & {"yes", "no"} for one in right)


def is_one_of(given: str, accepted: Sequence[str]) -> bool:
    """Whether the answer is one of those accepted, but for case, articles, hyphens and a plural."""
    return any(_same(_without(words(given), EMPTY), _without(words(one), EMPTY)) for one in accepted)


def judge_words(given: str, answer: str, accepted: Sequence[str], question: str) -> tuple[str, str]:
    """The verdict, "right" or "wrong", and what to say of it.

    What the author's `question` asks with is as harmless as small words.
    """
    if is_one_of(given, [answer, *accepted]):
        return "right", ""
    right = [_without(words(one), EMPTY) for one in (answer, *accepted)]
    theirs = {word for one in right for word in one}
    if _is_yes_or_no(right) and not {"or", "either", "yes"} & set(words(given)):
        theirs |= OPEN
    if _leaves_open(given, theirs):
        return "wrong", "Give one answer, in its own words, without “not” or “or”."
    asked = {word for word in words(re.sub(r"<[^>]*>", " ", question)) if not any(_stems(word) & s for s in OPPOSITES)}
    for harmless, (k, one) in product((HARMLESS, HARMLESS | asked), enumerate(right)):
        written = _without(words(given), EMPTY | harmless - set(one) - _beginnings(one))
        if _same(written, one):
            return "right", ""
        if _nearly(written, one):
            return "right", f"It is written “{answer}”." if k == 0 else f"The word for it is “{answer}”."
    return "wrong", ""


def _beginnings(one: list[str]) -> set[str]:
    """What the first word may be where a compound is written apart."""
    return {"back", "backward", "backwards"} if _joined(one).startswith("back") else set()


def _without(written: list[str], harmless: set[str]) -> list[str]:
    return [word for word in written if word not in harmless] or written


def _leaves_open(given: str, theirs: set[str]) -> bool:
    """It denies something, or names two things of which one is right."""
    written = set(words(given))
    stems = {stem for word in written for stem in _stems(word)}
    return bool(OPEN & written - theirs) or all(stems & side for side in OPPOSITES) or "/" in given


def _same(one: list[str], other: list[str]) -> bool:
    """The same words with a plural or without, joined, with hyphens or apart, -ward or -wards or neither."""
    if _joined(one) == _joined(other):
        return True
    return len(one) == len(other) and all(_stems(a) & _stems(b) for a, b in zip(one, other))


def _joined(written: list[str]) -> str:
    """One word of them all: backward propagation and back-propagation are backpropagation, backward alone is not."""
    return re.sub(r"(back|down|up)wards?(?=.)", r"\1", "".join(written))


def _stems(word: str) -> set[str]:
    """The word, and without the s of a plural or of “it grows”."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word == "bias":
        return {word}
    return {word, word[:-1], word[:-2]} if word.endswith("es") else {word, word[:-1]}


def _nearly(one: list[str], other: list[str]) -> bool:
    """The same but for one slip in a long word. Its first letter is right: unsupervised is not supervised."""
    joined = "".join(one), "".join(other)
    if len(one) != len(other):
        one, other = [joined[0]], [joined[1]]
    if abs(len(joined[0]) - len(joined[1])) > 1 or _alike(*joined) < NEARLY:
        return False
    return all(
        a == b or (len(b) >= LONG and a[:1] == b[:1] and _alike(a, b) >= NEARLY_IN_ONE) for a, b in zip(one, other)
    )


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
