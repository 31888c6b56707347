import assert from "node:assert/strict";
import { serverInSidecar, sidecarFor } from "../../../../src/engine/gates/sidecar.ts";
import type { Space } from "../../../../src/model/space.ts";
import { containerOf, subjectOf } from "./facts.ts";

const daemon = "unix:///run/docker.sock";
const docker = withDaemon(containerOf("docker"));

function withDaemon(space: Space): Space {
  return { ...space, container: { ...(space.container ?? { runtime: "docker", id: "x" }), daemon } };
}

function made(container: Space | undefined, image = "tools:1", numbers: readonly number[] = [7022, 17]) {
  const { hold, space, task, tuple } = subjectOf();
  const subject = { hold, space, task, tuple, ...(container ? { container } : {}) };
  return sidecarFor(subject, numbers, image);
}

describe("a sidecar", () => {
  it("shares the container's PID namespace, may trace, and is gone with its debugger; nothing is pulled", () => {
    const sidecar = made(docker);
    assert.ok(!("why" in sidecar));
    assert.deepEqual(sidecar.run(["--network=none"], ["gdbserver", "-"]), [
      ...["docker", "--host", daemon, "run", "--rm", "--interactive", "--pid=container:0123456789abcdef"],
      ...["--cap-add=SYS_PTRACE", "--user=0:0", "--pull=never", "--network=none"],
      ...["--entrypoint", "gdbserver", "tools:1", "-"],
    ]);
    const server = serverInSidecar(sidecar, ["gdbserver"], "/f");
    assert.ok(server.join(" ").includes("--cidfile /f/sidecar --volume /f:/f"));
  });
  it("calls the task as its container does, not as a space nested in that", () => {
    const sidecar = made(docker, "tools:1", [7022, 17, 1]);
    assert.equal("named" in sidecar && sidecar.named.nr, 17);
  });
  it("is Podman's too", () => {
    const sidecar = made(containerOf("podman"));
    assert.equal("run" in sidecar && sidecar.run([], ["sh"])[0], "podman");
  });
  it("says why there is none", () => {
    const why = (...words: Parameters<typeof made>): string => {
      const none = made(...words);
      return "why" in none ? none.why : "";
    };
    assert.equal(why(docker, ""), "There is no image to make a sidecar of.");
    for (const image of ["-v/:/host", "a b", "--privileged"]) assert.match(why(docker, image), /is no image's name/);
    assert.match(why(containerOf("docker")), /does not talk to us/);
    for (const none of [undefined, containerOf("k8s")]) assert.match(why(none), /is in no container of Docker's/);
    assert.match(why(docker, "tools:1", []), /is not known/);
  });
});
