// The benchmark's ears in a page: when the worker's messages pass, how long a click takes to be seen, how many frames
// there are. Put into the page by bench/pages.py before any script of its own.
// In: globalThis.benchPlainBoot, true to boot without the snapshot. Out: globalThis.bench; times in milliseconds.
{
  /** @type {{kind: string, at: number}[]} messages from the worker, and to it with "to:" before the kind */
  const log = [];
  const waiting = new Map();
  /** @param {string} kind */
  const note = (kind) => {
    log.push({ kind, at: performance.now() });
    waiting.get(kind)?.();
  };

  const BrowsersWorker = Worker;
  globalThis.Worker = class extends BrowsersWorker {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      super(address, options);
      this.addEventListener("message", ({ data }) => note(data.kind));
    }

    /**
     * @param {any} message @param {any} ports
     * @override
     */
    postMessage(message, ports) {
      note(`to:${message.kind}`);
      const plain = message.kind === "boot" && globalThis.benchPlainBoot;
      super.postMessage(plain ? { ...message, snapshot: false } : message, ports);
    }
  };

  /**
   * After the next frame has been painted: a message is handled when the frame's own work is done.
   * @returns {Promise<void>}
   */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage("");
      });
    });

  /** @param {Element} place @returns {Promise<void>} */
  const changed = (place) =>
    new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        resolve();
      }).observe(place, { childList: true, subtree: true, characterData: true });
    });

  /** @template T @param {T | null | undefined} found @param {string} name @returns {T} */
  const present = (found, name) => {
    if (!found) throw new Error(`the benchmark finds no ${name}`);
    return found;
  };

  /** @param {string} id @returns {HTMLElement} */
  const sectionOf = (id) => present(document.getElementById(id), `#${id}`);

  /** @param {HTMLElement} section @param {string} name */
  const buttonNamed = (section, name) =>
    present(
      [...section.querySelectorAll("button")].find((button) => button.textContent.trim() === name),
      `button ${name}`,
    );

  /** @param {string} id a widget's @param {string} name a button's @returns {Promise<number>} from click to paint */
  async function click(id, name) {
    const section = sectionOf(id);
    const seen = changed(present(section.querySelector('[data-slot="sentence"]'), "sentence"));
    const began = performance.now();
    buttonNamed(section, name).click();
    await seen;
    await painted();
    return performance.now() - began;
  }

  /**
   * @param {string} id a widget's @param {string} name a button's @param {number} during
   * @returns {Promise<{rate: number, longest: number}>} frames a second, and the longest task
   */
  async function frames(id, name, during) {
    let longest = 0;
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    });
    const button = buttonNamed(sectionOf(id), name);
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

  /** @param {string} kind */
  const at = (kind) => log.find((entry) => entry.kind === kind)?.at;

  /** @param {string} kind @returns {Promise<number>} when a message of this kind passed for the first time */
  const passed = async (kind) => {
    if (at(kind) === undefined) await new Promise((resolve) => waiting.set(kind, resolve));
    return present(at(kind), `message ${kind}`);
  };

  /** A reader who clicks 300 ms after the navigation began, or as soon as the button is there, script or not. */
  const early = new Promise((resolve) => {
    const tryNow = () => {
      if (document.querySelector("#live-network .controls button")) resolve(click("live-network", "Step"));
      else setTimeout(tryNow, 5);
    };
    setTimeout(tryNow, 300 - performance.now());
  });

  globalThis.bench = { click, frames, passed, early, at };
}
