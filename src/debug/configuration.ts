/**
 * The configuration that a debugger gets: what the way in says, with the user's own wishes over it, except where they
 * would lead to another task. Pure.
 */
import type { Body } from "../dap/message.ts";

/** The field by which a session's configuration names the attachment that was opened for it. */
export const attachmentField = "__pspace";

/** What a session is to be instead of one that ended with its task: see keepAttached.ts. */
export const againField = "__pspaceAgain";

/** Names the group that a session stands for, and the one that it belongs to: see together.ts. */
export const groupField = "__pspaceGroup";
export const memberField = "__pspaceMember";

/** Ours alone: a debugger never sees them. */
const ours = [
  "task",
  "space",
  "match",
  "debugger",
  "run",
  "image",
  "waitFor",
  "with",
  "keepAttached",
  againField,
  groupField,
  memberField,
] as const;

/** Which task is meant and how it is reached is settled by the attach; no wish changes it. */
const settled = [
  "type",
  "request",
  "pid",
  "processId",
  "port",
  "address",
  "host",
  "hostName",
  "connect",
  "websocketAddress",
  "attachCommands",
  attachmentField,
] as const;

export interface Composed {
  readonly type: string;
  readonly name: string;
  readonly request: "attach";
  readonly [field: string]: unknown;
}

/** What the way in says: the debug type and its fields. */
export interface WayFields {
  readonly type: string;
  readonly configuration: Body;
}

/** `wishes`: the user's configuration as VS Code gives it; its `with` counts more than its own fields. */
export function composeConfiguration(way: WayFields, wishes: Body, id: string): Composed {
  const name = typeof wishes["name"] === "string" && wishes["name"] !== "" ? wishes["name"] : "PID Spaces";
  const special = wishes["with"];
  const own = without(wishes, [...ours, ...settled]);
  const extra = typeof special === "object" && special !== null ? without({ ...special }, settled) : {};
  const fields = without(way.configuration, ["type", "request", "name"]);
  return { ...fields, ...own, ...extra, type: way.type, name, request: "attach", [attachmentField]: id };
}

/** Puts the tunnel's local port where a way's texts say `${port}`; a text that is nothing else becomes a number. */
export function fillIn(value: unknown, word: "port" | "dial", port: number): unknown {
  const mark = `\${${word}}`;
  if (typeof value === "string") return value === mark ? port : value.replaceAll(mark, port.toString());
  if (Array.isArray(value)) return value.map((item) => fillIn(item, word, port));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillIn(item, word, port)]));
}

/** Whether any text in it waits for `fillIn`. */
export function mentions(value: unknown, word: "port" | "dial"): boolean {
  return JSON.stringify(value).includes(`\${${word}}`);
}

function without(body: Body, names: readonly string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
