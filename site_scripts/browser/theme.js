// Mends what the theme's pages lack for readers who hear them. Imported by main.js. In: Material's markup. Out: names.

/** The search opens as a dialog, and a dialog needs a name. */
export function mendTheme() {
  document.querySelector('.md-search[role="dialog"]')?.setAttribute("aria-label", "Search");
}
