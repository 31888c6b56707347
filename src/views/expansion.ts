/**
 * Which rows a person opened or closed. VS Code forgets it of rows that leave the tree for a while, as in a flat list or
 * under a filter; here it is kept by identity for as long as the row's thing lives. Pure.
 */

export class Expansion {
  readonly #chosen = new Map<string, "open" | "closed">();

  /** A row was opened or closed on the screen. */
  choose(row: string, state: "open" | "closed"): void {
    this.#chosen.set(row, state);
  }

  /** How a row is drawn that can be opened: as it was left, or as is usual. */
  stateOf(row: string, usual: "open" | "closed"): "open" | "closed" {
    return this.#chosen.get(row) ?? usual;
  }

  /** Forgets rows that are no more. */
  keep(exists: (row: string) => boolean): void {
    for (const row of this.#chosen.keys()) if (!exists(row)) this.#chosen.delete(row);
  }
}
