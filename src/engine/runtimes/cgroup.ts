/**
 * Which container a control group belongs to, from the text of its /proc file alone: v1, v2 and hybrid; cgroupfs and
 * systemd drivers; paths above a private cgroup namespace, that begin with `/..`. See cgroups(7).
 */
import type { KnownRuntime } from "./known.ts";
import type { ContainerKey } from "./runtime.ts";

/** The distinct paths in a text: those of the hierarchies that name units first, then the controllers'. */
export function parsePaths(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => /^\d+:([^:]*):(\/.*)$/.exec(line));
  const named = lines.filter((line) => line?.[1] === "" || line?.[1] === "name=systemd");
  const others = lines.filter((line) => line && !named.includes(line));
  return [...new Set([...named, ...others].map((line) => line?.[2] ?? "/").filter((path) => path !== "/"))];
}

/** What systemd writes for a byte that a unit's name may not hold: `\x2d` for a dash. See systemd-escape(1). */
export function unescapeUnit(name: string): string {
  return name.replace(/\\x([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function findInPath(path: string, runtimes: readonly KnownRuntime[]): ContainerKey | undefined {
  const segments = path.split("/").filter((segment) => segment !== "");
  for (let at = segments.length - 1; at >= 0; at -= 1) {
    const before = segments.slice(0, at);
    for (const { name, findInGroup } of runtimes) {
      const id = findInGroup?.(segments[at] ?? "", before);
      if (id !== undefined && id !== "") return { runtime: name, id };
    }
  }
  return undefined;
}

/**
 * The innermost container of any path; where none has one, the systemd unit (a unit inside a container is that
 * container's affair). `units` are the runtimes that are asked last.
 */
export function findContainer(
  cgroup: string,
  containers: readonly KnownRuntime[],
  units: readonly KnownRuntime[],
): ContainerKey | undefined {
  const paths = parsePaths(cgroup);
  for (const runtimes of [containers, units]) {
    for (const path of paths) {
      const found = findInPath(path, runtimes);
      if (found) return found;
    }
  }
  return undefined;
}
