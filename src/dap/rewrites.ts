/**
 * What the pump changes in passing, and nothing else: the ways in which an editor could end the debuggee. A debugger
 * that ends "its" process across a namespace ends a stranger with the same number, so a session only ever lets go.
 */
import type { Body, Message } from "./message.ts";

/** Abilities that the editor must not see: with them it would ask to end or restart the task. */
const hidden = [
  "supportsTerminateRequest",
  "supportTerminateDebuggee",
  "supportsRestartRequest",
  "supportsTerminateThreadsRequest",
] as const;

/** Never `terminateDebuggee: true`; a request to terminate becomes one to let go. */
export function toAdapter(message: Message): Message {
  if (message.type !== "request") return message;
  if (message.command !== "disconnect" && message.command !== "terminate") return message;
  return { ...message, command: "disconnect", arguments: harmless(message.arguments) };
}

/** The arguments of `disconnect` with which the target runs on. */
export function harmless(body: Body | undefined): Body {
  return { ...body, terminateDebuggee: false };
}

/** The editor is not told that the adapter could end the task. */
export function toEditor(message: Message): Message {
  if (message.type === "response" && message.command === "initialize" && message.body) {
    return { ...message, body: without(message.body) };
  }
  if (message.type === "event" && message.event === "capabilities") {
    const capabilities = message.body?.["capabilities"];
    if (typeof capabilities !== "object" || capabilities === null) return message;
    return { ...message, body: { ...message.body, capabilities: without({ ...capabilities }) } };
  }
  return message;
}

function without(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !hidden.some((word) => word === name)));
}
