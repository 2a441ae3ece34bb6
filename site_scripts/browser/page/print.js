// A lesson on paper: answers and hints go to a page of their own at the end, and the light palette is used.
// In: folds, hints with data-hint, beside what asks (data-question). Out: a section, for as long as it prints.

import { element, findAll } from "../parts/elements.js";

export function watchPrinting() {
  /** @type {(() => void)[]} what puts the page back */
  let undo = [];
  addEventListener("beforeprint", () => {
    undo = [useLightPalette(), addAnswers()];
  });
  addEventListener("afterprint", () => {
    for (const back of undo.splice(0)) back();
  });
}

function useLightPalette() {
  const { dataset } = document.body;
  const scheme = dataset.mdColorScheme;
  if (scheme) dataset.mdColorScheme = "default";
  return () => {
    if (scheme) dataset.mdColorScheme = scheme;
  };
}

function addAnswers() {
  const folds = findAll(document, "article details:not(.source, .chart-table)");
  const article = document.querySelector("article");
  if (!folds.length || !article) return () => {};
  const sheet = element(
    "section",
    { class: "print-answers" },
    element("h2", {}, "Answers and hints"),
    element("ol", {}, ...folds.map(answerOf)),
  );
  article.append(sheet);
  return () => sheet.remove();
}

/** The question again, its hint, and what stands behind its fold. @param {HTMLElement} fold */
function answerOf(fold) {
  const place = fold.parentElement;
  const item = element("li");
  const question = place?.querySelector(":scope > :is([data-question], h4)") ?? fold.querySelector("summary");
  if (question) item.append(element("p", {}, element("strong", {}, ...copies(question))));
  const hint = place?.querySelector(":scope > [data-hint]");
  if (hint instanceof HTMLTemplateElement) item.append(element("p", {}, "Hint: ", hint.content.cloneNode(true)));
  for (const part of fold.children) {
    if (!part.matches("summary, button")) item.append(...copies(part));
  }
  return item;
}

/** What stands in an element, without ids: each is on the page once. @param {Element} from */
function copies(from) {
  const copy = /** @type {Element} */ (from.cloneNode(true));
  for (const named of findAll(copy, "[id]")) named.removeAttribute("id");
  return [...copy.childNodes];
}
