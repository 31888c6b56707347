/**
 * Root file systems and Docker images made from what this machine has, for places where nothing can be pulled: busybox,
 * programs copied with the libraries they need, C programs built here. Plain JavaScript for the harness and the playground.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const applets =
  "sh sleep cat ls ps kill mount umount id env echo true tail nc wget hostname mkdir rm ln touch unshare nsenter readlink chown".split(
    " ",
  );

const busyboxPlaces = ["/bin/busybox", "/usr/bin/busybox"];

function run(program, words, options = {}) {
  return execFileSync(program, words, {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
  });
}

function put(root, from, to = from) {
  const target = join(root, to);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(realpathSync(from), target);
  chmodSync(target, 0o755);
}

/** Copies a program of this machine with every library that ldd(1) names; a static one has none. */
function putProgram(root, from, to = from) {
  put(root, from, to);
  let libraries = "";
  try {
    libraries = run("ldd", [from]);
  } catch {
    return;
  }
  for (const [path] of libraries.matchAll(/\/[^\s()]+(?= \(0x)/g)) put(root, path);
}

/**
 * Makes a root in `folder`: busybox with its usual names, the programs of `programs` (path inside → path here, with
 * libraries), C programs of `sources` (path inside → source here, built with -g -O0) and texts of `files`.
 */
export function makeRoot(folder, { programs = {}, sources = {}, files = {}, busybox = true, libraries = [] } = {}) {
  for (const name of ["bin", "proc", "sys", "dev", "tmp", "etc", "run", "root"])
    mkdirSync(join(folder, name), { recursive: true });
  chmodSync(join(folder, "tmp"), 0o1777);
  writeFileSync(join(folder, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000:user:/tmp:/bin/sh\n");
  writeFileSync(join(folder, "etc/group"), "root:x:0:\nuser:x:1000:\n");
  if (busybox) {
    const from = busyboxPlaces.find((path) => existsSync(path));
    if (from === undefined) throw new Error("busybox-static is not installed");
    put(folder, from, "bin/busybox");
    for (const name of applets) symlinkSync("busybox", join(folder, "bin", name));
  }
  for (const [to, from] of Object.entries(programs)) putProgram(folder, from, to);
  for (const [to, from] of Object.entries(sources)) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    run("gcc", ["-g", "-O0", "-o", join(folder, to), from, ...libraries]);
    putProgram(folder, join(folder, to), to);
  }
  for (const [to, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    writeFileSync(join(folder, to), text);
  }
}

/** Contents named by the sources too, so that a changed source makes another image. */
function tagOf(contents) {
  const hash = createHash("sha256").update(JSON.stringify(contents));
  for (const source of Object.values(contents.sources ?? {})) hash.update(readFileSync(source));
  return hash.digest("hex").slice(0, 12);
}

/** The name of a Docker image with these contents (see makeRoot), made by this call if the daemon has none yet. */
export function ensureImage(name, contents = {}, { host = process.env.DOCKER_HOST } = {}) {
  const docker = (words, options) =>
    run("docker", [...(host === undefined ? [] : ["--host", host]), ...words], options);
  const tag = `pspace-${name}:${tagOf(contents)}`;
  if (docker(["images", "--quiet", tag]).trim() !== "") return tag;
  const folder = mkdtempSync(join(tmpdir(), "pspace-image-"));
  try {
    makeRoot(join(folder, "root"), contents);
    run("tar", ["-C", join(folder, "root"), "-cf", join(folder, "root.tar"), "."]);
    docker(["import", join(folder, "root.tar"), tag]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return tag;
}

/** `sh`, `sleep`, `ps` and the like, nothing else. */
export const busyboxContents = {};

/** Node of this machine besides. */
export const nodeContents = { programs: { "/usr/bin/node": process.execPath } };
