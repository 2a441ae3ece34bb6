"""A prediction: a question about the network on the page, checked on that network as it stands.

Events: open (the author's options), answer {text}, check {}, look {} (the steps and the answer for the network as it
stands now). Every event but open may carry `network`, the last state of the network that the question is about.

What may be asked for: a number, its sign, or whether it is bigger or smaller than another.
"""

from dataclasses import dataclass

from ..backprop import backpropagate
from ..chain import Factor, chain
from ..naming import Parameter, parameters
from ..network import LessonError, as_float, one_of
from ..render import predict as view
from ..slips import Answer, Question, recognise
from ..values import named_values
from . import network_state
from .network_state import number_from_text

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
    setting = Setting(**data["setting"])
    network = network_state.from_json(event.get("network") or data["network"])
    one_of("event", kind, ("open", "answer", "check", "look"))
    text = str(event["text"]) if kind == "answer" else data["text"]
    if kind == "check" and not text:
        raise LessonError(view.FIELD, "Nothing is answered yet. Write or choose an answer first.")
    return _reply(setting, network, text, widget_id)


def opened(options: dict) -> tuple[Setting, network_state.State]:
    """The author's setting, checked against the first state of the network it is about."""
    from .network import opened as open_network

    network = open_network(options.get("network", {}))
    setting = Setting(
        question=str(options.get("question", "")),
        of=str(options.get("of", "")),
        ask=_choice(options, "ask", "number", ASKS),
        than=options.get("than", 0.0),
        tolerance=float(options.get("tolerance", DEFAULT_TOLERANCE)),
        help=_choice(options, "help", "own", HELPS),
        why=str(options.get("why", "")),
    )
    known = _values(network)
    one_of("of", setting.of, known)
    if isinstance(setting.than, str):
        one_of("than", setting.than, known)
    return setting, network


def _choice(options: dict, name: str, default: str, allowed) -> str:
    value = options.get(name, default)
    one_of(name, value, allowed)
    return value


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
        "answer": view.full_answer(setting, steps, values, _than(setting, values)),
    }
    state = {"setting": setting.__dict__, "network": network.as_json(), "text": text}
    return {"state": state, "slots": slots, "sentence": verdict.sentence}


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
            steps += (view.update_step(name, values[name], values[setting.of], state.learning_rate),)
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
    return values[setting.than] if isinstance(setting.than, str) else float(setting.than)


def _judge(setting: Setting, state: network_state.State, values: dict[str, float], text: str) -> view.Verdict:
    truth = values[setting.of]
    if setting.ask != "number":
        one_of(view.FIELD, text, ASKS[setting.ask])
        difference = truth - (_than(setting, values) if setting.ask == "compare" else 0.0)
        words = {"sign": ("negative", "zero", "positive"), "compare": ("smaller", "equal", "bigger")}[setting.ask]
        right = words[(difference > 0) - (difference < 0) + 1]
        return view.choice_verdict(setting, text, right, truth, _than(setting, values))
    given = as_float(view.FIELD, number_from_text(view.FIELD, text))
    question = Question(state.network, state.inputs, state.targets, state.learning_rate, state.train_biases)
    typed = Answer(given, last_place(text))
    stem = setting.of.removeprefix("new_")
    scale = abs(values[f"change_{stem}"]) if setting.of.startswith("new_") else abs(truth)
    if typed.fits(truth, scale, setting.tolerance) or (truth == 0 and abs(given) < 0.00005):
        return view.right_number(setting, given, truth)
    if typed.is_rounded(truth) and not typed.is_fine(scale):
        return view.too_coarse(setting, given)
    return view.wrong_number(
        setting, given, truth, recognise(question, setting.of, truth, scale, typed, setting.tolerance)
    )


def last_place(text: str) -> float:
    """The size of the last decimal place of a number as typed: 0.001 for 0.503, 1 for 12, 0.0001 for 5.1e-3."""
    mantissa, _, exponent = text.strip().replace("−", "-").replace(",", ".").lower().partition("e")
    places = len(mantissa.partition(".")[2])
    return 10.0 ** (int(exponent or 0) - places)
