"""What the depth lab says: its question, its verdict, its tasks, one sentence a state. Text in, text out."""

from lesson_core.markup.numbers import fmt

NAMES = {  # what a reader reads for each choice
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "small": "small (0.01)",
    "large": "large (1)",
    "xavier": "Xavier",
    "he": "He",
    "orthogonal": "orthogonal",
    "moons": "two moons",
    "spirals": "two spirals",
    "circles": "two circles",
}
GUESS_TEXTS = {
    "larger": "several times as large",
    "same": "about as large",
    "tenth": "about a tenth",
    "thousandth": "about a thousandth",
    "less": "less than a ten-thousandth",
}
WAY_TEXTS = {
    "activation": "Another activation: where its slope is nearer to 1 than the sigmoid’s ¼, each factor is larger.",
    "initial_weights": "Other initial weights: each factor is a weight times a slope, and weights that fit the "
    "activation keep it near 1.",
    "residual": "Residual connections: blame also takes the short way round each layer, where the factor is 1.",
    "normalisation": "Normalisation: small activations are stretched to spread 1 before the next layer, and blame is "
    "stretched with them on its way back.",
}


def size(value: float | None) -> str:
    """A size or ratio in two or three digits: 0.23, 14, 5.8e−7."""
    if value is None or value == 0 or not 0.01 <= abs(value) < 1e4:
        return fmt(value, 0 if value and abs(value) < 0.01 else 3, trim=True)
    return fmt(value, 3 if value < 1 else 2 if value < 10 else 1 if value < 100 else 0)


def percent(share: float) -> str:
    """A share in whole percent: 100 % only where it is all, 0 % only where it is none."""
    rounded = round(100 * share)
    return f"{rounded if share in (0, 1) else min(max(rounded, 1), 99)} %"


def compared(ratio: float, other: str) -> str:
    """How large something is beside `other`: 0.23 of it, 14 times it, or 0."""
    if ratio == 0:
        return f"0, while {other} is not"
    return f"{size(ratio)} {'of' if ratio < 1 else 'times'} {other}"


def layers_text(depth: int, activation: str) -> str:
    return f"{depth} {NAMES[activation]} layer{'' if depth == 1 else 's'}"


def question_text(depth: int, activation: str) -> str:
    if depth == 1:
        return f"In {layers_text(depth, activation)}, how large is its gradient, compared with the output layer’s?"
    return (
        f"In {layers_text(depth, activation)}, how large is the first layer’s gradient, compared with the last one’s?"
    )


def answer_text(guess: str, right: str | None, depth: int, activation: str, ratio: float | None) -> str:
    """What the guess was, what is true, and why. `right` and `ratio` are None where the last layer's gradient is 0:
    before training numbers never overflow, so nothing else can keep the two from being compared."""
    last = "the output layer’s" if depth == 1 else "the last one’s"
    truth = f"Before training, in {layers_text(depth, activation)}, "
    if ratio is None:
        truth += f"{last} gradient is 0, so nothing can be compared with it."
    else:
        truth += f"it is {compared(ratio, last)}."
    if guess == "skipped":
        return truth
    judged = "That is right." if guess == right else f"In fact: {GUESS_TEXTS.get(right, 'none of these')}."
    return f"Your guess: {GUESS_TEXTS[guess]}. {judged} {truth}"


TITLES = {
    "overflow": "The numbers overflowed",
    "exploded": "The blame explodes",
    "learned": "It has learned",
    "still": "The network stands still",
    "vanished": "The blame fades away",
    "healthy": "The blame arrives",
}


def ratio_text(ratio: float | None) -> str:
    """The first layer's gradient beside the last one's; `ratio` is None where the last one's is 0."""
    if ratio is None:
        return "The last layer’s gradient is 0, so the first layer’s cannot be compared with it."
    return f"The first layer’s gradient is {compared(ratio, 'the last layer’s')}."


def verdict_text(health, longest: float, loud: float, loss: float, divergence) -> str:
    """Why the verdict is what it is, in one or two sentences. `longest`: the longest gradient of all layers; above
    `loud` it is too long."""
    if divergence is not None:
        return overflow_text(divergence)
    if health.word == "overflow":
        return "A layer’s gradient is longer than 1.8e308, where a float ends."
    share = ratio_text(health.ratio)
    if longest > loud:
        return (
            f"{share} The longest gradient is {size(longest)}: unless it is clipped or the learning rate is tiny, one "
            "update throws the weights far away."
        )
    if health.word == "learned":
        return f"The loss is down to {fmt(loss, 4)}. Where hardly any error is left, hardly any blame is sent."
    if health.word == "still":
        if longest == 0:
            return (
                f"The loss is {fmt(loss, 4)}, yet the gradient of every weight is 0: no update moves a weight. Nothing "
                "faded on the way back, for the last layer’s gradient is 0 too. Such a network is called dead."
            )
        return (
            f"The loss is {fmt(loss, 4)}, yet no layer has a gradient above {size(longest)}: "
            "updates change next to nothing."
        )
    if not health.factor:
        return share
    return f"{share} On average a hidden layer hands on {compared(health.factor, 'the gradient that it gets')}."


def place_text(layer: int, is_output: bool) -> str:
    """A layer by the name that the pictures give it."""
    return "the output layer" if is_output else f"layer {layer}"


def overflow_text(divergence) -> str:
    """Where numbers left what a float can hold."""
    where = place_text(divergence.layer, divergence.is_output)
    what = {
        "activations": f"a sum of {where} became",
        "gradient": f"a gradient of {where} became",
        "loss": "the loss became",
    }[divergence.quantity]
    is_nan = divergence.value != divergence.value
    became = "“not a number”, as ∞ − ∞ does" if is_nan else "larger in size than 1.8e308, where a float ends"
    return f"At epoch {divergence.step}, {what} {became}."


def sentence_text(step: int, last_step: int, loss: float, accuracy: float, of_gradients: str, divergence) -> str:
    """The state, for the live region and for readers who cannot see the pictures. `of_gradients`: what is told of them,
    nothing while the question about them is open."""
    if divergence is not None:
        where = place_text(divergence.layer, divergence.is_output)
        return (
            f"Training stopped at epoch {divergence.step}: numbers overflowed in {where}. "
            "The curve up to there is kept. Press Reset, take a smaller learning rate, or clip the gradient."
        )
    said = f"Epoch {step}: loss {fmt(loss, 4)}, {percent(accuracy)} of the points on the right side."
    if of_gradients:
        said += f" {of_gradients}"
    if step >= last_step:
        said += f" This run ends at epoch {last_step}: a longer one would take too long to work out again."
    return said


def task_texts(tasks) -> list[tuple[str, str, str, bool, bool]]:
    """For each task: title, goal, a hint or what it has shown, whether the latter, and whether the task is done."""
    vanished, ways, overflow, learned = tasks.vanished, tasks.ways, tasks.overflow, tasks.learned
    found = " ".join(WAY_TEXTS[name] for way in ways for name in way)
    return [
        (
            "Make the gradient vanish",
            "Before training, the first layer’s gradient is less than a billionth of the last one’s. "
            "Or every layer’s gradient is below a billionth, and the last one’s is not 0.",
            f"It vanished in {layers_text(vanished.depth, vanished.activation)}: a product of small factors is "
            "next to nothing. The first layers would hardly learn."
            if vanished
            else "Each sigmoid layer leaves about a quarter. How often must you multiply by ¼ to get below a "
            "billionth? Start there, and add a layer or two if needed.",
            vanished is not None,
            vanished is not None,
        ),
        (
            "Rescue it in three different ways",
            f"With at least as many layers, get the lab to say “{TITLES['healthy']}” before training: more than a "
            "thousandth is left at the first layer, and nothing explodes. "
            f"Found: {min(len(ways), 3)} of 3.",
            found
            or (
                "Change one thing, look, and change it back before you try the next."
                if vanished
                else "First make it vanish."
            ),
            bool(found),
            len(ways) >= 3,
        ),
        (
            "Make it explode until the numbers overflow",
            "Train until the lab has to stop.",
            f"At epoch {overflow.step}, in {place_text(overflow.layer, overflow.is_output)}, a number went past "
            "1.8e308. A long gradient had thrown the weights far away, and the next pass multiplied them. Gradient "
            "clipping or a smaller learning rate holds the weights back."
            if overflow
            else "ReLU keeps positive sums as they are, and large weights make them larger in every layer. "
            "Choose both and press Train.",
            overflow is not None,
            overflow is not None,
        ),
        (
            "Train 50 layers",
            "With 50 hidden layers or more, bring the loss below 0.1.",
            f"{learned.depth} layers had learned by epoch {learned.step}: blame reached all of them, so all could move."
            if learned
            else "Blame must reach the first layer: residual connections and normalisation see to that. "
            "Then give it time. Fewer units a layer make each step quicker.",
            learned is not None,
            learned is not None,
        ),
    ]
