/**
 * Podman: containers by control group (`libpod-ID`) or by the monitor that watches over them (conmon(8), the only trace
 * where a rootless Podman may not make groups); names from Podman's own storage files, which need no Podman running,
 * and from its REST socket where there is one (it knows pods and Compose projects besides).
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readContainers } from "./docker.ts";
import { listRunFolders } from "./dockerHosts.ts";
import { listOf, memberOf, parseJson, wordOf } from "./json.ts";
import { fullId, type KnownRuntime, optionOf, programOf } from "./known.ts";
import { labelOf, mergeLabels } from "./label.ts";
import { readStorages } from "./podmanStorage.ts";
import type { ContainerKey, Label, SpaceClue } from "./runtime.ts";

function findInGroup(segment: string): string | undefined {
  return /^libpod-(?:payload-)?([0-9a-f]{64})(?:\.scope)?$/.exec(segment)?.[1];
}

/** `conmon --api-version 1 -c ID -u ID … -n NAME` is the parent of a container's first process. */
function findInCommand({ parentCommand }: SpaceClue): (ContainerKey & Label) | undefined {
  if (programOf(parentCommand) !== "conmon") return undefined;
  const id = optionOf(parentCommand, "-c", "--cid");
  if (id === undefined || !fullId.test(id)) return undefined;
  // CRI-O uses the same monitor, with its own words around it.
  const runtime = parentCommand.some((word) => word.includes("/crio/") || word.includes("/crio-")) ? "cri-o" : "podman";
  return { runtime, id, ...labelOf({ name: wordOf(optionOf(parentCommand, "-n", "--name")) }) };
}

/** `containers.json` of containers/storage. Never throws. */
export function parseStorage(text: string): ReadonlyMap<string, Label> {
  const found = new Map<string, Label>();
  for (const each of listOf(parseJson(text))) {
    const id = wordOf(memberOf(each, "id"));
    if (id === undefined || !fullId.test(id)) continue;
    const metadata = parseJson(wordOf(memberOf(each, "metadata")) ?? "");
    const name = wordOf(memberOf(metadata, "name")) ?? listOf(memberOf(each, "names")).map(wordOf).at(0);
    found.set(id, labelOf({ name, image: wordOf(memberOf(metadata, "image-name")) }));
  }
  return found;
}

function listSockets(env: NodeJS.ProcessEnv): readonly string[] {
  const folders = ["/run", ...listRunFolders(env)];
  return folders.map((folder) => join(folder, "podman/podman.sock")).filter((path) => existsSync(path));
}

/** `limit`: milliseconds for each socket. */
export function podmanRuntime(env: NodeJS.ProcessEnv, limit: number): KnownRuntime {
  return {
    name: "podman",
    findInGroup,
    findInCommand,
    readLabels: async () => {
      const found = new Map<string, Label>();
      // Root's comes first and its word counts: a user may call a container what he likes.
      for (const text of [...readStorages(env)].reverse()) {
        for (const [id, label] of parseStorage(text)) found.set(id, label);
      }
      const answers = await Promise.all(
        listSockets(env).map((socketPath) => readContainers({ socketPath }, limit, "podman")),
      );
      for (const [id, label] of answers.reverse().flatMap((answer) => [...answer])) {
        found.set(id, mergeLabels(label, found.get(id)));
      }
      return found;
    },
  };
}
