/** Prints the median of how long a warm engine takes to look at everything again. */
import { openEngine } from "../../../src/engine/open.ts";
import { medianTook, sayTook, took, type Took } from "../measure.ts";

export async function laterMapChild(): Promise<void> {
  const engine = openEngine();
  const times: Took[] = [];
  for (let round = 0; round < 10; round++) times.push(await took(() => engine.spaces()));
  engine.stop();
  console.log(sayTook(medianTook(times.slice(2))));
}
