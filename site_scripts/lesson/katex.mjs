// Turns TeX into HTML with MathML beside it, one formula a line, until its input ends.
// Run by site_scripts/lesson/formulas.py, with the folder of node_modules as its argument.
// In: {"tex": string, "block": boolean} a line. Out: {"html": string} or {"error": string} a line, in the same order.

import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { default: katex } = await import(pathToFileURL(join(process.argv[2], "katex", "dist", "katex.mjs")).href);

for await (const line of createInterface({ input: process.stdin })) {
  const { tex, block } = JSON.parse(line);
  let answer;
  try {
    const html = katex.renderToString(tex, {
      displayMode: block,
      output: "htmlAndMathml",
      strict: "error",
      throwOnError: true,
    });
    // Search would find each formula twice more: in the TeX that KaTeX puts beside its MathML, which shows nowhere, and
    // in the MathML itself, which screen readers need.
    answer = {
      html: html
        .replace(/<annotation [^>]*>[^<]*<\/annotation>/, "")
        .replace('<span class="katex-mathml"', '$& data-search-exclude="true"'),
    };
  } catch (error) {
    answer = { error: /** @type {Error} */ (error).message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
