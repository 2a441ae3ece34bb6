"""What the depth lab says of its tasks: goals, starts, hints, and what they have shown. Values in, text out."""

from dataclasses import dataclass

from lesson_core.markup.numbers import count

from .sentences import LARGEST, layers_text, place_text
from .state import Learned, Overflow, Tasks, Vanished
from .tasks import STARTS, start_of
from .words import TITLES

WAY_TEXTS = {
    "activation": "Another activation: where its slope is nearer to 1 than the sigmoid’s ¼, each factor is larger.",
    "initial_weights": "Other initial weights: each factor is a weight times a slope, and weights that fit the "
    "activation keep it near 1.",
    "residual": "Residual connections: blame also takes the short way round each layer, where the factor is 1.",
    "normalisation": "Normalisation: small activations are stretched to spread 1 before the next layer, and blame is "
    "stretched with them on its way back.",
}
DONE, TO_DO, HINT = "done", "to do", "Hint"


@dataclass(frozen=True)
class TaskText:
    """A task by its name: title, goal, what its start is called (None: it has none yet), and whether it is done.

    `more`: a hint, or (`explains`) what it has shown.
    """

    name: str
    title: str
    goal: str
    start: str | None
    more: str
    explains: bool
    done: bool


def task_texts(tasks: Tasks, given: tuple[str, ...]) -> list[TaskText]:
    """The tasks that are given, in their order."""
    texts = {
        "vanish": _vanish_text(tasks),
        "rescue": _rescue_text(tasks),
        "overflow": _overflow_text(tasks.overflow),
        "depth": _depth_text(tasks.learned),
    }
    return [texts[name] for name in given]


def _start_text(task: str, tasks: Tasks) -> str:
    start = start_of(task, tasks, STARTS[task])
    return f"Begin with {layers_text(start.depth, start.activation)}"


def _vanish_text(tasks: Tasks) -> TaskText:
    more = (
        "Each sigmoid layer leaves about a quarter. How often must you multiply by ¼ to get below a billionth? Take so "
        "many layers, and add one or two if needed."
    )
    vanished: Vanished | None = tasks.vanished
    if vanished:
        more = (
            f"It vanished in {layers_text(vanished.depth, vanished.activation)}: a product of small factors is next to "
            "nothing. The first layers would hardly learn."
        )
    return TaskText(
        "vanish",
        "Make the blame vanish",
        "Before training, layer 1 has less than a billionth of the output’s blame.",
        _start_text("vanish", tasks),
        more,
        explains=vanished is not None,
        done=vanished is not None,
    )


def _rescue_text(tasks: Tasks) -> TaskText:
    ways, has_vanished = tasks.ways, tasks.vanished is not None
    hint = "Change one thing, look, and change it back before you try the next."
    return TaskText(
        "rescue",
        "Rescue it in three ways",
        f"With at least as many layers, get the lab to say “{TITLES['healthy']}” before training. "
        f"Found: {min(len(ways), 3)} of 3.",
        _start_text("rescue", tasks) if has_vanished else None,
        " ".join(WAY_TEXTS[name] for way in ways for name in way)
        or (hint if has_vanished else "First make it vanish."),
        explains=bool(ways),
        done=len(ways) >= 3,
    )


def _overflow_text(overflow: Overflow | None) -> TaskText:
    more = (
        "ReLU keeps positive sums as they are, and large weights make them larger in every layer. Choose large initial "
        "weights and press Train."
    )
    if overflow:
        more = (
            f"At epoch {count(overflow.step)}, in {place_text(overflow.layer, overflow.is_output)}, a number went past "
            f"{LARGEST}. Updates had thrown the weights far away, and each pass multiplies them. Gradient clipping or "
            "a smaller learning rate holds the weights back."
        )
    return TaskText(
        "overflow",
        "Make the numbers overflow",
        "Train until the lab has to stop.",
        _start_text("overflow", Tasks()),
        more,
        explains=overflow is not None,
        done=overflow is not None,
    )


def _depth_text(learned: Learned | None) -> TaskText:
    more = (
        "Blame must reach the first layer: residual connections and normalisation see to that. Then press Train and "
        "give it time."
    )
    if learned:
        more = f"{learned.depth} layers had learned by epoch {count(learned.step)}."
    return TaskText(
        "depth",
        "Train 50 layers",
        "With 50 hidden layers or more, bring the loss below 0.1.",
        _start_text("depth", Tasks()),
        more,
        explains=learned is not None,
        done=learned is not None,
    )
