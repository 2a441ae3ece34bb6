// The theme's own script, and what its pages lack for readers who hear them.
// In: Material's markup, and the address that publish puts in the script's place.

/** The script works long and no reader waits for it: it comes when the widgets can be used. */
export function startTheme() {
  // The search opens as a dialog, and a dialog needs a name.
  document.querySelector('.md-search[role="dialog"]')?.setAttribute("aria-label", "Search");
  const place = document.querySelector("script[data-theme-script]");
  if (!place) return;
  const script = document.createElement("script");
  script.src = JSON.parse(place.textContent);
  // It waits for an event that has passed. Nobody else waits for it any more.
  script.onload = () => document.dispatchEvent(new Event("DOMContentLoaded"));
  document.body.append(script);
}
