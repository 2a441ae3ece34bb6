// Makes elements. Imported by the modules that add parts to the page; text goes in as text, never as markup.

/**
 * @param {string} name
 * @param {Object<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
