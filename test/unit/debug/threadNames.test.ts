import assert from "node:assert/strict";
import type { Message } from "../../../src/dap/message.ts";
import { calledBy, labelOf, strangerIn, ThreadNames } from "../../../src/debug/threadNames.ts";
import type { WireTask, WireWay } from "../../../src/protocol/wire.ts";
import { FakeEngine, self, taskOf, wayWith } from "./fakeEngine.ts";

const task = taskOf(7022);
const worker: WireTask = {
  ...taskOf(7023),
  tuples: [
    { space: "host", nr: 7023, name: "host", provenance: "kernel" },
    { space: "pid:[7]", nr: 18, name: "web", provenance: "kernel" },
  ],
};
const way = (space: string, nr: number): WireWay => wayWith({ called: { space, nr } });

function namesWith(engine: FakeEngine, more: { readonly way?: WireWay; readonly self?: string } = {}): ThreadNames {
  return new ThreadNames({ engine, reference: "web:17", task, self, way: way("host", 7022), ...more }, "lldb-dap");
}

const threads = (...ids: readonly number[]): Message => ({
  ...{ type: "response", seq: 9, request_seq: 4, command: "threads", success: true },
  body: { threads: ids.map((id) => ({ id, name: "worker" })) },
});
const said = (output: string): Message => ({ type: "event", seq: 3, event: "output", body: { output } });
const namesOf = ({ body }: { readonly body?: object | undefined }) =>
  ((body as { threads: { name: string }[] } | undefined)?.threads ?? []).map(({ name }) => name);
const bodyOf = (message: Message) => (message.type === "request" ? undefined : message.body);

describe("the names of a session's threads", () => {
  it("are the container's and the host's, asked for where threads are listed", async () => {
    const engine = new FakeEngine({ threads: { is: "found", tasks: [task, worker] } });
    const named = await namesWith(engine).name(threads(7022, 7023));
    assert.deepEqual(namesOf({ body: bodyOf(named) }), ["worker [web:17 (host 7022)]", "worker [web:18 (host 7023)]"]);
    assert.deepEqual(engine.asked, ["threads"]);
  });

  it("by the numbers of where the debugger runs", async () => {
    const engine = new FakeEngine({ threads: { is: "found", tasks: [task, worker] } });
    const named = await namesWith(engine, { way: way("pid:[7]", 17) }).name(threads(17, 18, 19));
    assert.deepEqual(namesOf({ body: bodyOf(named) }), [
      "worker [web:17 (host 7022)]",
      "worker [web:18 (host 7023)]",
      "worker [web:19]",
    ]);
  });

  it("without an engine a number has its space at least", async () => {
    const names = namesWith(new FakeEngine({}));
    assert.deepEqual(bodyOf(await names.name(said("[New LWP 7023]\n"))), { output: "[New LWP host:7023]\n" });
    assert.deepEqual(bodyOf(names.nameNow(said("Process 7022 stopped"))), {
      output: "Process web:17 (host 7022) stopped",
    });
  });

  it("words of what is known already cost no question", async () => {
    const engine = new FakeEngine({});
    await namesWith(engine).name(said("Process 7022 stopped"));
    await namesWith(engine).name({ type: "event", seq: 1, event: "stopped", body: { threadId: 9 } });
    assert.deepEqual(engine.asked, []);
  });

  it("what was typed in the console is answered by the debugger, what was watched by the program", async () => {
    const names = namesWith(new FakeEngine({}));
    names.asked({ type: "request", seq: 5, command: "evaluate", arguments: { context: "repl" } });
    names.asked({ type: "request", seq: 6, command: "evaluate", arguments: { context: "watch" } });
    const answers = [5, 6, 5].map((to): Message => {
      const body = { result: "Process 7022 stopped" };
      return { type: "response", seq: 1, request_seq: to, command: "evaluate", success: true, body };
    });
    const shown: unknown[] = [];
    for (const answer of answers) shown.push(bodyOf(await names.name(answer))?.["result"]);
    assert.deepEqual(shown, ["Process web:17 (host 7022) stopped", "Process 7022 stopped", "Process 7022 stopped"]);
  });

  it("the process has the number of the editor's own space, or none", () => {
    const event: Message = { type: "event", seq: 1, event: "process", body: { name: "x", systemProcessId: 17 } };
    const inside = way("pid:[7]", 17);
    for (const [mine, nr] of [
      ["host", 7022],
      ["pid:[7]", 17],
      ["pid:[8]", undefined],
    ] as const) {
      const body = bodyOf(namesWith(new FakeEngine({}), { way: inside, self: mine }).nameNow(event));
      assert.equal(body?.["systemProcessId"], nr, mine);
      assert.equal(body?.["name"], "x [web:17 (host 7022)]");
    }
  });

  it("a task of the host has one", () => {
    assert.equal(labelOf({ ...task, tuples: task.tuples.slice(0, 1) }), "host:7022");
  });
});

describe("the number that a debugger says it attached to", () => {
  const event = (nr: number) => ({ type: "event", event: "process", body: { systemProcessId: nr } });
  it("is a stranger's where it is not the one that it was to say", () => {
    const given = { given: { space: "host", nr: 7022 } };
    assert.equal(strangerIn(event(7022), given), undefined);
    assert.equal(strangerIn(event(7999), given), "host:7999");
    assert.equal(strangerIn(event(7022), { way: way("pid:[7]", 17) }), "pid:[7]:7022");
    assert.equal(strangerIn(event(0), given), undefined, "it attached to nobody");
    assert.equal(strangerIn(event(7999), {}), undefined);
    assert.deepEqual(calledBy({ way: way("pid:[7]", 17) }), { space: "pid:[7]", nr: 17 });
  });
});
