/**
 * `npm test -- e2e -g "in every theme"`, then this: the pictures of the walkthrough and of the README become those that
 * the run has just made in the dark theme. Look at them before they are committed.
 */
import { copyFileSync, statSync } from "node:fs";
import path from "node:path";
import { root } from "../setup/dependencies.mjs";

for (const name of ["see", "map", "attach", "refused"]) {
  const [from, to] = [`out/pictures/walkthrough ${name}.png`, `media/walkthrough/${name}.png`];
  copyFileSync(path.join(root, from), path.join(root, to));
  console.log(`${to}: ${(statSync(path.join(root, to)).size / 1024).toFixed(0)} kB`);
}
