/** No test is left out silently: see test/support/skipping.ts, of which this is the half for tests that are not compiled. */

/** Skips the running test when there is a reason. The reporter reads it of the runnable. */
export function skipIf(context, why) {
  if (why === undefined) return;
  Object.assign(context.runnable(), { whySkipped: why });
  console.log(`    skipped: ${why}`);
  context.skip();
}
