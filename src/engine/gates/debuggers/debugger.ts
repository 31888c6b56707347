/** What one entry of the table of debuggers is: it plans (changes nothing), opens, and undoes. */
import type { DebuggerName, Gates } from "../../../model/plan.ts";
import type { Pid } from "../../../model/pid.ts";
import type { OpenedOf } from "../../../model/way.ts";
import type { Settings } from "../gate.ts";
import type { Scene } from "../scene.ts";

/** How the gates stand that depend on the debugger; the number gate is the same for all. */
export interface Draft {
  readonly gates: Omit<Gates, "number">;
  /** With `${port}` and `${folder}` where only carrying it out tells. */
  readonly configuration: Settings;
}

export interface Debugger {
  readonly name: DebuggerName;
  readonly plan: (scene: Scene) => Draft | Promise<Draft>;
  /** Called when every gate is open. `folder` is private, the caller's. */
  readonly open: (scene: Scene, folder: string) => Promise<OpenedOf<Pid>>;
  /** Takes away what `open` did to the task, when its last session has ended. */
  readonly close?: (scene: Scene) => Promise<void>;
  /** What to install when it is not on this machine (for this scene, where one is given); undefined when it is, or is the editor's own. */
  readonly missing?: (scene?: Scene) => string | undefined;
}
