/** Where other debug types keep a process id, and whether a tuple stands there. Pure. */
import type { Body } from "../dap/message.ts";
import { isTuple } from "../model/reference.ts";

/** The fields in which debuggers want the number of a process to attach to. */
export const idFields = ["pid", "processId", "processID", "targetPid"] as const;

export interface TupleField {
  readonly field: (typeof idFields)[number];
  readonly tuple: string;
}

/** The first field that holds a tuple; a plain number is the debugger's own affair. */
export function findTuple(configuration: Body): TupleField | undefined {
  for (const field of idFields) {
    const text = configuration[field];
    if (typeof text === "string" && isTuple(text)) return { field, tuple: text.trim() };
  }
  return undefined;
}

/** js-debug, by each of its names for Node. */
export const nodeTypes: readonly string[] = ["node", "pwa-node"];

/** Where a Node configuration's tuple waits for the variables' turn. */
export const waitingField = "__pspaceTask";

/**
 * js-debug signals the number in `processId` as soon as the variables are filled in, and would signal a stranger. So
 * what is meant for us is put aside before: a tuple, or our own picker. Anything else is returned as it is.
 */
export function putAside<C extends Body>(configuration: C): C {
  const { type, request, processId: wanted, ...rest } = configuration;
  if (typeof type !== "string" || !nodeTypes.includes(type) || request !== "attach") return configuration;
  if (typeof wanted !== "string") return configuration;
  if (!isTuple(wanted) && !wanted.includes("${command:pspace.")) return configuration;
  return { ...rest, type, request, [waitingField]: wanted } as unknown as C;
}
