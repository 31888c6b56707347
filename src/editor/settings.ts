/**
 * Every setting of the editor, read at the moment of use. Those that name programs are machine-scoped: a workspace
 * that was not trusted must not choose them.
 */
import { delimiter } from "node:path";
import * as vscode from "vscode";
import type { EngineProgram } from "../client/connection.ts";

/** Whether the small part of an attach may run as root: after a question, without one (but for sudo's own), or never. */
export function readElevation(): "ask" | "always" | "never" {
  const wish = settings().get<string>("elevation", "ask");
  return wish === "always" || wish === "never" ? wish : "ask";
}

/** Whether the tree leaves idle shells out until somebody asks for them. */
export function hidesIdleShells(): boolean {
  return settings().get<boolean>("tree.hideIdleShells", false);
}

/** Which space each text speaks of: pairs of a glob and words for a space, in the order written. */
export function logSpaces(): readonly (readonly [glob: string, space: string])[] {
  const given = Object.entries(settings().get<Record<string, unknown>>("logs", {}));
  return given.flatMap(([glob, space]) => (typeof space === "string" && space !== "" ? [[glob, space]] : []));
}

/** Whether numbers in texts say what they are on the host, in the text itself. */
export function showsHints(): boolean {
  return settings().get<string>("inlayHints", "off") === "on";
}

/** How the engine is started: by the editor's own Node unless `pspace.engine.node` names another; it is told which debuggers the user has chosen. */
export function engineProgram(file: string): EngineProgram {
  const node = settings().get<string>("engine.node", "");
  const args = settings().get<readonly string[]>("engine.arguments", []);
  const named = settings().get<Record<string, string>>("debuggers", {});
  const symbols = settings().get<readonly string[]>("symbols", []).join(delimiter);
  const image = settings().get<string>("sidecarImage", "");
  const own = { PSPACE_DEBUGGERS: JSON.stringify(named), PSPACE_SYMBOLS: symbols, PSPACE_SIDECAR_IMAGE: image };
  const env = { ...process.env, ...own };
  delete (env as NodeJS.ProcessEnv)["NODE_OPTIONS"]; // the host's own, not for a child
  if (node !== "") return { command: node, args: [file, "--stdio", ...args], env: withPath(env) };
  return {
    command: process.execPath,
    args: [file, "--stdio", ...args],
    env: { ...withPath(env), ELECTRON_RUN_AS_NODE: "1" },
  };
}

/** Calls back when a setting has changed that the engine reads when it starts. */
export function onEngineSettings(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    const sections = ["pspace.engine", "pspace.debuggers", "pspace.symbols", "pspace.sidecarImage"];
    if (sections.some((section) => change.affectsConfiguration(section))) changed();
  });
}

/** Debuggers and container engines often lie where a desktop's PATH does not look. */
function withPath(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const known = (env["PATH"] ?? "").split(delimiter);
  const more = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"].filter((folder) => !known.includes(folder));
  return { ...env, PATH: [...known, ...more].join(delimiter) };
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("pspace");
}
