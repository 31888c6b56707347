import assert from "node:assert/strict";
import type { AttachFacts } from "../../../../../src/engine/kernel/attachFacts.ts";
import { debuggers } from "../../../../../src/engine/gates/debuggers/table.ts";
import { gdbVersion } from "../../../../../src/engine/gates/debuggers/gdb.ts";
import type { PlanAsk } from "../../../../../src/engine/gates/gates.ts";
import { jdwpPort } from "../../../../../src/engine/gates/debuggers/java.ts";
import { debuggerNames, type DebuggerName, type Plan } from "../../../../../src/model/plan.ts";
import { factsOf, root, statusOf, subjectOf } from "../facts.ts";
import { gatesOver } from "../world.ts";

async function planned(
  name: DebuggerName,
  change: Partial<AttachFacts> = {},
  more: Partial<PlanAsk> = {},
): Promise<Plan> {
  const plan = await gatesOver({ ownStatus: statusOf(root), ...change }).plan(subjectOf(), {
    debugger: name,
    sources: [],
    ...more,
  });
  assert.ok(plan !== "gone");
  return plan;
}

describe("what each debugger is told", () => {
  it("every word has an entry, under its own name", () => {
    assert.deepEqual(Object.keys(debuggers).sort(), [...debuggerNames].sort());
    for (const name of debuggerNames) assert.equal(debuggers[name].name, name);
  });
  it("lldb-dap: a private copy, the target's root to search, a private socket; never a path that it would resolve", async () => {
    const { configuration } = await planned("lldb-dap");
    assert.deepEqual(configuration["preRunCommands"], ["target modules search-paths add / /recorded/7022/root/"]);
    assert.equal(configuration["program"], "${folder}/app");
    assert.deepEqual(configuration["attachCommands"], [
      "process connect --plugin gdb-remote unix-connect://${folder}/lldb.sock",
    ]);
    assert.equal("pid" in configuration, false);
  });
  it("gdb: a copy, and the number in the host's space", async () => {
    const { configuration } = await planned("gdb");
    assert.deepEqual([configuration["pid"], configuration["program"]], [7022, "${folder}/app"]);
  });
  it("gdb and delve, where only somebody else may trace: that one's server does, and lets go when its end is closed", async () => {
    const handOver = (command: readonly string[]): readonly string[] => command;
    const { configuration } = await planned("gdb", {}, { handOver });
    assert.match(String(configuration["target"]), /^\| .*gdbserver --once - --attach 7022$/);
    assert.equal("pid" in configuration, false);
    const remote = (await planned("delve", {}, { handOver })).configuration;
    assert.deepEqual([remote["mode"], "processId" in remote], ["remote", false]);
  });
  it("delve and cppdbg: the number in the host's space", async () => {
    assert.equal((await planned("delve")).configuration["processId"], 7022);
    assert.equal((await planned("cppdbg")).configuration["processId"], 7022);
  });
  it("js-debug: children are never attached, for that writes our paths into their environment", async () => {
    const node = { executable: "/usr/bin/node", command: ["node", "/app/a.js"], mapped: [] };
    const { configuration } = await planned("js-debug", node);
    assert.deepEqual(
      [configuration["autoAttachChildProcesses"], configuration["attachExistingChildren"]],
      [false, false],
    );
    assert.equal("processId" in configuration, false);
  });
  it("codelldb: the same robust form, in its words", async () => {
    const { configuration } = await planned("codelldb");
    assert.deepEqual(configuration["targetCreateCommands"], [
      'target create "${folder}/app"',
      "target modules search-paths add / /recorded/7022/root/",
    ]);
  });
  it("debugpy is not put in twice, nor into what is no Python", async () => {
    const python = { executable: "/usr/bin/python3", command: ["python3", "/app/a.py"] };
    const mapped = ["/x/pydevd_attach_to_process/attach_linux_amd64.so"];
    assert.match((await planned("debugpy", { ...python, mapped })).gates.port.why, /has debugpy in it already/);
    assert.match((await planned("debugpy")).gates.port.why, /is no Python process/);
  });
  it("debugpy that listens already is only connected to", async () => {
    const python = {
      executable: "/usr/bin/python3",
      command: ["python3", "-m", "debugpy", "--listen", "5678", "/app/a.py"],
      listening: [5678],
      listeners: [5678],
    };
    const { gates } = await planned("debugpy", python);
    assert.deepEqual([gates.port.open, gates.port.settings], [true, { ports: [5678] }]);
  });
  it("java: JDWP is read from the command line or the environment, and cannot be added later", async () => {
    const jdwp = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005";
    assert.equal(jdwpPort(factsOf({ command: ["java", jdwp, "-jar", "a.jar"] })), 5005);
    assert.equal(jdwpPort(factsOf({ environment: { JAVA_TOOL_OPTIONS: jdwp } })), 5005);
    assert.equal(jdwpPort(factsOf()), undefined);
    assert.match((await planned("java")).gates.port.why, /started without JDWP/);
    const open = await planned("java", { command: ["java", jdwp], listening: [5005], listeners: [5005] });
    assert.ok(open.gates.port.open);
  });
  it("GDB's version is in its first line", () => {
    assert.equal(gdbVersion("GNU gdb (Debian 16.3-1) 16.3\nCopyright"), 16);
    assert.equal(gdbVersion("GNU gdb (GDB) Fedora Linux 15.1-1.fc41\n"), 15);
    assert.equal(gdbVersion("nonsense"), 0);
  });
});
