/**
 * From words to an open way in: hold the task, ask for the plan, refuse with the gate that is shut, open, start what
 * the way needs, and prove it as far as it can be proved before a debugger has it. Needs no editor. Every failure is a
 * ProblemError (or `Cancelled`), and whatever was set up until then is taken down before it is thrown.
 */
import type { Engine } from "../client/engine.ts";
import { ProblemError } from "../model/problem.ts";
import { elevationHelps, shutGate, type Plan } from "../model/plan.ts";
import { requests } from "../protocol/messages.ts";
import type { WireTask, WireWay } from "../protocol/wire.ts";
import { nextId, privateFolder, type AttachAsk, type Attachment, type AttachUse } from "./attachment.ts";
import { carryOut } from "./carryOut.ts";
import { liftAttach } from "./lift.ts";
import { acquire, limits, within } from "./limits.ts";
import { planWhenReady } from "./letRun.ts";
import { attachFailed, type Meant } from "./proof.ts";
import { Undo } from "./undo.ts";

const tooLate = "the engine did not open it in time";

export async function openAttachment(use: AttachUse, asked: AttachAsk): Promise<Attachment> {
  const undo = new Undo(use.log);
  try {
    const { engine, meant, task, way } = await openHere(use, asked, undo);
    const self = await readSelf(use, meant);
    const state = { adapterStarted: false };
    const visited = (): boolean => state.adapterStarted;
    const carried = await carryOut({ ...use, engine }, { meant, self, way, undo, cancel: asked.cancel, visited });
    return { id: nextId(), engine, ...meant, task, self, undo, way, ...carried, state };
  } catch (thrown) {
    await undo.run();
    throw thrown;
  }
}

/** What was asked for, held; `task` is a process, also where a thread was named. */
export interface Held extends Meant {
  readonly task: WireTask;
}

/** Resolves the tuple and keeps its process held until the undo runs. */
export async function holdTask(use: AttachUse, asked: AttachAsk, undo: Undo): Promise<Held> {
  const release = (hold: number): Promise<unknown> => use.engine.ask(requests.release, { hold });
  const releaseLater = (hold: number, tuple: string): void => {
    undo.add("release the task", async () => {
      await within(release(hold), limits.farewell, attachFailed({ reference: tuple }, "not released"), undefined);
    });
  };
  if (asked.arrived) {
    const { hold, tuple, task, stopped } = asked.arrived;
    releaseLater(hold, tuple);
    return { hold, reference: tuple, task, ...(stopped ? { standing: { engine: use.engine, hold } } : {}) };
  }
  const held = await acquire(
    use.engine.ask(requests.hold, { tuple: asked.tuple, process: true }),
    limits.engine,
    attachFailed({ reference: asked.tuple }, "the engine did not find it in time"),
    asked.cancel,
    (late) => {
      if (late.is === "found") void release(late.hold).catch(() => undefined);
    },
  );
  const isMeant = use.picks?.confirm(asked.tuple, held.is === "found" ? held.task : undefined) ?? true;
  if (held.is !== "found") throw new ProblemError({ is: "unresolved", resolution: held });
  releaseLater(held.hold, held.tuple);
  if (!isMeant) {
    throw new ProblemError({ is: "taskGone", reference: held.tuple }); // its number is another's by now
  }
  return { hold: held.hold, reference: held.tuple, task: held.task };
}

/** The space that the engine, and so we and our children, are members of. */
export async function readSelf(use: AttachUse, meant: Meant): Promise<string> {
  const late = attachFailed(meant, "the engine did not answer in time");
  return (await within(use.engine.ask0(requests.spaces), limits.engine, late, undefined)).self;
}

interface OpenedHere {
  readonly engine: Engine;
  readonly meant: Meant;
  readonly task: WireTask;
  readonly way: WireWay;
}

/** By our own engine or, where only root may and a person says so, by one that runs as root. */
async function openHere(use: AttachUse, asked: AttachAsk, undo: Undo): Promise<OpenedHere> {
  const held = await holdTask(use, asked, undo);
  const { task, standing } = held;
  const own = { engine: use.engine, meant: held, task };
  const plan = await planWhenReady(held, asked.arrived !== undefined, () => planFor(use.engine, asked, held));
  const shut = shutGate(plan.gates);
  if (!shut) return { ...own, way: await openWay(use.engine, asked, held, plan.debugger, undo) };
  const { reference } = held;
  const refusal = new ProblemError({ is: "gateShut", reference, ...shut });
  if (!use.lift || !elevationHelps(plan.gates)) throw refusal;
  const high = await liftAttach(use.lift, { reference, why: shut.gate.why, cancel: asked.cancel }, held, undo);
  if (!high) throw refusal;
  const again = await planFor(high.engine, asked, high.meant);
  const stillShut = shutGate(again.gates);
  if (stillShut) throw new ProblemError({ is: "gateShut", reference, ...stillShut });
  const meant = { ...high.meant, ...(standing ? { standing } : {}) };
  return { ...high, meant, task, way: await openWay(high.engine, asked, high.meant, again.debugger, undo) };
}

async function planFor(engine: Engine, asked: AttachAsk, meant: Meant): Promise<Plan> {
  const { debugger: wish, sources, cancel } = asked;
  const asking = engine.ask(requests.plan, {
    hold: meant.hold,
    sources,
    ...runOf(asked),
    ...(wish === undefined ? {} : { debugger: wish }),
  });
  const planned = await within(asking, limits.engine, attachFailed(meant, tooLate), cancel);
  if (planned.is === "gone") throw new ProblemError({ is: "taskGone", reference: meant.reference });
  return planned.plan;
}

function runOf({ run, image }: AttachAsk): Pick<AttachAsk, "run" | "image"> {
  return { ...(run === undefined ? {} : { run }), ...(image === undefined ? {} : { image }) };
}

async function openWay(engine: Engine, asked: AttachAsk, meant: Meant, chosen: string, undo: Undo): Promise<WireWay> {
  const { hold, reference } = meant;
  const { sources, cancel } = asked;
  const late = attachFailed(meant, tooLate);
  const folder = await privateFolder(undo);
  undo.add("close what was opened in the task", async () => {
    await within(engine.ask(requests.close, { hold }), limits.farewell, late, undefined);
  });
  const opening = engine.ask(requests.open, { hold, debugger: chosen, folder, sources, ...runOf(asked) });
  const opened = await within(opening, limits.engine, late, cancel);
  switch (opened.is) {
    case "opened":
      return opened;
    case "gone":
      throw new ProblemError({ is: "taskGone", reference });
    case "missing":
      throw new ProblemError({ is: "debuggerMissing", debugger: opened.debugger, install: opened.install });
    case "refused":
      throw new ProblemError(attachFailed(meant, opened.why));
  }
}
