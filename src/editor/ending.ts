/** How a task ended, in the words of whoever looks at containers: `exit 139, SIGSEGV`. Pure. */
import { constants } from "node:os";
import type { Ending } from "../model/resolution.ts";
import type { Translate } from "./words.ts";

/** What ends by a signal has 128 and its number, as shells and container engines count; so has a shell whose program did. */
export function endingText(how: Ending | undefined, t: Translate): string {
  const code = how?.signal === undefined ? how?.code : 128 + how.signal;
  if (code === undefined) return t("ended");
  const signal = code > 128 ? signalName(code - 128) : undefined;
  if (signal !== undefined) return t("exit {0}, {1}", code, signal);
  return how?.signal === undefined ? t("exit {0}", code) : t("exit {0}, {1}", code, `signal ${how.signal.toString()}`);
}

/** Absent for a number that has no name here: those of real time. */
function signalName(signal: number): string | undefined {
  return Object.entries(constants.signals).find(([, nr]) => nr === signal)?.[0];
}
