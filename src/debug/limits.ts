/** Every wait of an attach has a limit and a sentence: nothing in this folder waits for ever. */
import { ProblemError, type Problem } from "../model/problem.ts";

/** Milliseconds. Generous: a loaded machine is no reason to give up, a hang is. */
export const limits = {
  /** One answer of the engine; opening may copy a large program or wait for a debug port. */
  engine: 60_000,
  /** Until a person has typed a password. */
  person: 300_000,
  /** Until a debug server listens on its socket. */
  server: 60_000,
  /** Until the far end of a tunnel has said who it is. */
  inspector: 30_000,
  /** Until a program that has just begun has come so far that its debugger can speak with it. */
  ready: 30_000,
  /** Until the engine has listed the threads of which a message for the editor speaks. */
  names: 5_000,
  /** Until an adapter that dials has dialled. */
  dial: 60_000,
  /** For how long an adapter that was asked to begin may say nothing; one that reads large symbols says so. */
  adapter: 120_000,
  /** Until an adapter or a server has let go of the task. */
  farewell: 15_000,
  /** Until a session takes what was opened for it. */
  claim: 120_000,
} as const;

/** The user cancelled: an answer, not a failure; nobody says anything. */
export class Cancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "Cancelled";
  }
}

/** Waits for `wait` at most `limit` milliseconds and not after `cancel`; rejects with the problem or `Cancelled` then. */
export async function within<T>(
  wait: Promise<T>,
  limit: number,
  late: Problem,
  cancel: AbortSignal | undefined,
): Promise<T> {
  let stop: () => void = () => undefined;
  const other = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => {
      reject(new ProblemError(late));
    }, limit);
    const onCancel = (): void => {
      reject(new Cancelled());
    };
    if (cancel?.aborted === true) onCancel();
    cancel?.addEventListener("abort", onCancel, { once: true });
    stop = () => {
      clearTimeout(timer);
      cancel?.removeEventListener("abort", onCancel);
    };
  });
  try {
    const result = await Promise.race([wait, other]);
    if (cancel?.aborted === true) throw new Cancelled();
    return result;
  } finally {
    stop();
  }
}

/** The same, for a wait that yields something to give back: what arrives too late is given back at once. */
export async function acquire<T>(
  wait: Promise<T>,
  limit: number,
  late: Problem,
  cancel: AbortSignal | undefined,
  giveBack: (thing: T) => void,
): Promise<T> {
  try {
    return await within(wait, limit, late, cancel);
  } catch (thrown) {
    void wait.then(giveBack, () => undefined);
    throw thrown;
  }
}
