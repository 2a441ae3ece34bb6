// The benchmark's ears in a page: when the worker's messages pass, how long a click takes to be seen, how many frames
// there are. Put into the page by bench_pages.py before any script of its own; imported by nobody.
// In: globalThis.benchPlainBoot, true to boot without the snapshot. Out: globalThis.bench; times in milliseconds.
{
  /** @type {{kind: string, at: number}[]} messages from the worker, and to it with "to:" before the kind */
  const log = [];
  const waiting = new Map();
  const note = (kind) => {
    log.push({ kind, at: performance.now() });
    waiting.get(kind)?.();
  };

  const BrowsersWorker = Worker;
  globalThis.Worker = class extends BrowsersWorker {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", ({ data }) => note(data.kind));
    }

    postMessage(message, ...rest) {
      note(`to:${message.kind}`);
      const plain = message.kind === "boot" && globalThis.benchPlainBoot;
      super.postMessage(plain ? { ...message, snapshot: false } : message, ...rest);
    }
  };

  /** After the next frame has been painted: a message is handled when the frame's own work is done. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage("");
      });
    });

  const changed = (place) =>
    new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        resolve();
      }).observe(place, { childList: true, subtree: true, characterData: true });
    });

  const buttonNamed = (section, name) =>
    [...section.querySelectorAll("button")].find((button) => button.textContent.trim() === name);

  /** @param {string} id a widget's @param {string} name a button's @returns {Promise<number>} from click to paint */
  async function click(id, name) {
    const section = document.getElementById(id);
    const seen = changed(section.querySelector('[data-slot="sentence"]'));
    const began = performance.now();
    buttonNamed(section, name).click();
    await seen;
    await painted();
    return performance.now() - began;
  }

  /** @param {string} id @param {number} during @returns {Promise<{rate: number, longest: number}>} frames a second, and the longest task */
  async function frames(id, name, during) {
    let longest = 0;
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    });
    const button = buttonNamed(document.getElementById(id), name);
    button.click();
    await painted();
    tasks.observe({ type: "longtask" });
    const began = performance.now();
    let count = 0;
    while (performance.now() - began < during) {
      await new Promise(requestAnimationFrame);
      count += 1;
    }
    const rate = (1000 * count) / (performance.now() - began);
    button.click();
    tasks.disconnect();
    return { rate, longest };
  }

  const at = (kind) => log.find((entry) => entry.kind === kind)?.at;

  /** @param {string} kind @returns {Promise<number>} when a message of this kind passed for the first time */
  const passed = (kind) =>
    at(kind) !== undefined
      ? Promise.resolve(at(kind))
      : new Promise((resolve) => waiting.set(kind, () => resolve(at(kind))));

  /** A reader who clicks 300 ms after the navigation began, as soon as the button is there, be the script there or not. */
  const early = new Promise((resolve) => {
    const tryNow = () => {
      if (document.querySelector("#live-network .controls button")) resolve(click("live-network", "Step"));
      else setTimeout(tryNow, 5);
    };
    setTimeout(tryNow, 300 - performance.now());
  });

  globalThis.bench = { click, frames, passed, early, at };
}
