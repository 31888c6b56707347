/** What a log has said so far, as far as it is kept: whole lines without a terminal's colours. Pure. */

/** Lines that are kept; the oldest go first. */
const most = 20_000;

/** Colours, cursor movements and titles, as terminals have them (ECMA-48, and xterm's OSC). */

const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

export class Gathered {
  #lines: string[] = [];
  /** The last line, until it has ended. */
  #open = "";

  constructor(private readonly limit: number = most) {}

  add(chunk: string): void {
    const [first = "", ...rest] = chunk.split("\n");
    this.#open += first;
    for (const next of rest) {
      this.#lines.push(plainLine(this.#open));
      this.#open = next;
    }
    if (this.#lines.length > this.limit) this.#lines = this.#lines.slice(-this.limit);
  }

  get text(): string {
    return [...this.#lines, plainLine(this.#open)].join("\n");
  }
}

/** A line that was written over shows what was written last. */
function plainLine(line: string): string {
  return line.replace(escapes, "").replace(/\r$/, "").split("\r").at(-1) ?? "";
}
