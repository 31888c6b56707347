/** Which zone a task's clocks show: what libc would say, of the task's own variable and its own files. */
import assert from "node:assert/strict";
import type { Zone } from "../../../src/engine/documents/clock.ts";
import { hostPid } from "../../../src/engine/kernel/recordedTasks.ts";
import { zoneOfTask } from "../../../src/engine/zones.ts";
import type { TaskId } from "../../../src/model/task.ts";

const files: Readonly<Record<string, string>> = {
  "/etc/localtime": "TZif2\nIST-5:30\n",
  "/usr/share/zoneinfo/Europe/Berlin": "TZif2\nCET-1CEST,M3.5.0,M10.5.0/3\n",
  "/opt/zone": "TZif2\nJST-9\n",
  "/opt/old": "TZif\0",
};

interface Sight {
  readonly root?: "absent" | "denied" | "unknown";
  readonly files?: Readonly<Record<string, string>>;
  readonly isAnother?: boolean;
}

let closed = 0;

function zone(tz: string | undefined | "denied", sight: Sight = {}): Zone | undefined {
  const id = "1" as TaskId;
  const seen = sight.files ?? files;
  return zoneOfTask(
    { pid: hostPid(17), id },
    {
      readVariable: () => (tz === "denied" ? tz : tz === undefined ? {} : { value: tz }),
      identify: () => (sight.isAnother ? ("2" as TaskId) : id),
      openRoot: () =>
        sight.root ?? {
          look: (path) => {
            const text = seen[path];
            if (text === undefined) return "absent";
            return { is: "file", size: text.length, changed: 0, bytes: Buffer.from(text, "latin1") };
          },
          close: () => (closed += 1),
        },
    },
  );
}

const eastOf = (found: Zone | undefined): unknown => (typeof found === "object" ? found.standard : found);

describe("the zone of a task", () => {
  it("is what TZ says: a rule, a zone of its own files, or a file", () => {
    assert.equal(eastOf(zone("EST5EDT")), -300);
    assert.equal(eastOf(zone("Europe/Berlin")), 60);
    assert.equal(eastOf(zone(":Europe/Berlin")), 60);
    assert.equal(eastOf(zone("/opt/zone")), 540);
  });

  it("is that of its /etc/localtime where TZ is not set", () => {
    assert.equal(eastOf(zone(undefined)), 330);
  });

  it("is UTC where there is no such file, or TZ is empty, as in libc", () => {
    for (const [tz, seen] of [
      [undefined, {}],
      ["Europe/Berlin", {}],
      ["Nowhere/Atall", files],
      ["", files],
    ] as const)
      assert.equal(zone(tz, { files: seen }), "UTC", tz);
  });

  it("is what TZ names where its files cannot be seen", () => {
    for (const root of ["denied", "unknown"] as const) {
      assert.equal(zone("Europe/Berlin", { root }), "Europe/Berlin");
      assert.equal(eastOf(zone("IST-5:30", { root })), 330);
      assert.equal(zone(undefined, { root }), undefined);
      assert.equal(zone("/opt/zone", { root }), undefined);
    }
  });

  it("is not known of a task that is not ours to look at, or whose number another has", () => {
    assert.equal(zone("denied"), undefined);
    assert.equal(zone("EST5EDT", { isAnother: true }), undefined);
    assert.equal(zone("EST5EDT", { isAnother: true, root: "unknown" }), undefined);
    assert.equal(zone("/opt/old"), undefined);
  });

  it("leaves no root open", () => {
    closed = 0;
    zone("Europe/Berlin");
    zone("EST5EDT", { isAnother: true });
    assert.equal(closed, 2);
  });
});
