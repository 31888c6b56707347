/** Whose container is a control group? Real texts of every driver and version that we have met. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parsePaths, unescapeUnit } from "../../../../src/engine/runtimes/cgroup.ts";
import { openRuntimes } from "../../../../src/engine/runtimes/table.ts";

const id = "8092b089f4f48805c044b008714a166426f68289f5fcf0de0207a9b2e38e2029";
const other = "f53e1ba3eae03d8fc775dc56d556fb0f772d68eeeb2e55ca9da86b24ddbf0bfb";
const pod = "3f2a6c1e-7b39-4f0e-9d0c-1f2a3b4c5d6e";

const { containerOf } = openRuntimes();

const written = (text: string): string | undefined => {
  const key = containerOf(text);
  return key && `${key.runtime}://${key.id}`;
};

/** Path in one hierarchy → whose it is. */
const paths: readonly (readonly [string, string | undefined])[] = [
  ["/", undefined],
  ["/process_api/844bd74510e46f6b81be42347be623d7", undefined],
  [`/docker/${id}`, `docker://${id}`],
  [`/docker/${id}/init.scope`, `docker://${id}`],
  [`/docker/${id}/system.slice/nginx.service`, `docker://${id}`],
  [`/docker/${other}/docker/${id}`, `docker://${id}`],
  [`/system.slice/docker-${id}.scope`, `docker://${id}`],
  [`/user.slice/user-1000.slice/user@1000.service/user.slice/docker-${id}.scope`, `docker://${id}`],
  [`/my-own-parent/${id}`, `docker://${id}`],
  [`/../${id}`, `docker://${id}`],
  [`/../../system.slice/docker-${id}.scope`, `docker://${id}`],
  ["/system.slice:docker:" + id, `docker://${id}`],
  ["/docker/buildkit/7d6y3k2m1", "docker://7d6y3k2m1"],
  [`/libpod_parent/libpod-${id}`, `podman://${id}`],
  [`/machine.slice/libpod-${id}.scope`, `podman://${id}`],
  [`/machine.slice/libpod-${id}.scope/container`, `podman://${id}`],
  [`/system.slice/web.service/libpod-payload-${id}`, `podman://${id}`],
  [`/machine.slice/libpod-conmon-${id}.scope`, undefined],
  [`/user.slice/user-1001.slice/user@1001.service/user.slice/libpod-${id}.scope/container`, `podman://${id}`],
  [
    `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod3f2a.slice/cri-containerd-${id}.scope`,
    `containerd://${id}`,
  ],
  [`/kubepods/burstable/pod${pod}/${id}`, `containerd://${id}`],
  [`/../../pod${pod}/${id}`, `containerd://${id}`],
  [`/system.slice/containerd.service/kubepods-besteffort-pod3f2a.slice:cri-containerd:${id}`, `containerd://${id}`],
  [`/docker/${other}/kubelet/kubepods/besteffort/pod${pod}/${id}`, `containerd://${id}`],
  [`/default/${id}`, `containerd://${id}`],
  [`/system.slice/nerdctl-${id}.scope`, `containerd://${id}`],
  [`/kubepods.slice/kubepods-pod3f2a.slice/crio-${id}.scope`, `cri-o://${id}`],
  [`/kubepods/besteffort/pod${pod}/crio-${id}`, `cri-o://${id}`],
  [`/kubepods.slice/kubepods-pod3f2a.slice/crio-conmon-${id}.scope`, undefined],
  ["/lxc.payload.web", "lxc://web"],
  ["/lxc.payload.web/system.slice/nginx.service", "lxc://web"],
  ["/lxc.payload/web", "lxc://web"],
  ["/lxc/104/ns/system.slice/cron.service", "lxc://104"],
  ["/lxc/104", "lxc://104"],
  ["/lxc.monitor.web", undefined],
  ["/machine.slice/machine-my\\x2dbox.scope/payload", "nspawn://my-box"],
  ["/machine.slice/systemd-nspawn@web.service/payload", "nspawn://web"],
  ["/machine.slice/machine-qemu\\x2d1\\x2dvm.scope", undefined],
  ["/buildah-buildah123456", "buildah://buildah-buildah123456"],
  ["/system.slice/nginx.service", "systemd://nginx.service"],
  ["/system.slice/system-getty.slice/getty@tty1.service", "systemd://getty@tty1.service"],
  ["/system.slice/dev\\x2dbox.service", "systemd://dev-box.service"],
  ["/user.slice/user-1000.slice/session-2.scope", undefined],
  ["/user.slice/user-1000.slice/user@1000.service/init.scope", undefined],
  ["/user.slice/user-1000.slice/user@1000.service/app.slice/sync.service", "systemd://user-1000/sync.service"],
  [
    "/user.slice/user-1000.slice/user@1000.service/app.slice/app-flatpak-org.example.App-4711.scope",
    "flatpak://org.example.App-4711",
  ],
];

describe("whose container a control group is", () => {
  for (const [path, expected] of paths) {
    it(`${path} is ${expected ?? "nobody's"}, in each kind of hierarchy`, () => {
      assert.equal(written(`0::${path}\n`), expected, "v2");
      assert.equal(
        written(`12:pids:/\n3:cpu,cpuacct:${path}\n1:name=systemd:${path}\n0::/\n`),
        expected,
        "v1 and hybrid",
      );
    });
  }

  it("a container wins over the unit that its engine runs in, whatever hierarchy names which", () => {
    assert.equal(written(`1:name=systemd:/system.slice/docker.service\n4:memory:/docker/${id}\n`), `docker://${id}`);
  });

  it("reads the paths of units before those of controllers, each once", () => {
    assert.deepEqual(parsePaths("9:cpu:/a\n8:pids:/b\n1:name=systemd:/u\n0::/b\nnonsense\n"), ["/u", "/b", "/a"]);
  });

  it("undoes what systemd escapes", () => {
    assert.equal(unescapeUnit("my\\x2dbox\\x40home"), "my-box@home");
  });

  it("never throws, and finds nothing in nonsense", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        containerOf(text);
      }),
    );
    const pieces = fc.constantFrom(
      "0::",
      "1:name=systemd:",
      "/",
      "..",
      "docker",
      id,
      ".scope",
      "pod",
      ":",
      "\n",
      "lxc",
      "",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (words) => {
        const key = containerOf(words.join(""));
        assert.notEqual(key?.id, "");
      }),
    );
  });
});
