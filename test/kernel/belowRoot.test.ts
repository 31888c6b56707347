/** Files of a real container, read through its root: no link in it leads to ours. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Below, BelowAsk } from "../../src/model/belowRoot.ts";
import { docker, dockerSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage } from "../support/images.mjs";
import { found, observe, type Observed } from "../support/observed.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";

const prepare = [
  "mkdir -p /data/deep",
  "echo inside > /data/file",
  "ln -s /data/file /data/near",
  "ln -s /etc/os-release /data/ours",
  "ln -s ../../../../../../../../etc/os-release /data/up",
  "ln -s /proc/1/root/etc/os-release /data/magic",
  "ln -s /data/deep /data/folder",
  "mkfifo /data/pipe",
  "echo outside-of-nothing > /etc/os-release",
].join(" && ");

describe("files below a container's root", function () {
  this.timeout(180_000);
  const specimens: Specimen[] = [];
  let observed: Observed | undefined;
  let tuple: string;
  let id: string;

  before(async function () {
    skipIf(this, whyNoDocker());
    observed = observe();
    const web = await dockerSpecimen({ image: ensureImage("busybox") });
    specimens.push(web);
    await docker("exec", web.name, "sh", "-c", prepare);
    tuple = `docker://${web.name}:1`;
    ({ id } = (await found(observed.engine, tuple)).task);
  });
  after(async () => {
    await endSpecimens(specimens);
    observed?.close();
  });

  async function look(path: string, asked: BelowAsk = "about"): Promise<Below | string> {
    const answer = await observed?.engine.below(tuple, id, path, asked);
    assert.ok(answer !== undefined);
    return typeof answer === "string" || "size" in answer ? answer : answer.is;
  }

  async function textOf(path: string): Promise<string> {
    const answer = await look(path, { offset: 0 });
    return typeof answer === "string" ? answer : Buffer.from(answer.bytes ?? []).toString();
  }

  it("are read, and links among them followed", async () => {
    assert.equal(await textOf("/data/file"), "inside\n");
    assert.equal(await textOf("/data/near"), "inside\n");
    const folder = await look("/data", "folder");
    assert.ok(typeof folder !== "string");
    const kinds = Object.fromEntries((folder.entries ?? []).map(({ name, kind }) => [name, kind]));
    assert.deepEqual(
      [kinds["file"], kinds["deep"], kinds["folder"], kinds["near"], kinds["pipe"]],
      ["file", "folder", "folder", "file", "other"],
    );
  });

  it("are the container's own, wherever a link points", async () => {
    const ours = readFileSync("/etc/os-release", "utf8");
    for (const path of ["/data/ours", "/data/up", "/../../../../etc/os-release"]) {
      assert.equal(await textOf(path), "outside-of-nothing\n", path);
    }
    assert.notEqual(await textOf("/data/magic"), ours);
    assert.equal(await look("/data/magic"), "denied", "magic links are not followed");
  });

  it("that are no files hold nobody up", async () => {
    assert.equal(await look("/data/pipe", { offset: 0 }), "absent");
    assert.equal(await look("/nowhere"), "absent");
    assert.equal(await look("/data/file", "folder"), "absent");
  });

  it("are that very task's, or nobody's", async () => {
    assert.equal(await observed?.engine.below(tuple, "another", "/data/file", "about"), "absent");
  });

  it("that have no size are read to their end", async () => {
    assert.match(await textOf("/proc/1/status"), /^Name:/);
  });
});
