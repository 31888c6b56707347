/** Show the task of the active debug session in the tree. */
import type * as vscode from "vscode";
import { isTuple } from "../model/reference.ts";

/** Where a configuration may keep a tuple: our own type, and what others call the number. */
const places = ["task", "pid", "processId"];

/** The tuple that a session was started for; absent for sessions that have nothing to do with tasks. */
export function tupleOfSession(session: vscode.DebugSession | undefined): string | undefined {
  for (let at = session; at; at = at.parentSession) {
    const settings = at.configuration as Readonly<Record<string, unknown>>;
    const tuple = places.map((place) => settings[place]).find((value) => typeof value === "string" && isTuple(value));
    if (typeof tuple === "string") return tuple;
  }
  return undefined;
}
