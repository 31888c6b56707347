/**
 * Debian 13's GDB and debugpy beside Debian 12's, in .debian13: Debian 12's GDB does not speak the debug protocol and
 * its debugpy is too old, so the tests that use them would be skipped. The machine's own apt fetches the packages from
 * the mirror that it is configured with, checked with Debian's keys, into lists of their own: nothing is installed.
 * They are unpacked and run by their own loader. Made once, in a folder that gets its name when it is whole.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./dependencies.mjs";

const place = path.join(root, ".debian13");
const packages = ["gdb", "python3-debugpy"];
const keys = "/usr/share/keyrings/debian-archive-keyring.gpg";
const firstWithProtocol = 14;

/** Changes when what is made changes, so that an older folder is made again. */
const stamp = `trixie ${packages.join(" ")} 1\n`;

const read = (program, words) => spawnSync(program, words, { encoding: "utf8", timeout: 60_000 }).stdout ?? "";

/** Debian's mirror in apt's configuration, by the release that this machine has; undefined where there is none. */
function mirror() {
  const release = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  const format = "$(REPO_URI) $(RELEASE) $(COMPONENT)";
  const lines = read("apt-get", ["indextargets", "--format", format, "Identifier: Packages"]).split("\n");
  const found = lines.map((line) => line.split(" ")).filter(([, of, part]) => of === release && part === "main");
  return found[0]?.[0];
}

/** Why it is not made here; undefined when it can be. */
function whyNot() {
  if (process.getuid?.() !== 0) return "only root does";
  if (!existsSync("/usr/bin/apt-get") || !existsSync("/usr/bin/dpkg-deb")) return "this is no Debian";
  return existsSync(keys) ? undefined : `there is no ${keys}`;
}

/** Configuration of an apt that knows of nothing installed and keeps its lists below `folder`. */
function configuration(folder, uri) {
  for (const name of ["lists/partial", "archives/partial"]) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, "status"), "");
  writeFileSync(path.join(folder, "sources.list"), `deb [signed-by=${keys}] ${uri} trixie main\n`);
  const lines = [
    ...["APT::Update::Post-Invoke", "APT::Update::Post-Invoke-Success", "DPkg::Post-Invoke"].map(
      (it) => `#clear ${it};`,
    ),
    `Dir::State "${folder}";`,
    `Dir::State::status "${folder}/status";`,
    `Dir::State::lists "${folder}/lists";`,
    `Dir::Cache "${folder}";`,
    `Dir::Cache::archives "${folder}/archives";`,
    `Dir::Etc::sourcelist "${folder}/sources.list";`,
    'Dir::Etc::sourceparts "/dev/null";',
    'APT::Sandbox::User "";',
    'Acquire::Retries "3";',
  ];
  writeFileSync(path.join(folder, "conf"), `${lines.join("\n")}\n`);
  return path.join(folder, "conf");
}

function aptGet(conf, ...words) {
  execFileSync("apt-get", ["-c", conf, "-qq", ...words], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    timeout: 300_000,
  });
}

function unpack(folder, uri) {
  const apt = path.join(folder, "apt");
  const conf = configuration(apt, uri);
  aptGet(conf, "update");
  aptGet(conf, "install", "-y", "--no-install-recommends", "--download-only", ...packages);
  const archives = path.join(apt, "archives");
  for (const name of readdirSync(archives).filter((each) => each.endsWith(".deb")))
    execFileSync("dpkg-deb", ["-x", path.join(archives, name), path.join(folder, "root")]);
  rmSync(apt, { recursive: true, force: true });
}

/** A program `gdb` that runs Debian 13's by Debian 13's loader and libraries, wherever the folder is called. */
function writePrograms(folder) {
  const loaders = path.join(folder, "root/usr/lib64");
  const loader = readdirSync(loaders).find((name) => name.startsWith("ld-linux"));
  const libraries = read("dpkg-architecture", ["-qDEB_HOST_MULTIARCH"]).trim() || "x86_64-linux-gnu";
  const usr = `${place}/root/usr`;
  const words = [
    ...[`"${usr}/lib64/${loader}"`, "--library-path", `"${usr}/lib/${libraries}"`, "--argv0", "gdb"],
    ...[`"${usr}/bin/gdb"`, "--data-directory", `"${usr}/share/gdb"`, '"$@"'],
  ];
  for (const name of ["bin", "python"]) mkdirSync(path.join(folder, name));
  const script = `#!/bin/sh\nPYTHONHOME="${usr}" exec ${words.join(" ")}\n`;
  writeFileSync(path.join(folder, "bin/gdb"), script, { mode: 0o755 });
  symlinkSync("../root/usr/lib/python3/dist-packages/debugpy", path.join(folder, "python/debugpy"));
}

const isMade = () => existsSync(path.join(place, "stamp")) && readFileSync(path.join(place, "stamp"), "utf8") === stamp;

function make(say) {
  const uri = mirror();
  if (uri === undefined) throw new Error("apt is configured with no mirror of Debian");
  say("Unpacking Debian 13's gdb and debugpy into .debian13");
  const folder = mkdtempSync(`${place}-`);
  try {
    unpack(folder, uri);
    writePrograms(folder);
    chmodSync(folder, 0o755); // for the tests that are another user
    writeFileSync(path.join(folder, "stamp"), stamp);
    rmSync(place, { recursive: true, force: true });
    renameSync(folder, place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const gdbVersion = (program) => Number(/ (\d+)\.\d+/.exec(read(program, ["-nx", "--version"]))?.[1] ?? 0);

/**
 * Environment in which the tests find a GDB that speaks the debug protocol and a whole debugpy: nothing to add where
 * the machine's GDB is new enough. Never throws: what could not be had is a reason to skip, said by the test itself.
 */
export function newerDebuggers(say = console.log) {
  if (gdbVersion("gdb") >= firstWithProtocol) return {};
  try {
    const why = whyNot();
    if (!isMade() && why !== undefined) {
      say(`Debian 13's gdb and debugpy are not unpacked: ${why}`);
      return {};
    }
    if (!isMade()) make(say);
    const gdb = path.join(place, "bin/gdb");
    if (gdbVersion(gdb) < firstWithProtocol) throw new Error("its gdb does not start");
    return { PATH: `${path.dirname(gdb)}:${process.env.PATH}`, PYTHONPATH: path.join(place, "python") };
  } catch (failure) {
    say(`No Debian 13's gdb and debugpy: ${failure instanceof Error ? failure.message : String(failure)}`);
    return {};
  }
}
