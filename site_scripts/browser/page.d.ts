// The page's own contract: the `data-` attributes that markup and scripts share, and what scripts leave for each other.

import type { RuntimeFiles } from "./types.js";

declare global {
  /** Every `data-` attribute that a script reads or sets; docs/contribute/how-it-works.md tells what the markup's mean. */
  interface DOMStringMap {
    // On a widget's section, from the build
    widget?: string;
    fixed?: string;
    for?: string;
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
    slot?: string;
    tab?: string;
    tabFirst?: string;
    term?: string;
    // Set by scripts, for styles, tests and each other
    dismissed?: string;
    dragging?: string;
    edited?: string;
    liveError?: string;
    mounted?: string;
    offlineState?: string;
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
  var nudgeBundles: Record<string, { scripts?: string[]; files: RuntimeFiles }>;

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
