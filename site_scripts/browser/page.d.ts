// The page's own contract: the `data-` attributes that markup and scripts share, and what scripts leave for each other.

import type { Bundle, WidgetEvent } from "./types.js";

/** What the reader can fill in or choose: an element with data-event and data-into. */
export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Joins a new event to the one that still waits. */
export type Merge = (waiting: WidgetEvent, newer: WidgetEvent) => WidgetEvent;

export interface SendOptions {
  control?: HTMLElement | null;
  /** None when the two must stay two. */
  merge?: Merge | null;
  /** One drag, or one hold of keys. */
  gesture?: object | null;
}

/** What a widget does when its reader does something. */
export interface Actions {
  send(event: WidgetEvent, options: SendOptions): void;
  command(name: string, control: HTMLElement): void;
  /** Editing has ended without an event. */
  settled(control: HTMLElement): void;
  /** How many events were refused so far. */
  refusals(): number;
}

declare global {
  /** Every `data-` attribute that a script reads or sets; docs/contribute/how-it-works.md tells what they mean. */
  interface DOMStringMap {
    // On a widget's section, from the build
    widget?: string;
    /** on a window: the id of the widget that it shows */
    window?: string;
    fence?: string;
    fixed?: string;
    for?: string;
    /** the id of the network whose epoch the widget shows move by move */
    follows?: string;
    /** CSS: a place in the section for each thing to do there; and what such a place is like once it is done */
    task?: string;
    done?: string;
    limit?: string;
    needs?: string;
    remember?: string;
    // On what is inside it, from Python
    command?: string;
    echo?: string;
    event?: string;
    exact?: string;
    forget?: string;
    into?: string;
    nudge?: string;
    promise?: string;
    /** beside data-nudge: the event, without its text, of a number that is typed on the handle */
    edit?: string;
    slot?: string;
    tab?: string;
    tabFirst?: string;
    term?: string;
    text?: string;
    // Set by scripts, for styles, tests and each other
    dismissed?: string;
    dragging?: string;
    edited?: string;
    typed?: string;
    liveError?: string;
    mounted?: string;
    offlineState?: string;
    /** on an item of the contents: how much of its section is done */
    part?: "none" | "open" | "begun" | "done";
    pending?: string;
    playing?: string;
    says?: string;
    shown?: string;
    // On <html>, <body>, the theme's buttons and a script
    mdColorScheme?: string;
    motion?: string;
    python?: string;
    scheme?: string;
    workerText?: string;
  }

  /** Buttons that were clicked before their widget was mounted, kept by a line in the page's head (theme/main.html). */
  var earlyClicks: HTMLElement[] | { push(button: HTMLElement): void };

  /** On file://: what a classic script holds, by the name of the bundle. */
  var nudgeBundles: Record<string, Bundle>;

  /** On file://: the text of the theme's search worker. */
  var nudgeSearchWorker: string;

  /** The benchmark's, in its own pages: see site_scripts/bench/page/. */
  var benchPlainBoot: boolean | undefined;
  var bench: object;
  var engines: Promise<object>;

  interface Navigator {
    /** Not in every browser: https://wicg.github.io/netinfo/ */
    connection?: { saveData?: boolean; effectiveType?: string };
  }
}
