/** Every runtime that we know, and the port to them all. To add one: a file beside this one, and a line here. */
import type { SpaceId } from "../../model/pid.ts";
import { bubblewrapRuntime, flatpakRuntime } from "./bubblewrap.ts";
import { buildahRuntime } from "./buildah.ts";
import { findContainer } from "./cgroup.ts";
import { containerdRuntime } from "./containerd.ts";
import { crioRuntime } from "./crio.ts";
import { dockerRuntime } from "./docker.ts";
import type { KnownRuntime } from "./known.ts";
import { mergeLabels } from "./label.ts";
import { Memory } from "./memory.ts";
import { lxcRuntime } from "./lxc.ts";
import { nspawnRuntime } from "./nspawn.ts";
import { podmanRuntime } from "./podman.ts";
import type { ContainerKey, Label, Labels, Runtimes, SpaceClue } from "./runtime.ts";
import { systemdRuntime } from "./systemd.ts";

/** Milliseconds that a runtime may keep the map waiting for names; what comes later is there for the next look. */
const limit = 1000;

/** Milliseconds for one daemon: one that hangs may not cost the names that another has given meanwhile. */
const daemonLimit = 600;

/** In the order in which they are asked whose a control group is: the ones with marks of their own before a bare id. */
function knownRuntimes(env: NodeJS.ProcessEnv): readonly KnownRuntime[] {
  return [
    buildahRuntime,
    podmanRuntime(env, daemonLimit),
    crioRuntime(env),
    containerdRuntime(env),
    dockerRuntime(env, daemonLimit),
    lxcRuntime,
    nspawnRuntime,
    flatpakRuntime,
    bubblewrapRuntime,
  ];
}

/** What `openRuntimes` uses besides the machine; a test gives its own. */
export interface RuntimeParts {
  readonly containers: readonly KnownRuntime[];
  readonly units: readonly KnownRuntime[];
  readonly limit: number;
  readonly now: () => number;
}

export function openRuntimes(parts: Partial<RuntimeParts> = {}): Runtimes {
  const containers = parts.containers ?? knownRuntimes(process.env);
  const units = parts.units ?? [systemdRuntime];
  const memories = new Map(
    [...containers, ...units].map((runtime) => [
      runtime.name,
      new Memory(runtime, parts.limit ?? limit, parts.now ?? Date.now),
    ]),
  );
  return {
    containerOf: (cgroup) => findContainer(cgroup, containers, units),
    runs: (name, runtime) => runs(name, containers, runtime),
    readLabels: (keys, clues) => readLabels(keys, findClues(clues, containers), memories),
  };
}

/** Every container that an engine lists is listed with the ones that were asked for. */
async function runs(name: string, runtimes: readonly KnownRuntime[], runtime?: string): Promise<boolean> {
  const asked = runtimes.filter((each) => runtime === undefined || each.name === runtime);
  const answers = asked.map(async (each) => each.readLabels?.([]).catch(() => undefined));
  const labels = (await Promise.all(answers)).flatMap((answer) => [...(answer ?? [])]);
  const isId = /^[0-9a-f]{4,64}$/.test(name);
  return labels.some(([id, label]) => label.name === name || (isId && id.startsWith(name)));
}

/** What the command lines tell; the first runtime that recognises one has it. */
function findClues(
  clues: readonly SpaceClue[],
  runtimes: readonly KnownRuntime[],
): ReadonlyMap<SpaceId, ContainerKey & Label> {
  const found = new Map<SpaceId, ContainerKey & Label>();
  for (const clue of clues) {
    for (const { findInCommand } of runtimes) {
      const key = findInCommand?.(clue);
      if (key === undefined) continue;
      found.set(clue.space, key);
      break;
    }
  }
  return found;
}

async function readLabels(
  keys: readonly ContainerKey[],
  clues: ReadonlyMap<SpaceId, ContainerKey & Label>,
  memories: ReadonlyMap<string, Memory>,
): Promise<Labels> {
  const idsOf = new Map<string, Set<string>>();
  for (const { runtime, id } of [...keys, ...clues.values()]) {
    const ids = idsOf.get(runtime) ?? new Set();
    idsOf.set(runtime, ids.add(id));
  }
  const byContainer = new Map<string, Label>();
  await Promise.all(
    [...idsOf].map(async ([runtime, ids]) => {
      const labels = await memories.get(runtime)?.labelsOf([...ids]);
      for (const [id, label] of labels ?? []) byContainer.set(`${runtime}://${id}`, label);
    }),
  );
  const bySpace = new Map<SpaceId, ContainerKey & Label>();
  for (const [space, clue] of clues) {
    const label = byContainer.get(`${clue.runtime}://${clue.id}`);
    bySpace.set(space, { ...mergeLabels(label, clue), runtime: clue.runtime, id: clue.id });
  }
  return { byContainer, bySpace };
}
