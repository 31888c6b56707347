/** Whether a folder that somebody names is a procfs at all. Another folder would look like a machine without tasks. */
import { statfsSync } from "node:fs";

/** `PROC_SUPER_MAGIC` of statfs(2). */
const magic = 0x9fa0;

export function isProcfs(folder: string): boolean {
  try {
    return statfsSync(folder).type === magic;
  } catch {
    return false;
  }
}
