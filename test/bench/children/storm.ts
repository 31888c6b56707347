/** Listens to the process connector while a program forks, and prints how much of it was told. */
import { execFile } from "node:child_process";
import { openLinux } from "../../../src/engine/kernel/linux.ts";
import type { KernelEvent } from "../../../src/engine/kernel/kernel.ts";

export async function stormChild(program: string, count: string, rate: string): Promise<void> {
  let forker = 0;
  const seen = new Map<number, number>();
  let lost = 0;
  let quiet = performance.now();
  const hear = (events: readonly KernelEvent[]): void => {
    quiet = performance.now();
    for (const event of events) {
      if (event.is === "lost") lost++;
      if (event.is === "fork") seen.set(event.parent.nr, (seen.get(event.parent.nr) ?? 0) + 1);
    }
  };
  const listener = await openLinux().listen(hear);
  if (listener === "unavailable") {
    console.log(JSON.stringify("no process connector here"));
    return;
  }
  const seconds = await new Promise<number>((resolve, reject) => {
    const child = execFile(program, [count, rate], (failure, stdout) => {
      if (failure) reject(new Error("the storm broke off", { cause: failure }));
      else resolve(Number(stdout));
    });
    forker = child.pid ?? 0;
  });
  // what is still on its way: until the machine has been silent, or everything has come
  const until = performance.now() + 20_000;
  const told = (): number => seen.get(forker) ?? 0;
  while (told() < Number(count) && performance.now() < until && performance.now() - quiet < 3000) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  listener.close();
  console.log(JSON.stringify({ told: told(), lost, seconds }));
}
