import assert from "node:assert/strict";
import { Child, cleanEnvironment, programOf } from "../../../src/debug/child.ts";

describe("programs that an attach starts", function () {
  this.timeout(60_000); // real programs, on a loaded machine
  it("tell how they ended, with their last words", async () => {
    const child = new Child(["sh", "-c", "echo first >&2; echo no permission >&2; exit 3"]);
    assert.equal(await child.ended, "sh ended with code 3: no permission");
    assert.ok(!child.running());
  });

  it("have a name in our own space", async () => {
    const child = new Child(["sh", "-c", "echo $$; exec cat"]);
    const said = await new Promise<string>((done) =>
      child.process.stdout.once("data", (text: Buffer) => {
        done(text.toString());
      }),
    );
    assert.deepEqual(child.seenIn("pid:[7]"), { space: "pid:[7]", nr: Number(said) });
    assert.ok(child.running());
    child.process.stdin.end();
    await child.ended;
  });

  it("are called as a person knows them, whatever keeps them", () => {
    const kept = ["nsenter", "--user=/nowhere", "--", "/usr/bin/node", "/opt/out/keeper.js", "4711", "/usr/bin/dlv"];
    assert.equal(programOf([...kept, "dap"]), "/usr/bin/dlv");
    assert.equal(programOf(["/usr/bin/dlv", "dap"]), "/usr/bin/dlv");
  });

  it("that cannot be started say so, without a throw", async () => {
    const child = new Child(["/nowhere/lldb-server"]);
    assert.match(await child.ended, /could not be started: .*ENOENT/);
    assert.equal(child.seenIn("host"), undefined);
  });

  it("get nothing that the editor means for its own programs", () => {
    const environment = cleanEnvironment({ PATH: "/bin", NODE_OPTIONS: "--x", VSCODE_INSPECTOR_OPTIONS: "{}" });
    assert.deepEqual(environment, { PATH: "/bin", ELECTRON_RUN_AS_NODE: "1" });
  });
});
