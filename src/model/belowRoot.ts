/** What lies below a task's root: files as the task itself sees them. */

export type EntryKind = "file" | "folder" | "other";

export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** What to tell of it: what it is, what is in the folder, or a part of the file's bytes from `offset` on. */
export type BelowAsk = "about" | "folder" | { readonly offset: number };

export interface Below {
  readonly is: EntryKind;
  /** In bytes; 0 for what a procfs makes up when it is read. */
  readonly size: number;
  /** Milliseconds since the epoch at which it was last changed. */
  readonly changed: number;
  readonly entries?: readonly Entry[];
  /** At most `belowPart` of them; fewer, or none, at the end of the file. */
  readonly bytes?: Uint8Array;
}

/** Bytes in one answer. */
export const belowPart = 1 << 18;
