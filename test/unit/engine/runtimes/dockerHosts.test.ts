import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { listRunFolders, parseDockerHost, readDockerHosts } from "../../../../src/engine/runtimes/dockerHosts.ts";

describe("where Docker is", () => {
  it("reads the words of DOCKER_HOST", () => {
    assert.deepEqual(parseDockerHost("unix:///run/d.sock"), { socketPath: "/run/d.sock" });
    assert.deepEqual(parseDockerHost("tcp://10.0.0.2:2375"), { protocol: "http", host: "10.0.0.2", port: 2375 });
    assert.deepEqual(parseDockerHost("tcp://box:2376"), { protocol: "https", host: "box", port: 2376 });
    assert.deepEqual(parseDockerHost("https://[::1]"), { protocol: "https", host: "::1", port: 2376 });
  });

  it("a daemon on another machine or of another system has no container of ours", () => {
    for (const words of ["ssh://me@box", "npipe:////./pipe/docker_engine", "", "unix://"]) {
      assert.equal(parseDockerHost(words), undefined);
    }
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        parseDockerHost(words);
        parseDockerHost(`tcp://${words}`);
      }),
    );
  });

  it("follows the context in use, as the docker command does", () => {
    const folder = mkdtempSync(join(tmpdir(), "pspace-unit-"));
    try {
      const meta = join(folder, "contexts/meta", createHash("sha256").update("lab").digest("hex"));
      mkdirSync(meta, { recursive: true });
      writeFileSync(join(folder, "config.json"), '{"currentContext":"lab"}');
      writeFileSync(join(meta, "meta.json"), '{"Endpoints":{"docker":{"Host":"tcp://10.9.8.7:2375"}}}');
      const lab = { protocol: "http", host: "10.9.8.7", port: 2375 };
      assert.deepEqual(readDockerHosts({ DOCKER_CONFIG: folder })[0], lab);
      const both = readDockerHosts({ DOCKER_CONFIG: folder, DOCKER_HOST: "tcp://10.1.1.1:1" });
      assert.deepEqual(both[0], { ...lab, host: "10.1.1.1", port: 1 });
      assert.deepEqual(
        readDockerHosts({ DOCKER_CONFIG: folder, DOCKER_CONTEXT: "default" }).filter((each) => "host" in each),
        [],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("a socket that is not there is not asked", () => {
    assert.deepEqual(
      readDockerHosts({ DOCKER_HOST: "unix:///nowhere/d.sock", DOCKER_CONFIG: "/nowhere" }).filter(
        (each) => "socketPath" in each && each.socketPath.startsWith("/nowhere"),
      ),
      [],
    );
  });

  it("one's own run folder comes first", () => {
    assert.equal(listRunFolders({ XDG_RUNTIME_DIR: "/run/me" })[0], "/run/me");
  });
});
