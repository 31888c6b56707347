/**
 * Debian packages that the playground and the tests use, each with its reason. Root installs what is missing; anybody
 * else is told what is missing, and the tests that need it skip themselves by name.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** What a browser workbench needs; `npm start` needs it only with `--check`. */
const browser = {
  chromium: "shows VS Code's workbench to the editor and e2e tests, headless",
  "fonts-dejavu-core": "legible screenshots",
};

const namespaces = {
  "util-linux": "unshare, nsenter, setpriv: containers without a container engine",
  iproute2: "brings a private network namespace's loopback up",
  sudo: "elevation: the rights of root for one part of an attach",
  procps: "ps, an independent answer to compare with",
};

const containers = {
  "docker.io": "dockerd, containerd and runc of the run's own",
  iptables: "dockerd looks for it even when it may not use it",
  "busybox-static": "images without a registry",
  podman: "Podman's containers, root's and a user's",
  runc: "the runtime of both on a hybrid cgroup",
  crun: "Podman's usual runtime",
  uidmap: "rootless Podman: ranges of user ids",
  slirp4netns: "rootless Podman: its network",
  "fuse-overlayfs": "rootless Podman: its storage",
  bubblewrap: "a sandbox that is a space",
  "systemd-container": "systemd-nspawn",
  lxc: "LXC's containers",
};

const debuggers = {
  "lldb-22": "lldb-dap and lldb-server: native attach",
  gcc: "builds the native specimens",
  "g++": "builds those in C++",
  rustc: "builds those in Rust",
  "musl-tools": "builds those that are linked with musl",
  "libc6-dev": "headers and libraries for them",
  gdb: "a second opinion on native processes, and a tracer to be refused by",
  gdbserver: "traces as root, while GDB itself stays the user's",
  "golang-go": "builds a Go specimen",
  delve: "attaches to it",
  python3: "a Python specimen",
  "openjdk-17-jdk-headless": "a Java specimen, and jdb, which attaches to it",
};

const shells = {
  zsh: "completes pspace's words at the tabulator key",
  fish: "the same in another shell",
  "man-db": "shows the manual page",
  mandoc: "checks it",
};

/** Package lists by who wants them. */
export const packagesFor = {
  start: { ...namespaces },
  browser,
  test: { ...namespaces, ...containers, ...debuggers, ...shells, ...browser },
};

/** Of these packages the ones that dpkg does not know as installed. */
export function missingOf(packages) {
  if (!existsSync("/usr/bin/dpkg-query")) return [];
  return Object.keys(packages).filter((name) => {
    const { stdout } = spawnSync("dpkg-query", ["-W", "-f", "${Status}", name], { encoding: "utf8" });
    return !stdout?.includes("install ok installed");
  });
}

function aptGet(words, milliseconds) {
  return spawnSync("apt-get", words, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    timeout: milliseconds,
  });
}

/**
 * Installs what is missing, as root on Debian; else says what is missing. Never throws: what could not be installed
 * is a reason to skip, said by the test itself.
 */
export function installMissing(packages, say = console.log) {
  const missing = missingOf(packages);
  if (missing.length === 0) return;
  const reasons = missing.map((name) => `  ${name}: ${packages[name]}`).join("\n");
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    say(`Not installed, and only root can install it with apt-get:\n${reasons}`);
    return;
  }
  say(`Installing ${missing.join(" ")}`);
  const words = ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"];
  aptGet(["update", "-qq"], 180_000);
  if (aptGet([...words, ...missing], 900_000).status === 0) return;
  // One that cannot be had must not cost the others.
  for (const name of missingOf(packages)) aptGet([...words, name], 300_000);
  const still = missingOf(packages);
  if (still.length > 0) say(`Could not be installed: ${still.join(" ")}`);
}
