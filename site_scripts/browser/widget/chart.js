// Draws the loss curve of a widget, reads it out at the pointer and by keyboard, and gives the same numbers as a table.
// In: a Widget whose section holds data-chart="loss" with the words to show while it is empty.

import { decimate, nearest, roundEpochs } from "../parts/curve.js";
import { element } from "../parts/elements.js";
import { lossScale } from "../parts/loss-scale.js";
import { countText, lossText } from "../parts/numbers.js";

/** @import uPlot from "uplot" */
/** @import { LossCurves } from "../parts/curve.js" */
/** @import { LossScale } from "../parts/loss-scale.js" */

const MOST_ROWS = 25;
/** Not system-ui: a canvas looks it up anew for each label, which took a third of a drawing's time. */
const FONT = "12px sans-serif";
/** Milliseconds between two drawings while Play runs: axes and labels cost more than the eye gains. */
const REST = 100;

/**
 * uPlot sets itself up when the first curve is drawn, not when the page opens: that takes 20 ms.
 * @type {typeof uPlot | undefined}
 */
let Plot;

/** @param {import("./widget.js").Widget} widget */
export function mountChart(widget) {
  const { curves } = widget.timeline;
  /** @param {HTMLElement} root */
  const mount = (root) => {
    const place = root.querySelector('[data-chart="loss"]');
    if (place && curves) new LossChart(place, widget, curves).start();
  };
  widget.roots.forEach(mount);
  widget.addEventListener("window", (event) => mount(/** @type {CustomEvent<HTMLElement>} */ (event).detail));
}

class LossChart {
  /** @type {number | null} the epoch read out; null is the last one */
  chosen = null;
  logarithmic = false;
  frame = 0;
  /** When it was drawn last, in the time of frames. */
  drawn = 0;
  /** @type {uPlot | null} */
  chart = null;
  /** @type {LossScale} */
  scale = lossScale([], false);

  /** @param {Element} place @param {import("./widget.js").Widget} widget @param {LossCurves} curves */
  constructor(place, widget, curves) {
    this.widget = widget;
    this.curves = curves;
    this.empty = element("div", { class: "chart-empty" }, ...place.childNodes);
    this.plot = element("div", {
      class: "chart-plot",
      tabindex: "0",
      role: "slider",
      "aria-label": "Loss curve: choose an epoch",
      "aria-valuemin": "0",
    });
    this.readout = element("p", { class: "chart-readout", "aria-hidden": "true" });
    this.switch = element("input", { type: "checkbox", class: "chart-log" });
    this.rows = element("tbody");
    const head = element("tr", {}, element("th", { scope: "col" }, "epoch"), element("th", { scope: "col" }, "loss"));
    const table = element("table", {}, element("thead", {}, head), this.rows);
    this.table = element("details", { class: "chart-table" }, element("summary", {}, "The curve as a table"), table);
    const bar = element("div", { class: "chart-bar" }, this.readout, element("label", {}, this.switch, " logarithmic"));
    this.live = element("div", { class: "chart-live" }, bar, this.plot, this.table);
    this.line = element("div", { class: "chart-line" });
    this.dot = element("div", { class: "chart-dot" });
    place.replaceChildren(this.empty, this.live);
  }

  start() {
    this.watch();
    this.update();
  }

  get points() {
    return this.curves.present;
  }

  get last() {
    return this.points.epochs.at(-1) ?? 0;
  }

  watch() {
    this.widget.addEventListener("shown", () => this.schedule());
    this.switch.addEventListener("change", () => {
      this.logarithmic = this.switch.checked;
      this.schedule();
    });
    this.table.addEventListener("toggle", () => this.fillTable());
    this.plot.addEventListener("keydown", (press) => this.chooseByKey(press));
    this.plot.addEventListener("pointermove", (move) => this.chooseAt(move.clientX));
    this.plot.addEventListener("pointerdown", (press) => this.chooseAt(press.clientX));
    this.plot.addEventListener("pointerleave", () => this.choose(null));
    this.plot.addEventListener("focusout", () => this.choose(null));
    new ResizeObserver(() => this.schedule()).observe(this.plot);
    const repaint = () => {
      this.forgetDrawing();
      this.schedule();
    };
    new MutationObserver(repaint).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  }

  /** At most one drawing a frame, however many replies come; while Play runs, fewer. */
  schedule() {
    this.frame ||= requestAnimationFrame((now) => {
      this.frame = 0;
      if ("playing" in this.widget.section.dataset && now - this.drawn < REST) return this.schedule();
      this.drawn = now;
      this.update();
    });
  }

  update() {
    const isEmpty = this.points.epochs.length < 2;
    this.empty.hidden = !isEmpty;
    this.live.hidden = isEmpty;
    if (isEmpty) {
      this.chosen = null;
      return;
    }
    this.draw();
    this.readOut();
    this.fillTable();
  }

  draw() {
    if (!Plot) {
      void this.loadPlot();
      return;
    }
    const { clientWidth: width, clientHeight: height } = this.plot;
    if (width === 0) return; // in a tab that is not open
    const [epochs, losses] = decimate(this.points, Math.max(width - 60, 50));
    this.scale = lossScale(losses, this.logarithmic);
    /** @type {uPlot.AlignedData} */
    const data = [epochs, losses.map(this.scale.place)];
    if (!this.chart) {
      const drawn = () => this.readOut(); // only now does uPlot know where things stand
      this.chart = new Plot(
        options(this.plot, width, height, () => this.scale.ticks, drawn),
        data,
        this.plot,
      );
      this.chart.over.append(this.line, this.dot);
      return;
    }
    if (this.chart.width !== width || this.chart.height !== height) this.chart.setSize({ width, height });
    this.chart.setData(data);
    this.chart.redraw(false, true); // the places are always from 0 to 1: uPlot would take the axis for unchanged
  }

  async loadPlot() {
    Plot = (await import("uplot")).default;
    this.schedule();
  }

  /** The colours are settled when a chart is made: another palette needs a new one. */
  forgetDrawing() {
    this.chart?.destroy();
    this.chart = null;
  }

  /** @param {number | null} epoch */
  choose(epoch) {
    this.chosen = epoch;
    if (this.points.epochs.length > 1) this.readOut();
  }

  /** @param {number} clientX */
  chooseAt(clientX) {
    if (!this.chart) return;
    const epoch = this.chart.posToVal(clientX - this.chart.over.getBoundingClientRect().left, "x");
    this.choose(Math.min(Math.max(Math.round(epoch), 0), this.last));
  }

  /** @param {KeyboardEvent} press */
  chooseByKey(press) {
    const { last, points } = this;
    const now = nearest(points, Math.min(this.chosen ?? last, last));
    // Of a long run some epochs are kept: one key is one of them.
    const next = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[press.key];
    const epoch = next ? points.epochs[now + next] : epochByKey(press.key, points.epochs[now], last);
    if (epoch === undefined && !next) return;
    press.preventDefault();
    this.choose(Math.min(Math.max(epoch ?? points.epochs[now], 0), last));
  }

  readOut() {
    const { last, points } = this;
    const place = nearest(points, Math.min(this.chosen ?? last, last));
    const [epoch, loss] = [points.epochs[place], points.losses[place]];
    const text = `epoch ${countText(epoch)}: loss ${lossText(loss)}`;
    if (this.readout.textContent !== text) this.readout.textContent = text;
    this.plot.setAttribute("aria-valuemax", String(last));
    this.plot.setAttribute("aria-valuenow", String(epoch));
    this.plot.setAttribute("aria-valuetext", text);
    this.mark(epoch, loss);
  }

  /** @param {number} epoch @param {number} loss */
  mark(epoch, loss) {
    if (!this.chart) return;
    const x = this.chart.valToPos(epoch, "x");
    const place = this.scale.place(loss);
    const y = this.chart.valToPos(place ?? 0, "y");
    this.line.style.transform = `translateX(${x}px)`;
    this.line.hidden = this.chosen === null;
    this.dot.hidden = place === null;
    this.dot.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** Filled only while it is open. */
  fillTable() {
    if (!this.table.open) return;
    const { points } = this;
    const places = roundEpochs(this.last + 1, MOST_ROWS).map((epoch) => nearest(points, epoch));
    while (this.rows.rows.length > places.length) this.rows.deleteRow(-1);
    places.forEach((place, index) => {
      const row = this.rows.rows[index] ?? this.rows.appendChild(element("tr", {}, element("td"), element("td")));
      row.cells[0].textContent = countText(points.epochs[place]);
      row.cells[1].textContent = lossText(points.losses[place]);
      row.cells[1].dataset.exact = String(points.losses[place]);
    });
  }
}

/** @param {string} key @param {number} now @param {number} last @returns {number | undefined} */
function epochByKey(key, now, last) {
  const far = Math.max(1, Math.round(last / 10));
  switch (key) {
    case "PageDown":
      return now - far;
    case "PageUp":
      return now + far;
    case "Home":
      return 0;
    case "End":
      return last;
  }
}

/**
 * @param {Element} place whose colours it takes @param {number} width @param {number} height
 * @param {() => LossScale["ticks"]} ticks those of the loss
 * @param {() => void} drawn called after each drawing
 * @returns {uPlot.Options}
 */
function options(place, width, height, ticks, drawn) {
  const style = getComputedStyle(place);
  /** @param {string} name */
  const colour = (name) => style.getPropertyValue(name).trim() || style.color;
  const axis = {
    stroke: colour("--chart-ink"),
    font: FONT,
    grid: { stroke: colour("--chart-grid"), width: 1 },
    ticks: { stroke: colour("--chart-grid"), width: 1, size: 4 },
  };
  return {
    width,
    height,
    hooks: { draw: [drawn] },
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_chart, _low, high) => [0, Math.max(high, 1)] },
      y: { range: [0, 1] },
    },
    axes: [
      { ...axis, size: 28, gap: 4, incrs: WHOLE_NUMBERS, values: (_chart, splits) => splits.map(countText) },
      {
        ...axis,
        size: 66,
        gap: 4,
        splits: () => ticks().map((tick) => tick.place),
        values: () => ticks().map((tick) => tick.text),
      },
    ],
    series: [{}, { stroke: colour("--chart-curve"), width: 2, points: { show: false } }],
  };
}

/** Epochs are whole numbers: 1, 2, 5, 10, 20, 50, ... between two ticks. */
const WHOLE_NUMBERS = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();
