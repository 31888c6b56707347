/** What a person has chosen to see: whose numbers, whose eyes, and what is left out. Pure. */

/** How a flat list is ordered. */
export const sortKeys = ["number", "name", "space", "age"] as const;
export type SortKey = (typeof sortKeys)[number];

/** `own`: the number in the task's own space; `host`: the one in space 0. */
export const numberChoices = ["both", "own", "host"] as const;
export type NumberChoice = (typeof numberChoices)[number];

export interface Sight {
  /** Id of the space whose numbers are shown and whose tasks are seen. */
  readonly seenFrom: string;
  /** One flat list of everything, in this order; absent: a tree. */
  readonly flat?: SortKey;
  readonly numbers: NumberChoice;
  /** Where a space's tasks show others than `numbers`, by the space's identity. */
  readonly numbersIn: Readonly<Record<string, NumberChoice>>;
  /** Words that must all be found in a task's name, command, space or numbers. */
  readonly filter: string;
  readonly kernelThreads: boolean;
  /** Shells that only wait for somebody to type. */
  readonly idleShells: boolean;
}

export const plainSight: Sight = {
  seenFrom: "host",
  numbers: "both",
  numbersIn: {},
  filter: "",
  kernelThreads: false,
  idleShells: true,
};

/**
 * A tree, what a filter found, or one list. A row of one is another row to VS Code than the same thing's in the next:
 * else it would take over whether it is open.
 */
export function modeOf({ flat, filter }: Sight): "tree" | "found" | "list" {
  if (flat !== undefined) return "list";
  return filter.trim() === "" ? "tree" : "found";
}

/** What was stored once, as far as it still makes sense; `usual`: what the settings say where nothing was stored. */
export function sightFrom(stored: unknown, usual: Pick<Sight, "idleShells"> = plainSight): Sight {
  const { seenFrom, flat, numbers, numbersIn, kernelThreads, idleShells } = (stored ?? {}) as Partial<
    Record<keyof Sight, unknown>
  >;
  const key = sortKeys.find((known) => known === flat);
  return {
    seenFrom: typeof seenFrom === "string" ? seenFrom : plainSight.seenFrom,
    ...(key === undefined ? {} : { flat: key }),
    numbers: numberChoices.find((known) => known === numbers) ?? plainSight.numbers,
    numbersIn: choicesFrom(numbersIn),
    filter: "",
    kernelThreads: kernelThreads === true,
    idleShells: typeof idleShells === "boolean" ? idleShells : usual.idleShells,
  };
}

function choicesFrom(stored: unknown): Readonly<Record<string, NumberChoice>> {
  const entries = typeof stored === "object" && stored !== null ? Object.entries(stored) : [];
  return Object.fromEntries(
    entries.flatMap(([identity, choice]: [string, unknown]) => {
      const known = numberChoices.find((one) => one === choice);
      return known === undefined ? [] : [[identity, known]];
    }),
  );
}

/** Which numbers the tasks of a space show. */
export function numbersFor(sight: Sight, identity: string | undefined): NumberChoice {
  return (identity === undefined ? undefined : sight.numbersIn[identity]) ?? sight.numbers;
}

/** The sight in which a space shows these numbers; absent: those that every space shows. */
export function withNumbers(sight: Sight, identity: string, choice: NumberChoice | undefined): Sight {
  const others = Object.fromEntries(Object.entries(sight.numbersIn).filter(([space]) => space !== identity));
  return { ...sight, numbersIn: choice === undefined ? others : { ...others, [identity]: choice } };
}
