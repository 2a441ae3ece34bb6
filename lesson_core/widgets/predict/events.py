"""A prediction: a question about the network on the page, checked on that network as it stands.

Events: open (the author's options), answer {text}, check {}, look {} (the steps and the answer for the network as it
stands now). Every event but open may carry `network`, the last state of the network that the question is about.

What may be asked for: a number, its sign, or whether it is bigger or smaller than another.
"""

import math
from dataclasses import asdict, dataclass, fields

from lesson_core.backprop import backpropagate
from lesson_core.chain import Factor, chain
from lesson_core.checks import LessonError, as_float, as_positive, as_shape, as_text, known_options, one_of, sent
from lesson_core.naming import Parameter, parameters
from lesson_core.reading.numbers import as_answer, read_number
from lesson_core.values import named_values
from lesson_core.widgets.network import state as network_state

from . import view
from .slips import Question, recognise

ASKS = {"number": (), "sign": ("negative", "zero", "positive"), "compare": ("bigger", "smaller", "equal")}
HELPS = ("worked", "half", "own")
DEFAULT_TOLERANCE = 0.005  # of the number asked for: tells the slips of the lesson's network from the truth


@dataclass(frozen=True)
class Setting:
    """What the author asks: `of` is a name of `values.named_values`, `than` one, or a number."""

    question: str
    of: str
    ask: str
    than: str | float
    tolerance: float
    help: str
    why: str


def answer(widget_id: str, data: dict | None, event: dict) -> dict:
    """Answer one event. The state is the author's setting, the network last seen, and the reader's answer."""
    kind = event["type"]
    if kind == "open":
        setting, network = opened(event)
        reply = _reply(setting, network, None, widget_id)
        choices = ASKS[setting.ask]
        # Few answers are possible, so the build keeps them all for the network's first state.
        walks = [[{"type": "answer", "text": word, "network": network.as_json()}] for word in choices]
        return {**reply, "html": view.shell(widget_id, setting, choices, reply["slots"]), "walks": walks}
    one_of("event", kind, ("open", "answer", "check", "look"))
    as_shape("state", data, ("setting", "network", "text"))
    setting = _setting(as_shape("setting", data["setting"], [field.name for field in fields(Setting)]))
    network = network_state.from_json(event.get("network") or data["network"])
    text = sent(event, "text") if kind == "answer" else data["text"]
    text = None if text is None else as_answer(view.FIELD, text)
    if kind == "check" and not text:
        raise LessonError(view.FIELD, "Nothing is answered yet. Write or choose an answer first.")
    return _reply(setting, network, text, widget_id)


def opened(options: dict) -> tuple[Setting, network_state.State]:
    """The author's setting, checked against the first state of the network it is about."""
    from lesson_core.widgets.network.events import opened as open_network

    options = {name: value for name, value in options.items() if name != "type"}
    network = open_network(options.pop("network", {}))
    known_options("prediction", options, [field.name for field in fields(Setting)])
    setting = _setting(options)
    known = _values(network)
    one_of("of", setting.of, known)
    if isinstance(setting.than, str):
        one_of("than", setting.than, known)
    return setting, network


def _setting(options: dict) -> Setting:
    than = options.get("than", 0.0)
    return Setting(
        question=as_text("question", options.get("question", "")),
        of=as_text("of", options.get("of", "")),
        ask=one_of("ask", options.get("ask", "number"), ASKS),
        than=than if isinstance(than, str) else as_float("than", than),
        tolerance=as_positive("tolerance", options.get("tolerance", DEFAULT_TOLERANCE)),
        help=one_of("help", options.get("help", "own"), HELPS),
        why=as_text("why", options.get("why", "")),
    )


def _values(state: network_state.State) -> dict[str, float]:
    return named_values(
        state.network, state.inputs, state.targets, state.learning_rate, train_biases=state.train_biases
    )


def _reply(setting: Setting, network: network_state.State, text: str | None, widget_id: str) -> dict:
    values = _values(network)
    if setting.of not in values or (isinstance(setting.than, str) and setting.than not in values):
        raise LessonError("", f"The network on this page has no {setting.of}, so this question does not fit it.")
    verdict = _judge(setting, network, values, text) if text else view.Verdict("", "")
    steps = _steps(setting, network, values)
    slots = {
        "steps": view.shown_steps(setting, steps),
        "sentence": view.verdict(verdict),
        "answer": view.full_answer(setting, steps, values, _than(setting, values), _where(network)),
    }
    state = {"setting": asdict(setting), "network": network.as_json(), "text": text}
    return {"state": state, "slots": slots, "sentence": verdict.sentence}


def _where(state: network_state.State) -> str:
    """Which network the answer is for: the reader may have gone on since."""
    changed = ["with your changes"] if state.segment else []
    trained = [f"after {state.epoch} {'epoch' if state.epoch == 1 else 'epochs'}"] if state.epoch else []
    state_of_it = " and ".join(changed + trained)
    return f"In this network, {state_of_it}," if state_of_it else "In this network"


def _steps(setting: Setting, state: network_state.State, values: dict[str, float]) -> tuple[view.Step, ...]:
    """The calculation of a gradient, or of a parameter after its update, line by line; none for other numbers."""
    for parameter in parameters(state.network):
        name = parameter.name
        if setting.of not in (f"d_{name}", f"new_{name}"):
            continue
        trace = backpropagate(state.network, state.inputs, state.targets)
        factors = chain(state.network, trace, state.targets, parameter, full=True)
        reasons = tuple(_reason(factor, parameter) for factor in factors)
        steps = view.gradient_steps(name, factors, values[f"d_{name}"], reasons)
        if setting.of == f"new_{name}":
            rate = state.learning_rate if state.train_biases or not parameter.is_bias else None
            steps += (view.update_step(name, values[name], values[setting.of], rate),)
        return steps
    return ()


def _reason(factor: Factor, parameter: Parameter) -> str:
    """Why a factor of the full chain has its number."""
    if factor.above == "L":
        return "how the loss answers when it grows"
    if not factor.above.startswith("z"):
        return "the slope of its activation function, where it stands"
    if factor.below != parameter.name:
        return "the weight between them"
    return "a bias is added as it is" if parameter.is_bias else "the value that the weight multiplied"


def _than(setting: Setting, values: dict[str, float]) -> float:
    return values[setting.than] if isinstance(setting.than, str) else setting.than


def _judge(setting: Setting, state: network_state.State, values: dict[str, float], text: str) -> view.Verdict:
    truth, than = values[setting.of], _than(setting, values)
    if not math.isfinite(truth) or not math.isfinite(than):
        raise LessonError("", "In this network that is no finite number just now. Press Reset there, and try again.")
    if setting.ask == "number":
        return _judge_number(setting, state, values, text)
    one_of(view.FIELD, text, ASKS[setting.ask])
    against = than if setting.ask == "compare" else 0.0
    # Equal in exact arithmetic, two numbers of a network may differ by the rounding of floats.
    difference = 0.0 if math.isclose(truth, against, rel_tol=view.NOISE) else truth - against
    words = {"sign": ("negative", "zero", "positive"), "compare": ("smaller", "equal", "bigger")}[setting.ask]
    return view.choice_verdict(setting, text, words[(difference > 0) - (difference < 0) + 1], truth, than)


def _judge_number(setting: Setting, state: network_state.State, values: dict[str, float], text: str) -> view.Verdict:
    truth, typed = values[setting.of], read_number(view.FIELD, text)
    is_new = setting.of.startswith("new_")
    old = values[setting.of.removeprefix("new_")] if is_new else 0.0
    scale = abs(truth - old)  # of a parameter after its update: how far it moves
    if is_new and typed.value == old != truth:
        return view.old_value(setting, old, truth)
    if typed.fits(truth, scale, setting.tolerance) or (typed.is_rounded(truth) and abs(truth) < view.NOISE):
        return view.right_number(setting, typed.value, truth)
    if typed.is_rounded(truth):
        return view.too_coarse(setting)
    question = Question(state.network, state.inputs, state.targets, state.learning_rate, state.train_biases)
    slip = recognise(question, setting.of, truth, scale, typed, setting.tolerance)
    return view.wrong_number(setting, typed.value, truth, slip, old)
