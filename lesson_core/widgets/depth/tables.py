"""The depth lab's numbers as tables: every layer, and the chain of one unit a layer."""

from lesson_core.markup.numbers import DASH, fmt, number
from lesson_core.markup.tags import tag

from .words import size


def numbers_table(gradients: tuple[float, ...], activations: tuple[float, ...], ratio: float | None) -> str:
    """The size of gradient and activation of every layer, in full."""
    count = len(gradients)
    rows = []
    for k, (gradient, activation) in enumerate(zip(gradients, activations, strict=True)):
        name = "output" if k == count - 1 else str(k + 1)
        cells = sized(f"gradient_{k + 1}", gradient), sized(f"activation_{k + 1}", activation)
        rows.append(tag("tr", tag("th", name, scope="row"), *(tag("td", cell) for cell in cells)))
    head = tag(
        "tr",
        tag("th", "layer", scope="col"),
        tag("th", "gradient", scope="col", class_="g"),
        tag("th", "activation", scope="col"),
    )
    shown = DASH if ratio is None else sized("ratio", ratio)
    return tag("p", "First gradient / last gradient: ", shown) + tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", *rows), class_="depth-numbers"),
        class_="depth-table",
        tabindex="0",
        role="group",
        aria_label="Sizes, layer by layer",
    )


def sized(name: str, value: float) -> str:
    """A size with its name and all its digits."""
    return tag("span", size(value), data_value=name, data_exact=repr(value))


def chain_table(
    layers: int, weight: float, links: list[tuple[float, float, float]], arrives: float, widget_id: str
) -> str:
    """The chain of one unit a layer. `links`, last layer first: (slope, factor, blame after it)."""
    factors = " · ".join(
        number(f"chain_factor_{layers - k}", factor, 4, trim=True) for k, (_, factor, _) in enumerate(links)
    )
    rows = "".join(
        tag(
            "tr",
            tag("th", f"layer {layers - k}", scope="row"),
            tag("td", f"{fmt(weight, 4, trim=True)} · {fmt(slope, 4, trim=True)} = {fmt(factor, 4, trim=True)}"),
            tag("td", number(f"chain_blame_{layers - k}", blame, 6, trim=True)),
        )
        for k, (slope, factor, blame) in enumerate(links)
    )
    head = tag(
        "tr",
        tag("th", "through", scope="col"),
        tag("th", "weight · slope", scope="col"),
        tag("th", "blame left", scope="col", class_="g"),
    )
    controls = (
        tag("label", "layers", for_=f"{widget_id}-chain-layers")
        + tag(
            "input",
            type="range",
            id=f"{widget_id}-chain-layers",
            min=1,
            max=12,
            step=1,
            value=layers,
            data_event='{"type":"chain","name":"layers"}',
            data_into="value",
        )
        + tag("output", str(layers), for_=f"{widget_id}-chain-layers", data_value="chain_layers", data_exact=layers)
        + tag("label", "weight", for_=f"{widget_id}-chain-weight")
        + tag(
            "input",
            type="text",
            autocomplete="off",
            id=f"{widget_id}-chain-weight",
            value=repr(weight).removesuffix(".0"),
            data_event='{"type":"chain","name":"weight"}',
            data_into="value",
            aria_describedby=f"{widget_id}-chain-error",
        )
        + tag("p", class_="error", data_error="chain_weight", id=f"{widget_id}-chain-error", role="alert")
    )
    text = (
        "One unit a layer, every sum z kept at 0, where the sigmoid is steepest. On its way back through a layer, "
        "blame is multiplied by the weight and by the slope."
    )
    product = tag(
        "p",
        factors,
        " = ",
        number("chain_product", arrives, 6, element="b", trim=True),
        class_="depth-product",
    )
    return (
        tag("p", text)
        + tag("div", controls, class_="depth-chain-controls")
        + product
        + tag(
            "div",
            tag("table", tag("thead", head), tag("tbody", rows), class_="depth-numbers"),
            class_="depth-table",
            tabindex="0",
            role="group",
            aria_label="The chain, layer by layer",
        )
    )
