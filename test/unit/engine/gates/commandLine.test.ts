import assert from "node:assert/strict";
import { absoluteScript, splitCommand } from "../../../../src/engine/gates/commandLine.ts";

describe("an interpreter's command line", () => {
  const valued = /^-r$/;
  const inline = /^-e$/;
  it("options, their separate values, and the script", () => {
    assert.deepEqual(splitCommand(["node", "-r", "x", "--inspect", "a.js", "-r"], valued, inline), {
      options: ["-r=x", "--inspect"],
      script: "a.js",
    });
  });
  it("code instead of a script", () => {
    assert.deepEqual(splitCommand(["node", "-e", "1"], valued, inline), { options: ["-e"] });
  });
  it("after -- comes the script; - is the input", () => {
    assert.equal(splitCommand(["node", "--", "-odd.js"], valued, inline).script, "-odd.js");
    assert.equal(splitCommand(["node", "-"], valued, inline).script, undefined);
  });
  it("a script is found from the task's working folder, if that is known", () => {
    assert.equal(absoluteScript("lib/../a.js", "/app"), "/app/a.js");
    assert.equal(absoluteScript("/x/a.js", undefined), "/x/a.js");
    assert.equal(absoluteScript("a.js", undefined), undefined);
  });
});
