/**
 * Whose numbers a text speaks in, and how that is known: what its reader says, where it lies, what it says itself.
 * Pure; whether there is such a space is somebody else's question.
 */
import type { SpeakerBy } from "../../model/text.ts";

export interface Speaker {
  /** Words that name the space. */
  readonly words: string;
  readonly by: SpeakerBy;
}

export interface Text {
  /** Where the text lies, as a URI. */
  readonly uri: string;
  /** The words for a space that its reader gave: a choice, or a setting. */
  readonly told?: string;
  /** Its first and last lines, five of each. */
  readonly edges: readonly string[];
}

interface Place {
  readonly find: RegExp;
  readonly words: (groups: Readonly<Record<string, string>>) => string;
}

const id = "(?<id>[0-9a-f]{64})";

/** Folders that say whose log lies in them. */
const places: readonly Place[] = [
  { find: new RegExp(`/containers/${id}/\\k<id>-json\\.log`), words: ({ id: whole = "" }) => `docker://${whole}` },
  { find: new RegExp(`/containers/${id}/local-logs/`), words: ({ id: whole = "" }) => `docker://${whole}` },
  { find: new RegExp(`/overlay-containers/${id}/userdata/`), words: ({ id: whole = "" }) => `podman://${whole}` },
  {
    find: /\/log\/pods\/(?<ns>[^/_]+)_(?<pod>[^/_]+)_[^/_]+\/(?<name>[^/]+)\/[^/]+$/,
    words: ({ ns = "", pod = "", name = "" }) => `k8s://${ns}/${pod}/${name}`,
  },
  {
    find: new RegExp(`/log/containers/(?<pod>[^/_]+)_(?<ns>[^/_]+)_(?<name>[^/_]+)-${id}\\.log$`),
    words: ({ ns = "", pod = "", name = "" }) => `k8s://${ns}/${pod}/${name}`,
  },
  { find: /\/machines\/(?<name>[\w.-]+)\/var\/log\//, words: ({ name = "" }) => `nspawn://${name}` },
  { find: /\/lxc\/(?<name>[\w.-]+)\/rootfs\/var\/log\//, words: ({ name = "" }) => `lxc://${name}` },
  { find: /^\/var\/log\/(?:syslog|messages|kern\.log|auth\.log|daemon\.log|dmesg)(?:\.\d+)?$/, words: () => "host" },
];

/** Absent: nothing says so. */
export function speakerOf({ uri, told, edges }: Text): Speaker | undefined {
  if (told !== undefined) return { words: told, by: "told" };
  const { path, space } = readUri(uri);
  if (space !== undefined) return { words: space, by: "place" };
  for (const { find, words } of places) {
    const groups = find.exec(path)?.groups ?? (find.test(path) ? {} : undefined);
    if (groups) return { words: words(groups), by: "place" };
  }
  const line = saidIn(edges, "space");
  return line === undefined ? undefined : { words: line, by: "line" };
}

/** The zone that the text's own line says its times are in; absent where it does not. */
export function saidZone({ edges }: Text): string | undefined {
  return saidIn(edges, "zone");
}

/** `pspace: space=web zone=Europe/Berlin`, wherever it stands in a line. */
function saidIn(lines: readonly string[], key: "space" | "zone"): string | undefined {
  for (const line of lines) {
    const said = /\bpspace: (?<said>.*)/.exec(line)?.groups?.["said"];
    const words = said?.split(/\s+/).find((word) => word.startsWith(`${key}=`));
    if (words !== undefined) return words.slice(key.length + 1);
  }
  return undefined;
}

/** A document of our own says its space in its address: `pspace-log:/web.log?space=docker://web`. */
function readUri(uri: string): { readonly path: string; readonly space?: string } {
  try {
    const { protocol, pathname, search } = new URL(uri);
    // VS Code writes the signs of a query in their code once more, the "=" too
    const query = new URLSearchParams(decodeURIComponent(search));
    const space = protocol === "pspace-log:" ? query.get("space") : null;
    return { path: decodeURIComponent(pathname), ...(space === null ? {} : { space }) };
  } catch {
    return { path: uri };
  }
}
