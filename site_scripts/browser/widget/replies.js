// Answers a request from what is already known, and asks Python only for what is not.
// Imported by widgets.js. In: a request object. Out: a reply object with whole slots, or a rejection from `ask`.
// Recorded replies are a cache: they can never differ from what Python would say.

/** @typedef {{widget: string, id: string, state?: object, event: {type: string}}} Request */
/** @typedef {{ok: boolean, state?: object, slots?: Object<string, string>, sentence?: string,
 *   losses?: import("../parts/curve.js").Losses, position?: import("./past.js").Position, diverged?: boolean,
 *   error?: {kind: string, message: string, field?: string | null}}} Reply */

/** Replies kept while the page is open; one of the network is about 20 KB. */
const CAPACITY = 200;

export class Replies {
  /**
   * @param {(request: Request, needs: string[]) => Promise<Reply>} ask
   * @param {() => boolean} isReady whether `ask` answers at once
   */
  constructor(ask, isReady = () => true) {
    this.ask = ask;
    this.isReady = isReady;
    /** @type {(() => object | null) | null} */
    this.readRecorded = null;
    /** @type {Map<string, () => Reply>} from the build: never dropped */
    this.recorded = new Map();
    /** @type {Map<string, Reply>} oldest first */
    this.recent = new Map();
    /** @type {{key: string, reply: Promise<Reply>} | null} what was asked before the reader did */
    this.foreseen = null;
  }

  /**
   * Take in the replies that the build stored beside a widget. They are many and read when first looked for.
   * @param {{request: Request, reply: Reply}} opening
   * @param {() => {parts: string[], replies: [Request, Reply][]} | null} read slots are indexes into `parts`
   */
  addRecorded(opening, read) {
    this.recorded.set(keyOf(showAgain(opening.request, opening.reply)), () => opening.reply);
    this.readRecorded = read;
  }

  takeInRecorded() {
    const { parts, replies } = this.readRecorded?.() ?? { parts: [], replies: [] };
    this.readRecorded = null;
    for (const [request, reply] of replies) {
      const whole = () => ({ ...reply, slots: wholeSlots(reply.slots, parts) });
      this.recorded.set(keyOf(request), whole);
      if (reply.ok) this.recorded.set(keyOf(showAgain(request, reply)), whole);
    }
  }

  /**
   * @param {Request} request
   * @returns {Reply | undefined}
   */
  known(request) {
    if (this.readRecorded) this.takeInRecorded();
    const key = keyOf(request);
    return this.recorded.get(key)?.() ?? this.recent.get(key);
  }

  /**
   * @param {Request} request
   * @param {string[]} needs packages that Python needs to answer
   * @returns {Promise<Reply>}
   */
  async fetch(request, needs) {
    const reply = await (this.foreseen?.key === keyOf(request) ? this.foreseen.reply : this.ask(request, needs));
    if (reply.ok && reply.state) this.remember(keyOf(showAgain(request, reply)), reply);
    return reply;
  }

  /**
   * Ask for what the reader will probably ask next: Python works while the reader looks. Nothing is shown.
   * @param {Request} request
   * @param {string[]} needs
   */
  foresee(request, needs) {
    const key = keyOf(request);
    if (this.foreseen?.key === key || this.known(request) || !this.isReady()) return;
    const reply = this.ask(request, needs);
    const foreseen = { key, reply };
    this.foreseen = foreseen;
    // When it fails, the reader's own click asks anew, and is told why.
    reply.catch(() => this.foreseen === foreseen && (this.foreseen = null));
  }

  remember(key, reply) {
    this.recent.delete(key);
    this.recent.set(key, reply);
    if (this.recent.size > CAPACITY) this.recent.delete(this.recent.keys().next().value);
  }
}

const keyOf = (request) => JSON.stringify(request);

/** The request that shows the state of a reply again. Written out: the order of the keys is part of the cache's key. */
function showAgain({ widget, id }, { state }) {
  return { widget, id, state, event: { type: "step", moves: 0 } };
}

function wholeSlots(slots, parts) {
  return slots && Object.fromEntries(Object.entries(slots).map(([name, part]) => [name, parts[part]]));
}
