// The composition root of the page's script: finds the widgets of the page and starts everything.
// Imported by nobody: build.mjs bundles it into nudge.js, a classic script that also runs on file://.

import "./language.js"; // it mends what uPlot will read
import { mountChart } from "./chart.js";
import { mountMotion, restoreMotion } from "./motion.js";
import { mountOffline } from "./offline-ui.js";
import { mountPalette } from "./palette.js";
import { mountPlay } from "./play.js";
import { watchRemembered } from "./remember.js";
import { Replies } from "./replies.js";
import { createRuntime } from "./runtime.js";
import { Status } from "./status.js";
import { forget, keep, readKeptJson } from "./storage.js";
import { mountTabs } from "./tabs.js";
import { watchTerms } from "./terms.js";
import { mendTheme } from "./theme.js";
import { Widget, needsOf } from "./widgets.js";
import { watchWords } from "./words.js";

/** Known only while this script is first run. */
const BASE = new URL(".", document.currentScript.src).href;

/** Milliseconds of work after which the page may do something else: a click, a scroll. */
const SLICE = 8;

/** How near a widget must come for its packages to be fetched: one screen. */
const NEAR = "100%";

async function main() {
  mendTheme();
  mountPalette();
  restoreMotion();
  await nextTask(); // the theme's own script has just worked long
  for (const place of document.querySelectorAll("[data-offline-control]")) mountOffline(place, { base: BASE });
  watchRemembered();
  watchWords();
  document.querySelectorAll("[data-tabset]").forEach(mountTabs);
  const terms = watchTerms();

  const status = new Status({
    retry: () => runtime.retry(),
    start: () => runtime.start({ asked: true }),
    load: (section) => load(needsOf(section)),
  });
  const runtime = createRuntime({
    base: BASE,
    onState: (state, failure) => status.setState(state, failure),
    onProgress: (progress) => status.setProgress(progress),
    onImported: (name) => status.setImported(name),
  });
  status.setState(runtime.state);

  /** @type {Map<string, Widget>} */
  const widgets = new Map();
  const sections = document.querySelectorAll("[data-widget]:not([data-fixed])");
  if (!sections.length) return;
  if (!runtime.plan.automatic) status.setOffer(runtime.plan.bytes);
  runtime.start();
  let began = performance.now();
  for (const section of clickedFirst(sections)) {
    if (performance.now() - began > SLICE) {
      await nextTask();
      began = performance.now();
    }
    widgets.set(section.id, mountWidget(section));
    for (const button of earlyClicks(section)) button.click();
  }

  /** @param {HTMLElement} section */
  function mountWidget(section) {
    const needs = needsOf(section);
    const limit = section.dataset.limit && 1000 * Number(section.dataset.limit);
    const ask = (request, packages) => runtime.ask(request, { needs: packages, limit: limit || undefined });
    const replies = new Replies(ask, () => runtime.state === "ready");
    const widget = new Widget(section, { replies, companion: (id) => widgets.get(id) });
    mountPlay(widget);
    mountMotion(widget);
    mountChart(widget);
    widget.addEventListener("shown", () => terms.refresh());
    widget.addEventListener("waiting", () => status.show());
    widget.addEventListener("idle", () => status.show());
    if ("remember" in section.dataset) rememberState(widget);
    if (runtime.plan.automatic) widget.sendAgain();
    if (needs.length) fetchWhenNear(section, needs);
    return widget;
  }

  /** Packages ahead of need: a failure is shown by the widgets that need them. */
  function load(names) {
    for (const name of names) runtime.load(name).catch((failure) => status.setMissing(name, failure));
  }

  function fetchWhenNear(section, needs) {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!runtime.plan.automatic || !entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        load(needs);
      },
      { rootMargin: NEAR },
    );
    observer.observe(section);
  }
}

/** The buttons of a section that were clicked before this script came to it: theme/main.html has kept them. */
const earlyClicks = (section) => (globalThis.earlyClicks ?? []).filter((button) => section.contains(button));

/** Who has clicked already waits. @param {Iterable<HTMLElement>} sections */
const clickedFirst = (sections) => [...sections].sort((a, b) => earlyClicks(b).length - earlyClicks(a).length);

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** A section that remembers goes on, after a reload, where the reader left it. */
function rememberState(widget) {
  const key = `state:${location.pathname}#${widget.id}`;
  const kept = readKeptJson(key);
  // A state of an earlier version of the lesson may mean nothing today.
  if (kept) widget.restore(kept, () => forget(key));
  widget.addEventListener("shown", () => keep(key, JSON.stringify(widget.state)));
}

main();
