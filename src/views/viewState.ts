/** In which state the sidebar is as a whole. Pure. */
import type { Health } from "../client/connection.ts";

/** `when` clauses of the view's welcomes match these words, as `pspace.state`. */
export type ViewState = "starting" | "ready" | "failed" | "notLinux";

/** Absent while it is too early to say anything. `painted`: the first map has come; `slow`: it is late. */
export function stateOf(platform: string, health: Health, painted: boolean, slow: boolean): ViewState | undefined {
  if (platform !== "linux") return "notLinux";
  if (health === "failed") return "failed";
  if (painted) return health === "ready" ? "ready" : "starting";
  return slow ? "starting" : undefined;
}
