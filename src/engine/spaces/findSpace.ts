/** Words for a space → the space; and back: the words that name it and no other. Pure. */
import { host, type SpaceId } from "../../model/pid.ts";
import { parseSpace, type SpaceReference, type SpaceStep } from "../../model/reference.ts";
import type { Unresolved } from "../../model/resolution.ts";
import type { Space } from "../../model/space.ts";

/** Every way in which words for a space can end. */
export type FoundSpace =
  | { readonly is: "found"; readonly space: Space }
  | Extract<Unresolved, { readonly is: "noSuchSpace" | "ambiguousSpace" | "badWords" }>;

export function findSpaceByText(text: string, spaces: readonly Space[]): FoundSpace {
  const exact = spaces.find((space) => space.id === text || space.identity === text);
  if (exact) return { is: "found", space: exact };
  const reference = parseSpace(text);
  return "bad" in reference ? { is: "badWords", text, why: reference.bad } : findSpace(reference, spaces);
}

export function findSpace(reference: SpaceReference, spaces: readonly Space[]): FoundSpace {
  const exact = spaces.find(({ id, container }) => id === reference.text || wordsOf(container) === reference.text);
  if (exact) return { is: "found", space: exact };
  if (reference.at !== undefined) return { is: "noSuchSpace", space: reference.text };
  let within: readonly Space[] | undefined;
  for (const step of reference.steps) {
    const outer: readonly Space[] | undefined = within;
    const inside = outer ? spaces.filter((space) => outer.some((one) => liesIn(space, one, spaces))) : spaces;
    within = take(step, inside);
  }
  const [first, ...others] = within ?? [];
  if (!first) return { is: "noSuchSpace", space: reference.text };
  if (others.length === 0) return { is: "found", space: first };
  const candidates = [first, ...others].map((space) => referenceOf(space, spaces));
  return { is: "ambiguousSpace", space: reference.text, candidates };
}

/** `docker://web`, as it is written where the runtime's name for it is known. */
function wordsOf(container: Space["container"]): string | undefined {
  return container?.name === undefined ? undefined : `${container.runtime}://${container.name}`;
}

function take(step: SpaceStep, spaces: readonly Space[]): readonly Space[] {
  switch (step.by) {
    case "host":
      return spaces.filter(({ id }) => id === host);
    case "namespace":
      return spaces.filter(({ id, pidns, numbering }) => pidns === step.link && numbering === id);
    case "name":
      return spaces.filter(
        ({ id, name, container }) => id !== host && (name === step.name || container?.name === step.name),
      );
    case "runtime":
      return takeContainer(step.runtime, step.container, spaces);
  }
}

/** By name or whole id, else by the beginning of the id. */
function takeContainer(runtime: string, words: string, spaces: readonly Space[]): readonly Space[] {
  const id = `${runtime}://${words}`;
  const whole = spaces.filter(({ id: space, container }) => {
    if (space === id) return true;
    if (container?.also?.some((alias) => alias.runtime === runtime && alias.name === words)) return true;
    return container?.runtime === runtime && (container.name === words || container.id === words);
  });
  if (whole.length > 0 || !/^[0-9a-f]{4,}$/.test(words)) return whole;
  return spaces.filter(({ container }) => container?.runtime === runtime && container.id.startsWith(words));
}

/** Whether `space` is enclosed by `outer`, at whatever distance. */
function liesIn(space: Space, outer: Space, spaces: readonly Space[]): boolean {
  const seen = new Set<SpaceId>();
  let at = space.parent;
  while (at !== undefined && !seen.has(at)) {
    if (at === outer.id) return true;
    seen.add(at);
    const next = spaces.find(({ id }) => id === at);
    at = next?.parent;
  }
  return false;
}

/** The shortest words that name this space and no other. */
export function referenceOf(space: Space, spaces: readonly Space[]): string {
  for (const words of spellingsOf(space)) {
    const reference = parseSpace(words);
    if ("bad" in reference) continue;
    if (reference.at !== undefined) continue;
    if (namesOnly(reference, space, spaces)) return words;
  }
  return space.id;
}

function* spellingsOf({ id, name, container, pidns, numbering }: Space): Iterable<string> {
  yield name;
  if (container) {
    if (container.name !== undefined) yield `${container.runtime}://${container.name}`;
    yield `${container.runtime}://${container.id.slice(0, 12)}`;
    yield `${container.runtime}://${container.id}`;
  }
  if (pidns !== undefined && numbering === id) yield pidns;
}

/** Without asking for the candidates' own references, which would ask for this one's. */
function namesOnly(reference: SpaceReference, space: Space, spaces: readonly Space[]): boolean {
  const [step, ...more] = reference.steps;
  if (!step || more.length > 0) return false;
  const found = take(step, spaces);
  return found.length === 1 && found[0] === space;
}
