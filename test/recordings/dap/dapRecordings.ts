/** What real debug adapters said of a process in a container, by adapter and by where its tracing part ran. Paths were made short, nothing else. */
import type { Message } from "../../../src/dap/message.ts";
import debugpyHost from "./debugpy-host.json";
import delveHost from "./delve-host.json";
import delveInside from "./delve-inside.json";
import gdbHost from "./gdb-host.json";
import gdbInside from "./gdb-inside.json";
import jsDebugHost from "./js-debug-host.json";
import lldbDapHost from "./lldb-dap-host.json";
import lldbDapInside from "./lldb-dap-inside.json";

export interface DapRecording {
  /** The type of the adapter's configuration. */
  readonly adapter: string;
  readonly run: string;
  /** The numbers of each thread, outermost first; the process itself is the first thread. */
  readonly threads: readonly (readonly number[])[];
  readonly messages: readonly Message[];
}

/** The compiler reads JSON more loosely than that. */
export const dapRecordings: Readonly<Record<string, DapRecording>> = {
  "debugpy-host": debugpyHost as unknown as DapRecording,
  "delve-host": delveHost as unknown as DapRecording,
  "delve-inside": delveInside as unknown as DapRecording,
  "gdb-host": gdbHost as unknown as DapRecording,
  "gdb-inside": gdbInside as unknown as DapRecording,
  "js-debug-host": jsDebugHost as unknown as DapRecording,
  "lldb-dap-host": lldbDapHost as unknown as DapRecording,
  "lldb-dap-inside": lldbDapInside as unknown as DapRecording,
};
