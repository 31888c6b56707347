/** Prints the microseconds of a lookup from a namespace into itself, and of the pair of ioctls that translates it. */
import { readlinkSync } from "node:fs";
import { openEngine } from "../../../src/engine/open.ts";
import { namespaceIoctl } from "../../../src/engine/kernel/namespaceIoctl.ts";
import { loadNative, readOnly } from "../../../src/engine/kernel/native.ts";
import { openLinux } from "../../../src/engine/kernel/linux.ts";
import { hostPid } from "../../../src/engine/kernel/recordedTasks.ts";
import { namespaceSpace, pidIn } from "../../../src/model/pid.ts";
import { inTurn } from "../measure.ts";

const each = 500;
/** A number that every namespace of the forest has. */
const wanted = 5;

async function microseconds(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < each; i++) await act();
  return ((performance.now() - begun) * 1000) / each;
}

function microsecondsAtOnce(act: () => void): number {
  const begun = performance.now();
  for (let i = 0; i < each; i++) act();
  return ((performance.now() - begun) * 1000) / each;
}

export async function resolveChild(first: string): Promise<void> {
  const native = loadNative();
  if (!native) throw new Error("koffi does not load");
  const fd = native.open(Buffer.from(`/proc/${first}/ns/pid\0`), readOnly);
  const space = readlinkSync(`/proc/${first}/ns/pid`);
  const engine = openEngine();
  await engine.spaces();
  const named = namespaceSpace(space);
  const pid = named && pidIn(named, wanted);
  if (!pid) throw new Error(`${space} is no space`);
  const pair = await inTurn(
    15,
    () =>
      microsecondsAtOnce(() => {
        if (engine.translate(pid, pid.space)?.nr !== wanted) throw new Error(`${space}:${wanted} is not found`);
      }),
    () =>
      microsecondsAtOnce(() => {
        const outside = native.ioctl(fd, namespaceIoctl.pidFrom, wanted);
        if (native.ioctl(fd, namespaceIoctl.pidIn, outside) !== wanted) throw new Error("the ioctls disagree");
      }),
  );
  const kernel = openLinux();
  const door = kernel.openDoor(hostPid(Number(first)));
  if (typeof door !== "object") throw new Error(door);
  const proof = await inTurn(
    15,
    () =>
      microsecondsAtOnce(() => {
        const pid = door.toHost(wanted);
        if (pid === "absent" || door.fromHost(pid) !== wanted) throw new Error("the door is shut");
        if (typeof kernel.identify(pid) !== "string") throw new Error("it has no identity");
      }),
    () => 0,
  );
  door.close();
  const described = await inTurn(
    5,
    () => microseconds(() => engine.resolve(`${space}:${wanted}`, { seenFrom: space })),
    () => 0,
  );
  engine.stop();
  console.log(JSON.stringify({ ...pair, proof: proof.ours, described: described.ours }));
}
