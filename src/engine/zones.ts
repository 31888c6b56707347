/**
 * Which zone the clocks of a task's programs show, as libc finds it: TZ of its environment, else the /etc/localtime
 * that it sees. See tzset(3).
 */
import type { Zone } from "./documents/clock.ts";
import { parseZoneFile, parseZoneRule } from "./documents/zoneRule.ts";
import type { Root } from "./kernel/belowRoot.ts";
import type { Glance, Kernel } from "./kernel/kernel.ts";

/** Absent where it cannot be known: the task is gone, or not ours to look at. */
export function zoneOfTask(
  { pid, id }: Pick<Glance, "pid" | "id">,
  kernel: Pick<Kernel, "openRoot" | "readVariable" | "identify">,
): Zone | undefined {
  const variable = kernel.readVariable(pid, "TZ");
  if (typeof variable === "string") return undefined;
  const root = kernel.openRoot(pid);
  if (typeof root === "string") return kernel.identify(pid) === id ? zoneByName(variable.value) : undefined;
  try {
    return kernel.identify(pid) === id ? zoneBy(variable.value, root) : undefined;
  } finally {
    root.close();
  }
}

const folder = "/usr/share/zoneinfo/";
const utc = "UTC";

/** `tz` absent: TZ is not set. A file that is not there means UTC, as libc has it. */
function zoneBy(tz: string | undefined, root: Pick<Root, "look">): Zone | undefined {
  if (tz === "") return utc;
  const words = tz?.replace(/^:/, "");
  const rule = words === undefined ? undefined : parseZoneRule(words);
  if (rule) return rule;
  const path = words === undefined ? "/etc/localtime" : words.startsWith("/") ? words : `${folder}${words}`;
  const file = root.look(path, { offset: 0 });
  if (file === "absent") return utc;
  if (file === "denied" || !file.bytes) return zoneByName(tz);
  return parseZoneFile(file.bytes) ?? zoneByName(tz);
}

/** Without the task's files: what TZ alone says. */
function zoneByName(tz: string | undefined): Zone | undefined {
  const words = tz?.replace(/^:/, "");
  if (words === undefined || words.startsWith("/")) return undefined;
  return words === "" ? utc : (parseZoneRule(words) ?? words);
}
