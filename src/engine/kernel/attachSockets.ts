/** Who listens and who connected, from proc_net_tcp(5). Parsing is pure; reading is at the end. */
import { readdirSync } from "node:fs";
import { linkText, textOr } from "./attachText.ts";

export interface SocketRow {
  /** Bound to 127.0.0.1 or ::1. */
  readonly loopback: boolean;
  readonly localPort: number;
  readonly remotePort: number;
  /** 0x0A is LISTEN, 0x01 ESTABLISHED (include/net/tcp_states.h). */
  readonly state: number;
  readonly uid: number;
  readonly inode: string;
}

const listenState = 0x0a;
const establishedState = 0x01;

/** In the kernel's spelling, each four bytes as a number of this machine's (little-endian). */
const loopbacks = /^(0100007F|0000000000000000FFFF00000100007F|00000000000000000000000001000000):/;

const address = "((?:[0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4})";
/** Number, local, remote, state, queues, timer, retransmits, user, timeout, inode, and more. */
const rowWords = new RegExp(
  `^ *\\d+: ${address} ${address} ([0-9A-F]{2}) \\S+:\\S+ \\S+:\\S+ \\S+ +(\\d+) +\\d+ (\\d+) \\d+`,
);

/** Lines that are not rows (the heading, a torn line) are left out. */
export function parseSockets(text: string): readonly SocketRow[] {
  const rows: SocketRow[] = [];
  const portOf = (place: string): number => parseInt(place.slice(place.indexOf(":") + 1), 16);
  for (const line of text.split("\n")) {
    const [, local, remote, state, uid, inode] = rowWords.exec(line) ?? [];
    if (local === undefined || remote === undefined || state === undefined || inode === undefined) continue;
    rows.push({
      loopback: loopbacks.test(local),
      localPort: portOf(local),
      remotePort: portOf(remote),
      state: parseInt(state, 16),
      uid: Number(uid),
      inode,
    });
  }
  return rows;
}

function sorted(ports: Iterable<number>): readonly number[] {
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** The ports of the rows that listen; with `inodes`, only of sockets among those. */
export function listenersOf(rows: readonly SocketRow[], inodes?: ReadonlySet<string>): readonly number[] {
  const mine = rows.filter(({ state, inode }) => state === listenState && (inodes === undefined || inodes.has(inode)));
  return sorted(mine.map(({ localPort }) => localPort));
}

/** The ports of these ends of established connections, of sockets among `inodes`. */
export function connectedOf(rows: readonly SocketRow[], inodes: ReadonlySet<string>): readonly number[] {
  return sorted(
    rows.filter((row) => row.state === establishedState && inodes.has(row.inode)).map((row) => row.localPort),
  );
}

/** The listening ports that have a connection. */
export function busyOf(rows: readonly SocketRow[]): readonly number[] {
  const connected = new Set(rows.filter(({ state }) => state === establishedState).map(({ localPort }) => localPort));
  return listenersOf(rows).filter((port) => connected.has(port));
}

/** The user at this end of an established connection, if there is one. */
export function ownerOf(rows: readonly SocketRow[], localPort: number, remotePort: number): number | undefined {
  return rows.find(
    (row) => row.state === establishedState && row.localPort === localPort && row.remotePort === remotePort,
  )?.uid;
}

/** The sockets of the network namespace that `/proc/N` of `folder` is in; readable without privilege. */
export function readSockets(folder: string): readonly SocketRow[] {
  return ["tcp", "tcp6"].flatMap((table) => parseSockets(textOr(`${folder}/net/${table}`)));
}

/** Inodes of the sockets that a process has open; undefined where its descriptors are not ours to read. */
export function readSocketInodes(folder: string): ReadonlySet<string> | undefined {
  let names: readonly string[];
  try {
    names = readdirSync(`${folder}/fd`);
  } catch {
    return undefined;
  }
  const inodes = new Set<string>();
  for (const name of names) {
    const link = linkText(`${folder}/fd/${name}`);
    const inode = typeof link === "string" ? undefined : /^socket:\[(\d+)\]$/.exec(link.text)?.[1];
    if (inode !== undefined) inodes.add(inode);
  }
  return inodes;
}
