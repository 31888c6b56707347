/** No test is left out silently: it is skipped with its reason on the line before. */
import type { Context } from "mocha";

/** Skips the running test or suite when there is a reason. */
export function skipIf(context: Context, why: string | undefined): void {
  if (why === undefined) return;
  console.log(`    skipped: ${why}`);
  context.skip();
}
