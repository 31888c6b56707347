/**
 * Links below a task's root that lead to other files for whoever follows them from here: the kernel begins an absolute
 * link anew at the root of who asks (path_resolution(7)), so below /proc/N/root it leads to a file of ours of that name,
 * or nowhere.
 */
import { closeSync, fstatSync, readdirSync, readlinkSync, statSync, type BigIntStats } from "node:fs";
import type { Stray } from "./kernel.ts";
import { pathOnly, readSafely, type Native } from "./native.ts";

/** A folder with more entries is no folder of libraries. */
const most = 20_000;

/** A file as the task itself finds it: which, and its name there without any link. */
interface Found {
  readonly file: string;
  readonly name: string;
}

const sameAs = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

class Inside {
  private readonly top: string;

  /** `place` is /proc/N/root, and `root` it opened. */
  constructor(
    private readonly native: Native,
    private readonly root: number,
    private readonly place: string,
  ) {
    this.top = this.linkOf(root).replace(/\/$/, "");
  }

  find(path: string): Found | undefined {
    return this.opened(path, pathOnly, (fd) => {
      const real = this.linkOf(fd);
      if (!real.startsWith(`${this.top}/`)) return undefined;
      const found = { file: sameAs(fstatSync(fd, { bigint: true })), name: real.slice(this.top.length) };
      return this.fromHere(found.name) === found.file ? found : undefined;
    });
  }

  /** What is at that path for whoever follows links from here. */
  fromHere(path: string): string | undefined {
    const found = statSync(`${this.place}${path}`, { bigint: true, throwIfNoEntry: false });
    return found && sameAs(found);
  }

  /** Its names; those of links apart. */
  list(folder: string): { readonly all: readonly string[]; readonly links: readonly string[] } | undefined {
    return this.opened(folder, readSafely, (fd) => {
      const entries = readdirSync(`/proc/self/fd/${fd.toString()}`, { withFileTypes: true }).slice(0, most);
      return {
        all: entries.map(({ name }) => name),
        links: entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name),
      };
    });
  }

  private opened<T>(path: string, flags: number, use: (fd: number) => T): T | undefined {
    const fd = this.native.openInRoot(this.root, Buffer.from(`${path}\0`), flags);
    if (fd < 0) return undefined;
    try {
      return use(fd);
    } catch {
      return undefined; // gone meanwhile, or not ours to read
    } finally {
      closeSync(fd);
    }
  }

  private linkOf(fd: number): string {
    return readlinkSync(`/proc/self/fd/${fd.toString()}`);
  }
}

/**
 * Those of the folders that are found elsewhere from here, or have a link whose name fits and that is; none where the
 * native part is missing.
 */
export function listStrays(
  native: Native | undefined,
  place: string,
  folders: readonly string[],
  fits: RegExp,
): readonly Stray[] {
  const root = native?.open(Buffer.from(`${place}\0`), pathOnly) ?? -1;
  if (!native || root < 0) return [];
  try {
    const inside = new Inside(native, root, place);
    return folders.flatMap((folder) => strayIn(inside, folder, fits));
  } catch {
    return []; // gone meanwhile
  } finally {
    closeSync(root);
  }
}

function strayIn(inside: Inside, folder: string, fits: RegExp): readonly Stray[] {
  const found = inside.find(folder);
  const names = found && inside.list(folder);
  if (!found || !names) return [];
  const truly = (name: string): Found | undefined => inside.find(`${folder}/${name}`);
  const strays = names.links.some((name) => {
    const at = fits.test(name) ? truly(name) : undefined;
    return at !== undefined && inside.fromHere(`${found.name}/${name}`) !== at.file;
  });
  const entries = strays ? names.all.map((name) => ({ name, to: truly(name)?.name })) : [];
  const there = entries.flatMap(({ name, to }) => (to === undefined ? [] : [{ name, to }]));
  if (there.length === 0 && inside.fromHere(folder) === found.file) return [];
  return [{ from: folder, to: found.name, entries: there }];
}
