// The composition root of the page's script: finds the widgets of the page and starts everything.
// A bundle of its own, a classic script that also runs on file://.

import "./page/language.js"; // it mends what uPlot will read
import { mountOffline } from "./offline/control.js";
import { offerNewerVersion } from "./offline/update.js";
import { mountErase } from "./page/erase.js";
import { layOutLater } from "./page/later.js";
import { LivingText } from "./page/living-text.js";
import { mountMotion, restoreMotion } from "./page/motion.js";
import { mountPalette } from "./page/palette.js";
import { watchPrinting } from "./page/print.js";
import { mountProgress } from "./page/progress.js";
import { PythonStatus } from "./page/python-status.js";
import { keepPromises, putBackRemembered, watchRemembered } from "./page/remember.js";
import { silenceShortcuts } from "./page/shortcuts.js";
import { startTheme } from "./page/theme.js";
import { findAll, nearest } from "./parts/elements.js";
import { mountTabs } from "./parts/tabs.js";
import { watchTerms } from "./parts/terms.js";
import { nextFrame, nextTask } from "./parts/turns.js";
import { watchWords } from "./parts/words.js";
import { Runtime } from "./python/runtime.js";
import { mountChart } from "./widget/chart.js";
import { followEpoch } from "./widget/epoch.js";
import { Keeper } from "./widget/keep.js";
import { mountPlay } from "./widget/play.js";
import { Replies } from "./widget/replies.js";
import { linkIn, mountShare, openLink } from "./widget/share.js";
import { needsOf, Widget } from "./widget/widget.js";

/** @import { TextsReply } from "./types.js" */

/** Known only while this script is first run. */
const BASE = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

/** The site's root. */
const ROOT = new URL("../../", BASE).href;

/** Milliseconds of work after which the page may do something else: a click, a scroll. */
const SLICE = 8;

/** How near a widget must come for its packages to be fetched: one screen. */
const NEAR = "100%";

/** What a reader can use: not the sections that only show. */
const WIDGETS = "[data-widget]:not([data-fixed])";
const WINDOWS = "[data-window]";

class LessonPage {
  /** @type {Map<string, Widget>} by the id of the section */
  #widgets = new Map();

  #terms = watchTerms();

  #status = new PythonStatus({
    retry: () => this.#runtime.retry(),
    start: () => this.#runtime.start({ asked: true }),
    load: (section) => this.#load(needsOf(section)),
  });

  #runtime = new Runtime(BASE, {
    onState: (state, failure) => {
      this.#status.setState(state, failure);
      if (state === "ready") this.#tellReady();
      if (state === "failed") void offerNewerVersion(ROOT);
    },
    onProgress: (progress) => this.#status.setProgress(progress),
    onImported: (name) => this.#status.setImported(name),
    onMissing: (name, failure) => {
      this.#status.setMissing(name, failure);
      void offerNewerVersion(ROOT);
    },
  });

  /** @type {Map<string, Keeper>} by the id of the section */
  #keepers = new Map();

  #tellReady = () => {};

  /** When Python is there. @type {Promise<void>} */
  #ready = new Promise((resolve) => {
    this.#tellReady = resolve;
  });

  #living = new LivingText(
    async (request) => /** @type {TextsReply} */ (/** @type {unknown} */ (await this.#runtime.ask(request))),
    () => this.#runtime.state === "ready",
  );

  /** @type {ReturnType<typeof mountProgress> | undefined} */
  #progress;

  /** @type {HTMLElement[]} buttons that were clicked before their widget was mounted */
  #clicked = [];

  /** Answers who has clicked already, then the rest when the whole page is there. */
  start() {
    this.#status.setState(this.#runtime.state);
    if (Array.isArray(globalThis.earlyClicks)) this.#clicked = globalThis.earlyClicks;
    globalThis.earlyClicks = {
      push: (/** @type {HTMLElement} */ button) => {
        this.#clicked.push(button);
        // Within the click itself, a script's click on the button would do nothing.
        queueMicrotask(() => this.#answerClicked());
      },
    };
    this.#answerClicked();
    whenParsed(() => this.#answerClicked());
    whenParsed(() => void this.#open());
    addEventListener("online", () => this.#runtime.retry());
  }

  /** In their order, each as soon as its widget has arrived. */
  #answerClicked() {
    for (let [button] = this.#clicked; button; [button] = this.#clicked) {
      const section = widgetOf(nearest(button, `${WIDGETS}, ${WINDOWS}`));
      if (!section || !hasArrived(section) || !hasArrived(companionOf(section))) {
        whenMoreArrives(() => this.#answerClicked());
        return;
      }
      this.#mount(section);
      this.#mountWindow(nearest(button, WINDOWS));
      this.#clicked.shift();
      button.click();
    }
  }

  async #open() {
    if (this.#widgets.size) await nextFrame(); // who has clicked already sees the answer first
    document.querySelector(".not-alive")?.remove();
    mountPalette();
    keepPromises();
    putBackRemembered();
    this.#progress = mountProgress();
    const sections = findAll(document, WIDGETS);
    if (sections.length) {
      if (!this.#runtime.plan.automatic) this.#status.setOffer(this.#runtime.plan.bytes);
      this.#runtime.start();
    }
    findAll(document, "[data-tabset]").forEach(mountTabs);
    let began = performance.now();
    for (const section of sections) {
      if (performance.now() - began > SLICE) {
        await nextTask();
        began = performance.now();
      }
      this.#mount(section);
    }
    for (const root of findAll(document, WINDOWS)) this.#mountWindow(root);
    this.#openLink();
    addEventListener("hashchange", () => this.#openLink());
    if (location.protocol === "file:") for (const link of findAll(document, "[data-offline-link]")) link.hidden = true;
    for (const place of findAll(document, "[data-offline-control]")) {
      mountOffline(place, { root: ROOT });
      if (sections.length) place.after(mountErase(() => this.#renew()));
    }
    silenceShortcuts();
    startTheme();
    await layOutLater();
  }

  /** @param {HTMLElement} section */
  #mount(section) {
    if (this.#widgets.has(section.id)) return;
    for (const id of [section.dataset.for, section.dataset.follows]) {
      const companion = id && document.getElementById(id);
      if (companion) this.#mount(companion);
    }
    putBackRemembered(section);
    const needs = needsOf(section);
    const limit = 1000 * Number(section.dataset.limit) || undefined;
    const runtime = this.#runtime;
    const replies = new Replies(
      (request, packages) => runtime.ask(request, { needs: packages, limit }),
      () => runtime.state === "ready",
    );
    const widget = new Widget(section, replies, (id) => this.#widgets.get(id));
    this.#widgets.set(section.id, widget);
    mountPlay(widget);
    mountMotion(widget.commands);
    mountChart(widget);
    const network = this.#widgets.get(section.dataset.follows ?? "");
    if (network) followEpoch(widget, network);
    if (widget.name === "network") this.#living.watch(widget);
    widget.addEventListener("shown", () => {
      this.#living.refresh(section);
      this.#terms.refresh();
      this.#progress?.look(section);
    });
    widget.addEventListener("waiting", () => this.#status.show());
    widget.addEventListener("idle", () => this.#status.show());
    const near = needs.length ? this.#loadWhenNear(section, needs) : Promise.resolve();
    if (network) return; // what it shows is the network's
    const keeper = new Keeper(widget, Promise.all([this.#ready, near]));
    this.#keepers.set(section.id, keeper);
    mountShare(widget, keeper);
    keeper.bringBack();
  }

  /** Shows the state that the page's address holds. */
  #openLink() {
    const link = linkIn(location.hash);
    const [widget, keeper] = [this.#widgets.get(link?.id ?? ""), this.#keepers.get(link?.id ?? "")];
    if (link && widget && keeper) void openLink(widget, keeper, link.text);
  }

  /** What is kept has been erased, or put back. */
  #renew() {
    putBackRemembered(document, { orElse: "" });
    for (const keeper of this.#keepers.values()) keeper.renew();
    this.#progress?.renew();
  }

  /** @param {HTMLElement | null} root a window on a widget that is mounted */
  #mountWindow(root) {
    if (root && !("mounted" in root.dataset)) this.#widgets.get(root.dataset.window ?? "")?.addWindow(root);
  }

  /** Packages ahead of need: the status line tells where one cannot be had. @param {string[]} names */
  #load(names) {
    for (const name of names) void Promise.allSettled([this.#runtime.load(name)]);
  }

  /** @param {HTMLElement} section @param {string[]} needs @returns {Promise<void>} when it is near */
  #loadWhenNear(section, needs) {
    return new Promise((resolve) => {
      const observer = new IntersectionObserver(
        (entries) => {
          if (!this.#runtime.plan.automatic || !entries.some((entry) => entry.isIntersecting)) return;
          observer.disconnect();
          this.#load(needs);
          resolve();
        },
        { rootMargin: NEAR },
      );
      observer.observe(section);
    });
  }
}

/** The widget of a section or of a window on it. @param {HTMLElement | null} place @returns {HTMLElement | null} */
const widgetOf = (place) => (place?.dataset.window ? document.getElementById(place.dataset.window) : place);

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

restoreMotion();
watchRemembered();
watchPrinting();
watchWords();
new LessonPage().start();
