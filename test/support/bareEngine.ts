/** An engine without runtimes, gates and memory: for tests that are about numbers. */
import { Engine } from "../../src/engine/engine.ts";
import type { Kernel } from "../../src/engine/kernel/kernel.ts";
import { Names } from "../../src/engine/names.ts";

export function bareEngine(kernel: Kernel): Engine {
  return new Engine({
    kernel,
    names: new Names(undefined),
    runtimes: {
      containerOf: () => undefined,
      readLabels: () => Promise.resolve({ byContainer: new Map(), bySpace: new Map() }),
    },
    gates: {
      plan: () => Promise.resolve("gone"),
      open: () => Promise.resolve({ is: "gone" }),
      close: () => Promise.resolve(),
      guard: () => ({ is: "gone" }),
    },
  });
}
