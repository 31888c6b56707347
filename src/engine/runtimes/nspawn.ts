/** systemd-nspawn and machined: the unit of a machine, or the nspawn that waits for it, carries the machine's name. */
import { unescapeUnit } from "./cgroup.ts";
import { type KnownRuntime, optionOf, programOf } from "./known.ts";
import { labelOf } from "./label.ts";
import type { ContainerKey, Label, SpaceClue } from "./runtime.ts";

/** `machine-NAME.scope` (virtual machines have such a scope too), or `systemd-nspawn@NAME.service`. */
function findInGroup(segment: string): string | undefined {
  const name = /^(?:machine-(?!qemu|libvirt|vbox|vmware)(.+)\.scope|systemd-nspawn@(.+)\.service)$/.exec(segment);
  const escaped = name?.[1] ?? name?.[2];
  return escaped === undefined ? undefined : unescapeUnit(escaped);
}

/** The word of a short option, which may stand together with others: `-bD /srv/web`, `-Mweb`. */
function letterOf(command: readonly string[], letter: string): string | undefined {
  for (const [index, word] of command.entries()) {
    const rest = new RegExp(`^-[abjknPqUx]*${letter}(.*)$`).exec(word)?.[1];
    if (rest !== undefined) return rest === "" ? command[index + 1] : rest;
  }
  return undefined;
}

/** Its machine's name: given by an option, or else the folder's. See systemd-nspawn(1). */
function findInCommand({ parentCommand }: SpaceClue): (ContainerKey & Label) | undefined {
  if (programOf(parentCommand) !== "systemd-nspawn") return undefined;
  const name =
    letterOf(parentCommand, "M") ??
    optionOf(parentCommand, "--machine") ??
    (letterOf(parentCommand, "D") ?? optionOf(parentCommand, "--directory"))?.replace(/\/+$/, "").replace(/^.*\//, "");
  return name === undefined || name === "" ? undefined : { runtime: "nspawn", id: name, ...labelOf({ name }) };
}

export const nspawnRuntime: KnownRuntime = {
  name: "nspawn",
  findInGroup,
  findInCommand,
  readLabels: (ids) => Promise.resolve(new Map(ids.map((id) => [id, { name: id }]))),
};
