import assert from "node:assert/strict";
import { openAttachment } from "../../../src/debug/openAttachment.ts";
import { ProblemError } from "../../../src/model/problem.ts";
import { FakeEngine, goodAnswers, wayWith } from "./fakeEngine.ts";

const asked = { tuple: "web:17", sources: [], cancel: new AbortController().signal };
const log = (): void => undefined;
const relay = ["cat"];

describe("carrying out a way in", function () {
  this.timeout(60_000); // real programs, on a loaded machine
  it("a tunnel's port is filled in, and its listener's owner is proved", async () => {
    const way = wayWith({
      type: "java",
      configuration: { port: "${port}" },
      tunnel: { port: 5005, relay },
      proof: { by: "listener", port: 5005 },
    });
    const engine = new FakeEngine(goodAnswers(way));
    const attachment = await openAttachment({ engine, log }, asked);
    assert.equal(typeof attachment.configuration["port"], "number");
    assert.ok(engine.asked.includes("guard"));
    await attachment.undo.run();
  });

  it("a debug server is proved to be the tracer before an adapter starts", async () => {
    const server = `
      const net = require("net");
      net.createServer((client) => client.on("data", () => process.exit(0))).listen(process.argv[1] + "/s");`;
    let tracer: unknown;
    const engine = new FakeEngine({
      ...goodAnswers(wayWith()),
      open: ({ folder }: { folder: string }) =>
        wayWith({ server: { command: [process.execPath, "-e", server, folder], socket: `${folder}/s` } }),
      guard: (params: { tracer: unknown }) => {
        tracer = params.tracer;
        return { is: "same" };
      },
    });
    const attachment = await openAttachment({ engine, log }, asked);
    assert.deepEqual(attachment.server, tracer);
    assert.ok(tracer);
    await attachment.undo.run();
  });

  it("a debug server that fails is one sentence", async () => {
    const command = ["sh", "-c", "echo Operation not permitted >&2; exit 1"];
    const engine = new FakeEngine({
      ...goodAnswers(wayWith()),
      open: ({ folder }: { folder: string }) => wayWith({ server: { command, socket: `${folder}/s` } }),
    });
    await assert.rejects(
      openAttachment({ engine, log }, asked),
      (thrown) =>
        thrown instanceof ProblemError &&
        thrown.problem.is === "attachFailed" &&
        thrown.problem.why.endsWith("Operation not permitted"),
    );
  });

  it("a far end that is not a Node inspector is refused", async () => {
    const way = wayWith({
      type: "pwa-node",
      tunnel: { port: 9229, relay: ["true"] },
      proof: { by: "inspector", own: { space: "pid:[7]", nr: 17 } },
    });
    const engine = new FakeEngine(goodAnswers(way));
    await assert.rejects(
      openAttachment({ engine, log }, asked),
      (thrown) => thrown instanceof ProblemError && thrown.problem.is === "attachFailed",
    );
    assert.equal(engine.asked.at(-1), "release");
  });
});
