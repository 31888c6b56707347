import assert from "node:assert/strict";
import type { DebuggerName } from "../../../../../src/model/plan.ts";
import { factsOf, root, statusOf, subjectOf } from "../facts.ts";
import { gatesOver } from "../world.ts";
import { isKind, published, required } from "./published.ts";

/** Every debug type takes these: they are the editor's. */
const editors = ["type", "request", "name"];

/** Those of other extensions that we only write a configuration for, as root and as the task's own user. */
const ours = { lldb: "codelldb", cppdbg: "cppdbg" } as const satisfies Readonly<Record<string, DebuggerName>>;

describe("configurations for other extensions, against what these publish", () => {
  for (const type of ["lldb", "cppdbg"] as const) {
    for (const [user, ownStatus] of Object.entries({ root: statusOf(root), "its own user": factsOf().ownStatus })) {
      it(`${type}, by ${user}: nothing but published properties, each of its kind`, async () => {
        const plan = await gatesOver({ ownStatus }).plan(subjectOf(), { debugger: ours[type], sources: [] });
        assert.ok(plan !== "gone");
        const { configuration } = plan;
        assert.deepEqual([configuration["type"], configuration["request"]], [type, "attach"]);
        for (const [name, value] of Object.entries(configuration)) {
          if (editors.includes(name)) continue;
          const kind = published[type][name];
          assert.ok(kind, `${name} is no property of ${type}`);
          assert.ok(isKind[kind](value), `${name} is not ${kind}: ${JSON.stringify(value)}`);
        }
        for (const name of required[type]) assert.ok(name in configuration, `${name} is missing`);
      });
    }
  }
  it("the table tells a wrong kind from a right one", () => {
    assert.ok(isKind.commands([{ text: "set sysroot /" }]) && !isKind.commands(["set sysroot /"]));
    assert.ok(isKind.textByText({ "/src": "/home" }) && !isKind.textByText([["/src", "/home"]]));
    assert.ok(isKind.texts([]) && !isKind.texts([7]) && isKind.numberOrText("7") && !isKind.numberOrText(7.5));
  });
});
