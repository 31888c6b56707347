/**
 * systemd services: they number nothing themselves and see everything, and their members are known by control group.
 * Sessions and scopes are no services: what a person starts from a shell is the host's.
 */
import { unescapeUnit } from "./cgroup.ts";
import type { KnownRuntime } from "./known.ts";
import { labelOf } from "./label.ts";
import type { Label } from "./runtime.ts";

/** A unit of a user's own manager is written `user-1000/name.service`: the same name may exist for the system. */
function findInGroup(segment: string, before: readonly string[]): string | undefined {
  if (!segment.endsWith(".service") || /^user@\d+\.service$/.test(segment)) return undefined;
  const manager = before.map((each) => /^user@(\d+)\.service$/.exec(each)?.[1]).findLast((uid) => uid !== undefined);
  const unit = unescapeUnit(segment);
  return manager === undefined ? unit : `user-${manager}/${unit}`;
}

/** Instances of a template belong together: `worker@1.service` to `worker@.service`. */
export function unitLabel(id: string): Label {
  const name = id.replace(/^user-\d+\//, "");
  const template = /^([^@]+)@.+\.service$/.exec(name)?.[1];
  return labelOf({ name, group: template === undefined ? undefined : { kind: "unit", name: `${template}@.service` } });
}

export const systemdRuntime: KnownRuntime = {
  name: "systemd",
  findInGroup,
  readLabels: (ids) => Promise.resolve(new Map(ids.map((id) => [id, unitLabel(id)]))),
};
