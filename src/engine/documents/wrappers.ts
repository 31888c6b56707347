/**
 * Lines that carry another line: Docker's and Kubernetes' log files, prefixes of `docker logs -t` and `docker compose`,
 * syslog. Pure: a line → the line within, with the place of each of its characters in the outer one.
 */
import { syslogHead } from "./formats/system.ts";

/** A line, and where each character of it stands in the line of the document. */
export interface Layer {
  readonly text: string;
  /** Column in the document of a column of `text`. */
  readonly column: (at: number) => number;
  /** What the wrapper wrote of the time, still as text; absent where it wrote none. */
  readonly stamp?: string;
}

interface Wrapper {
  readonly name: string;
  readonly head: RegExp;
}

const nano = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)`;

/** Each is taken off once; the group `stamp` is the time. */
const wrappers: readonly Wrapper[] = [
  { name: "Kubernetes", head: new RegExp(`^(?<stamp>${nano}) (?:stdout|stderr) [FP] `) },
  { name: "docker compose logs", head: /^[\w.-]+ +\| / },
  { name: "kubectl logs --prefix", head: /^\[pod\/[^\]]+\] / },
  { name: "docker logs --timestamps", head: new RegExp(`^(?<stamp>${nano}) (?=\\S)`) },
  {
    name: "syslog",
    head: new RegExp(`(?<stamp>${syslogHead})(?:(?!kernel: )[\\w()./@-]+(?:\\[\\d+\\])?: |(?=kernel: ))`),
  },
];

const dockerLine = /^\{"log":"(?<log>(?:[^"\\]|\\.)*)".*"time":"(?<stamp>[^"]+)"\}\s*$/d;

/** The line itself and everything that it carries, outermost first. */
export function layersOf(line: string): readonly Layer[] {
  const layers: Layer[] = [fileLayer(line) ?? { text: line, column: (at) => at }];
  const left = new Set(wrappers);
  for (let found = true; found;) {
    const last = layers.at(-1);
    const taken = last && takeOff(last, left);
    found = taken !== undefined;
    if (taken) layers.push(taken);
  }
  return layers;
}

function takeOff(layer: Layer, left: Set<Wrapper>): Layer | undefined {
  for (const wrapper of left) {
    const match = wrapper.head.exec(layer.text);
    if (!match) continue;
    left.delete(wrapper);
    const { length } = match[0];
    const stamp = match.groups?.["stamp"] ?? layer.stamp;
    return {
      text: layer.text.slice(length),
      column: (at) => layer.column(at + length),
      ...(stamp === undefined ? {} : { stamp }),
    };
  }
  return undefined;
}

/** A line of Docker's json-file driver: what the container wrote, as it wrote it. */
function fileLayer(line: string): Layer | undefined {
  const match = dockerLine.exec(line);
  const [start] = match?.indices?.groups?.["log"] ?? [];
  const { log, stamp } = match?.groups ?? {};
  if (start === undefined || log === undefined || stamp === undefined) return undefined;
  const { text, columns } = unescape(log);
  return { text, stamp, column: (at) => start + (columns[at] ?? log.length) };
}

const escapes: Readonly<Record<string, string>> = { n: "", r: "", t: "\t", b: "\b", f: "\f" };

/** A JSON string's content, and where each of its characters stands in the source; the line end is left out. */
function unescape(source: string): { readonly text: string; readonly columns: readonly number[] } {
  const columns: number[] = [];
  let text = "";
  for (const { index, 0: piece } of source.matchAll(/\\u[0-9a-fA-F]{4}|\\.|[^\\]/gs)) {
    const letter = piece[1] ?? "";
    const said = piece.length === 6 ? String.fromCharCode(parseInt(piece.slice(2), 16)) : (escapes[letter] ?? letter);
    const meant = piece.startsWith("\\") ? said : piece;
    columns.push(...Array.from(meant, () => index));
    text += meant;
  }
  columns.push(source.length);
  return { text, columns };
}
