/**
 * The other debuggers in a real VS Code, by a configuration and by a click in the tree: GDB and Delve by adapters of
 * their own, debugpy and Java through the tunnel. In the newest VS Code alone, for nothing of it is the editor's.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import type { DebuggerName } from "../../src/model/plan.ts";
import { buildGo, unoptimised } from "../support/goProgram.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";
import { lives } from "../support/processes.ts";
import {
  endSessions,
  sourceFile,
  stopIn,
  untilCounting,
  untilNothingLeft,
  untilStopped,
  untilStoppedBy,
  type Stopped,
} from "./debugging.ts";
import { opened, untilRow, untilTask } from "./hold.ts";
import { Targets } from "./nodes.ts";

interface Kind {
  /** A debug type of another extension, and its field for a process. */
  readonly foreign?: readonly [type: string, field: string];
  readonly source: string;
  /** What shows the count where it stops. */
  readonly expression: string;
  readonly needs: readonly string[];
  /** Words of the command; built into `folder` where it must be. */
  readonly make: (folder: string) => readonly string[];
}

function makeCounter(folder: string): readonly string[] {
  const program = path.join(folder, "counter-c");
  execFileSync("gcc", ["-g", "-O0", "-o", program, sourceFile("native/counter.c")]);
  return [program];
}

const kinds: Readonly<Partial<Record<DebuggerName, Kind>>> = {
  gdb: {
    source: "native/counter.c",
    expression: "count",
    needs: ["gcc"],
    make: (folder) => makeCounter(folder),
  },
  "lldb-dap": {
    source: "native/counter.c",
    expression: "count",
    needs: ["gcc"],
    make: (folder) => makeCounter(folder),
    foreign: ["lldb-dap", "pid"],
  },
  delve: {
    source: "go/counter.go",
    expression: "count",
    needs: ["go"],
    make: (folder) => {
      const program = path.join(folder, "counter-go");
      buildGo(sourceFile("go"), "counter.go", program, unoptimised);
      return [program];
    },
  },
  debugpy: {
    source: "python/counter.py",
    expression: "count",
    needs: ["gdb"],
    foreign: ["debugpy", "processId"],
    make: () => ["/usr/bin/python3", sourceFile("python/counter.py")],
  },
  java: {
    source: "java/Counter.java",
    expression: "Counter.count",
    needs: ["java", "javac", "jdb"],
    foreign: ["java", "processId"],
    make: (folder) => {
      execFileSync("javac", ["-g", "-d", folder, sourceFile("java/Counter.java")]);
      const jdwp = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005";
      return ["java", jdwp, "-cp", folder, "Counter"];
    },
  },
};

const isOldest = vscode.version.startsWith("1.100.");

(isOldest ? () => undefined : describe)("attaching by other debuggers", function () {
  this.timeout(300_000);
  let targets: Targets;
  let folder = "";

  before(async () => {
    // A login shell's PATH has the machine's own GDB alone, so the newer one is named by the setting.
    const gdb = path.join(extensionFolder(), ".debian13/bin/gdb");
    if (existsSync(gdb)) await nameDebuggers({ gdb });
  });
  after(async () => {
    if (process.env["PSPACE_DEBUGGERS"] !== undefined) await nameDebuggers(undefined);
    delete process.env["PSPACE_DEBUGGERS"];
  });
  beforeEach(() => {
    targets = new Targets();
    folder = mkdtempSync(path.join(tmpdir(), "pst-others-"));
  });
  afterEach(async () => {
    await endSessions();
    await untilNothingLeft();
    await targets.end();
    rmSync(folder, { recursive: true, force: true });
  });

  async function isStopped(
    { source, line, evaluate }: Stopped,
    file: string,
    at: number,
    count: string,
  ): Promise<void> {
    assert.deepEqual([source, line], [file, at]);
    assert.match(await evaluate(count), /^\d+/);
  }

  for (const [name, kind] of Object.entries(kinds)) {
    it(`${name}: stops in its source by each way, and leaves it running`, async function () {
      const why = debuggers[name as DebuggerName].missing?.() ?? whyNot(...kind.needs);
      skipIf(this, why);
      const use = await opened();
      const target = await targets.program("other", ...kind.make(folder));
      const [nr] = target.specimen.numbers;
      const file = sourceFile(kind.source);
      const row = await untilRow(use, await untilTask(use, nr));
      const ways = [
        () => untilStopped({ task: target.tuple, debugger: name }),
        // A native task's own debugger is LLDB, so GDB is chosen from the list.
        () => untilStoppedBy(() => choosing(name, "pspace.attachWith", row)),
        ...(kind.foreign ? [byForeignType(kind.foreign, target.tuple)] : []),
      ];
      for (const stops of ways) {
        const line = stopIn(file);
        const stopped = await stops();
        assert.ok(stopped, "there is a session");
        await isStopped(stopped, file, line, kind.expression);
        await endSessions();
        await untilNothingLeft();
        await untilCounting(target.count);
        assert.ok(lives(nr));
      }
    });
  }
});

/** A tuple where another extension's configuration keeps a number, and nothing else in it. */
function byForeignType([type, field]: readonly [string, string], tuple: string): () => Promise<Stopped | undefined> {
  return () => untilStopped({ type, [field]: tuple });
}

function extensionFolder(): string {
  return vscode.extensions.getExtension("pid-spaces.pspace")?.extensionPath ?? "";
}

/** By the setting, for the engine and for this test's own look at what is missing. */
async function nameDebuggers(named: Readonly<Record<string, string>> | undefined): Promise<void> {
  process.env["PSPACE_DEBUGGERS"] = JSON.stringify(named ?? {});
  const { connection } = await opened();
  const before = connection.engineProcess;
  await vscode.workspace.getConfiguration("pspace").update("debuggers", named, vscode.ConfigurationTarget.Global);
  await until("another engine is ready", () => connection.engineProcess !== before && connection.health === "ready");
}

/** Runs a command with a row of the tree, and chooses that debugger in the list that it shows. */
async function choosing(name: string, command: string, row: unknown): Promise<unknown> {
  const window = vscode.window as { showQuickPick: unknown };
  const { showQuickPick } = window;
  window.showQuickPick = (offers: readonly { readonly debuggerName: string }[]) =>
    Promise.resolve(offers.find(({ debuggerName }) => debuggerName === name));
  try {
    return await vscode.commands.executeCommand(command, row);
  } finally {
    window.showQuickPick = showQuickPick;
  }
}
