import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { greeting, loaderCommand } from "../../../src/hosts/loader.ts";

describe("the loader", () => {
  it("runs a program that arrives on stdin, and leaves the rest of stdin to it", () => {
    const program = `
      const path = require("node:path");
      process.stdin.on("data", (data) => process.stdout.write(path.basename("/a/ü") + process.argv.slice(2) + data));
    `;
    const [, ...args] = loaderCommand(Buffer.byteLength(program), ["--stdio"]);
    const ran = spawnSync(process.execPath, args, { input: `${program}the rest`, encoding: "utf8" });
    assert.equal(ran.stdout, `\n${greeting}\nü--stdiothe rest`);
  });
});
