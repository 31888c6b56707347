/**
 * What one runtime said, remembered: it is asked only about containers that are not known, never twice at a time, and
 * what it did not know is not asked again at once. Nobody waits longer than the limit; a late answer is kept.
 */
import type { KnownRuntime } from "./known.ts";
import type { Label } from "./runtime.ts";

/** Milliseconds after which a name is asked for again: containers can be renamed. */
const fresh = 60_000;

/** Milliseconds for which a container that the runtime did not know, or not in time, is not asked for again. */
const patience = 5_000;

/** Milliseconds after which a question that nobody answers is given up, so that another can be put. */
const giveUp = 60_000;

interface Remembered {
  readonly label?: Label;
  readonly until: number;
}

export class Memory {
  readonly #known = new Map<string, Remembered>();
  #asking: { readonly ids: ReadonlySet<string>; readonly done: Promise<void> } | undefined;

  constructor(
    private readonly runtime: KnownRuntime,
    private readonly limit: number,
    private readonly now: () => number,
  ) {}

  /** Labels of those that are known, within the limit. Never rejects. */
  async labelsOf(ids: readonly string[]): Promise<ReadonlyMap<string, Label>> {
    const missing = ids.filter((id) => (this.#known.get(id)?.until ?? 0) <= this.now());
    if (missing.length > 0 && (await within(this.#ask(missing), this.limit)) === "late") this.#putOff(missing);
    const found = new Map<string, Label>();
    for (const id of ids) {
      const label = this.#known.get(id)?.label;
      if (label !== undefined) found.set(id, label);
    }
    return found;
  }

  /** One question at a time: whoever wants the same waits for the same answer, whoever wants more asks after it. */
  async #ask(ids: readonly string[]): Promise<void> {
    while (this.#asking !== undefined) {
      const { ids: asked, done } = this.#asking;
      await done;
      if (ids.every((id) => asked.has(id))) return;
    }
    const done = within(this.#read(ids), giveUp, "idle").then(() => {
      this.#asking = undefined;
    });
    this.#asking = { ids: new Set(ids), done };
    await done;
  }

  async #read(ids: readonly string[]): Promise<void> {
    const labels = await this.#readSafely(ids);
    const now = this.now();
    if (this.#known.size > 4 * (ids.length + 1000)) this.#forget(now);
    for (const id of ids) {
      const label = labels.get(id) ?? this.#known.get(id)?.label;
      this.#known.set(id, {
        ...(label === undefined ? {} : { label }),
        until: now + (labels.has(id) ? fresh : patience),
      });
    }
    for (const [id, label] of labels) this.#known.set(id, { label, until: now + fresh });
  }

  async #readSafely(ids: readonly string[]): Promise<ReadonlyMap<string, Label>> {
    try {
      return (await this.runtime.readLabels?.(ids)) ?? new Map<string, Label>();
    } catch {
      return new Map();
    }
  }

  #forget(now: number): void {
    for (const [id, { until }] of this.#known) if (until <= now) this.#known.delete(id);
  }

  /** Without this, a runtime that hangs would cost every look the whole limit. */
  #putOff(ids: readonly string[]): void {
    const until = this.now() + patience;
    for (const id of ids) this.#known.set(id, { ...this.#known.get(id), until });
  }
}

/** `idle`: the wait alone does not keep the program running. */
async function within(work: Promise<void>, limit: number, idle?: "idle"): Promise<"done" | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, limit, "late");
    if (idle) timer.unref();
  });
  const ending = await Promise.race([work.then(() => "done" as const), late]);
  clearTimeout(timer);
  return ending;
}
