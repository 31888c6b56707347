import assert from "node:assert/strict";
import { isInjected, pythonLaunch } from "../../../../src/engine/gates/pythonLaunch.ts";
import { factsOf } from "./facts.ts";

const launched = (...command: readonly string[]) => pythonLaunch(factsOf({ command, folder: "/app" }));

describe("how a Python was started", () => {
  it("with a script", () => {
    assert.deepEqual(launched("python3", "-u", "-W", "ignore", "main.py"), { script: "/app/main.py" });
  });
  it("with a module or code there is no script", () => {
    assert.deepEqual(launched("python3", "-m", "http.server"), {});
    assert.deepEqual(launched("python3", "-c", "pass"), {});
  });
  it("waiting for a debugger already", () => {
    assert.deepEqual(launched("python3", "-m", "debugpy", "--listen", "0.0.0.0:5679", "main.py"), {
      script: "/app/main.py",
      listens: 5679,
    });
  });
  it("debugpy's library in its maps says that it was put in before", () => {
    const library = "/x/debugpy/_vendored/pydevd/pydevd_attach_to_process/attach_linux_amd64.so";
    assert.ok(isInjected(factsOf({ mapped: [library] })));
    assert.ok(!isInjected(factsOf()));
  });
});
