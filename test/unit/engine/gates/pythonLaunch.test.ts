import assert from "node:assert/strict";
import { isAdapterFor, isInjected, pythonLaunch } from "../../../../src/engine/gates/pythonLaunch.ts";
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
  it("debugpy's adapter is the task's by the folder that was made for it, or by the port that it was told", () => {
    const adapter = ["python3", "/tmp/.x-1/debugpy/adapter", "--for-server", "40001", "--port", "5678"];
    assert.ok(isAdapterFor(adapter, "/tmp/.x-1", undefined));
    assert.ok(!isAdapterFor(adapter, "/tmp/.x-2", undefined));
    assert.ok(isAdapterFor(adapter, undefined, 5678));
    assert.ok(!isAdapterFor(adapter, undefined, 5679));
    assert.ok(!isAdapterFor(["python3", "/tmp/.x-1/app.py"], "/tmp/.x-1", undefined));
  });
});
