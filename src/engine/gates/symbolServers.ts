/**
 * Debug information from the servers that the user names in DEBUGINFOD_URLS, asked by a program's build id as
 * debuginfod(8) describes it. Nothing is asked where none is named. What came is kept for the steps of one attach, and
 * so is that nothing came.
 */
import type { DebugFile } from "./debugFiles.ts";

/** Milliseconds: until a server begins to answer, and until all of it is here. */
const [patience, whole] = [5_000, 30_000];
/** Bytes; a bigger one is left to debuggers. */
const longest = 512 * 1024 * 1024;
/** Milliseconds for which an answer is kept, and how many are. */
const [keep, most] = [120_000, 4];

/** The words of DEBUGINFOD_URLS that are addresses. */
export function symbolServers(named = process.env["DEBUGINFOD_URLS"] ?? ""): readonly string[] {
  const words = named.split(/\s+/).filter((word) => /^https?:\/\//.test(word));
  return [...new Set(words.map((word) => word.replace(/\/+$/, "")))];
}

interface Kept {
  readonly answer: Promise<DebugFile | undefined>;
  readonly until: number;
}

const answers = new Map<string, Kept>();

/** From the first server that has it; `file` is the address. Never rejects: a server that fails has nothing. */
export function fetchDebugFile(buildId: string, servers = symbolServers()): Promise<DebugFile | undefined> {
  if (servers.length === 0) return Promise.resolve(undefined);
  const key = `${buildId} ${servers.join(" ")}`;
  const known = answers.get(key);
  if (known && known.until > Date.now()) return known.answer;
  const answer = fetchFirst(buildId, servers);
  answers.delete(key);
  answers.set(key, { answer, until: Date.now() + keep });
  const [oldest] = answers.keys();
  if (answers.size > most && oldest !== undefined) answers.delete(oldest);
  return answer;
}

async function fetchFirst(buildId: string, servers: readonly string[]): Promise<DebugFile | undefined> {
  for (const server of servers) {
    const file = `${server}/buildid/${buildId}/debuginfo`;
    const bytes = await fetchBytes(file).catch(() => undefined);
    if (bytes) return { file, bytes };
  }
  return undefined;
}

async function fetchBytes(address: string): Promise<Uint8Array | undefined> {
  const stop = new AbortController();
  const late = setTimeout(() => {
    stop.abort();
  }, patience);
  try {
    const answer = await fetch(address, { signal: AbortSignal.any([stop.signal, AbortSignal.timeout(whole)]) });
    clearTimeout(late);
    const size = Number(answer.headers.get("content-length") ?? "0");
    if (answer.ok && size <= longest) return new Uint8Array(await answer.arrayBuffer());
    await answer.body?.cancel();
    return undefined;
  } finally {
    clearTimeout(late);
  }
}
