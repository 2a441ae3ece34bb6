"""The name of every value in a network, as page, table, formula and tests use it.

The lesson's network gives: x1 x2 h1 h2 y_hat y, w1..w4 and b1 b2 into the hidden layer, wOut1 wOut2 bOut into the
output. With several hidden layers their number comes first (h2_1, w2_3, b2_1); several outputs are numbered (y_hat2,
y2, bOut2). A network of one layer has no hidden part: its weights are w1, w2, ... and its bias b.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from .checks import LessonError, as_float, as_instance, one_of
from .network import Network

SUBSCRIPTS = str.maketrans("0123456789,", "₀₁₂₃₄₅₆₇₈₉ˏ")


@dataclass(frozen=True)
class Parameter:
    """One weight or bias: where it stands (`column` None for a bias) and what it is called."""

    name: str
    layer: int
    unit: int
    column: int | None
    source: str | None  # name of the unit it comes from; None for a bias
    target: str  # name of the unit it goes to

    @property
    def is_bias(self) -> bool:
        """A bias stands in no column: no input comes with it."""
        return self.column is None

    @property
    def role(self) -> str:
        """From where to where: (x1→h1), or (bias h1)."""
        target = plain(self.target)
        return f"(bias {target})" if self.source is None else f"({plain(self.source)}→{target})"

    @property
    def label(self) -> str:
        """The label of the lesson: "w1 (x1→h1)", "b1 (bias h1)"; the only output bias is just "bOut"."""
        return self.name if self.name == "bOut" else f"{self.name} {self.role}"


@lru_cache(maxsize=32)
def unit_names(sizes: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    """A tuple of names per column of a network with these sizes: inputs, hidden units of each layer, outputs."""
    hidden_layers = len(sizes) - 2
    columns = [tuple(f"x{i + 1}" for i in range(sizes[0]))]
    for k in range(1, len(sizes) - 1):
        prefix = "h" if hidden_layers == 1 else f"h{k}_"
        columns.append(tuple(f"{prefix}{j + 1}" for j in range(sizes[k])))
    columns.append(_numbered("y_hat", sizes[-1]))
    return tuple(columns)


def target_names(sizes: tuple[int, ...]) -> tuple[str, ...]:
    """y, or y1, y2, ..."""
    return _numbered("y", sizes[-1])


def parameters(network: Network) -> tuple[Parameter, ...]:
    """Every parameter in the order of the lesson's table: all hidden weights, hidden biases, then the output's.

    Raises LessonError for what is no Network.
    """
    as_instance("network", network, Network)
    return _parameters(network.sizes)


@lru_cache(maxsize=32)
def _parameters(sizes: tuple[int, ...]) -> tuple[Parameter, ...]:
    units = unit_names(sizes)
    last = len(sizes) - 2
    found = []
    for k in range(last + 1):
        if k < last:
            weight, bias = ("w", "b") if last == 1 else (f"w{k + 1}_", f"b{k + 1}_")
        else:
            weight, bias = ("wOut", "bOut") if last else ("w", "b")
        n_in, n_out = sizes[k], sizes[k + 1]
        for j in range(n_out):
            for i in range(n_in):
                number = j * n_in + i + 1
                found.append(Parameter(f"{weight}{number}", k, j, i, units[k][i], units[k + 1][j]))
        bias_names = _numbered(bias, n_out) if k == last else tuple(f"{bias}{j + 1}" for j in range(n_out))
        found += [Parameter(bias_names[j], k, j, None, None, units[k + 1][j]) for j in range(n_out)]
    return tuple(found)


@lru_cache(maxsize=32)
def _by_name(sizes: tuple[int, ...]) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in _parameters(sizes)}


def find_parameter(network: Network, name: str) -> Parameter:
    """The parameter of that name, or LessonError listing the names there are."""
    as_instance("network", network, Network)
    return _by_name(network.sizes)[one_of("name", name, _by_name(network.sizes))]


def as_parameter(network: Network, parameter: Parameter) -> Parameter:
    """The parameter as it is when it is one of the network's, else LessonError."""
    as_instance("parameter", parameter, Parameter)
    if _by_name(network.sizes).get(parameter.name) != parameter:
        raise LessonError("parameter", f"got {parameter.name}, which is none of this network's")
    return parameter


class Table(Protocol):
    """One number for each parameter of a layer: a Layer has its values, a LayerGradient their gradients."""

    @property
    def weights(self) -> tuple[tuple[float, ...], ...]:
        """One row per unit, one column per input (n_out, n_in)."""

    @property
    def biases(self) -> tuple[float, ...]:
        """One per unit (n_out,)."""


def value_of(tables: Sequence[Table], parameter: Parameter) -> float:
    """The parameter's entry in a tuple of layers or of LayerGradients."""
    table = tables[parameter.layer]
    if parameter.column is None:
        return table.biases[parameter.unit]
    return table.weights[parameter.unit][parameter.column]


def with_value(network: Network, parameter: Parameter, value: float) -> Network:
    """The same network with one parameter changed.

    Raises LessonError for a value that is not a finite number, or a parameter that the network does not have.
    """
    as_parameter(network, parameter)
    value = as_float(parameter.name, value)
    layer = network.layers[parameter.layer]
    if parameter.column is None:
        layer = dataclasses.replace(layer, biases=_replaced(layer.biases, parameter.unit, value))
    else:
        row = _replaced(layer.weights[parameter.unit], parameter.column, value)
        layer = dataclasses.replace(layer, weights=_replaced(layer.weights, parameter.unit, row))
    return dataclasses.replace(network, layers=_replaced(network.layers, parameter.layer, layer))


def symbol(name: str) -> str:
    """A name as it is set in running text: x₁, h₁, ŷ, w₁, wₒᵤₜ₁."""
    letters = name.rstrip("0123456789_")
    digits = name[len(letters) :].strip("_").replace("_", ",")
    if letters == "y_hat":
        letters = "ŷ"
    return letters.replace("Out", "ₒᵤₜ") + digits.translate(SUBSCRIPTS)


def plain(name: str) -> str:
    """A name as it stands in a label: the lesson writes ŷ for y_hat."""
    return name.replace("y_hat", "ŷ")


def _numbered(stem: str, count: int) -> tuple[str, ...]:
    return (stem,) if count == 1 else tuple(f"{stem}{k + 1}" for k in range(count))


def _replaced[T](values: tuple[T, ...], index: int, value: T) -> tuple[T, ...]:
    return (*values[:index], value, *values[index + 1 :])
