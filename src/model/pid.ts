/**
 * The central word: a process number that cannot be told apart from the space that gives it meaning.
 * The integer 1 names a different task in every container, so an integer alone is not an identity in
 * this code base. `pidIn` is the only maker; lint forbids the cast.
 */

/** A process (or thread) number together with its space. */
export interface Pid {
  readonly space: SpaceId;
  readonly nr: number;
  readonly [made]: true;
}

/**
 * Which space: `host` for space 0, `pid:[INODE]` for a PID namespace in the kernel's own spelling, or
 * `RUNTIME://CONTAINER-ID` for a container that has no numbers of its own. Unique while the space lives.
 */
export type SpaceId = string & { readonly [made]: true };

declare const made: unique symbol;

/** Space 0: the outermost space that the engine can see. */
export const host = "host" as SpaceId;

/** The space of a PID namespace, from the text of its link: `pid:[4026531836]`. Absent for any other text. */
export function namespaceSpace(link: string): SpaceId | undefined {
  return /^pid:\[\d+\]$/.test(link) ? (link as SpaceId) : undefined;
}

/** The space of a container that sees another space's numbers (`--pid=host`, `--pid=container:x`). */
export function containerSpace(runtime: string, id: string): SpaceId {
  return `${runtime}://${id}` as SpaceId;
}

/** Zero and negatives are refused: to the kernel they mean "not visible here" or a whole group. */
export function pidIn(space: SpaceId, nr: number): Pid | undefined {
  return Number.isSafeInteger(nr) && nr > 0 ? ({ space, nr } as Pid) : undefined;
}

/** Two names for a task are the same name if both parts are. */
export function samePid(a: Pid, b: Pid): boolean {
  return a.space === b.space && a.nr === b.nr;
}
