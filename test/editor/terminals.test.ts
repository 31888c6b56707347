/** Numbers in real terminals: whose they are is known from what the terminal was opened for, or from the command in it. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { docker, dockerSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage } from "../support/images.mjs";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { opened, untilTask } from "./hold.ts";

describe("numbers in a terminal", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  const terminals: vscode.Terminal[] = [];
  let use: Extension;

  before(async () => {
    use = await opened();
  });
  afterEach(async () => {
    for (const terminal of terminals.splice(0)) terminal.dispose();
    await endSpecimens(specimens);
  });

  /** What is linked in a line, and whom each link leads to. */
  async function linked(terminal: vscode.Terminal, line: string): Promise<readonly string[]> {
    const links = await use.terminals.provideTerminalLinks({ line, terminal });
    return links.map(({ startIndex, length, holder }) => {
      const whose = holder.is === "living" ? holder.task.host.nr.toString() : holder.is;
      return `${line.slice(startIndex, startIndex + length)} is ${whose}`;
    });
  }

  it("that we opened in a space are that space's", async () => {
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    const [nr] = specimen.numbers;
    const task = await untilTask(use, nr);
    await vscode.commands.executeCommand("pspace.openTerminal", task.member);
    const terminal = await until("the terminal is there", () => vscode.window.activeTerminal);
    terminals.push(terminal);
    assert.deepEqual(await linked(terminal, "    1 ?        00:00:00 sleep"), [`1 is ${nr.toString()}`]);
    assert.deepEqual(await linked(terminal, "total 1"), [], "a number that is nobody's");
    assert.deepEqual(await linked(terminal, "pid 4242 is stuck"), [], "a number that nobody has");
  });

  it("are a container's while docker logs or exec runs, the host's in docker top, else our own space's", async function () {
    skipIf(this, whyNoDocker());
    const specimen = await dockerSpecimen({ image: ensureImage("busybox") });
    specimens.push(specimen);
    const [nr] = specimen.numbers;
    const task = await untilTask(use, nr);
    await until("the container has its name", () => use.spaces.picture.spaces.get(task.member)?.name === specimen.name);
    const terminal = vscode.window.createTerminal({ shellPath: "/bin/bash" });
    terminals.push(terminal);
    terminal.show();
    const shell = await until("the shell is integrated", () => terminal.shellIntegration);
    const run = async (command: string): Promise<void> => {
      const over = new Promise<void>((done) => {
        const listening = vscode.window.onDidEndTerminalShellExecution(({ execution }) => {
          if (execution.commandLine.value !== command) return;
          listening.dispose();
          done();
        });
      });
      shell.executeCommand(command);
      await over;
    };
    const inside = "pid 1 is stuck";
    const outside = `root  ${nr.toString()}  1  0 06:49 ?  00:00:00 sleep 1000`;
    for (const command of [`docker logs ${specimen.name}`, `docker exec ${specimen.name} true`]) {
      await run(command);
      assert.deepEqual(await linked(terminal, inside), [`1 is ${nr.toString()}`], command);
    }
    await run(`docker top ${specimen.name}`);
    assert.ok((await linked(terminal, outside)).includes(`${nr.toString()} is ${nr.toString()}`));
    await run("true");
    assert.notDeepEqual(await linked(terminal, inside), [`1 is ${nr.toString()}`]);
    assert.match(await docker("ps"), new RegExp(specimen.name));
  });
});
