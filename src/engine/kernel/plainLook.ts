/** A look at a task through files of the procfs alone: slower, but everywhere, and never mixes two tasks either. */
import { readdirSync, statSync } from "node:fs";
import { host, pidIn, type Pid } from "../../model/pid.ts";
import type { CgroupTexts } from "./cgroupTexts.ts";
import type { Glance } from "./kernel.ts";
import type { Missing } from "./missing.ts";
import { parseStat, type StatFacts } from "./parseStat.ts";
import { parseStatus } from "./parseStatus.ts";
import { listNumbers, type Place } from "./place.ts";
import { attempt, readBytes, readLink, readText, valueOr } from "./procFile.ts";
import { startId } from "./taskIdentity.ts";

function readStat(folder: string): StatFacts | Missing {
  const read = attempt(() => parseStat(readBytes(`${folder}/stat`)));
  return typeof read === "string" ? read : (read.value ?? "denied");
}

/** `NSpid`, where the namespace link is refused. */
export function readNumbers(place: Place, nr: number): readonly number[] | Missing {
  const status = readText(`${place.proc}/${nr}/status`);
  return typeof status === "string" ? status : parseStatus(status.value).facts.numbers;
}

/** Equal starts on both sides of the reading mean that it was one task throughout (to the clock's tick). */
export function plainGlance(place: Place, pid: Pid, texts: CgroupTexts): Glance | Missing {
  const folder = `${place.proc}/${pid.nr}`;
  const before = readStat(folder);
  if (typeof before === "string") return before;
  const link = readLink(`${folder}/ns/pid`);
  const namespace = typeof link === "string" ? undefined : link.value;
  const numbers = namespace === undefined ? readNumbers(place, pid.nr) : [];
  const cgroup = valueOr(
    attempt(() => readBytes(`${folder}/cgroup`)),
    Buffer.alloc(0),
  );
  const uid = valueOr(
    attempt(() => statSync(folder).uid),
    -1,
  );
  const after = readStat(folder);
  if (typeof after === "string") return after;
  if (after.startTicks !== before.startTicks) return "absent";
  const parent = pidIn(host, after.parent);
  return {
    pid,
    id: startId(place, pid.nr, after.startTicks),
    ...(parent ? { parent } : {}),
    ...(namespace === undefined ? {} : { namespace }),
    numbers: typeof numbers === "string" ? [] : numbers,
    cgroup: texts.textOf(cgroup, cgroup.length),
    name: after.name,
    state: after.state,
    uid,
    startTicks: after.startTicks,
  };
}

/** Every process that the procfs lists. */
export function plainSurvey(place: Place, texts: CgroupTexts): readonly Glance[] {
  const found: Glance[] = [];
  for (const nr of listNumbers(() => readdirSync(place.proc))) {
    const pid = pidIn(host, nr);
    const glance = pid && plainGlance(place, pid, texts);
    if (typeof glance === "object") found.push(glance);
  }
  return found;
}
