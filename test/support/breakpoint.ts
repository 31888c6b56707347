/** Attaches by a way, stops at one line, looks at the stack, proves the task, and leaves it running. */
import assert from "node:assert/strict";
import type { GateKeeper, Subject } from "../../src/engine/gates/gates.ts";
import type { Kernel } from "../../src/engine/kernel/kernel.ts";
import { host, pidIn, type Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import type { DapClient } from "./dapClient.ts";
import { carryOut, type Carried } from "./way.ts";

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Frame {
  readonly name: string;
  readonly line: number;
  readonly source?: { readonly path?: string };
}

/** Initialises and attaches; breakpoints are set when the adapter says so. */
export async function attach(carried: Carried, way: WayOf<Pid>, places: readonly Place[]): Promise<DapClient> {
  const { client } = carried;
  const words = { adapterID: way.type, linesStartAt1: true, columnsStartAt1: true, pathFormat: "path" };
  assert.ok((await client.request("initialize", words)).success);
  const attached = client.request("attach", way.configuration);
  await Promise.race([client.event("initialized"), attached.then(({ success }) => success || failed(carried))]);
  for (const { file, line } of places) {
    await client.request("setBreakpoints", { source: { path: file }, breakpoints: [{ line }] });
  }
  await client.request("configurationDone");
  const answer = await attached;
  assert.ok(answer.success, `${answer.message} ${carried.said()}`);
  return client;
}

function failed(carried: Carried): never {
  throw new Error(`the adapter did not attach: ${carried.said()}`);
}

/** The innermost frame at the next stop by a breakpoint; other stops (of an attach, by a signal) are gone on from. */
export async function stopAt(client: DapClient): Promise<Frame | undefined> {
  const byBreakpoint = (body: Readonly<Record<string, unknown>>): boolean => body["reason"] === "breakpoint";
  for (;;) {
    let { body } = await client.event("stopped");
    if (!byBreakpoint(body)) {
      await client.request("threads"); // what other threads stopped for at the same moment is told before the answer
      const other = client.arrived("stopped", byBreakpoint);
      if (!other) {
        await client.request("continue", { threadId: body["threadId"] });
        continue;
      }
      ({ body } = other);
    }
    const trace = await client.request("stackTrace", { threadId: body["threadId"], startFrame: 0, levels: 1 });
    // None where it was gone on from after all: it will stop again.
    const frames = trace.body["stackFrames"] as readonly Frame[] | undefined;
    if (frames) return frames[0];
  }
}

export function numberHere(nr: number): Pid {
  const pid = pidIn(host, nr);
  assert.ok(pid);
  return pid;
}

/** The whole of it; afterwards the task lives, untraced. */
export async function breakIn(
  gates: GateKeeper,
  kernel: Kernel,
  subject: Subject,
  way: WayOf<Pid>,
  place: Place,
): Promise<Frame | undefined> {
  const carried = await carryOut(way);
  try {
    const client = await attach(carried, way, [place]);
    const frame = await stopAt(client);
    if (way.proof.by === "tracer") {
      assert.deepEqual(gates.guard(subject, { tracer: numberHere(carried.tracer) }), { is: "same" });
    }
    await client.request("disconnect", { terminateDebuggee: false });
    return frame;
  } finally {
    await carried.end();
    assert.ok(subject.hold.alive(), "the task lives on");
    if (way.proof.by === "tracer") assert.equal(kernel.tracerOf(subject.hold.pid), "none");
  }
}
