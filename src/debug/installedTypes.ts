/** Debug types of other extensions: whether one is installed, and its extension awake. */
import * as vscode from "vscode";
import { ProblemError } from "../model/problem.ts";

/** Extensions whose debug types we hand configurations to, as their marketplace calls them. */
const extensionOf: Readonly<Record<string, string>> = {
  java: "Debugger for Java (vscjava.vscode-java-debug)",
  lldb: "CodeLLDB (vadimcn.vscode-lldb)",
  cppdbg: "C/C++ (ms-vscode.cpptools)",
};

/**
 * VS Code starts a debugger's extension when a configuration of its type is resolved; for a type that comes this late
 * we do. Throws `debuggerMissing` where no extension has the type.
 */
export async function wakeDebugger(type: string): Promise<void> {
  const owners = vscode.extensions.all.filter((extension) => {
    const { contributes } = extension.packageJSON as { contributes?: { debuggers?: { type?: string }[] } };
    return contributes?.debuggers?.some((one) => one.type === type) === true;
  });
  if (owners.length === 0) {
    const install = vscode.l10n.t("Install the extension {0}.", extensionOf[type] ?? type);
    throw new ProblemError({ is: "debuggerMissing", debugger: type, install });
  }
  for (const extension of owners) await extension.activate();
}
