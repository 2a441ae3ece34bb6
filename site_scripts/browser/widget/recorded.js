// Reads what the build has recorded beside a widget: most texts are a few changes in one that the page has already.
// In: the JSON of `data-recorded`, as site_scripts/lesson/recording.py wrote it. Out: pairs of request and reply.

/** @import { Recorded, Reply, WidgetRequest } from "../types.js" */

export class Recording {
  /** @param {Recorded} recorded @param {Record<string, string>} slots those of the opening reply */
  constructor({ parts, replies }, slots) {
    /** @type {(string | Recorded["parts"][number])[]} */
    this.texts = [...Object.values(slots), ...parts];
    this.replies = replies;
  }

  /** @param {number} place @returns {string} */
  text(place) {
    const made = this.texts[place];
    if (typeof made === "string") return made;
    const [base, ...pieces] = made;
    const earlier = this.text(base);
    const whole = pieces.map((piece) =>
      typeof piece === "string" ? piece : earlier.slice(piece[0], piece[0] + piece[1]),
    );
    this.texts[place] = whole.join("");
    return this.texts[place];
  }

  /** The markup of a reply is read when it is asked for. @returns {[WidgetRequest, Reply, () => Reply][]} */
  pairs() {
    return this.replies.map(([request, reply]) => {
      const { slots, ...rest } = JSON.parse(this.text(reply));
      const whole = () => ({ ...rest, slots: slots && this.#markup(slots) });
      return [JSON.parse(this.text(request)), rest, whole];
    });
  }

  /** @param {Record<string, number>} slots */
  #markup(slots) {
    return Object.fromEntries(Object.entries(slots).map(([name, place]) => [name, this.text(place)]));
  }
}
