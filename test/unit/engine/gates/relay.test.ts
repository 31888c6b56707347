import assert from "node:assert/strict";
import { host } from "../../../../src/model/pid.ts";
import { networkEntry, relayCommand } from "../../../../src/engine/gates/relay.ts";
import { factsOf, pidOf, root, statusOf } from "./facts.ts";

const kernel = { enterCommand: (_: unknown, which: readonly string[]) => ["enter", ...which, "--"] };

describe("the way into a network namespace", () => {
  it("our own needs none", () => {
    assert.deepEqual(networkEntry(factsOf({ namespaces: { net: "net:[1]" } })), { is: "same" });
  });
  it("root enters it; the owner of its user namespace joins that first", () => {
    assert.deepEqual(networkEntry(factsOf({ ownStatus: statusOf(root) })), { is: "enter", which: ["net"] });
    const owned = factsOf({
      namespaces: { net: "net:[2]", user: "user:[2]" },
      userNamespaces: [
        { link: "user:[2]", owner: 1002 },
        { link: "user:[1]", owner: 0 },
      ],
    });
    assert.deepEqual(networkEntry(owned), { is: "enter", which: ["user", "net"] });
  });
  it("the same user in a container of root's may trace, but not enter", () => {
    assert.equal(networkEntry(factsOf()).is, "closed");
    assert.equal(networkEntry(factsOf({ namespaces: {} })).is, "closed");
  });
  it("the relay is this Node, told to be one, without options of the environment's", () => {
    const command = relayCommand(kernel, pidOf(host, 7), { is: "enter", which: ["net"] }, 9229);
    assert.deepEqual(command.slice(0, 7), [
      "env",
      "-u",
      "NODE_OPTIONS",
      "ELECTRON_RUN_AS_NODE=1",
      "enter",
      "net",
      "--",
    ]);
    assert.deepEqual([command[7], command.at(-1)], [process.execPath, "9229"]);
  });
});
