/** What does not change while the engine lives. */
import { hostname } from "node:os";
import { host, pidIn } from "../../model/pid.ts";
import type { HostFacts } from "./kernel.ts";
import { parseProcOptions } from "./parseMountOptions.ts";
import { mayTraceAll } from "./parseStatus.ts";
import type { Place } from "./place.ts";
import { readLink, readText, valueOr } from "./procFile.ts";

/** Members of the group named, or of root's, are shown everything. */
function seesAll(place: Place, group = 0): boolean {
  return process.getegid?.() === group || (place.self?.groups.includes(group) ?? false);
}

/** Hidden from us: the option is there, we are not in its group, and may not trace everybody (or it is not ours to trace). */
function readHides(place: Place): string | undefined {
  const mounts = readText(`${place.proc}/self/mountinfo`);
  const text = valueOr(typeof mounts === "string" ? readText("/proc/self/mountinfo") : mounts, "");
  const options = parseProcOptions(text, place.proc);
  if (options.hides === undefined || seesAll(place, options.group)) return undefined;
  const seesFirst = typeof readText(`${place.proc}/1/stat`) !== "string";
  return mayTraceAll(place.self?.capabilities) && seesFirst ? undefined : options.hides;
}

/** `btime`, in milliseconds; 0 where unreadable. */
function readBootTime(proc: string): number {
  const seconds = /^btime (\d+)$/m.exec(valueOr(readText(`${proc}/stat`), ""))?.[1];
  return Number(seconds ?? 0) * 1000;
}

export function readHostFacts(place: Place): HostFacts {
  const self = place.self && pidIn(host, place.self.nr);
  const selfNamespace = self && valueOr<string | undefined>(readLink(`${place.proc}/self/ns/pid`), undefined);
  const rootNamespace =
    place.self?.numbers.length === 1
      ? selfNamespace
      : valueOr<string | undefined>(readLink(`${place.proc}/1/ns/pid`), undefined);
  const hides = readHides(place);
  return {
    bootId: place.bootId,
    bootTime: readBootTime(place.proc),
    ...(rootNamespace === undefined ? {} : { rootNamespace }),
    ...(self ? { self } : {}),
    ...((place.self?.numbers.length ?? 1) > 1 ? { below: true } : {}),
    ...(selfNamespace === undefined ? {} : { selfNamespace }),
    hostname: hostname(),
    uid: process.geteuid?.() ?? place.self?.uid ?? 0,
    ...(hides === undefined ? {} : { hides }),
  };
}
