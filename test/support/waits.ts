/** Waiting in tests: for a condition, with a generous limit, never for a time. */

/** Far beyond what a slow, loaded machine needs; a test that reaches it has failed. */
const limit = 90_000;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks until the answer is neither undefined nor false, and gives it. What throws counts as "not yet". */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + limit;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = undefined;
    } catch (thrown) {
      last = thrown;
    }
    if (Date.now() > end) {
      const why = last instanceof Error ? `: ${last.message}` : "";
      throw new Error(`waited in vain until ${what}${why}`, { cause: last });
    }
    await pause(20);
  }
}
