/** Whose numbers a command prints: `docker logs web` speaks in those of `web`. Pure. */
import type { Picture } from "../../client/picture.ts";
import type { WireSpace } from "../../protocol/wire.ts";

/** What a command line says of the space whose numbers its output is in. */
export type Speaker =
  | { readonly is: "container"; readonly name: string }
  /** A service of a Compose project; the project is the folder's, which a command line does not say. */
  | { readonly is: "service"; readonly name: string }
  | { readonly is: "pod"; readonly name: string; readonly container?: string }
  | { readonly is: "space"; readonly words: string }
  | { readonly is: "host" };

/** Options that take the next word with them. */
const takesWord = new Set(
  "-e --env --env-file -u --user -w --workdir --detach-keys -n --tail --since --until -H --host -c --context --file -p --project-name --index --namespace --container -s --server --kubeconfig -l --selector".split(
    " ",
  ),
);

/** Commands whose first plain word is a subcommand, and what a thing named after it is. */
const engines = new Set(["docker", "podman", "nerdctl"]);

/** The speaker of a command line; absent for every other command. Never throws. */
export function speakerOf(commandLine: string): Speaker | undefined {
  const words = commandLine.trim().split(/\s+/);
  while (words[0] === "sudo" || /^\w+=/.test(words[0] ?? "")) words.shift();
  const program = words.shift()?.split("/").at(-1) ?? "";
  if (engines.has(program)) return speakerOfEngine(words);
  if (program === "kubectl") return speakerOfKubectl(words);
  if (program === "pspace") {
    const [verb, space] = plainWords(words);
    return verb === "enter" && space !== undefined ? { is: "space", words: space } : undefined;
  }
  return undefined;
}

function speakerOfEngine(words: readonly string[]): Speaker | undefined {
  const [first, ...rest] = plainWords(words);
  const compose = first === "compose";
  const [verb, name] = first === "container" || compose ? rest : [first, ...rest];
  if (name === undefined) return undefined;
  if (verb === "top") return { is: "host" }; // docker top prints the host's numbers
  if (verb !== "logs" && verb !== "exec" && verb !== "attach") return undefined;
  return { is: compose ? "service" : "container", name };
}

function speakerOfKubectl(words: readonly string[]): Speaker | undefined {
  const [verb, target] = plainWords(words);
  if (target === undefined || (verb !== "logs" && verb !== "exec" && verb !== "attach")) return undefined;
  const at = words.findIndex((word) => word === "-c" || word === "--container");
  const container = at < 0 ? /--container=(\S+)/.exec(words.join(" "))?.[1] : words[at + 1];
  return { is: "pod", name: target.replace(/^pods?\//, ""), ...(container === undefined ? {} : { container }) };
}

/** Words that are neither options nor belong to one, as far as `--`. */
function plainWords(words: readonly string[]): readonly string[] {
  const plain: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") break;
    if (/\.(ya?ml|json)$/.test(word)) continue; // what -f brings to compose; elsewhere -f brings nothing
    if (!word.startsWith("-")) plain.push(word);
    else if (takesWord.has(word)) at++;
  }
  return plain;
}

/** The one space that a speaker is; absent when there is none, or more than one. */
export function findSpeaker(picture: Picture, speaker: Speaker): WireSpace | undefined {
  const found = [...picture.spaces.values()].filter((space) => isSpeaker(space, speaker));
  return found.length === 1 ? found[0] : undefined;
}

function isSpeaker(space: WireSpace, speaker: Speaker): boolean {
  switch (speaker.is) {
    case "host":
      return space.id === "host";
    case "space":
      return [space.id, space.reference, space.name].includes(speaker.words);
    case "container":
      return (
        space.name === speaker.name ||
        (speaker.name.length >= 4 && (space.container?.startsWith(speaker.name) ?? false))
      );
    case "service":
      return (
        space.group?.kind === "compose" && new RegExp(`(^|[-_])${escaped(speaker.name)}([-_]\\d+)?$`).test(space.name)
      );
    case "pod":
      return (
        space.group?.kind === "pod" &&
        space.group.name.split("/").at(-1) === speaker.name &&
        (speaker.container === undefined || space.name.split("/").at(-1) === speaker.container)
      );
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
