// Answers a request from what is already known, and asks Python only for what is not.
// In: a request object. Out: a reply object with whole slots, or a rejection from `ask`.
// Recorded replies are a cache: they can never differ from what Python would say.

import { Recording } from "./recorded.js";

/** @import { Answer, Opening, Recorded, Reply, WidgetRequest, WidgetState } from "../types.js" */

/** The event that shows a state again. */
export const SHOW_AGAIN = { type: "show" };

/** Replies kept while the page is open; one of the network is about 20 KB. */
const CAPACITY = 200;

export class Replies {
  /** @type {Map<string, () => Reply>} from the build: never dropped */
  #recorded = new Map();

  /** @type {(() => Recorded | null) | null} */
  #readRecorded = null;

  /** What the recorded replies were made from. @type {Record<string, string>} */
  #slots = {};

  /** @type {Map<string, Reply>} oldest first */
  #recent = new Map();

  /** @type {{key: string, reply: Promise<Reply>} | null} what was asked before the reader did */
  #foreseen = null;

  /**
   * @param {(request: WidgetRequest, needs: string[]) => Promise<Reply>} ask
   * @param {() => boolean} isReady whether `ask` answers at once
   */
  constructor(ask, isReady = () => true) {
    this.ask = ask;
    this.isReady = isReady;
  }

  /**
   * Take in the replies that the build stored beside a widget. They are many and read when first looked for.
   * @param {Opening} opening
   * @param {() => Recorded | null} read
   */
  addRecorded(opening, read) {
    // A widget that has windows only brings no markup of its own.
    if (opening.reply.slots) this.#recorded.set(keyToShow(opening.request, opening.reply.state), () => opening.reply);
    this.#slots = opening.reply.slots ?? {};
    this.#readRecorded = read;
  }

  #takeInRecorded() {
    const recorded = this.#readRecorded?.();
    this.#readRecorded = null;
    if (!recorded) return;
    for (const [request, reply, whole] of new Recording(recorded, this.#slots).pairs()) {
      this.#recorded.set(keyOf(request), whole);
      if (reply.ok) this.#recorded.set(keyToShow(request, reply.state), whole);
    }
  }

  /** @param {WidgetRequest} request @returns {Reply | undefined} */
  known(request) {
    if (this.#readRecorded) this.#takeInRecorded();
    const key = keyOf(request);
    return this.#recorded.get(key)?.() ?? this.#recent.get(key);
  }

  /**
   * @param {WidgetRequest} request @param {string[]} needs packages that Python needs to answer
   * @returns {Promise<Reply>}
   */
  async fetch(request, needs) {
    const reply = await (this.#foreseen?.key === keyOf(request) ? this.#foreseen.reply : this.ask(request, needs));
    if (reply.ok && reply.state) this.#remember(keyToShow(request, reply.state), reply);
    return reply;
  }

  /**
   * Ask for what the reader will probably ask next: Python works while the reader looks. Nothing is shown.
   * @param {WidgetRequest} request @param {string[]} needs
   */
  foresee(request, needs) {
    const key = keyOf(request);
    if (this.#foreseen?.key === key || this.known(request) || !this.isReady()) return;
    const reply = this.ask(request, needs);
    const foreseen = { key, reply };
    this.#foreseen = foreseen;
    // When it fails, the reader's own click asks anew, and is told why.
    reply.catch(() => {
      if (this.#foreseen === foreseen) this.#foreseen = null;
    });
  }

  /** @param {string} key @param {Answer} reply */
  #remember(key, reply) {
    this.#recent.delete(key);
    this.#recent.set(key, reply);
    const [oldest] = this.#recent.keys();
    if (this.#recent.size > CAPACITY) this.#recent.delete(oldest);
  }
}

/** @param {WidgetRequest} request */
const keyOf = (request) => JSON.stringify(request);

/**
 * The key of the request that shows a state again. Written out: the order of the keys is part of it.
 * @param {WidgetRequest} request @param {WidgetState} state
 */
const keyToShow = ({ widget, id }, state) => keyOf({ widget, id, state, event: SHOW_AGAIN });
