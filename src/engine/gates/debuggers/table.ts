/** Every debugger that we know a way in for; adding one is an entry here, its file beside this one, and its word in model/plan.ts. */
import type { DebuggerName } from "../../../model/plan.ts";
import type { Language } from "../language.ts";
import type { Scene } from "../scene.ts";
import { codelldb } from "./codelldb.ts";
import { cppdbg } from "./cppdbg.ts";
import type { Debugger } from "./debugger.ts";
import { debugpy } from "./debugpy.ts";
import { delve } from "./delve.ts";
import { gdb } from "./gdb.ts";
import { java } from "./java.ts";
import { jsDebug } from "./jsDebug.ts";
import { lldbDap } from "./lldbDap.ts";

export const debuggers: Readonly<Record<DebuggerName, Debugger>> = {
  "js-debug": jsDebug,
  "lldb-dap": lldbDap,
  gdb,
  delve,
  debugpy,
  java,
  codelldb,
  cppdbg,
};

/** Which debuggers fit a language, the best first. */
const fitting: Readonly<Record<Language, readonly DebuggerName[]>> = {
  node: ["js-debug"],
  python: ["debugpy"],
  java: ["java"],
  go: ["delve"],
  native: ["lldb-dap", "gdb"],
  dotnet: ["lldb-dap", "gdb"],
  ruby: ["lldb-dap", "gdb"],
  other: ["lldb-dap", "gdb"],
};

/** The first that fits and is on this machine; where none is, the best, whose port gate says what to install. */
export function debuggerFor(language: Language, scene?: Scene): Debugger {
  const known = fitting[language].map((name) => debuggers[name]);
  return known.find((one) => one.missing?.(scene) === undefined) ?? known[0] ?? lldbDap;
}
