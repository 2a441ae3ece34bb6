// The list of the site's files that the build's last step puts into each page; `mkdocs serve` has none yet.

/** @import { Manifest } from "../types.js" */

/** @returns {Manifest | undefined} */
export function pageManifest() {
  const place = document.querySelector("script[data-manifest]");
  return place ? JSON.parse(place.textContent) : undefined;
}
