/** The attach plan: pure data that says, for one task and one debugger, how each of the four gates stands. */

/** Which debugger; adding one is an entry in engine/gates/debuggers/table.ts and its file there. */
export const debuggerNames = ["js-debug", "lldb-dap", "gdb", "delve", "debugpy", "java", "codelldb", "cppdbg"] as const;

export type DebuggerName = (typeof debuggerNames)[number];

/** Where a debugger runs: beside us, in the PID namespace of the task, whose numbers it then speaks in, or in a container of its own that shares it. */
export const runPlaces = ["host", "inside", "sidecar"] as const;

export type RunPlace = (typeof runPlaces)[number];

export interface Gate {
  readonly open: boolean;
  /** One sentence for people. */
  readonly why: string;
  /** The smallest thing that would open it; absent when it is open or nothing helps. */
  readonly cure?: string;
  /** Of a shut gate: a part of ours that runs as root may find it open, so asking for that right is worth while. */
  readonly elevate?: true;
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

/** The gates in the order in which a debugger meets them. */
export const gateNames = ["number", "permission", "files", "port"] as const;

/** Whether every gate that is shut may be open to root; false when none is shut. */
export function elevationHelps(gates: Gates): boolean {
  const shut = gateNames.map((name) => gates[name]).filter(({ open }) => !open);
  return shut.length > 0 && shut.every(({ elevate }) => elevate === true);
}

/** The gate that is shut first, in the order in which a debugger meets them. */
export function shutGate(gates: Gates): { readonly name: keyof Gates; readonly gate: Gate } | undefined {
  for (const name of gateNames) {
    if (!gates[name].open) return { name, gate: gates[name] };
  }
  return undefined;
}
