/** No test is left out silently: it is skipped with its reason, which is in the summary of the run. */
import type { Context } from "mocha";

/** Skips the running test, or the suite of the running hook, when there is a reason. The reporter reads it of the runnable. */
export function skipIf(context: Context, why: string | undefined): void {
  if (why === undefined) return;
  Object.assign(context.runnable(), { whySkipped: why });
  console.log(`    skipped: ${why}`);
  context.skip();
}
