/** Whose numbers a text speaks in: the surest word counts. */
import assert from "node:assert/strict";
import { speakerOf, saidZone } from "../../../../src/engine/documents/speaker.ts";

const id = "3f2a".padEnd(64, "0");
const by = (uri: string, edges: readonly string[] = [], told?: string): string => {
  const speaker = speakerOf({ uri, edges, ...(told === undefined ? {} : { told }) });
  return speaker ? `${speaker.words} by ${speaker.by}` : "unknown";
};

describe("whose numbers a text speaks in", () => {
  const places: readonly (readonly [string, string])[] = [
    [`file:///var/lib/docker/containers/${id}/${id}-json.log`, `docker://${id} by place`],
    [`file:///var/lib/docker/containers/${id}/${id}-json.log.1`, `docker://${id} by place`],
    [`file:///data/containers/storage/overlay-containers/${id}/userdata/ctr.log`, `podman://${id} by place`],
    ["file:///var/log/pods/shop_web-7d4b_0b1c-22/php/0.log", "k8s://shop/web-7d4b/php by place"],
    [`file:///var/log/containers/web-7d4b_shop_php-${id}.log`, "k8s://shop/web-7d4b/php by place"],
    ["file:///var/lib/machines/build/var/log/app.log", "nspawn://build by place"],
    ["file:///var/lib/lxc/box/rootfs/var/log/syslog", "lxc://box by place"],
    ["vscode-remote://ssh-remote%2Bbox/var/log/syslog", "host by place"],
    ["file:///var/log/kern.log.1", "host by place"],
    ["pspace-log:/web.log?space=docker%3A%2F%2Fweb", "docker://web by place"],
    ["pspace-log:/web.log?space%3Ddocker%253A%252F%252Fweb", "docker://web by place"],
    ["pspace-log:/web.log?space%3Dpid%253A%255B4026532201%255D", "pid:[4026532201] by place"],
    ["file:///var/log/nginx/error.log", "unknown"],
    ["file:///srv/var/log/pods/readme.md", "unknown"],
    [`file:///home/me/${id}-json.log`, "unknown"],
    ["untitled:Untitled-1", "unknown"],
    ["not a uri", "unknown"],
  ];
  for (const [uri, said] of places)
    it(`${uri}: ${said}`, () => {
      assert.equal(by(uri), said);
    });

  it("a line near its beginning or end says so", () => {
    assert.equal(by("untitled:1", ["hello", "# pspace: zone=Europe/Berlin space=web"]), "web by line");
    assert.equal(by("untitled:1", ["// pspace: space=k8s://shop/web/php */"]), "k8s://shop/web/php by line");
    assert.equal(by("untitled:1", ["pspace is a tool: space=web", "pspace: speed=9"]), "unknown");
  });

  it("where it lies counts more than what it says, and what its reader says most of all", () => {
    const uri = "file:///var/log/syslog";
    assert.equal(by(uri, ["pspace: space=web"]), "host by place");
    assert.equal(by(uri, ["pspace: space=web"], "db"), "db by told");
  });

  it("a line says which zone its times are in", () => {
    assert.equal(saidZone({ uri: "", edges: ["pspace: space=web zone=Europe/Berlin"] }), "Europe/Berlin");
    assert.equal(saidZone({ uri: "", edges: ["pspace: space=web"] }), undefined);
  });
});
