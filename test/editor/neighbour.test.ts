/** Another extension in the same VS Code uses what ours exports. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Change, NamedTuple, PidSpaces, Space, Task, Tuple } from "../../src/api/pspace.d.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { namespaceOf } from "../support/processes.ts";
import { until } from "../support/waits.ts";
import { opened } from "./hold.ts";

interface Neighbour extends Pick<PidSpaces, "version" | "listTasks" | "onDidChange"> {
  readonly offers: readonly string[];
  readonly describe: (tuple: string) => Promise<{
    readonly is: string;
    readonly host: Tuple;
    readonly seenFrom: Tuple;
    readonly names: readonly string[];
    readonly number: boolean;
    readonly task: Task;
  }>;
  readonly namesOf: (task: Task) => Promise<readonly NamedTuple[]>;
  readonly listSpaces: () => Promise<readonly Space[]>;
}

describe("what is exported, used by another extension", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  let neighbour: Neighbour;

  before(async () => {
    await opened();
    const extension = vscode.extensions.getExtension<Neighbour>("pid-spaces-tests.neighbour");
    assert.ok(extension, "it is installed beside ours");
    neighbour = await extension.activate();
  });
  afterEach(() => endSpecimens(specimens));

  it("has a version, and is frozen", async () => {
    assert.equal(neighbour.version, 1);
    assert.ok(neighbour.offers.includes("resolve"));
    const ours: unknown = await vscode.extensions.getExtension("pid-spaces.pspace")?.activate();
    assert.ok(Object.isFrozen(ours));
  });

  it("resolves a tuple, and tells every name of the task and its gates", async () => {
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    const [nr] = specimen.numbers;
    const link = namespaceOf(nr);
    const found = await neighbour.describe(`${link}:1`);
    assert.deepEqual([found.is, found.host, found.seenFrom.nr], ["found", { space: "host", nr }, 1]);
    assert.ok(found.names.includes(`host:${nr}`), found.names.join(" "));
    assert.equal(found.number, true);
    assert.ok((await neighbour.listSpaces()).some(({ id }) => id === link));
    assert.deepEqual(
      (await neighbour.listTasks(link)).map(({ id }) => id),
      [found.task.id],
    );
    await endSpecimens(specimens);
    assert.deepEqual(await neighbour.namesOf(found.task), [], "the very task is gone");
    assert.equal((await neighbour.describe(`${link}:1`)).is, "noSuchSpace");
    assert.equal((await neighbour.describe("17")).is, "badWords");
  });

  it("hears what changes for as long as it listens", async () => {
    const heard: Change[] = [];
    const listening = neighbour.onDidChange((change) => heard.push(change));
    try {
      const specimen = await unshareSpecimen();
      specimens.push(specimen);
      const link = namespaceOf(specimen.numbers[0]);
      const isOurs = ({ member }: Task): boolean => member === link;
      const started = await until("its start is heard", () => heard.flatMap(({ tasks }) => tasks).find(isOurs));
      await endSpecimens(specimens);
      await until("its end is heard", () =>
        heard.some(({ goneTasks }) => goneTasks.some(({ id }) => id === started.id)),
      );
    } finally {
      listening.dispose();
    }
  });
});
