/** Prints how many milliseconds a fresh engine takes for its first map: from nothing opened to all spaces listed. */
import { openEngine } from "../../../src/engine/open.ts";

export async function firstMapChild(): Promise<void> {
  const begun = performance.now();
  const engine = openEngine();
  const { spaces } = await engine.spaces();
  const took = performance.now() - begun;
  engine.stop();
  if (spaces.length < 2) throw new Error("the map has no spaces");
  console.log(took);
}
