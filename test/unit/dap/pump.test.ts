import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { FrameReader, writeFrame } from "../../../src/dap/framing.ts";
import type { Message, Request } from "../../../src/dap/message.ts";
import { Pump } from "../../../src/dap/pump.ts";

/** A pump with an adapter whose answers the test decides. */
function pumpWith(
  answer: (asked: Request) => readonly Message[],
  prove = () => Promise.resolve<string | undefined>(undefined),
  patience = 60_000,
) {
  const toAdapter = new PassThrough();
  const fromAdapter = new PassThrough();
  const asked: Message[] = [];
  const told: Message[] = [];
  let lost = 0;
  let silent = 0;
  const reader = new FrameReader();
  toAdapter.on("data", (chunk: Buffer) => {
    for (const message of reader.feed(chunk).messages) {
      asked.push(message);
      if (message.type === "request") for (const reply of answer(message)) fromAdapter.write(writeFrame(reply));
    }
  });
  const pump = new Pump(
    { toAdapter, fromAdapter },
    {
      toEditor: (message) => told.push(message),
      prove,
      name: (message) => Promise.resolve(message),
      lost: () => (lost += 1),
      silent: () => (silent += 1),
      patience,
      log: () => undefined,
    },
  );
  return { pump, asked, told, toAdapter, fromAdapter, lost: () => lost, silent: () => silent };
}

const ok = (to: Request): Message => ({
  type: "response",
  seq: 1,
  request_seq: to.seq,
  command: to.command,
  success: true,
});
const attach: Request = { type: "request", seq: 2, command: "attach" };
const until = async (true_: () => boolean): Promise<void> => {
  while (!true_()) await new Promise((next) => setImmediate(next));
};

describe("the pump", () => {
  it("carries both ways, in order", async () => {
    const stopped: Message = { type: "event", seq: 2, event: "stopped" };
    const { pump, told, asked } = pumpWith((request) => [ok(request), stopped]);
    pump.send(attach);
    await until(() => told.length === 2);
    assert.deepEqual(told, [ok(attach), stopped]);
    assert.deepEqual(asked, [attach]);
  });

  it("gives an adapter up that was asked to begin and says nothing: the editor is not left waiting", async () => {
    const { pump, told, asked, silent } = pumpWith(() => [], undefined, 5);
    pump.send(attach);
    await until(() => told.length === 2);
    assert.deepEqual(
      told.map((message) => [message.type, message.type === "response" && message.success]),
      [
        ["response", false],
        ["event", false],
      ],
    );
    await until(() => asked.length === 2); // it is asked to let go all the same
    assert.equal(silent(), 1);
  });

  it("asks the adapter to let go, waits for it, and only then closes its input", async () => {
    const { pump, asked, told, toAdapter } = pumpWith((request) => [ok(request)]);
    pump.send(attach);
    await pump.close(60_000);
    assert.deepEqual(asked[1], {
      type: "request",
      seq: 3,
      command: "disconnect",
      arguments: { terminateDebuggee: false },
    });
    assert.ok(toAdapter.writableEnded);
    assert.ok(!told.some((message) => message.type === "response" && message.command === "disconnect"));
  });

  it("does not ask twice when the editor already has", async () => {
    const { pump, asked } = pumpWith((request) => [ok(request)]);
    pump.send({ type: "request", seq: 5, command: "disconnect", arguments: { terminateDebuggee: true } });
    await pump.close(60_000);
    assert.deepEqual(asked, [
      { type: "request", seq: 5, command: "disconnect", arguments: { terminateDebuggee: false } },
    ]);
  });

  it("an adapter that does not answer costs the limit, not for ever", async () => {
    const { pump, toAdapter } = pumpWith(() => []);
    await pump.close(1);
    assert.ok(toAdapter.writableEnded);
  });

  it("holds everything back until it is proved which task was attached", async () => {
    let proved: (refusal: string | undefined) => void = () => undefined;
    const prove = (): Promise<string | undefined> => new Promise((done) => (proved = done));
    const { pump, told, asked } = pumpWith(
      (request) => [ok(request), { type: "event", seq: 9, event: "stopped" }],
      prove,
    );
    pump.send(attach);
    await until(() => asked.length === 1);
    await new Promise((next) => setImmediate(next));
    assert.deepEqual(told, []);
    proved(undefined);
    await until(() => told.length === 2);
  });

  it("a mismatch fails the attach, ends the session and lets go", async () => {
    const { pump, told, asked } = pumpWith(
      (request) => [ok(request)],
      () => Promise.resolve("another task"),
    );
    pump.send(attach);
    await until(() => asked.length === 2);
    assert.deepEqual(
      told.map((message) =>
        message.type === "response" ? message.success : message.type === "event" && message.event,
      ),
      [false, "terminated"],
    );
    assert.equal(asked[1]?.type === "request" && asked[1].command, "disconnect");
  });

  it("an adapter that is gone ends the session and is told once", async () => {
    const { told, fromAdapter, lost } = pumpWith(() => []);
    fromAdapter.destroy();
    await until(() => lost() > 0);
    assert.deepEqual(told, [{ type: "event", seq: 1, event: "terminated" }]);
    assert.equal(lost(), 1);
  });

  it("a target that is gone ends the session, whatever its adapter knows; one that was let go of does not", async () => {
    const { pump, told } = pumpWith((request) => [ok(request)]);
    pump.targetEnded();
    await until(() => told.length === 1);
    assert.deepEqual(told, [{ type: "event", seq: 1, event: "terminated" }]);
    await pump.close(60_000);
    pump.targetEnded();
    await new Promise((next) => setImmediate(next));
    assert.equal(told.length, 1);
  });

  it("an adapter that ends after letting go is no loss", async () => {
    const { pump, told, fromAdapter, lost } = pumpWith((request) => [ok(request)]);
    await pump.close(60_000);
    fromAdapter.destroy();
    await new Promise((next) => setImmediate(next));
    assert.deepEqual([told, lost()], [[], 0]);
  });
});
