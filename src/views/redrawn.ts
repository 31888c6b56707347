/**
 * Which rows VS Code has just been told to ask for again. Until it has asked, it forgets them and everything below them,
 * and a click on one comes without saying on which. Pure.
 */
import type { Outline } from "./outline.ts";

/** Milliseconds after which even a slow window has asked. */
const forgotten = 5_000;

type Rows = readonly string[] | "everything";

export class Redrawn {
  #told: { readonly rows: Rows; readonly at: number }[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  /** VS Code has been told to ask for these again. */
  tell(rows: Rows): void {
    const at = this.now();
    this.#told = [...this.#told.filter((one) => at - one.at < forgotten), { rows, at }];
  }

  /** Whether a row is one of those, or below one. */
  has(outline: Outline, row: string): boolean {
    const recent = this.#told.filter(({ at }) => this.now() - at < forgotten).map(({ rows }) => rows);
    if (recent.includes("everything")) return true;
    const told = new Set(recent.flat());
    for (let at: string | undefined = row; at !== undefined; at = outline.parent(at)) if (told.has(at)) return true;
    return false;
  }
}
