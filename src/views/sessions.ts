/** Which tasks debug sessions of ours are attached to, for the tree to say so. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import type { SpaceTree } from "./tree.ts";

export interface Sessions {
  /** The tuple that a session was attached for; absent for sessions that are not ours. */
  readonly tupleOf: (session: vscode.DebugSession) => string | undefined;
}

export function followSessions(
  spaces: Pick<Spaces, "picture">,
  sessions: Sessions,
  tree: Pick<SpaceTree, "mark">,
): vscode.Disposable {
  const attached = new Map<string, string>();
  const tell = (): void => {
    tree.mark(new Set(attached.values()));
  };
  return vscode.Disposable.from(
    vscode.debug.onDidStartDebugSession((session) => {
      const tuple = sessions.tupleOf(session);
      const task = tuple === undefined ? undefined : spaces.picture.taskNamed(tuple);
      if (!task) return;
      attached.set(session.id, task.id);
      tell();
    }),
    vscode.debug.onDidTerminateDebugSession((session) => {
      if (attached.delete(session.id)) tell();
    }),
  );
}
