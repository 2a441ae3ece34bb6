// The composition root of the page's script: finds the widgets of the page and starts everything.
// Imported by nobody: build.mjs bundles it into nudge.js, a classic script that also runs on file://.

import "./page/language.js"; // it mends what uPlot will read
import { mountOffline } from "./offline/control.js";
import { layOutLater } from "./page/later.js";
import { mountMotion, restoreMotion } from "./page/motion.js";
import { mountPalette } from "./page/palette.js";
import { putBackRemembered, watchRemembered } from "./page/remember.js";
import { forget, keep, readKeptJson } from "./page/storage.js";
import { startTheme } from "./page/theme.js";
import { mountChart } from "./parts/chart.js";
import { mountTabs } from "./parts/tabs.js";
import { watchTerms } from "./parts/terms.js";
import { watchWords } from "./parts/words.js";
import { createRuntime } from "./python/runtime.js";
import { Status } from "./python/status.js";
import { mountPlay } from "./widget/play.js";
import { Replies } from "./widget/replies.js";
import { needsOf, Widget } from "./widget/widget.js";

/** Known only while this script is first run. */
const BASE = new URL(".", document.currentScript.src).href;

/** Milliseconds of work after which the page may do something else: a click, a scroll. */
const SLICE = 8;

/** How near a widget must come for its packages to be fetched: one screen. */
const NEAR = "100%";

/** What a reader can use: not the sections that only show. */
const WIDGETS = "[data-widget]:not([data-fixed])";

/** Starts what needs no page yet, answers who has clicked already, then the rest when the whole page is there. */
function main() {
  restoreMotion();
  watchRemembered();
  watchWords();
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

  /** @type {Map<string, Widget>} */
  const widgets = new Map();
  // Buttons that were clicked before their widget was mounted: the page's head keeps them (theme/main.html).
  const clicked = globalThis.earlyClicks;
  globalThis.earlyClicks = {
    push: (button) => {
      clicked.push(button);
      queueMicrotask(answerClicked); // within the click itself, a script's click on the button would do nothing
    },
  };
  answerClicked();
  whenParsed(answerClicked);
  whenParsed(openPage);

  /** In their order, each as soon as its widget has arrived. */
  function answerClicked() {
    while (clicked.length) {
      const section = clicked[0].closest(WIDGETS);
      if (!hasArrived(section) || !hasArrived(companionOf(section))) return whenMoreArrives(answerClicked);
      mountWidget(section);
      clicked.shift().click();
    }
  }

  async function openPage() {
    if (widgets.size) await nextFrame(); // who has clicked already sees the answer first
    mountPalette();
    status.setState(runtime.state);
    putBackRemembered();
    const sections = document.querySelectorAll(WIDGETS);
    if (sections.length) {
      if (!runtime.plan.automatic) status.setOffer(runtime.plan.bytes);
      runtime.start();
    }
    document.querySelectorAll("[data-tabset]").forEach(mountTabs);
    let began = performance.now();
    for (const section of sections) {
      if (performance.now() - began > SLICE) {
        await nextTask();
        began = performance.now();
      }
      mountWidget(section);
    }
    for (const place of document.querySelectorAll("[data-offline-control]")) mountOffline(place, { base: BASE });
    startTheme();
    await layOutLater();
  }

  /** @param {HTMLElement} section */
  function mountWidget(section) {
    if (widgets.has(section.id)) return;
    if (section.dataset.for) mountWidget(companionOf(section));
    putBackRemembered(section);
    const needs = needsOf(section);
    const limit = section.dataset.limit && 1000 * Number(section.dataset.limit);
    const ask = (request, packages) => runtime.ask(request, { needs: packages, limit: limit || undefined });
    const replies = new Replies(ask, () => runtime.state === "ready");
    const widget = new Widget(section, { replies, companion: (id) => widgets.get(id) });
    widgets.set(section.id, widget);
    mountPlay(widget);
    mountMotion(widget);
    mountChart(widget);
    widget.addEventListener("shown", () => terms.refresh());
    widget.addEventListener("waiting", () => status.show());
    widget.addEventListener("idle", () => status.show());
    if ("remember" in section.dataset) rememberState(widget);
    if (runtime.plan.automatic) widget.sendAgain();
    if (needs.length) fetchWhenNear(section, needs);
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

/** Whether the parser has left the section: all its places are there. @param {HTMLElement | null} section */
const hasArrived = (section) => document.readyState !== "loading" || Boolean(section?.nextSibling);

/** As soon as the parser has put in more, and before that is laid out. @param {() => void} then */
function whenMoreArrives(then) {
  const observer = new MutationObserver(() => {
    observer.disconnect();
    then();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/** The widget whose state a section's events carry; most need none but themselves. @param {HTMLElement} section */
const companionOf = (section) => (section.dataset.for ? document.getElementById(section.dataset.for) : section);

/** @param {() => void} then */
function whenParsed(then) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", then, { once: true });
  else then();
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** Milliseconds in which a frame comes, or the page is in the background and none will. */
const FRAME = 100;

/** When the next frame has been painted. @returns {Promise<void>} */
const nextFrame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, FRAME);
  });

/** A section that remembers goes on, after a reload, where the reader left it. */
function rememberState(widget) {
  const key = `state:${location.pathname}#${widget.id}`;
  const kept = readKeptJson(key);
  // A state of an earlier version of the lesson may mean nothing today.
  if (kept) widget.restore(kept, () => forget(key));
  widget.addEventListener("shown", () => keep(key, JSON.stringify(widget.state)));
}

main();
