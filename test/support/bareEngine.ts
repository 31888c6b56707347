/** An engine without gates and memory, to which no runtime says anything: for tests that are about numbers. */
import { Engine } from "../../src/engine/engine.ts";
import type { Kernel } from "../../src/engine/kernel/kernel.ts";
import { Names } from "../../src/engine/names.ts";
import type { Runtimes } from "../../src/engine/runtimes/runtime.ts";

/** `containerOf`: which control groups are containers; by default none. */
export function bareEngine(kernel: Kernel, containerOf: Runtimes["containerOf"] = () => undefined): Engine {
  return new Engine({
    kernel,
    names: new Names(undefined),
    runtimes: {
      containerOf,
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
