// A drawing of the page as a file that stands by itself: the styles that it has here, written into it, in light colours.
// In: an <svg> of the page. Out: one that needs no style sheet, and a PNG of it.

const SVG = "http://www.w3.org/2000/svg";

/** What the styles of the page say of a drawing, and an attribute can say as well. */
const STYLED = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap"],
  ...["opacity", "font-family", "font-size", "font-style", "font-weight", "text-anchor", "paint-order", "transform"],
];

/** Pixels of a PNG for each unit of the drawing. */
const SCALE = 2;

/**
 * @param {SVGSVGElement} drawing @param {string} words what is added to its title
 * @returns {SVGSVGElement}
 */
export function asSvg(drawing, words) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  for (const lit of copy.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const grip of copy.querySelectorAll(".grip")) grip.remove(); // nothing can be dragged in a file
  // Outside <body> the colours are those of :root, the light ones, whichever palette the reader has chosen.
  const host = document.createElement("div");
  host.dataset.motion = "off";
  host.setAttribute("aria-hidden", "true");
  host.inert = true;
  host.className = "drawing-room";
  host.append(copy);
  document.documentElement.append(host);
  const unseen = [...copy.querySelectorAll("*:not(clipPath, clipPath *)")].filter(isHidden);
  for (const node of unseen) node.remove();
  for (const node of copy.querySelectorAll("*")) writeStyle(node);
  const background = getComputedStyle(copy).getPropertyValue("--card").trim();
  host.remove();
  for (const node of [copy, ...copy.querySelectorAll("*")]) tidy(node);
  return framed(copy, [copy.getAttribute("aria-label"), words].filter(Boolean).join(": "), background);
}

/** @param {SVGSVGElement} drawing @param {string} title @param {string} background @returns {SVGSVGElement} */
export function framed(drawing, title, background) {
  const { x, y, width, height } = drawing.viewBox.baseVal;
  const size = { width: String(width), height: String(height) };
  const told = document.createElementNS(SVG, "title");
  told.textContent = title;
  const ground = svg("rect", { x: String(x), y: String(y), ...size, fill: background });
  for (const [name, value] of Object.entries({ ...size, role: "img" })) drawing.setAttribute(name, value);
  drawing.prepend(told, ground);
  return drawing;
}

/** @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children */
export function svg(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {SVGSVGElement} drawing @returns {Promise<Blob>} */
export async function asPng(drawing) {
  const image = new Image();
  // Not from a blob: WebKit then takes the canvas for one that must not be read.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = SCALE * image.width;
  canvas.height = SCALE * image.height;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be drawn"))), "image/png");
  });
}

/** @param {Element} node */
const isHidden = (node) => getComputedStyle(node).display === "none";

/** @param {Element} node */
function writeStyle(node) {
  const style = getComputedStyle(node);
  for (const name of STYLED) {
    const value = style.getPropertyValue(name);
    // A transform that the markup gives stays as it is.
    if (value && value !== "none" && value !== "normal" && !(name === "transform" && node.hasAttribute(name))) {
      node.setAttribute(name, value);
    } else if (value === "none" && (name === "fill" || name === "stroke")) node.setAttribute(name, value);
  }
}

/** What means something in the page only. @param {Element} node */
function tidy(node) {
  for (const { name } of [...node.attributes]) {
    if (/^(data-|aria-(?!label)|class$|tabindex$|role$|style$)/.test(name)) node.removeAttribute(name);
  }
}
