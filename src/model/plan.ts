/** The attach plan: pure data that says, for one task and one debugger, how each of the four gates stands. */

/** Which debugger; more are added by adding to the tables in engine/gates and debug/debuggers. */
export type DebuggerName = "js-debug" | "lldb-dap";

export interface Gate {
  readonly open: boolean;
  /** One sentence for people. */
  readonly why: string;
  /** The smallest thing that would open it; absent when it is open or nothing helps. */
  readonly cure?: string;
  /** What the debugger needs to be told to pass this gate. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Gates {
  readonly number: Gate;
  readonly permission: Gate;
  readonly files: Gate;
  readonly port: Gate;
}

export interface Plan {
  /** The tuple that the plan was asked for, in canonical spelling. */
  readonly task: string;
  readonly debugger: DebuggerName;
  readonly gates: Gates;
  /** What VS Code would be given; a tunnel's port or socket is filled in when the plan is carried out. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** The gate that is shut first, in the order in which a debugger meets them. */
export function shutGate(gates: Gates): { readonly name: keyof Gates; readonly gate: Gate } | undefined {
  for (const name of ["number", "permission", "files", "port"] as const) {
    if (!gates[name].open) return { name, gate: gates[name] };
  }
  return undefined;
}
