/** Recorded texts in which every number that is a process's or thread's stands between « and »; `+`: it began, `-`: it ended. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { mentionsIn, type Line, type Mention } from "../../../../src/engine/documents/mentions.ts";
import type { Clock } from "../../../../src/engine/documents/clock.ts";

/** When the recordings were made. */
export const clock: Clock = {
  now: Date.parse("2026-11-26T02:00:00Z"),
  boot: Date.parse("2026-11-25T22:37:33Z"),
  zone: "UTC",
};

export const readLog = (name: string): string => readFileSync(path.resolve(`test/recordings/logs/${name}`), "utf8");

export const linesOf = (text: string): readonly Line[] => text.split("\n").map((each, line) => ({ line, text: each }));

/** The text as it was written, without the marks. */
export const unmarked = (text: string): string => text.replace(/«[+-]?|»/g, "");

const signs = { lives: "", began: "+", ended: "-" } as const;

/** The text with a mark around each number that is found in it. */
export function marked(text: string, alone = false): string {
  const lines = text.split("\n");
  const found = mentionsIn(linesOf(text), clock, alone);
  return lines
    .map((each, line) =>
      mark(
        each,
        found.filter((mention) => mention.line === line),
      ),
    )
    .join("\n");
}

function mark(line: string, mentions: readonly Mention[]): string {
  return mentions.reduceRight((text, { start, length, tells }) => {
    const end = start + length;
    return `${text.slice(0, start)}«${signs[tells]}${text.slice(start, end)}»${text.slice(end)}`;
  }, line);
}
