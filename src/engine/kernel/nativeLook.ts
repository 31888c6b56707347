/**
 * A look at a task while its pidfd is open: whatever is read by its number in between is about it, proved by asking
 * the pidfd at the end whether the task is still there. Runs ten thousand times in a survey: no text that is not
 * kept, no buffer that is not used again.
 */
import { readdirSync, statSync } from "node:fs";
import { host, pidIn, type Pid } from "../../model/pid.ts";
import type { CgroupTexts } from "./cgroupTexts.ts";
import type { Glance } from "./kernel.ts";
import type { Missing } from "./missing.ts";
import { einval, esrch, pidfdThread, readOnly, type Native } from "./native.ts";
import { parseStat } from "./parseStat.ts";
import { infoParent, infoUser, pidfdInfo } from "./pidfdInfo.ts";
import { plainGlance, readNumbers } from "./plainLook.ts";
import { listNumbers, type Place } from "./place.ts";
import { attempt, missingNumber, valueOr } from "./procFile.ts";
import { pidfsId, startId } from "./taskIdentity.ts";

const statFile = Buffer.from("/stat\0");
const cgroupFile = Buffer.from("/cgroup\0");
const namespaceFile = Buffer.from("/ns/pid\0");

export class NativeLook {
  readonly #native: Native;
  readonly #info: (pidfd: number) => number;
  readonly #path = Buffer.alloc(4096);
  readonly #prefix: number;
  readonly #bytes = Buffer.alloc(1 << 16);
  readonly #link = Buffer.alloc(64);
  readonly #links = new Map<number, string>();

  constructor(
    readonly place: Place,
    native: Native,
    readonly texts: CgroupTexts,
  ) {
    this.#native = native;
    this.#info = pidfdInfo(native);
    this.#prefix = this.#path.write(`${place.proc}/`);
  }

  /** Every process that the procfs lists. */
  survey(): readonly Glance[] {
    this.#links.clear();
    const found: Glance[] = [];
    for (const nr of listNumbers(() => readdirSync(this.place.proc))) {
      const pid = pidIn(host, nr);
      const glance = pid && this.#look(pid, 0);
      if (typeof glance === "object") found.push(glance);
    }
    return found;
  }

  glance(pid: Pid): Glance | Missing {
    return this.#look(pid, this.place.pidfs ? pidfdThread : 0);
  }

  #look(pid: Pid, flags: number): Glance | Missing {
    const pidfd = this.#native.pidfdOpen(pid.nr, flags);
    // before Linux 6.9 a thread has no pidfd
    if (pidfd === -einval && !this.place.pidfs) return plainGlance(this.place, pid, this.texts);
    if (pidfd < 0) return missingNumber(pidfd);
    const glance = this.#lookThrough(pid, pidfd);
    this.#native.close(pidfd);
    return glance;
  }

  #lookThrough(pid: Pid, pidfd: number): Glance | Missing {
    const { nr } = pid;
    const statLength = this.#readFile(nr, statFile);
    const stat = statLength < 0 ? undefined : parseStat(this.#bytes, statLength);
    if (!stat) return this.#alive(pidfd) ? "denied" : "absent"; // there, but hidden from this procfs
    const cgroup = this.readCgroup(nr);
    const namespace = this.#readNamespace(nr);
    const numbers = namespace === undefined ? readNumbers(this.place, nr) : [];
    const informed = this.place.info && this.#info(pidfd) === 0;
    const uid = informed ? infoUser() : this.#owner(nr);
    const parent = pidIn(host, informed ? infoParent() : stat.parent);
    const id = this.place.pidfs ? pidfsId(this.#native.inode(pidfd)) : startId(this.place, nr, stat.startTicks);
    if (!informed && !this.#alive(pidfd)) return "absent";
    const { name, state, startTicks } = stat;
    return {
      pid,
      id,
      ...(parent ? { parent } : {}),
      ...(namespace === undefined ? {} : { namespace }),
      numbers: typeof numbers === "string" ? [] : numbers,
      cgroup,
      name,
      state,
      uid,
      startTicks,
    };
  }

  /** Of whoever has the number now; empty when it cannot be read. */
  readCgroup(nr: number): string {
    const length = this.#readFile(nr, cgroupFile);
    return length > 0 ? this.texts.textOf(this.#bytes, length) : "";
  }

  /** Signal 0 is heard, or refused by EPERM, while the task has not been reaped. */
  #alive(pidfd: number): boolean {
    return this.#native.pidfdSignal(pidfd, 0) !== -esrch;
  }

  #owner(nr: number): number {
    return valueOr(
      attempt(() => statSync(`${this.place.proc}/${nr}`).uid),
      -1,
    );
  }

  /** Writes /proc/N/FILE into the path; digits by hand, for it happens three times a task. */
  #pathOf(nr: number, file: Buffer): Buffer {
    let digits = 1;
    for (let rest = nr; rest >= 10; rest = Math.trunc(rest / 10)) digits++;
    let rest = nr;
    for (let at = this.#prefix + digits - 1; at >= this.#prefix; at--) {
      this.#path[at] = 0x30 + (rest % 10);
      rest = Math.trunc(rest / 10);
    }
    this.#path.set(file, this.#prefix + digits);
    return this.#path;
  }

  /** Into `#bytes`: how many, or a negative error number. These files come whole in one read. */
  #readFile(nr: number, file: Buffer): number {
    const fd = this.#native.open(this.#pathOf(nr, file), readOnly);
    if (fd < 0) return fd;
    const length = this.#native.read(fd, this.#bytes);
    this.#native.close(fd);
    return length;
  }

  /** `pid:[INODE]`, one string object for equal ones. */
  #readNamespace(nr: number): string | undefined {
    const length = this.#native.readlink(this.#pathOf(nr, namespaceFile), this.#link);
    if (length < 7) return undefined;
    let inode = 0;
    for (let at = 5; at < length - 1; at++) inode = inode * 10 + (this.#link[at] ?? 0) - 0x30;
    const known = this.#links.get(inode);
    if (known !== undefined) return known;
    const link = this.#link.toString("latin1", 0, length);
    this.#links.set(inode, link);
    return link;
  }
}
