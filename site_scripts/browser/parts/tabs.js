// On a phone, shows the children of an element one at a time, under tabs; on a wide screen all of them at once.
// In: <div data-tabset> with children data-tab="Label", data-tab-first on the one shown first.
// Out: ARIA tabs, with arrow keys.

import { element, findAll } from "./elements.js";

/** The width below which the styles put everything into one column. */
const PHONE = "(max-width: 860px)";

/** @param {HTMLElement} place @param {number} number tells its ids from those of other tabsets */
export function mountTabs(place, number) {
  const panels = findAll(place, ":scope > [data-tab]");
  if (panels.length < 2) return;
  const list = element("div", { role: "tablist", class: "tabs" });
  const tabs = panels.map((panel, index) => makeTab(panel, `tab-panel-${number}-${index}`));
  list.append(...tabs);
  place.prepend(list);

  /** @param {number} chosen */
  const choose = (chosen) => {
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
  };

  list.addEventListener("click", ({ target }) => {
    const clicked = tabs.indexOf(/** @type {HTMLButtonElement} */ (target));
    if (clicked >= 0) choose(clicked);
  });
  list.addEventListener("keydown", (press) => {
    const now = tabs.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const next = neighbour(press.key, now, tabs.length - 1);
    if (now < 0 || next === undefined) return;
    press.preventDefault();
    choose(next);
    tabs[next].focus();
  });

  const phone = matchMedia(PHONE);
  const follow = () => {
    list.hidden = !phone.matches;
    panels.forEach((panel, index) => {
      if (phone.matches) {
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", tabs[index].id);
      } else {
        panel.removeAttribute("role");
        panel.removeAttribute("aria-labelledby");
        panel.hidden = false;
      }
    });
    const chosen = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    const first = panels.findIndex((panel) => "tabFirst" in panel.dataset);
    if (phone.matches) choose(Math.max(0, chosen < 0 ? first : chosen));
  };
  phone.addEventListener("change", follow);
  follow();
}

/** @param {HTMLElement} panel @param {string} id for a panel that has none */
function makeTab(panel, id) {
  panel.id ||= id;
  const tab = element("button", { type: "button", role: "tab", "aria-controls": panel.id }, panel.dataset.tab ?? "");
  tab.id = `${panel.id}-tab`;
  return tab;
}

/** @param {string} key @param {number} now @param {number} last @returns {number | undefined} */
function neighbour(key, now, last) {
  switch (key) {
    case "ArrowRight":
      return now === last ? 0 : now + 1;
    case "ArrowLeft":
      return now === 0 ? last : now - 1;
    case "Home":
      return 0;
    case "End":
      return last;
  }
}
