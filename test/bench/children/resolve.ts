/**
 * Prints the microseconds of lookups from a namespace into itself, beside the pair of ioctls that translates the number
 * there and back: of tasks asked about before, of tasks never asked about, and with all that is shown of a task.
 */
import { readlinkSync } from "node:fs";
import { openEngine } from "../../../src/engine/open.ts";
import { namespaceIoctl } from "../../../src/engine/kernel/namespaceIoctl.ts";
import { loadNative, readOnly } from "../../../src/engine/kernel/native.ts";
import type { Engine } from "../../../src/engine/engine.ts";
import { host, namespaceSpace, pidIn, type Pid } from "../../../src/model/pid.ts";
import { inTurn, tookEach } from "../measure.ts";

/** Numbers that every namespace of the forest has; with 50 namespaces far more tasks than the engine keeps in hand. */
const wanted = Array.from({ length: 20 }, (_, index) => index + 1);
const namespaces = 50;

function pidsOf(firsts: readonly string[]): readonly Pid[] {
  return firsts.flatMap((first) => {
    const space = namespaceSpace(readlinkSync(`/proc/${first}/ns/pid`)) ?? host;
    return wanted.flatMap((nr) => pidIn(space, nr) ?? []);
  });
}

function locateAll(engine: Engine, pids: readonly Pid[], rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    for (const pid of pids) {
      if (engine.locate(pid, pid.space)?.pid.nr !== pid.nr) throw new Error(`${pid.space}:${pid.nr} is not found`);
    }
  }
}

/** `firsts`: numbers of the first tasks of namespaces, with commas. */
export async function resolveChild(firsts: string): Promise<void> {
  const native = loadNative();
  if (!native) throw new Error("koffi does not load");
  const some = firsts.split(",").slice(0, namespaces);
  const fd = native.open(Buffer.from(`/proc/${some[0] ?? ""}/ns/pid\0`), readOnly);
  const engine = openEngine();
  await engine.spaces();
  const all = pidsOf(some);
  const few = all.slice(0, wanted.length);
  const pair = (rounds: number) =>
    tookEach(rounds * wanted.length, () => {
      for (let round = 0; round < rounds; round++) {
        for (const nr of wanted) {
          const outside = native.ioctl(fd, namespaceIoctl.pidFrom, nr);
          if (native.ioctl(fd, namespaceIoctl.pidIn, outside) !== nr) throw new Error("the ioctls disagree");
        }
      }
    });
  /** What a task that was never asked about cannot do without: the pair, a pidfd, its inode, and whether it lives. */
  const bare = (): void => {
    for (const nr of wanted) {
      const outside = native.ioctl(fd, namespaceIoctl.pidFrom, nr);
      const pidfd = native.pidfdOpen(outside, 0);
      const inode = native.inode(pidfd);
      if (native.ioctl(fd, namespaceIoctl.pidIn, outside) !== nr || inode < 0) throw new Error("the ioctls disagree");
      native.pidfdSignal(pidfd, 0);
      native.close(pidfd);
    }
  };
  const describeFew = async (): Promise<void> => {
    for (const { space, nr } of few) {
      const { is } = await engine.resolve(`${space}:${nr}`, { seenFrom: space });
      if (is !== "found") throw new Error(`${space}:${nr}: ${is}`);
    }
  };
  const known = await inTurn(
    15,
    () =>
      tookEach(1000, () => {
        locateAll(engine, few, 50);
      }),
    () => pair(50),
  );
  const fresh = await inTurn(
    9,
    () =>
      tookEach(all.length, () => {
        locateAll(engine, all, 1);
      }),
    () => pair(50),
  );
  const described = await inTurn(
    15,
    () => tookEach(few.length, describeFew),
    () => pair(5),
  );
  const floor = await inTurn(
    9,
    () => tookEach(50 * wanted.length, () => Array.from({ length: 50 }, bare)),
    () => pair(50),
  );
  engine.stop();
  console.log(JSON.stringify({ known, fresh, described, floor }));
}
