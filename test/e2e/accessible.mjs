/** What a screen reader would stumble over: axe-core, run in the very frame that a thing is shown in. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A row's name says more than it shows, and a box shows what is in it: neither is a label that somebody would speak. */
const ours = {
  iframes: false,
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
  rules: { "label-content-name-mismatch": { enabled: false } },
};

/** What lies with us in things that VS Code draws: names, and that rows stand where rows belong. */
const rows = ["aria-treeitem-name", "aria-command-name", "aria-input-field-name", "aria-toggle-field-name"];
const things = ["button-name", "link-name", "role-img-alt", "svg-img-alt", "image-alt", "label"];
const places = ["aria-required-children", "aria-required-parent", "aria-hidden-focus", "duplicate-id-aria"];
const editors = { iframes: false, runOnly: [...rows, ...things, ...places] };

/** Whatever breaks a rule of WCAG 2.1 A or AA in this thing and what is in it, a line each. */
export async function complaints(locator, { drawnBy = "us" } = {}) {
  const thing = await locator.elementHandle();
  const frame = await thing.ownerFrame();
  await frame.evaluate(source); // as an expression: no policy of the page forbids it
  return frame.evaluate(
    async ([element, options]) => {
      const { violations, passes } = await globalThis.axe.run(element, options);
      if (passes.length === 0) return ["no rule had anything to say"];
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`),
      );
    },
    [thing, drawnBy === "us" ? ours : editors],
  );
}
