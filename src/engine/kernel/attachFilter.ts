/** Whether the place that we are in lets anybody call ptrace(2) at all: a container's seccomp filter may not. */
import { statusField } from "./attachText.ts";
import { esrch, loadNative } from "./native.ts";

/** 2 is a filter; see seccomp(2) and proc_pid_status(5), Seccomp. */
const filtered = "2";

/** What the kernel answers to a request that does nothing; without a filter it need not be asked. */
export function refusesPtrace(ownStatus: string, ask: (() => number) | undefined): boolean {
  if (statusField(ownStatus, "Seccomp") !== filtered || !ask) return false;
  return ask() !== -esrch;
}

/** True where a filter refuses it; false too where that cannot be asked. */
export function readFilter(ownStatus: string): boolean {
  const native = loadNative();
  return refusesPtrace(ownStatus, native && (() => native.askPtrace(process.pid)));
}
