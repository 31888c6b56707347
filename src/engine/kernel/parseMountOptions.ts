/** Whether a procfs hides tasks: the mount options in /proc/self/mountinfo; see proc(5), `hidepid`. */

export interface ProcOptions {
  /** `hidepid=…` as it stands there; absent where nothing is hidden. */
  readonly hides?: string;
  /** The group that sees everything nevertheless (`gid=`). */
  readonly group?: number;
}

/** Mount points write space, tab, newline and backslash in octal. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

/** The options of the last procfs mounted at `place`; none where there is no such mount. Never throws. */
export function parseProcOptions(mountInfo: string, place: string): ProcOptions {
  const options = mountInfo
    .split("\n")
    .slice(0, -1) // what does not end in a newline was cut
    .filter((line) => unescaped(line.split(" ")[4] ?? "") === place)
    .map((line) => / - proc \S+ (\S+)$/.exec(line)?.[1])
    .filter((found) => found !== undefined)
    .at(-1)
    ?.split(",");
  const hides = options?.find((option) => option.startsWith("hidepid=") && !/=(0|off)$/.test(option));
  const group = /^gid=(\d+)$/.exec(options?.find((option) => option.startsWith("gid=")) ?? "")?.[1];
  return {
    ...(hides === undefined ? {} : { hides }),
    ...(group === undefined ? {} : { group: Number(group) }),
  };
}
