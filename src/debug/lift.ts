/**
 * Goes on as root where every gate that is shut would open for root: an engine of its own for this one attach, which
 * must mean the same task as ours did. Needs no editor; who asks the person is given.
 */
import type { Engine } from "../client/engine.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { WireTask } from "../protocol/wire.ts";
import { Cancelled, limits, within } from "./limits.ts";
import { attachFailed, type Meant } from "./proof.ts";
import type { Undo } from "./undo.ts";

/** What a person is told before they say yes. */
export interface LiftAsk {
  readonly reference: string;
  /** Why it takes more rights: the sentence of the gate that is shut. */
  readonly why: string;
  readonly cancel: AbortSignal;
}

export type Lifted =
  | { readonly is: "lifted"; readonly engine: Engine; readonly close: () => Promise<void> }
  /** Elevation is switched off: the shut gate is the answer. */
  | { readonly is: "off" }
  /** Asked, and not given, in one sentence's end. */
  | { readonly is: "not"; readonly why: string };

export type Lift = (asked: LiftAsk) => Promise<Lifted>;

export interface OnHigh {
  readonly engine: Engine;
  readonly meant: Meant;
}

/** Undefined where elevation is off. What it starts is ended by `undo`. */
export async function liftAttach(
  lift: Lift,
  asked: LiftAsk,
  held: Meant & { readonly task: WireTask },
  undo: Undo,
): Promise<OnHigh | undefined> {
  const late = attachFailed(held, "nobody said in time whether it may be attached to as root");
  const lifting = lift(asked);
  const lifted = await within(lifting, limits.person, late, asked.cancel).catch((thrown: unknown) => {
    void lifting.then(
      (tooLate) => (tooLate.is === "lifted" ? tooLate.close() : undefined),
      () => undefined,
    );
    throw thrown;
  });
  if (lifted.is === "off") return undefined;
  if (lifted.is === "not") {
    if (asked.cancel.aborted) throw new Cancelled();
    throw new ProblemError({ is: "notElevated", reference: held.reference, why: lifted.why });
  }
  undo.add("end the engine that runs as root", lifted.close);
  const hold = await holdAgain(lifted.engine, held, asked.cancel);
  return { engine: lifted.engine, meant: { hold, reference: held.reference } };
}

/** The same task, held by the other engine too: numbers may have changed hands while somebody typed. */
async function holdAgain(
  engine: Engine,
  held: Meant & { readonly task: WireTask },
  cancel: AbortSignal,
): Promise<number> {
  const { host, id } = held.task;
  const late = attachFailed(held, "the engine that runs as root did not find it in time");
  const asking = engine.ask(requests.hold, { tuple: `${host.space}:${host.nr.toString()}`, process: true });
  const again = await within(asking, limits.engine, late, cancel);
  if (again.is !== "found" || again.task.id !== id) {
    throw new ProblemError({ is: "taskGone", reference: held.reference });
  }
  return again.hold;
}
