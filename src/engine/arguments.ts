/** The engine's own command line. Pure. */

export interface EngineArguments {
  /** A mounted procfs other than the usual. */
  readonly proc?: string;
}

/** `--stdio` is the only way to talk, and may be left out. Never throws. */
export function parseArguments(words: readonly string[]): EngineArguments | { readonly bad: string } {
  let proc: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === "--stdio" || word?.startsWith("--clientProcessId=")) continue;
    if (word !== "--proc") return { bad: `The engine does not know "${word ?? ""}": --stdio [--proc DIR].` };
    at += 1;
    proc = words[at];
    if (proc === undefined) return { bad: "--proc wants a folder: a mounted procfs." };
  }
  return proc === undefined ? {} : { proc };
}
