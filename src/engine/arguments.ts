/** The engine's own command line. Pure. */

export interface EngineArguments {
  /** A mounted procfs other than the usual. */
  readonly proc?: string;
  /** Run as root, for this user: what is handed over is the user's. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

interface Bad {
  readonly bad: string;
}

const options: Readonly<Record<string, (value: string) => EngineArguments | Bad>> = {
  "--proc": (proc) => ({ proc }),
  "--for": (value) => {
    const [, uid, gid] = /^(\d+):(\d+)$/.exec(value) ?? [];
    return uid === undefined || gid === undefined
      ? { bad: "--for wants a user and a group, by their numbers: UID:GID." }
      : { user: { uid: Number(uid), gid: Number(gid) } };
  },
};

const missing: Readonly<Record<string, string>> = {
  "--proc": "--proc wants a folder: a mounted procfs.",
  "--for": "--for wants a user and a group, by their numbers: UID:GID.",
};

/** `--stdio` is the only way to talk, and may be left out. Never throws. */
export function parseArguments(words: readonly string[]): EngineArguments | Bad {
  let found: EngineArguments = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "--stdio" || word.startsWith("--clientProcessId=")) continue;
    const option = options[word];
    if (!option) return { bad: `The engine does not know "${word}": --stdio [--proc DIR] [--for UID:GID].` };
    at += 1;
    const value = words[at];
    const read = value === undefined ? { bad: missing[word] ?? "" } : option(value);
    if ("bad" in read) return read;
    found = { ...found, ...read };
  }
  return found;
}
