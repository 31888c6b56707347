/** What is different on the map since the last time that somebody asked; kept only while somebody wants it. */
import type { Glance } from "../kernel/kernel.ts";
import type { Entry } from "./entry.ts";
import type { Structure } from "./structure.ts";

export interface Difference {
  /** New, or not as before. */
  readonly touched: readonly Entry[];
  /** With the structure in which they lived. */
  readonly gone: readonly { readonly entry: Entry; readonly structure: Structure | undefined }[];
}

export class Differences {
  #touched = new Set<Entry>();
  #gone: { readonly entry: Entry; readonly structure: Structure | undefined }[] = [];
  #dropped: ((glance: Glance) => void) | undefined;

  /** From now on differences are kept until they are taken, and who is dropped is told at once; undefined: no more. */
  record(dropped: ((glance: Glance) => void) | undefined): void {
    this.#dropped = dropped;
    this.take();
  }

  take(): Difference {
    const difference = { touched: [...this.#touched], gone: this.#gone };
    this.#touched = new Set();
    this.#gone = [];
    return difference;
  }

  touch(entry: Entry): void {
    if (this.#dropped) this.#touched.add(entry);
  }

  drop(entry: Entry, structure: Structure | undefined): void {
    this.#touched.delete(entry);
    if (!this.#dropped) return;
    this.#gone.push({ entry, structure });
    this.#dropped(entry.glance);
  }
}
