/** One real thing to look at: a container or namespace of some kind, made by a test and ended by it. */
import { randomBytes } from "node:crypto";

export interface Specimen {
  /** As the runtime calls it; `pst-` and something random. */
  readonly name: string;
  /** The runtime's own id, where there is one. */
  readonly id?: string;
  /** Its processes by their numbers in this machine's root space; the first is the oldest, the last the innermost. */
  readonly numbers: readonly [number, ...number[]];
  readonly end: () => Promise<void>;
}

export function randomName(): string {
  return `pst-${randomBytes(5).toString("hex")}`;
}

/** Ends every specimen of a test, the youngest first, even if one of them fails to end. */
export async function endSpecimens(specimens: Specimen[]): Promise<void> {
  const failures: unknown[] = [];
  for (const specimen of specimens.splice(0).reverse()) {
    try {
      await specimen.end();
    } catch (thrown) {
      failures.push(thrown);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "a specimen did not end");
}
