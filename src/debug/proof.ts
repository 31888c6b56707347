/** The guard (law 2): after an attach, what was attached is compared with the task meant. Throws a ProblemError where they differ. */
import type { Engine } from "../client/engine.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { WirePid } from "../protocol/wire.ts";
import { askInspector, type Inspected } from "./inspector.ts";
import { limits, within } from "./limits.ts";

/** The held task that an attach is about. */
export interface Meant {
  readonly hold: number;
  /** In canonical spelling. */
  readonly reference: string;
  /** It stands at its exec until the engine that waited for it is told to let it go, by the hold that it gave. */
  readonly standing?: { readonly engine: Engine; readonly hold: number };
}

/** Asks the engine whether the held task lives and, where asked, is traced by `tracer` or owns the listener on `port`. */
export async function proveHeld(
  engine: Engine,
  meant: Meant,
  asked: { readonly tracer?: WirePid; readonly port?: number },
): Promise<void> {
  const late = attachFailed(meant, "the engine did not say in time which task was attached");
  const guard = await within(
    engine.ask(requests.guard, { hold: meant.hold, ...asked }),
    limits.engine,
    late,
    undefined,
  );
  switch (guard.is) {
    case "same":
      return;
    case "gone":
      throw new ProblemError({ is: "taskGone", reference: meant.reference });
    case "notTraced":
      throw new ProblemError({ is: "wrongTask", reference: meant.reference, found: sayFound(asked, guard.by) });
  }
}

function sayFound(asked: { readonly tracer?: WirePid; readonly port?: number }, by: WirePid | undefined): string {
  if (asked.tracer === undefined) return `another task on port ${(asked.port ?? 0).toString()}`;
  return by ? `another debugger at it (${by.space}:${by.nr.toString()})` : "another task";
}

/** Asks the process at the far end of the tunnel on loopback `port` who it is. */
export async function proveInspector(
  meant: Meant,
  expected: { readonly own: WirePid; readonly pidns?: string },
  port: number,
  cancel: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  try {
    const late = attachFailed(meant, "its inspector did not answer");
    const inspected = await within(askInspector(port, stop.signal), limits.inspector, late, cancel);
    if (!isMeant(inspected, expected)) {
      throw new ProblemError({ is: "wrongTask", reference: meant.reference, found: nameInspected(inspected) });
    }
  } catch (thrown) {
    if (thrown instanceof Error && thrown.constructor === Error) {
      throw new ProblemError(attachFailed(meant, thrown.message));
    }
    throw thrown;
  } finally {
    stop.abort();
  }
}

/** A far end without /proc cannot tell its namespace: its number alone must do then, and the listener's owner is looked at besides. */
export function isMeant(inspected: Inspected, expected: { readonly own: WirePid; readonly pidns?: string }): boolean {
  if (inspected.own !== expected.own.nr) return false;
  return inspected.pidns === undefined || expected.pidns === undefined || inspected.pidns === expected.pidns;
}

function nameInspected(inspected: Inspected): string {
  return `${inspected.pidns ?? "another space"}:${inspected.own.toString()}`;
}

export function attachFailed(meant: { readonly reference: string }, why: string) {
  return { is: "attachFailed", reference: meant.reference, why } as const;
}
