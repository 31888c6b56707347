/**
 * From words to an open way in: hold the task, ask for the plan, refuse with the gate that is shut, open, start what
 * the way needs, and prove it as far as it can be proved before a debugger has it. Needs no editor. Every failure is a
 * ProblemError (or `Cancelled`), and whatever was set up until then is taken down before it is thrown.
 */
import { ProblemError } from "../model/problem.ts";
import { shutGate } from "../model/plan.ts";
import { requests } from "../protocol/messages.ts";
import type { WireTask, WireWay } from "../protocol/wire.ts";
import { nextId, privateFolder, type AttachAsk, type Attachment, type AttachUse } from "./attachment.ts";
import { carryOut } from "./carryOut.ts";
import { acquire, limits, within } from "./limits.ts";
import { attachFailed, type Meant } from "./proof.ts";
import { Undo } from "./undo.ts";

export async function openAttachment(use: AttachUse, asked: AttachAsk): Promise<Attachment> {
  const undo = new Undo(use.log);
  try {
    const meant = await holdTask(use, asked, undo);
    const way = await openWay(use, asked, meant, undo);
    const self = await readSelf(use, meant);
    const state = { adapterStarted: false };
    const visited = (): boolean => state.adapterStarted;
    const carried = await carryOut(use, { meant, self, way, undo, cancel: asked.cancel, visited });
    const { hold, reference } = meant;
    return { id: nextId(), hold, reference, self, undo, way, ...carried, state };
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
  undo.add("release the task", async () => {
    await within(
      release(held.hold),
      limits.farewell,
      attachFailed({ reference: held.tuple }, "not released"),
      undefined,
    );
  });
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

async function openWay(use: AttachUse, asked: AttachAsk, meant: Meant, undo: Undo): Promise<WireWay> {
  const { hold, reference } = meant;
  const { sources, cancel } = asked;
  const late = attachFailed(meant, "the engine did not open it in time");
  const wish = asked.debugger === undefined ? {} : { debugger: asked.debugger };
  const planned = await within(use.engine.ask(requests.plan, { hold, sources, ...wish }), limits.engine, late, cancel);
  if (planned.is === "gone") throw new ProblemError({ is: "taskGone", reference });
  const { gates, debugger: chosen } = planned.plan;
  const shut = shutGate(gates);
  if (shut) throw new ProblemError({ is: "gateShut", reference, ...shut });

  const folder = await privateFolder(undo);
  undo.add("close what was opened in the task", async () => {
    await within(use.engine.ask(requests.close, { hold }), limits.farewell, late, undefined);
  });
  const opening = use.engine.ask(requests.open, { hold, debugger: chosen, folder, sources });
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
