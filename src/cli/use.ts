/** What a command may use: an engine, opened only if it asks for one, and a place to print. */
import type { Handlers } from "../protocol/handlers.ts";
import type { WireChange } from "../protocol/wire.ts";
import type { Outcome } from "./outcome.ts";

/** An engine to ask: of this process, on another host, or a snapshot of one. */
export interface OpenEngine {
  readonly asks: Handlers;
  /** What the engine tells while it is watched. */
  readonly onChange: (tell: (change: WireChange) => void) => void;
  /** Settles when the engine is gone by itself; never where it is of this process. */
  readonly lost: Promise<string>;
  /** Program and arguments that run `words` where the engine is, with the terminal of this side. */
  readonly commandFor: (words: readonly string[]) => readonly string[];
  readonly close: () => Promise<void>;
}

export interface Use {
  /** Opens it at the first call. */
  readonly engine: () => Promise<OpenEngine>;
  /** Is the engine, on standard streams, until they close. */
  readonly serve: (proc?: string) => Promise<void>;
  /** `--json` was given. */
  readonly json: boolean;
  /** Writes to stdout; settles when it is written, or at once when nobody reads any more. */
  readonly print: (text: string) => Promise<void>;
  /** Columns of the terminal; absent when stdout is none. */
  readonly width?: number;
}

/** The part of a command that does it. */
export type Act = (use: Use) => Promise<Outcome>;

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: true;
  readonly host?: string;
  readonly proc?: string;
  readonly from?: string;
}

/** Runs an act with what the common options say, and sees to its outcome. */
export type Run = (options: CommonOptions, act: Act) => Promise<void>;

/** One line of JSON. */
export const printJson = (use: Use, value: unknown): Promise<void> => use.print(`${JSON.stringify(value)}\n`);
