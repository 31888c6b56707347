/**
 * Matches where sources lay when a program was made, or lie inside a container, with the folders of the user's own:
 * a source map computed, not typed. Pure but for one question, whether a file is there.
 */
import { isWithin, moved, type SharedFolder } from "./mounts.ts";

/** A folder of the target's and the user's own folder with the same sources. */
export interface Mapped {
  readonly inside: string;
  readonly host: string;
}

export type Exists = (file: string) => boolean;

/** Sources of a language's own library or of a compiler: never the user's. */
const foreign = /^(<|\/(usr\/(include|lib|share|local\/go|src)|build\/|rustc\/|root\/\.rustup|buildd\/))/;

/** At most so many files are looked for; matching folders show long before. */
const most = 400;

/** `/a/b/c.c` → the whole, then `b/c.c`, then `c.c`. */
function endingsOf(file: string): readonly string[] {
  const parts = file.split("/").filter((part) => part !== "");
  return parts.map((_, from) => parts.slice(from).join("/"));
}

/** The user's copy of a file: the longest ending of its path that is there below one of the folders. */
function findCopy(file: string, sources: readonly string[], exists: Exists): Mapped | undefined {
  for (const ending of endingsOf(file)) {
    const host = sources.find((folder) => exists(`${folder}/${ending}`));
    const inside = file.slice(0, file.length - ending.length - 1);
    if (host !== undefined) return { inside: inside || "/", host };
  }
  return undefined;
}

function keyOf({ inside, host }: Mapped): string {
  return `${inside}\0${host}`;
}

/** A shared folder answers for what lies in it, for there the kernel itself says which is which. */
function shareFor(file: string, shared: readonly SharedFolder[]): SharedFolder | undefined {
  return shared
    .filter(({ inside }) => isWithin(file, inside))
    .sort((a, b) => b.inside.length - a.inside.length)
    .at(0);
}

/** Where the user's own folder lies in the shared one, or holds it, the pair is moved to the user's folder. */
function narrowed(share: SharedFolder, sources: readonly string[]): Mapped {
  const own = sources.find((folder) => isWithin(folder, share.host));
  return own === undefined ? share : { host: own, inside: moved(own, share.host, share.inside) };
}

/**
 * The folders that hold `files` (as the target names them) on both sides, best first: by shared folders, else by
 * the number of files that were found. Equal names on both sides need no map and are left out.
 */
export function matchSources(
  files: readonly string[],
  sources: readonly string[],
  shared: readonly SharedFolder[],
  exists: Exists,
): readonly Mapped[] {
  const votes = new Map<string, { readonly mapped: Mapped; count: number }>();
  const own = files.filter((file) => file.startsWith("/") && !foreign.test(file)).slice(0, most);
  for (const file of own) {
    const share = shareFor(file, shared);
    const mapped = share ? narrowed(share, sources) : findCopy(file, sources, exists);
    if (!mapped) continue;
    const vote = votes.get(keyOf(mapped)) ?? { mapped, count: 0 };
    votes.set(keyOf(mapped), { ...vote, count: vote.count + 1 });
  }
  const best = [...votes.values()].sort((a, b) => b.count - a.count).map(({ mapped }) => mapped);
  return onePerInside(best).filter(({ inside, host }) => inside !== host);
}

/** A folder of the target's is one folder of the user's: the one with the most files. */
function onePerInside(best: readonly Mapped[]): readonly Mapped[] {
  return best.filter((mapped, index) => best.findIndex(({ inside }) => inside === mapped.inside) === index);
}
