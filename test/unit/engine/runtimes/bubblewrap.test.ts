import assert from "node:assert/strict";
import fc from "fast-check";
import { host, namespaceSpace } from "../../../../src/model/pid.ts";
import { bubblewrapRuntime, flatpakRuntime } from "../../../../src/engine/runtimes/bubblewrap.ts";

const space = namespaceSpace("pid:[4026532400]") ?? host;
const ask = (command: readonly string[], parentCommand: readonly string[]): unknown =>
  bubblewrapRuntime.findInCommand?.({ space, command, parentCommand });

describe("bubblewrap", () => {
  const line = "bwrap --ro-bind /srv / --proc /proc --unshare-pid --setenv A b --die-with-parent /bin/server --port 80";

  it("a sandbox is called like what runs in it", () => {
    const server = { runtime: "bubblewrap", id: "4026532400", name: "server" };
    assert.deepEqual(ask(line.split(" "), line.split(" ")), server);
    assert.deepEqual(ask(["/bin/server", "--port"], line.split(" ")), server);
    assert.deepEqual(ask("bwrap --args 11 -- /bin/server x".split(" "), ["sh"]), server);
    assert.equal(ask(["/bin/server"], ["sh"]), undefined);
  });

  it("a Flatpak application by its own id", () => {
    const bwrap = ["bwrap", "--bind", "/home/ann/.var/app/org.example.App", "/x", "sh"];
    assert.deepEqual(ask(["sh"], bwrap), { runtime: "flatpak", id: "4026532400", name: "org.example.App" });
  });

  it("never throws", () => {
    const words = fc.array(fc.oneof(fc.string(), fc.constantFrom(...line.split(" "))));
    fc.assert(
      fc.property(words, words, (command, parent) => {
        ask(["bwrap", ...command], parent);
      }),
    );
  });
});

describe("Flatpak", () => {
  it("each run of an application has a scope; its name is the application's", async () => {
    assert.equal(flatpakRuntime.findInGroup?.("app-flatpak-org.example.App-4711.scope", []), "org.example.App-4711");
    const labels = await flatpakRuntime.readLabels?.(["org.example.App-4711"]);
    assert.equal(labels?.get("org.example.App-4711")?.name, "org.example.App");
  });
});
