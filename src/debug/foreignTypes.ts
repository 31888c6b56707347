/**
 * Debug types of other extensions in whose configurations a tuple may stand, and which of our ways in fills in what is
 * missing there: the copy of the program, source maps, ports of a tunnel. Pure. A type that is not here gets the number.
 */
import type { DebuggerName } from "../model/plan.ts";

export interface ForeignType {
  readonly debugger: DebuggerName;
  /** The type under which its own adapter is found; where its provider renames it, nobody does so after us. */
  readonly adapter: string;
  /** Where our way cannot be gone (a program that we need is not here): whether the number alone is of use. */
  readonly byNumber: boolean;
}

export const foreignTypes: Readonly<Record<string, ForeignType>> = {
  node: { debugger: "js-debug", adapter: "pwa-node", byNumber: false },
  "pwa-node": { debugger: "js-debug", adapter: "pwa-node", byNumber: false },
  "lldb-dap": { debugger: "lldb-dap", adapter: "lldb-dap", byNumber: true },
  lldb: { debugger: "codelldb", adapter: "lldb", byNumber: true },
  cppdbg: { debugger: "cppdbg", adapter: "cppdbg", byNumber: true },
  go: { debugger: "delve", adapter: "go", byNumber: true },
  debugpy: { debugger: "debugpy", adapter: "debugpy", byNumber: false },
  python: { debugger: "debugpy", adapter: "python", byNumber: false },
  java: { debugger: "java", adapter: "java", byNumber: false },
};

export function foreignType(type: unknown): ForeignType | undefined {
  return typeof type === "string" && Object.hasOwn(foreignTypes, type) ? foreignTypes[type] : undefined;
}
