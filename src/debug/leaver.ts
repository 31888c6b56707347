/** From a session's messages: whether the task ended it, or the person left. Pure. */
import { isBody } from "../dap/message.ts";
import type { Leaver } from "./attachment.ts";

/** Undefined for a message that ends nothing. An editor also says `disconnect` once everything is over: the first to end it counts. */
export function leaverOf(message: unknown, to: "toAdapter" | "toEditor"): Leaver | undefined {
  if (!isBody(message)) return undefined;
  const { type, event, command } = message;
  if (to === "toEditor") return type === "event" && (event === "terminated" || event === "exited") ? "task" : undefined;
  return type === "request" && (command === "disconnect" || command === "terminate") ? "person" : undefined;
}

/** Keeps who was first. */
export function noteLeaver(state: { left?: Leaver }, message: unknown, to: "toAdapter" | "toEditor"): void {
  const leaver = state.left === undefined ? leaverOf(message, to) : undefined;
  if (leaver !== undefined) state.left = leaver;
}
