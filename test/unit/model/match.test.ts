/** By which words a task that is not there yet is meant. */
import assert from "node:assert/strict";
import { fits } from "../../../src/model/match.ts";

describe("words for a task that is waited for", () => {
  const task = { name: "node", command: ["/usr/bin/node", "--enable-source-maps", "/srv/app/server.js", "a b"] };
  const yes = ["node", "/usr/bin/node", "server.js", "app/server.js", "--enable-source-maps", "/srv/app/server.js a"];
  const no = ["", "nod", "server", "erver.js", "b", "python3", "server.js b"];
  for (const match of yes)
    it(`"${match}" fits`, () => {
      assert.equal(fits(task, match), true);
    });
  for (const match of no)
    it(`"${match}" does not`, () => {
      assert.equal(fits(task, match), false);
    });
});
