/** What the editor sees of what real adapters said: recordings of each, and no process number without its space. */
import assert from "node:assert/strict";
import { isBody, type Message } from "../../../src/dap/message.ts";
import { nameNumbers, numberFields, type Names } from "../../../src/dap/numberFields.ts";
import { dapRecordings, type DapRecording } from "../../recordings/dap/dapRecordings.ts";

/** Numbers of the space in which the adapter's tracing part ran, or of the process's own. */
function namesIn({ adapter, run, threads }: DapRecording): Names {
  const speaksOwn = run === "inside" || adapter === "debugpy";
  const find = (nr: number) => threads.find((numbers) => numbers.at(speaksOwn ? -1 : 0) === nr);
  const label = (numbers: readonly number[] | undefined) => `web:${numbers?.at(-1)} (host ${numbers?.[0]})`;
  return {
    process: label(threads[0]),
    say: (nr) => (find(nr) ? label(find(nr)) : `${speaksOwn ? "web" : "host"}:${nr}`),
    seen: (nr) => find(nr)?.[0],
  };
}

const shownBy = (recording: DapRecording): readonly Message[] =>
  recording.messages.map((message) => nameNumbers(message, recording.adapter, namesIn(recording), true));

/** Every text of a message that the editor shows. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isBody(value) ? Object.values(value).flatMap(textsOf) : [];
}

const threadsIn = (messages: readonly Message[]): readonly string[] => {
  const lists = messages.flatMap((one) => (one.type === "response" && one.command === "threads" ? [one.body] : []));
  return ((lists.at(-1)?.["threads"] ?? []) as readonly { readonly name: string }[]).map(({ name }) => name);
};

const processOf = (messages: readonly Message[]) =>
  messages.flatMap((one) => (one.type === "event" && one.event === "process" ? [one.body] : [])).at(0);

describe("what the editor sees of an adapter's numbers", () => {
  for (const [name, recording] of Object.entries(dapRecordings)) {
    const { threads } = recording;
    it(`${name}: none of the host's without its space, and each with the container's`, () => {
      const shown = shownBy(recording);
      for (const text of shown.flatMap(textsOf)) {
        for (const [outer, ...inner] of threads) {
          const alone = new RegExp(`(?<![\\w./-])(?<!host[ :])${outer}\\b`);
          assert.doesNotMatch(text.replaceAll(/0x[0-9a-f]+/g, ""), alone);
          if (text.includes(`host ${outer})`)) assert.ok(text.includes(`web:${inner.at(-1)} (host ${outer})`), text);
        }
      }
    });
  }

  for (const [name, expected] of Object.entries({
    "lldb-dap-host": ["counter [web:1 (host 15610)]", "counter [web:2 (host 15611)]"],
    "lldb-dap-inside": ["counter [web:1 (host 15673)]", "counter [web:2 (host 15674)]"],
    "gdb-host": ["counter", "counter"],
    "delve-host": [
      "* [Go 1] main.step (Thread web:1 (host 16159))",
      "[Go 2] runtime.gopark",
      "[Go 3] runtime.gopark",
      "[Go 4] runtime.gopark",
    ],
    "delve-inside": [
      "* [Go 1] main.step (Thread web:3 (host 16257))",
      "[Go 2] runtime.gopark",
      "[Go 3] runtime.gopark",
      "[Go 4] runtime.gopark",
    ],
    "debugpy-host": ["MainThread"],
    "js-debug-host": ["Remote Process [web:1 (host 17341)]"],
  })) {
    it(`${name}: the names of threads`, () => {
      const recording = dapRecordings[name];
      assert.ok(recording);
      assert.deepEqual(threadsIn(shownBy(recording)), expected);
    });
  }

  it("a process's number is the one of the editor's space, or none", () => {
    const recording = dapRecordings["debugpy-host"];
    assert.ok(recording);
    assert.deepEqual(
      [processOf(recording.messages)?.["systemProcessId"], processOf(shownBy(recording))?.["systemProcessId"]],
      [1, 16408],
    );
    const names = { ...namesIn(recording), seen: () => undefined };
    const shown = processOf(recording.messages.map((one) => nameNumbers(one, "debugpy", names, false)));
    assert.ok(shown && !("systemProcessId" in shown));
    assert.match(String(shown["name"]), /counter\.py \[web:1 \(host 16408\)\]$/);
  });

  it("the console of a debugger is its own words: the answer to what was typed there, and to nothing else", () => {
    const recording = dapRecordings["lldb-dap-host"];
    const answer = recording?.messages.find((one) => one.type === "response" && one.command === "evaluate");
    assert.ok(recording && answer);
    const named = (typed: boolean, adapter = "lldb-dap") =>
      textsOf(nameNumbers(answer, adapter, namesIn(recording), typed)).join("\n");
    assert.match(named(true), /^Process web:1 \(host 15610\) stopped/m);
    assert.match(named(false), /^Process 15610 stopped/m, "a value of the program's");
    assert.match(named(true, "debugpy"), /^Process 15610 stopped/m, "a language's own values");
  });

  it("the program's own output is not touched", () => {
    const body = { category: "stdout", output: "Process 7022 stopped" };
    const said: Message = { type: "event", seq: 1, event: "output", body };
    const names: Names = { process: "", say: (nr) => `host:${nr}`, seen: (nr) => nr };
    assert.deepEqual(nameNumbers(said, "pwa-node", names, false), said);
    assert.notDeepEqual(nameNumbers(said, "gdb", names, false), said, "where it is GDB's own");
  });

  it("nor is anything that is not in the table", () => {
    const names: Names = { process: "", say: (nr) => `host:${nr}`, seen: (nr) => nr };
    const body = { name: "x", value: "Process 7022 stopped", threadId: 7022 };
    for (const of of ["variables", "stackTrace", "scopes", "disassemble"]) {
      assert.ok(!numberFields.some((field) => field.of === of));
      const said: Message = { type: "response", seq: 1, request_seq: 1, command: of, success: true, body };
      assert.deepEqual(nameNumbers(said, "lldb-dap", names, true), said);
    }
  });

  it("a refusal says of which space it speaks", () => {
    const format = "could not attach to pid 4510: operation not permitted";
    const names: Names = { process: "", say: (nr) => `host:${nr}`, seen: (nr) => nr };
    const said: Message = {
      ...{ type: "response", seq: 1, request_seq: 1, command: "attach", success: false },
      message: format,
      body: { error: { id: 1, format } },
    };
    for (const text of textsOf(nameNumbers(said, "go", names, false)).filter((one) => one.includes("attach to")))
      assert.equal(text, "could not attach to pid host:4510: operation not permitted");
  });
});
