// On a phone, shows the children of a data-tabset element one at a time, under tabs; on a wide screen all of them at once.
// Imported by main.js. In: <div data-tabset> with children data-tab="Label", data-tab-first on the one shown first. Out: ARIA tabs, with arrow keys.

import { element } from "./elements.js";

/** The width below which lesson.css puts everything into one column. */
const PHONE = "(max-width: 860px)";

/** @param {HTMLElement} place */
export function mountTabs(place, number) {
  const panels = [...place.querySelectorAll(":scope > [data-tab]")];
  if (panels.length < 2) return;
  const list = element("div", { role: "tablist", class: "tabs" });
  const tabs = panels.map((panel, index) => {
    panel.id ||= `tab-panel-${number}-${index}`;
    const tab = element("button", { type: "button", role: "tab", "aria-controls": panel.id }, panel.dataset.tab);
    tab.id = `${panel.id}-tab`;
    return tab;
  });
  list.append(...tabs);
  place.prepend(list);

  const choose = (chosen) => {
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
  };

  list.addEventListener("click", ({ target }) => tabs.includes(target) && choose(tabs.indexOf(target)));
  list.addEventListener("keydown", (press) => {
    const now = tabs.indexOf(document.activeElement);
    const last = tabs.length - 1;
    const next = { ArrowRight: now === last ? 0 : now + 1, ArrowLeft: now === 0 ? last : now - 1, Home: 0, End: last }[
      press.key
    ];
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
