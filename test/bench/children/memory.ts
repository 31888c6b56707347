/** Prints the bytes in use on the heap and beside it, once the engine has its map and garbage is gone. */
import { openEngine } from "../../../src/engine/open.ts";

export async function memoryChild(): Promise<void> {
  const engine = openEngine();
  await engine.spaces();
  await engine.watch(true);
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  engine.stop();
  console.log(heapUsed + external);
}
