/** The port to the kernel, on Linux: puts the parts together and decides nothing. */
import { readdirSync } from "node:fs";
import { host, pidIn, type Pid } from "../../model/pid.ts";
import { attachSide } from "./attachSide.ts";
import { readFrozen } from "./attachFreezer.ts";
import { openRoot } from "./belowRoot.ts";
import { CgroupTexts } from "./cgroupTexts.ts";
import { listen } from "./connector.ts";
import { openDoor } from "./door.ts";
import { guardExecs } from "./execGuard.ts";
import { hold } from "./hold.ts";
import { readHostFacts } from "./hostFacts.ts";
import type { HostFacts, Kernel } from "./kernel.ts";
import type { Missing } from "./missing.ts";
import { listStrays } from "./strayLinks.ts";
import { IteratorLook } from "./iteratorLook.ts";
import { NativeLook } from "./nativeLook.ts";
import type { Native } from "./native.ts";
import { parseProcOptions } from "./parseMountOptions.ts";
import { parseStatus } from "./parseStatus.ts";
import { hasTerminal } from "./parseTerminal.ts";
import { listNumbers, openPlace, type Place } from "./place.ts";
import { plainGlance, plainSurvey, readNumbers } from "./plainLook.ts";
import { readLink, readText, valueOr } from "./procFile.ts";
import { identify } from "./taskIdentity.ts";

export interface LinuxOptions {
  /** Another mounted procfs, whose numbers are then those of `host`; default /proc. */
  readonly proc?: string;
  /** `false`: nothing but files of the procfs, as where koffi is missing. System calls of an older kernel: for tests. */
  readonly native?: Native | false;
  /** Bytes of events that the kernel keeps for us; default many. For tests of lost events. */
  readonly eventBuffer?: number;
}

type Looks = Pick<Kernel, "survey" | "glance" | "identify">;
type Reads = Pick<
  Kernel,
  | "readNumbers"
  | "readNamespace"
  | "readProcess"
  | "listThreads"
  | "hidesFrom"
  | "readCommand"
  | "readVariable"
  | "hasTerminal"
  | "listFrozen"
>;

/** Pids of `host` only: a number of another space names somebody else here. */
function inHost<T>(pid: Pid, ask: () => T): T | "absent" {
  return pid.space === host ? ask() : "absent";
}

function looks(place: Place, facts: () => HostFacts): Looks {
  const texts = new CgroupTexts();
  const native = place.native && new NativeLook(place, place.native, texts);
  const iterator = native && new IteratorLook(place, native, facts().rootNamespace);
  return {
    survey: () => iterator?.survey() ?? native?.survey() ?? plainSurvey(place, texts),
    glance: (pid) => inHost(pid, () => (native ? native.glance(pid) : plainGlance(place, pid, texts))),
    identify: (pid) => inHost(pid, () => identify(place, pid)),
  };
}

function readVariable(environment: ReturnType<typeof readText>, name: string): { readonly value?: string } | Missing {
  if (typeof environment === "string") return environment;
  const word = environment.value.split("\0").find((one) => one.startsWith(`${name}=`));
  return word === undefined ? {} : { value: word.slice(name.length + 1) };
}

function readProcess(place: Place, pid: Pid): Pid | Missing {
  const status = readText(`${place.proc}/${pid.nr}/status`);
  if (typeof status === "string") return status;
  return pidIn(host, parseStatus(status.value).facts.process ?? 0) ?? "denied";
}

function reads(place: Place): Reads {
  const fileOf = (pid: Pid, file: string): string => `${place.proc}/${pid.nr}/${file}`;
  return {
    readNumbers: (pid) => inHost(pid, () => readNumbers(place, pid.nr)),
    readNamespace: (pid) =>
      inHost(pid, () => {
        const link = readLink(fileOf(pid, "ns/pid"));
        return typeof link === "string" ? link : link.value;
      }),
    readProcess: (pid) => inHost(pid, () => readProcess(place, pid)),
    listThreads: (process) =>
      process.space === host
        ? listNumbers(() => readdirSync(fileOf(process, "task")))
            .map((nr) => pidIn(host, nr))
            .filter((pid) => pid !== undefined)
        : [],
    hidesFrom: (pid) =>
      inHost(pid, () => {
        const mounts = readText(fileOf(pid, "mountinfo"));
        return typeof mounts === "string" ? mounts : parseProcOptions(mounts.value, "/proc").hides !== undefined;
      }),
    readCommand: (pid) => {
      const text = pid.space === host ? valueOr(readText(fileOf(pid, "cmdline")), "") : "";
      return text === "" ? [] : text.replace(/\0$/, "").split("\0");
    },
    readVariable: (pid, name) => inHost(pid, () => readVariable(readText(fileOf(pid, "environ")), name)),
    hasTerminal: (pid) => pid.space === host && hasTerminal(valueOr(readText(fileOf(pid, "stat")), "")),
    listFrozen: (cgroups) => {
      const mounts = cgroups.length === 0 ? "" : valueOr(readText(`${place.proc}/self/mountinfo`), "");
      return new Set(cgroups.filter((cgroup) => readFrozen(cgroup, mounts)));
    },
  };
}

/** Looks once what this machine can do; keeps nothing open that is not asked for. */
export function openLinux(options: LinuxOptions = {}): Kernel {
  const place = openPlace(options);
  let read: HostFacts | undefined;
  const facts = (): HostFacts => (read ??= readHostFacts(place));
  return {
    translates: place.translates,
    host: facts,
    ...looks(place, facts),
    ...reads(place),
    openDoor: (member) => openDoor(place, member),
    hold: (pid) => hold(place, pid),
    // its numbers are those of the initial namespace: ours, or it tells us nothing
    listen: (tell) => (place.native ? listen(tell, options.eventBuffer) : Promise.resolve("unavailable")),
    // without pidfds the next task of that number could be the one that is stopped
    guardExecs: (wait, tell) => (place.native ? guardExecs(wait, tell) : Promise.resolve("unavailable")),
    listStrays: (pid, folders, fits) =>
      pid.space === host ? listStrays(place.native, `${place.proc}/${pid.nr}/root`, folders, fits) : [],
    openRoot: (pid) => inHost(pid, () => openRoot(place.native, `${place.proc}/${pid.nr}/root`)),
    ...attachSide(place.proc),
  };
}
