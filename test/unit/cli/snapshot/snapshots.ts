/** A snapshot of two spaces and one that has no numbers of its own, for the tests beside this file. */
import type { Snapshot } from "../../../../src/cli/snapshot/file.ts";
import { agentSpace, hostSpace, webSpace, worker } from "../stage.ts";

export const agent = {
  ...worker,
  id: "boot/5/800",
  name: "agent",
  command: ["agent", "--password=secret"],
  pid: { space: "host", nr: 800 },
  host: { space: "host", nr: 800 },
  tuples: worker.tuples.slice(0, 1).map((tuple) => ({ ...tuple, nr: 800 })),
  member: agentSpace.id,
};

export const snapshot: Snapshot = {
  taken: "2026-01-01T12:00:00.000Z",
  map: { generation: 3, self: "host", spaces: [hostSpace, webSpace, agentSpace] },
  tasks: [agent, { ...worker, pid: worker.host }],
};
