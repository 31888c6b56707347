/** LXC (and LXD, Incus, Proxmox): a container's control group and its monitor's command line both carry its name. */
import type { KnownRuntime } from "./known.ts";
import { labelOf } from "./label.ts";
import type { ContainerKey, Label, SpaceClue } from "./runtime.ts";

/** `lxc.payload.NAME` since LXC 4, `lxc.payload/NAME` in LXC 3, `lxc/NAME` before. */
function findInGroup(segment: string, before: readonly string[]): string | undefined {
  const name = /^lxc\.payload\.(.+)$/.exec(segment)?.[1];
  if (name !== undefined) return name;
  const parent = before.at(-1);
  return parent === "lxc" || parent === "lxc.payload" ? segment : undefined;
}

/** The monitor renames itself `[lxc monitor] /var/lib/lxc web`, all in one word. */
function findInCommand({ parentCommand }: SpaceClue): (ContainerKey & Label) | undefined {
  const name = /^\[lxc monitor\] \S+ ([^\s/]+)\s*$/.exec(parentCommand.join(" "))?.[1];
  return name === undefined ? undefined : { runtime: "lxc", id: name, ...labelOf({ name }) };
}

export const lxcRuntime: KnownRuntime = {
  name: "lxc",
  findInGroup,
  findInCommand,
  readLabels: (ids) => Promise.resolve(new Map(ids.map((id) => [id, { name: id }]))),
};
