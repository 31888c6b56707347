/** Tools for language models and links from outside, in a real VS Code: what only reads answers, what attaches asks first. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { namespaceOf } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { endSessions, untilCounting, untilNothingLeft } from "./debugging.ts";
import { listen, opened, untilTask } from "./hold.ts";
import { Targets, type Target } from "./nodes.ts";

let use: Extension;
const specimens: Specimen[] = [];

async function sleeper(): Promise<{ readonly link: string; readonly nr: number }> {
  const specimen = await unshareSpecimen();
  specimens.push(specimen);
  const [nr] = specimen.numbers;
  await untilTask(use, nr);
  return { link: namespaceOf(nr), nr };
}

const textOf = ({ content }: vscode.LanguageModelToolResult): string =>
  content.map((part) => (part as vscode.LanguageModelTextPart).value).join("");

/** While `act` runs, questions to a person are answered with `answer`; what was asked is returned. */
async function answering(answer: "yes" | "no", act: () => Thenable<unknown>): Promise<readonly string[]> {
  const asked: string[] = [];
  const window = vscode.window as { showWarningMessage: unknown };
  const { showWarningMessage } = window;
  window.showWarningMessage = (text: string, _options: unknown, yes: string) => {
    asked.push(text);
    return Promise.resolve(answer === "yes" ? yes : undefined);
  };
  try {
    await act();
  } finally {
    window.showWarningMessage = showWarningMessage;
  }
  return asked;
}

/** An attach begins: the process itself is a child of what js-debug starts first. */
function attachedTo(): Promise<vscode.DebugSession> {
  return new Promise((done) => {
    const listening = vscode.debug.onDidStartDebugSession((session) => {
      if (!session.parentSession) return;
      listening.dispose();
      done(session);
    });
  });
}

/** What VS Code is given to ask a person before it lets a tool act. */
function confirmations(tool: vscode.LanguageModelTool<{ readonly tuple: string }>) {
  const asked: { readonly title: string; readonly message: string }[] = [];
  const prepare = tool.prepareInvocation?.bind(tool);
  assert.ok(prepare);
  tool.prepareInvocation = async (...given) => {
    const prepared = await prepare(...given);
    const { title = "", message = "" } = prepared?.confirmationMessages ?? {};
    asked.push({ title, message: typeof message === "string" ? message : message.value });
    tool.prepareInvocation = prepare;
    return prepared;
  };
  return asked;
}

async function over(target: Target): Promise<void> {
  await endSessions();
  await untilNothingLeft();
  await untilCounting(target.count);
}

describe("tools for language models", function () {
  this.timeout(300_000);
  before(async () => {
    use = await opened();
  });
  afterEach(() => endSpecimens(specimens));

  const invoke = async (name: string, input: object): Promise<string> =>
    textOf(await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }));

  it("find the task that a number means in a space", async () => {
    const { link, nr } = await sleeper();
    assert.match(await invoke("pspace_resolve", { tuple: `${link}:1` }), new RegExp(`"seenAs":"host:${nr}"`));
    assert.match(await invoke("pspace_resolve", { tuple: `${link}:4242` }), /"noSuchTask"/);
    assert.match(await invoke("pspace_resolve", { tuple: "17" }), /badWords.*17 alone names no task/);
  });

  it("list the spaces, and the tasks of one", async () => {
    const { link } = await sleeper();
    assert.ok((await invoke("pspace_list", {})).includes(link));
    assert.match(await invoke("pspace_list", { space: link }), /"tuple":"pid:\[\d+\]:1"/);
  });

  it("say which gates are open", async () => {
    const { link } = await sleeper();
    const gates = JSON.parse(await invoke("pspace_doctor", { tuple: `${link}:1`, debugger: "gdb" })) as {
      gates: Record<string, { open: boolean }>;
    };
    assert.equal(gates.gates["number"]?.open, true);
    assert.equal(await invoke("pspace_doctor", { tuple: `${link}:99` }), `There is no task ${link}:99.`);
  });

  it("attach to the very task that was confirmed, and to none that was not", async () => {
    const targets = new Targets();
    const token = new vscode.CancellationTokenSource().token;
    const tool = use.tools.pspace_attach;
    try {
      const target = await targets.unshared("assistant");
      const input = { tuple: target.tuple };
      const options = { input, toolInvocationToken: undefined };
      const unasked = await tool.invoke(options, token);
      assert.ok(unasked);
      assert.match(textOf(unasked), /none was\.$/);
      const asked = confirmations(tool);
      const attached = attachedTo();
      // In tests VS Code itself answers every confirmation with yes: what it would ask is what we hand it.
      assert.match(await invoke("pspace_attach", input), /^A debug session attached to/);
      assert.deepEqual(
        asked.map(({ title }) => title),
        [`Attach a debugger to ${target.tuple}?`],
      );
      assert.match(asked[0]?.message ?? "", new RegExp(` is \\S+ in .*: .*node`));
      await attached;
      await over(target);
    } finally {
      await targets.end();
    }
  });
});

describe("links to a task", function () {
  this.timeout(300_000);
  before(async () => {
    use = await opened();
  });
  afterEach(() => endSpecimens(specimens));

  const follow = (path: string, query: string): Promise<void> =>
    use.links.handleUri(vscode.Uri.from({ scheme: "vscode", authority: "pid-spaces.pspace", path, query }));

  it("that are copied attach, once a person has said yes", async () => {
    const targets = new Targets();
    try {
      const target = await targets.unshared("link");
      const task = await untilTask(use, target.specimen.numbers[0]);
      await vscode.commands.executeCommand("pspace.copyLink", use.spaces.picture.ownTuple(task));
      const copied = vscode.Uri.parse(await vscode.env.clipboard.readText());
      assert.deepEqual([copied.authority, copied.path], ["pid-spaces.pspace", "/attach"]);
      const started: string[] = [];
      const listening = vscode.debug.onDidStartDebugSession(({ name }) => started.push(name));
      const refused = await answering("no", () => use.links.handleUri(copied));
      listening.dispose();
      assert.deepEqual(started, []);
      assert.match(refused[0] ?? "", /^A link asks to attach a debugger to .*:1: \S+ in /);
      const attached = attachedTo();
      await answering("yes", () => use.links.handleUri(copied));
      await attached;
      await over(target);
    } finally {
      await targets.end();
    }
  });

  it("show a task in the tree, after asking", async () => {
    const { link, nr } = await sleeper();
    const task = await untilTask(use, nr);
    const query = `task=${encodeURIComponent(`${link}:1`)}`;
    await until("its row is selected", async () => {
      const asked = await answering("yes", () => follow("/reveal", query)); // a row may be too young to be shown at once
      assert.equal(asked.length, 1);
      return use.sidebar.selected?.id === `task ${task.id}`;
    });
  });

  it("that are bad are refused with one sentence, and nobody is asked", async () => {
    const cases = [
      ["/kill", "task=web:17", /does not do/],
      ["/attach", "", /names no task/],
      ["/attach", "task=17", /17 alone names no task/],
      ["/attach", "task=nowhere-at-all:1", /no space called nowhere-at-all/],
    ] as const;
    for (const [path, query, sentence] of cases) {
      const ears = listen();
      try {
        await follow(path, query);
        assert.equal(ears.heard.length, 1, ears.heard.join("\n"));
        assert.match(ears.heard[0] ?? "", sentence);
      } finally {
        ears.stop();
      }
    }
  });
});
