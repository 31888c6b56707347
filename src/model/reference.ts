/**
 * The tuple language: text ⇄ (space words, number). Pure; knows no spaces, only how they are written.
 *
 *     tuple := space ":" number            number := decimal | 0x hex
 *     space := "host" | NAME | RUNTIME "://" NAME-or-ID | "k8s://" NS "/" POD "/" CONTAINER
 *            | "pid:[" INODE "]" | space "/" space | space "@" HOST
 */

/** One step into a space: what it is called, before anybody has looked whether it exists. */
export type SpaceStep =
  | { readonly by: "host" }
  | { readonly by: "name"; readonly name: string }
  | { readonly by: "runtime"; readonly runtime: string; readonly container: string }
  | { readonly by: "namespace"; readonly link: string };

export interface SpaceReference {
  readonly text: string;
  /** Outermost first; at least one. */
  readonly steps: readonly SpaceStep[];
  /** On another host; absent for this one. */
  readonly at?: string;
}

export interface TupleReference {
  readonly text: string;
  readonly space: SpaceReference;
  readonly nr: number;
}

/** A reason instead of a result: one sentence for people. */
export interface BadWords {
  readonly bad: string;
}

const runtimeStep = /^([a-z][a-z0-9-]*):\/\/([^/@]+)/;
const podStep = /^k8s:\/\/([^/@]+\/[^/@]+\/[^/@]+)/;
const namespaceStep = /^pid:\[\d+\]/;
const nameStep = /^[A-Za-z0-9_][A-Za-z0-9_.-]*/;

function takeStep(text: string): { readonly step: SpaceStep; readonly length: number } | undefined {
  const pod = podStep.exec(text);
  if (pod?.[1] !== undefined)
    return { step: { by: "runtime", runtime: "k8s", container: pod[1] }, length: pod[0].length };
  const runtime = runtimeStep.exec(text);
  if (runtime?.[1] !== undefined && runtime[2] !== undefined) {
    return { step: { by: "runtime", runtime: runtime[1], container: runtime[2] }, length: runtime[0].length };
  }
  const namespace = namespaceStep.exec(text);
  if (namespace) return { step: { by: "namespace", link: namespace[0] }, length: namespace[0].length };
  const name = nameStep.exec(text);
  if (!name) return undefined;
  return { step: name[0] === "host" ? { by: "host" } : { by: "name", name: name[0] }, length: name[0].length };
}

/** Reads the words for a space. Never throws. */
export function parseSpace(text: string): SpaceReference | BadWords {
  const at = /@([A-Za-z0-9_.-]+)$/.exec(text);
  let rest = at ? text.slice(0, at.index) : text;
  const steps: SpaceStep[] = [];
  for (;;) {
    const taken = takeStep(rest);
    if (!taken) return { bad: `"${text}" does not name a space: expected a name, docker://NAME, pid:[INODE] or host` };
    steps.push(taken.step);
    rest = rest.slice(taken.length);
    if (rest === "") return { text, steps, ...(at?.[1] === undefined ? {} : { at: at[1] }) };
    if (!rest.startsWith("/")) return { bad: `"${text}" does not name a space: did not expect "${rest}"` };
    rest = rest.slice(1);
  }
}

/** Reads a tuple such as `web:17`, `docker://web:0x38` or `jobs/batch:2`. Never throws. */
export function parseTuple(text: string): TupleReference | BadWords {
  const words = text.trim();
  const cut = words.lastIndexOf(":");
  if (cut <= 0) {
    return /^(0x[0-9a-f]+|\d+)$/i.test(words)
      ? { bad: `${words} alone names no task: say in which space, for example host:${words}` }
      : { bad: `"${text}" is not a tuple: expected SPACE:NUMBER, for example web:17` };
  }
  const number = words.slice(cut + 1);
  if (!/^(0x[0-9a-f]+|[0-9]+)$/i.test(number)) {
    return { bad: `"${text}" is not a tuple: "${number}" is not a number` };
  }
  const nr = Number(number);
  if (!Number.isSafeInteger(nr) || nr < 1 || nr > 0x7fffffff) {
    return { bad: `"${text}" is not a tuple: a process number is between 1 and 2147483647` };
  }
  const space = parseSpace(words.slice(0, cut));
  return "bad" in space ? space : { text: words, space, nr };
}

/** Whether a text looks like a tuple at all; for fields that may hold a plain number too. */
export function isTuple(text: string): boolean {
  return !("bad" in parseTuple(text));
}

/** The tuple's text, with the space as it is best called. */
export function tupleText(space: string, nr: number): string {
  return `${space}:${nr.toString()}`;
}
