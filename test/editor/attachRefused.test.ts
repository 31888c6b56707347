/** What goes wrong on the way to a session: one sentence, no session, nothing left, and the target lives on. */
import assert from "node:assert/strict";
import type { Extension } from "../../src/extension.ts";
import type { RequestType } from "vscode-jsonrpc";
import { requests } from "../../src/protocol/messages.ts";
import { skipIf } from "../support/skipping.ts";
import { whyNoNative } from "./attachNative.test.ts";
import { endSessions, untilCounting, untilNothingLeft, untilStopped } from "./debugging.ts";
import { listen, opened } from "./hold.ts";
import { Targets } from "./nodes.ts";
import { willPick } from "./picking.ts";
import { until } from "../support/waits.ts";

interface Between<R> {
  readonly before?: () => Promise<void>;
  readonly change?: (answer: R) => R;
}

describe("an attach that cannot be", function () {
  this.timeout(300_000);
  let use: Extension;
  let targets: Targets;
  let ears: ReturnType<typeof listen>;

  before(async () => {
    use = await opened();
  });
  beforeEach(() => {
    targets = new Targets();
    ears = listen();
  });
  afterEach(async () => {
    ears.stop();
    Reflect.deleteProperty(use.connection, "ask"); // the real one is the class's
    await endSessions();
    await untilNothingLeft();
    await targets.end();
  });

  /** Stands between the debugger hooks and the engine: `before` is done when this is asked, and its answer may be changed. */
  function onAsk<P, R>(what: RequestType<P, R, void>, between: Between<R>): void {
    const real = use.connection.ask.bind(use.connection);
    const ask = async (request: RequestType<P, R, void>, params: P): Promise<R> => {
      if (request.method !== what.method) return real(request, params);
      await between.before?.();
      const answer = await real(what, params);
      return between.change?.(answer) ?? answer;
    };
    Object.assign(use.connection, { ask });
  }

  async function isRefused(configuration: Record<string, unknown>, sentence: RegExp): Promise<void> {
    assert.equal(await untilStopped(configuration), undefined, "there is no session");
    await until("something was said", () => ears.heard.length > 0);
    assert.equal(ears.heard.length, 1, ears.heard.join("\n"));
    assert.match(ears.heard[0] ?? "", sentence);
  }

  it("a tuple that names nobody", async () => {
    const target = await targets.unshared("nobody");
    const space = target.tuple.slice(0, target.tuple.lastIndexOf(":"));
    await isRefused({ task: `${space}:4242` }, /There is no task .*:4242/);
  });

  it("a space that there is not, in another debugger's configuration", () =>
    isRefused({ type: "node", processId: "nowhere-at-all:1" }, /There is no space called nowhere-at-all/));

  it("a number without a space", () => isRefused({ task: 17 }, /17 alone names no task/));

  it("a task that exits while it is being picked", async () => {
    const target = await targets.unshared("leaving");
    const { answered } = await willPick(use, target.specimen.numbers[0]);
    onAsk(requests.hold, { before: () => target.specimen.end() });
    await isRefused({ task: "${command:pspace.pickTask}" }, /^(There is no (task|space)|.* has exited)/);
    await answered;
  });

  it("an engine that is killed midway", async () => {
    const target = await targets.unshared("midway");
    const engine = use.connection.engineProcess;
    assert.ok(engine);
    onAsk(requests.open, {
      before: async () => {
        engine.kill("SIGSTOP"); // it gets the question, and never answers
        setImmediate(() => engine.kill("SIGKILL"));
        return Promise.resolve();
      },
    });
    await isRefused({ task: target.tuple }, /engine stopped/);
    await until("there is another engine", () => use.connection.health === "ready");
    await untilCounting(target.count);
  });

  it("a far end of the tunnel that is not the task meant", async () => {
    const [meant, other] = [await targets.unshared("meant"), await targets.unshared("other")];
    const elsewhere = other.tuple.slice(0, other.tuple.lastIndexOf(":"));
    onAsk(requests.open, {
      change: (way) =>
        way.is === "opened" && way.proof.by === "inspector"
          ? { ...way, proof: { ...way.proof, pidns: elsewhere } }
          : way,
    });
    await isRefused({ task: meant.tuple }, /^Not .* was attached but .*; the session was ended/);
    await Promise.all([meant, other].map(({ count }) => untilCounting(count)));
  });

  it("a debugger whose extension is not installed", async function () {
    skipIf(this, whyNoNative());
    const target = await targets.native("missing");
    await isRefused({ task: target.tuple, debugger: "codelldb" }, /Install the extension CodeLLDB/);
    await untilCounting(target.count);
  });

  it("a debug server that traces another task than the one meant", async function () {
    skipIf(this, whyNoNative());
    const [meant, other] = [await targets.native("meant"), await targets.native("other")];
    onAsk(requests.open, {
      change: (way) => {
        if (way.is !== "opened" || !way.server) return way;
        const command = [...way.server.command.slice(0, -1), other.specimen.numbers[0].toString()];
        return { ...way, server: { ...way.server, command } };
      },
    });
    await isRefused({ task: meant.tuple }, /^Not .* was attached but .*; the session was ended/);
    await Promise.all([meant, other].map(({ count }) => untilCounting(count)));
  });
});
