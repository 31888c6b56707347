/** Tasks that were asked about before: proved anew by one question, let go when they end or there are too many. */
import assert from "node:assert/strict";
import type { Hold } from "../../../../src/engine/kernel/kernel.ts";
import { KnownTasks } from "../../../../src/engine/spaces/knownTasks.ts";
import { host, namespaceSpace, pidIn, type Pid, type SpaceId } from "../../../../src/model/pid.ts";
import { taskId } from "../../../../src/model/task.ts";

const web = namespaceSpace("pid:[1]") ?? host;

function at(space: SpaceId, nr: number): Pid {
  const pid = pidIn(space, nr);
  assert.ok(pid);
  return pid;
}

/** Holds as the kernel gives them; `living` says which tasks there are. */
class Holds {
  readonly living = new Set<number>();
  readonly open = new Set<object>();

  hold(nr: number): Hold {
    const token = {};
    this.open.add(token);
    this.living.add(nr);
    return {
      id: taskId(`task-${nr}`),
      pid: at(host, nr),
      alive: () => this.living.has(nr),
      signal: () => "sent",
      release: () => this.open.delete(token),
    };
  }
}

function keep(known: KnownTasks, holds: Holds, nr: number, to: SpaceId): void {
  const hold = holds.hold(1000 + nr);
  known.keep(at(web, nr), hold, { id: hold.id, task: hold.pid, pid: at(to, to === host ? 1000 + nr : nr) });
}

describe("a task that was asked about", () => {
  it("is known by its number, as seen from where it was asked for", () => {
    const [known, holds] = [new KnownTasks(), new Holds()];
    keep(known, holds, 5, host);
    assert.equal(known.find(at(web, 5), host)?.pid.nr, 1005);
    assert.equal(known.find(at(web, 5), web), undefined);
    keep(known, holds, 5, web);
    assert.equal(known.find(at(web, 5), web)?.pid.nr, 5);
    assert.equal(holds.open.size, 1, "held once");
  });

  it("is not known any more once it has ended", () => {
    const [known, holds] = [new KnownTasks(), new Holds()];
    keep(known, holds, 5, host);
    holds.living.delete(1005);
    assert.equal(known.find(at(web, 5), host), undefined);
    assert.equal(holds.open.size, 0);
    holds.living.add(1005);
    assert.equal(known.find(at(web, 5), host), undefined, "and does not come back");
  });

  it("is forgotten when spaces come or go", () => {
    const [known, holds] = [new KnownTasks(), new Holds()];
    known.keepOnlyFor({});
    keep(known, holds, 5, host);
    known.keepOnlyFor({});
    assert.equal(known.find(at(web, 5), host), undefined);
    assert.equal(holds.open.size, 0);
  });

  it("is kept longer than those that nobody asked about again", () => {
    const [known, holds] = [new KnownTasks(4), new Holds()];
    for (const nr of [1, 2, 3, 4]) keep(known, holds, nr, host);
    known.find(at(web, 1), host);
    keep(known, holds, 5, host);
    assert.ok(known.find(at(web, 1), host), "asked about again");
    assert.equal(known.find(at(web, 2), host), undefined);
    assert.equal(holds.open.size, 2);
    known.close();
    assert.equal(holds.open.size, 0);
  });
});
