// Makes elements and finds them. Text goes in as text, never as markup.

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {string} text @param {() => void} onClick @returns {HTMLButtonElement} */
export function makeButton(text, onClick) {
  const button = element("button", { type: "button" }, text);
  button.addEventListener("click", () => onClick());
  return button;
}

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
export const findAll = (root, selector) => Array.from(root.querySelectorAll(selector));

/**
 * The nearest one at or around the place of an event, or null.
 * @param {EventTarget | null} target @param {string} selector @returns {HTMLElement | null}
 */
export const nearest = (target, selector) => (target instanceof Element ? target.closest(selector) : null);
