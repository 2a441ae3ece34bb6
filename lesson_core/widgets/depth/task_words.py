"""What the depth lab says of its tasks: goals, hints, and what they have shown. Values in, text out."""

from dataclasses import dataclass

from .state import Learned, Overflow, Tasks, Vanished
from .words import TITLES, layers_text, place_text

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
    """A task: its title and goal, a hint or (`explains`) what it has shown, and whether it is done."""

    title: str
    goal: str
    more: str
    explains: bool
    done: bool


def task_texts(tasks: Tasks) -> tuple[TaskText, ...]:
    """All tasks, in their order."""
    return (
        _vanish_text(tasks.vanished),
        _rescue_text(tasks.ways, has_vanished=tasks.vanished is not None),
        _overflow_text(tasks.overflow),
        _depth_text(tasks.learned),
    )


def _vanish_text(vanished: Vanished | None) -> TaskText:
    more = (
        "Each sigmoid layer leaves about a quarter. How often must you multiply by ¼ to get below a billionth? Start "
        "there, and add a layer or two if needed."
    )
    if vanished:
        more = (
            f"It vanished in {layers_text(vanished.depth, vanished.activation)}: a product of small factors is next to "
            "nothing. The first layers would hardly learn."
        )
    return TaskText(
        "Make the gradient vanish",
        "Before training, the first layer’s gradient is less than a billionth of the last one’s. Or every layer’s "
        "gradient is below a billionth, and the last one’s is not 0.",
        more,
        explains=vanished is not None,
        done=vanished is not None,
    )


def _rescue_text(ways: tuple[tuple[str, ...], ...], *, has_vanished: bool) -> TaskText:
    hint = "Change one thing, look, and change it back before you try the next."
    return TaskText(
        "Rescue it in three different ways",
        f"With at least as many layers, get the lab to say “{TITLES['healthy']}” before training: more than a "
        f"thousandth is left at the first layer, and nothing explodes. Found: {min(len(ways), 3)} of 3.",
        " ".join(WAY_TEXTS[name] for way in ways for name in way)
        or (hint if has_vanished else "First make it vanish."),
        explains=bool(ways),
        done=len(ways) >= 3,
    )


def _overflow_text(overflow: Overflow | None) -> TaskText:
    more = (
        "ReLU keeps positive sums as they are, and large weights make them larger in every layer. Choose both and "
        "press Train."
    )
    if overflow:
        more = (
            f"At epoch {overflow.step}, in {place_text(overflow.layer, overflow.is_output)}, a number went past "
            "1.8e308. A long gradient had thrown the weights far away, and the next pass multiplied them. Gradient "
            "clipping or a smaller learning rate holds the weights back."
        )
    return TaskText(
        "Make it explode until the numbers overflow",
        "Train until the lab has to stop.",
        more,
        explains=overflow is not None,
        done=overflow is not None,
    )


def _depth_text(learned: Learned | None) -> TaskText:
    more = (
        "Blame must reach the first layer: residual connections and normalisation see to that. Then give it time. "
        "Fewer units a layer make each step quicker."
    )
    if learned:
        more = (
            f"{learned.depth} layers had learned by epoch {learned.step}: blame reached all of them, so all could move."
        )
    return TaskText(
        "Train 50 layers",
        "With 50 hidden layers or more, bring the loss below 0.1.",
        more,
        explains=learned is not None,
        done=learned is not None,
    )
