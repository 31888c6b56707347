/** A kernel of which is counted how often it said that events were lost. */
import type { Kernel } from "../../src/engine/kernel/kernel.ts";

export function countingLost(kernel: Kernel): { readonly kernel: Kernel; readonly lost: () => number } {
  let lost = 0;
  const counting: Kernel = {
    ...kernel,
    listen: (tell) =>
      kernel.listen((events) => {
        lost += events.filter(({ is }) => is === "lost").length;
        tell(events);
      }),
  };
  return { kernel: counting, lost: () => lost };
}
