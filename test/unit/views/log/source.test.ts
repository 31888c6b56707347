/** Where a container's log is. */
import assert from "node:assert/strict";
import { loggedSpace, logSourceOf } from "../../../../src/views/log/source.ts";
import { space, spaces, world } from "../world.ts";

const line = (one: Parameters<typeof logSourceOf>[0]): string | undefined => {
  const source = logSourceOf(one);
  return source && [source.program, ...source.args].join(" ");
};

describe("the log of a space", () => {
  it("is its engine's, its unit's in the journal, its pod's below /var/log/pods", () => {
    assert.equal(
      line(space("a", "web", { runtime: "docker", container: "abc" })),
      "docker logs --follow --timestamps --tail 5000 abc",
    );
    assert.match(line(space("a", "db", { runtime: "podman", container: "abc" })) ?? "", /^podman logs .* abc$/);
    assert.match(
      line(space("a", "x", { runtime: "systemd", container: "nginx.service" })) ?? "",
      /^journalctl --unit nginx/,
    );
    const pod = { runtime: "containerd", container: "abc", group: { kind: "pod", name: "prod/api-0" } } as const;
    assert.match(line(space("a", "server", pod)) ?? "", /-F \/var\/log\/pods\/prod_api-0_\*\/server\/\*\.log$/);
    assert.equal(
      line(space("a", "se;rver", { ...pod, runtime: "cri-o" })),
      undefined,
      "nothing strange reaches a shell",
    );
  });

  it("is nowhere for a namespace alone, but in the container around it", () => {
    assert.equal(line(spaces.jobs), undefined);
    assert.equal(loggedSpace(world().spaces, spaces.batch), undefined);
    const web = { ...spaces.web, container: "abc" };
    const inner = space("pid:[9]", "inner", { parent: web.id });
    assert.equal(loggedSpace(new Map([[web.id, web]]), inner), web);
  });
});
