/**
 * Docker: containers by control group (`docker-ID.scope`, or a bare ID below a parent of any name), names by the
 * Docker API of every daemon that can be reached from here. A closed socket leaves the ids.
 */
import type { RuntimeName } from "../../model/space.ts";
import { askDaemon } from "./dockerApi.ts";
import { type DockerHost, hostWords, readDockerHosts } from "./dockerHosts.ts";
import { listOf, memberOf, wordOf } from "./json.ts";
import { fullId, type KnownRuntime } from "./known.ts";
import { groupOfLabels, labelOf, aliasesOfLabels } from "./label.ts";
import type { Label } from "./runtime.ts";

function findInGroup(segment: string, before: readonly string[]): string | undefined {
  const scope = /(?:^docker-|:docker:)([0-9a-f]{64})(?:\.scope)?$/.exec(segment)?.[1];
  if (scope !== undefined) return scope;
  const parent = before.at(-1);
  if (parent === "buildkit" && before.at(-2) === "docker") return segment;
  return fullId.test(segment) ? segment : undefined;
}

/** The answer to `GET /containers/json`; Podman gives the same one. Never throws. */
export function parseContainers(answer: unknown, runtime: RuntimeName): ReadonlyMap<string, Label> {
  const found = new Map<string, Label>();
  for (const each of listOf(answer)) {
    const id = wordOf(memberOf(each, "Id"));
    if (id === undefined) continue;
    const labels = memberOf(each, "Labels");
    // A linked container has further names, `/other/alias`: its own has one slash.
    const names = listOf(memberOf(each, "Names")).map(wordOf);
    const name = names.find((word) => word !== undefined && word.lastIndexOf("/") <= 0)?.replace(/^\//, "");
    const image = wordOf(memberOf(each, "Image"));
    found.set(id, labelOf({ name, image, group: groupOfLabels(labels), also: aliasesOfLabels(labels, runtime) }));
  }
  return found;
}

/** Running containers of one daemon; empty when it does not answer within `limit` milliseconds. */
export async function readContainers(
  daemon: DockerHost,
  limit: number,
  runtime: RuntimeName,
): Promise<ReadonlyMap<string, Label>> {
  const labels = parseContainers(await askDaemon(daemon, "/containers/json", limit), runtime);
  const words = hostWords(daemon);
  return new Map([...labels].map(([id, label]) => [id, words === undefined ? label : { ...label, daemon: words }]));
}

/** `limit`: milliseconds for each daemon. */
export function dockerRuntime(env: NodeJS.ProcessEnv, limit: number): KnownRuntime {
  return {
    name: "docker",
    findInGroup,
    readLabels: async () => {
      const answers = await Promise.all(readDockerHosts(env).map((daemon) => readContainers(daemon, limit, "docker")));
      // The first daemon's word counts: the last ones are other users', who may call a container what they like.
      return new Map(answers.reverse().flatMap((answer) => [...answer]));
    },
  };
}
