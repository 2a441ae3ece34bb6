// Makes an element's inside follow new markup, node by node, while both have the same shape. Where the shape differs,
// the inside is put in anew; but where the reader is at work in it, idiomorph finds out what moved, so that focus and
// what is being typed stay. Most replies change numbers only, and this takes a fraction of idiomorph's time.
// In: an element, markup, and which nodes to leave alone. Out: the element, its nodes kept.

import { Idiomorph } from "idiomorph";

/**
 * @param {Element} place
 * @param {string} markup
 * @param {(node: Node) => boolean} isLeftAlone
 * @param {(fresh: DocumentFragment) => void} [complete] puts in what the page itself has
 */
export function followMarkup(place, markup, isLeftAlone, complete) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  complete?.(template.content);
  followChildren(place, template.content, isLeftAlone);
}

/** @typedef {(node: Node) => boolean} IsLeftAlone */

/** @param {Element} old @param {Element | DocumentFragment} fresh @param {IsLeftAlone} isLeftAlone */
function followChildren(old, fresh, isLeftAlone) {
  if (!haveSameShape(old, fresh)) {
    if (!isInUse(old, isLeftAlone)) return old.replaceChildren(...fresh.childNodes);
    /** @type {import("idiomorph").Config} */
    const config = { morphStyle: "innerHTML", callbacks: { beforeNodeMorphed: (node) => !isLeftAlone(node) } };
    Idiomorph.morph(old, [...fresh.childNodes], config);
    return;
  }
  let node = old.firstChild;
  let wanted = fresh.firstChild;
  for (; node && wanted; node = node.nextSibling, wanted = wanted.nextSibling) {
    if (!(node instanceof Element && wanted instanceof Element)) {
      if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue;
    } else if (!isLeftAlone(node)) {
      followAttributes(node, wanted);
      followChildren(node, wanted, isLeftAlone);
      followValue(node, wanted);
    }
  }
}

/** Whether the reader is at something in there. @param {Element} place @param {IsLeftAlone} isLeftAlone */
function isInUse(place, isLeftAlone) {
  return (
    place.contains(document.activeElement) || [...place.querySelectorAll("input, select, textarea")].some(isLeftAlone)
  );
}

/**
 * The same nodes in the same order, as far as their names tell: an id, or what can be dragged.
 * @param {Node} old @param {Node} fresh
 */
function haveSameShape(old, fresh) {
  let node = old.firstChild;
  let wanted = fresh.firstChild;
  for (; node && wanted; node = node.nextSibling, wanted = wanted.nextSibling) {
    if (node.nodeName !== wanted.nodeName) return false;
    if (node instanceof Element && wanted instanceof Element && !haveSameName(node, wanted)) return false;
  }
  return !node && !wanted;
}

/** @param {Element} node @param {Element} wanted */
function haveSameName(node, wanted) {
  // Where the markup gives no id, one may have been given by a script (the theme names code blocks).
  if (wanted.id && node.id !== wanted.id) return false;
  // A term may change its place: what is chosen in the picture keeps the focus, though other parts light up with it.
  return node.getAttribute("data-nudge") === wanted.getAttribute("data-nudge");
}

/** @param {Element} old @param {Element} fresh */
function followAttributes(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.attributes.length === fresh.attributes.length) return;
  for (const { name } of [...old.attributes]) {
    const isOfReader = name === "open" && old instanceof HTMLDetailsElement; // who opened it
    if (!isOfReader && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
}

/** What a control shows is no attribute once the reader has touched it. @param {Element} old @param {Element} fresh */
function followValue(old, fresh) {
  if (old instanceof HTMLInputElement && fresh instanceof HTMLInputElement) {
    if (old.checked !== fresh.checked) old.checked = fresh.checked;
    if (old.value !== fresh.value) writeValue(old, fresh.value);
  } else if (old instanceof HTMLSelectElement && fresh instanceof HTMLSelectElement) {
    if (old.selectedIndex !== fresh.selectedIndex) old.selectedIndex = fresh.selectedIndex;
  }
}

/**
 * A reader who has marked the text of a field, to type over it, finds it still marked.
 * @param {HTMLInputElement} field @param {string} value
 */
function writeValue(field, value) {
  const { selectionStart: start, selectionEnd: end } = field;
  const isAll = start === 0 && end === field.value.length;
  field.value = value;
  if (start === null || field !== document.activeElement) return; // ranges have no selection
  field.setSelectionRange(isAll ? 0 : start, isAll ? value.length : end);
}
