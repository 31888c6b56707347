/** What a row of the table is. */
import type { Forest } from "./forest.ts";

export interface Stage {
  /** Of the programs built: bench.js, and the extension's own. */
  readonly built: { readonly bench: string; readonly engine: string; readonly cli: string };
  /** A C program of programs/, compiled. */
  readonly program: (name: string) => string;
  readonly forest: Forest;
  /** Environment without anybody's own names and journal. */
  readonly environment: NodeJS.ProcessEnv;
}

export interface Measured {
  /** In the unit of the row. */
  readonly value: number;
  /** By which of the two measures of time, where there is a choice. */
  readonly by?: "clock" | "processor";
  /** What was measured against what, in words and numbers. */
  readonly detail: string;
  /** What it cannot be less than, and how far from it we stand. */
  readonly floor: string;
}

export interface Row {
  readonly name: string;
  readonly against: string;
  /** The most that is wanted, in `unit`; absent for what stands beside such a row to explain it. */
  readonly atMost?: number;
  /** "" for a ratio. */
  readonly unit: string;
  /** Measured before the forest stands. */
  readonly quiet?: (stage: Omit<Stage, "forest">) => Promise<number>;
  /** `quiet`: what was measured before. */
  readonly run: (stage: Stage, quiet: number) => Promise<Measured | { readonly skipped: string }>;
}
