/** Prints how long a fresh engine takes for its first map: from nothing opened to all spaces listed. */
import { openEngine } from "../../../src/engine/open.ts";
import { sayTook, took } from "../measure.ts";

export async function firstMapChild(): Promise<void> {
  const time = await took(async () => {
    const engine = openEngine();
    const { spaces } = await engine.spaces();
    engine.stop();
    if (spaces.length < 2) throw new Error("the map has no spaces");
  });
  console.log(sayTook(time));
}
