/** A snapshot of two spaces and one that has no numbers of its own, for the tests beside this file. */
import type { Snapshot } from "../../../../src/snapshot/file.ts";
import { lineText, type JournalLine } from "../../../../src/engine/journal/record.ts";
import { spaceOf } from "../../../../src/cli/snapshot/answers.ts";
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

/** A further thread of node. */
export const thread = {
  ...worker,
  id: "boot/99/7023",
  name: "libuv",
  pid: { space: "host", nr: 7023 },
  host: { space: "host", nr: 7023 },
  tuples: worker.tuples.map((tuple) => ({ ...tuple, nr: tuple.nr + 1 })),
  process: worker.host,
};

const [from, until] = ["2026-01-01T09:00:00Z", "2026-01-01T09:01:00Z"].map(Date.parse) as [number, number];

/** A minute that somebody watched, in which a shell was 5 of web. */
const journal: readonly JournalLine[] = [
  { from, boot: "boot", exact: true },
  { number: 1, space: { ...spaceOf(webSpace), tasks: 0 } },
  { life: { name: "sh", start: from + 1_000, end: from + 50_000, how: { code: 1 }, tuples: [[1, 5, "kernel"]] } },
  { until },
];

export const snapshot: Snapshot = {
  taken: "2026-01-01T12:00:00.000Z",
  map: { generation: 3, self: "host", spaces: [hostSpace, webSpace, agentSpace] },
  tasks: [agent, { ...worker, pid: worker.host }],
  threads: [thread],
  journal: journal.map(lineText),
};
