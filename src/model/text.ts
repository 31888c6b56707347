/** Numbers in texts: whose they are, and who held them when a line was written. `T` is how a task is written, `N` a name of one. */
import type { Life, Unresolved } from "./resolution.ts";

/** How it is known whose numbers a text speaks in: its reader said so, where it lies, or a line of it. */
export type SpeakerBy = "told" | "place" | "line";

/** Whose numbers a text speaks in. */
export type SpeakerOf<S> =
  | { readonly is: "known"; readonly by: SpeakerBy; readonly words: string; readonly space: S }
  /** The words name no space, or more than one, that is there now; the past may know it. */
  | { readonly is: "away"; readonly by: SpeakerBy; readonly words: string; readonly why: Unresolved }
  | { readonly is: "unknown" };

/** Who is meant by a number in a line. */
export type HolderOf<T, N> =
  /** `began` is when it did, ISO 8601. */
  | { readonly is: "living"; readonly tuple: string; readonly task: T; readonly began: string }
  /** `since`: who took the number next; its end is absent while it lives. */
  | { readonly is: "ended"; readonly life: Life; readonly tuples: readonly N[]; readonly since?: Life }
  /** The number changed hands within the time that the line may mean. */
  | { readonly is: "several"; readonly lives: readonly Life[] }
  | Unresolved;
