/** Prints the median of milliseconds that a warm engine takes to look at everything again. */
import { openEngine } from "../../../src/engine/open.ts";
import { median } from "../measure.ts";

export async function laterMapChild(): Promise<void> {
  const engine = openEngine();
  const took: number[] = [];
  for (let round = 0; round < 10; round++) {
    const begun = performance.now();
    await engine.spaces();
    took.push(performance.now() - begun);
  }
  engine.stop();
  console.log(median(took.slice(2)));
}
