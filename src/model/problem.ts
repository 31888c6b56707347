/** What can go wrong, as values. The words for people live in editor/prose.ts and cli/prose.ts, nowhere else. */
import type { Gate } from "./plan.ts";
import type { Unresolved } from "./resolution.ts";

export type Problem =
  | { readonly is: "unresolved"; readonly resolution: Unresolved }
  | { readonly is: "engineStopped" }
  | { readonly is: "gateShut"; readonly reference: string; readonly name: string; readonly gate: Gate }
  /** More rights would have helped; they were asked for and not given. */
  | { readonly is: "notElevated"; readonly reference: string; readonly why: string }
  | { readonly is: "taskGone"; readonly reference: string }
  | { readonly is: "wrongTask"; readonly reference: string; readonly found: string }
  | { readonly is: "debuggerMissing"; readonly debugger: string; readonly install: string }
  | { readonly is: "attachFailed"; readonly reference: string; readonly why: string };

/** Thrown across async boundaries where a union cannot travel; caught in one place per front end. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.is);
    this.name = "ProblemError";
  }
}
