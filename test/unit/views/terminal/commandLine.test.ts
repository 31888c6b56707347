/** Whose numbers a command prints. */
import assert from "node:assert/strict";
import { findSpeaker, speakerOf } from "../../../../src/views/terminal/commandLine.ts";
import { world } from "../world.ts";

describe("speakers of command lines", () => {
  const lines: readonly (readonly [line: string, speaker: ReturnType<typeof speakerOf>])[] = [
    ["docker logs -f --tail 10 web", { is: "container", name: "web" }],
    ["sudo docker exec -it -u root -e A=b web ps aux", { is: "container", name: "web" }],
    ["podman container logs db", { is: "container", name: "db" }],
    ["docker top web", { is: "host" }],
    ["docker compose -f a.yml logs web", { is: "service", name: "web" }],
    ["kubectl -n shop logs pod/web-7d4 -c nginx", { is: "pod", name: "web-7d4", container: "nginx" }],
    ["kubectl exec web-7d4 --container=app -- ps", { is: "pod", name: "web-7d4", container: "app" }],
    ["pspace enter jobs/batch", { is: "space", words: "jobs/batch" }],
    ["docker run --rm web", undefined],
    ["cat docker", undefined],
    ["", undefined],
  ];
  for (const [line, speaker] of lines) {
    it(line || "an empty line", () => {
      assert.deepEqual(speakerOf(line), speaker);
    });
  }

  it("the space is found when just one is meant", () => {
    assert.equal(findSpeaker(world(), { is: "container", name: "web" })?.id, "pid:[2]");
    assert.equal(findSpeaker(world(), { is: "service", name: "db" })?.id, "pid:[3]");
    assert.equal(findSpeaker(world(), { is: "space", words: "jobs/batch" })?.id, "pid:[5]");
    assert.equal(findSpeaker(world(), { is: "host" })?.id, "host");
    assert.equal(findSpeaker(world(), { is: "container", name: "nobody" }), undefined);
  });
});
