/** The log of a real container, open in a real VS Code: its numbers lead to the right life of a worker, and to threads of a dump. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { docker, dockerSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage } from "../support/images.mjs";
import { numbersOf } from "../support/processes.ts";
import { endings, restartingContainer } from "../support/restarts.ts";
import { run, whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { until } from "../support/waits.ts";
import { choosing, followLink, hoverAt, listen, opened, untilRow, untilTask } from "./hold.ts";

describe("the log of a container on the screen", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  let use: Extension;

  before(async function () {
    skipIf(this, whyNoDocker());
    use = await opened();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await endSpecimens(specimens);
  });

  /** By the row's own command, once the container has its name. */
  async function logOf(specimen: Specimen): Promise<vscode.TextDocument> {
    specimens.push(specimen);
    const task = await untilTask(use, specimen.numbers[0]);
    await until("it has its name", () => use.spaces.picture.spaces.get(task.member)?.name === specimen.name);
    await vscode.commands.executeCommand("pspace.showItsLog", await untilRow(use, task));
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, "pspace-log");
    return document;
  }

  const untilLine = (document: vscode.TextDocument, words: RegExp): Promise<number> =>
    until(`the log says ${words.source}`, () => {
      const at = document
        .getText()
        .split("\n")
        .findIndex((line) => words.test(line));
      return at >= 0 && `${at}`;
    }).then(Number);

  it("each line's number leads to the life that wrote it, though the worker was started anew three times", async () => {
    const restarts = await restartingContainer();
    try {
      const document = await logOf(restarts.specimen);
      for (const at of endings.keys()) {
        await untilLine(document, new RegExp(`pid 17 is life ${at + 1}`));
        restarts.endLife(at + 1);
      }
      await untilLine(document, /pid 17 is life 4/);
      const hoverOf = async (life: number): Promise<string> => {
        const line = await untilLine(document, new RegExp(`is life ${life}`));
        return hoverAt(document, line, document.lineAt(line).text.indexOf(" 17 ") + 1);
      };
      const first = await until("the first death is known", async () => {
        const text = await hoverOf(1);
        return text.includes("exit 139, SIGSEGV") && text;
      });
      assert.match(first, /The number was taken since by /);
      assert.match(await hoverOf(2), /exit 139, SIGSEGV/);
      assert.match(await hoverOf(3), /exit 0/);
      const last = await hoverOf(4);
      assert.match(last, /process since /);
      assert.match(last, /host:\d+/);
      const ears = listen();
      try {
        await followLink(document, await untilLine(document, /is life 2/));
        assert.match(ears.heard[0] ?? "", /exit 139, SIGSEGV/);
      } finally {
        ears.stop();
      }
    } finally {
      await endSpecimens(specimens);
      restarts.remove();
    }
  });

  it("a click on nid of a Java thread dump tells the thread's number on the host, and shows its process", async function () {
    skipIf(this, whyNot("java", "javac"));
    const folder = mkdtempSync(path.join(tmpdir(), "pst-java-"));
    try {
      await run("javac", ["-d", folder, path.resolve("test/support/programs/Counter.java")]);
      const ours = ["/usr", "/lib", "/lib64", "/etc/java-17-openjdk"].map((place) => `--volume=${place}:${place}:ro`);
      const java = realpathSync("/usr/bin/java");
      const specimen = await dockerSpecimen({
        image: ensureImage("busybox"),
        options: [...ours, `--volume=${folder}:/classes:ro`],
        command: [java, "-XX:+UseSerialGC", "-Xshare:auto", "-cp", "/classes", "Counter"],
      });
      const document = await logOf(specimen);
      const dump = await until("the machine writes a thread dump", async () => {
        await docker("kill", "--signal=QUIT", specimen.name);
        const written = await docker("logs", specimen.name);
        return written.includes('"main"') && written;
      });
      const written = /"main" .*\bnid=(0x[0-9a-f]+)/.exec(dump)?.[1] ?? "";
      const [nr] = specimen.numbers;
      const thread = readdirSync(`/proc/${nr.toString()}/task`)
        .map(Number)
        .find((one) => numbersOf(one).at(-1) === Number(written));
      assert.ok(thread !== undefined && thread !== nr, "the kernel knows the thread");
      const line = await untilLine(document, /"main" .*\bnid=/);
      assert.match(await hoverAt(document, line, document.lineAt(line).text.indexOf("nid=") + 5), /thread since /);
      const asked = await choosing("Reveal in the tree", () => followLink(document, line));
      assert.match(asked[0] ?? "", new RegExp(`\\bhost:${thread}\\b`));
      const task = await untilTask(use, nr);
      await until("its process is selected", () => use.sidebar.selected?.id === `task ${task.id}`);
    } finally {
      await endSpecimens(specimens);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
