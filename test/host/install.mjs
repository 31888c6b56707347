#!/usr/bin/env node
/**
 * Puts a VS Code server and its web workbench into .vscode-host/<version>, from the npm registry alone.
 * No compiler, no Python, no Electron: native helpers that need one are replaced by the two stand-ins below.
 * Use: node test/host/install.mjs [VERSION]
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defaultVersion, dropDependencies, dropExtensions, nodes, versions } from "./versions.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const version = process.argv[2] || process.env.VSCODE_HOST_VERSION || defaultVersion;
const spec = versions[version];
if (!spec) throw new Error(`unknown version ${version}; known: ${Object.keys(versions).join(", ")}`);
const root = process.env.VSCODE_HOST_ROOT || path.resolve(here, "../../.vscode-host");
const dest = path.join(root, version);
// Anything that changes what is installed changes the stamp.
const stamp = createHash("sha256")
  .update(fs.readFileSync(fileURLToPath(import.meta.url)))
  .update(fs.readFileSync(path.join(here, "versions.mjs")))
  .update(process.arch + process.versions.node.split(".")[0])
  .digest("hex");
const stampFile = path.join(dest, ".stamp");
if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === stamp) {
  console.log(`VS Code ${version} is in ${dest}`);
  process.exit(0);
}

const t0 = Date.now();
const say = (s) => console.log(`[${((Date.now() - t0) / 1000).toFixed(1)} s] ${s}`);
const run = (cmd, args, cwd) =>
  execFileSync(cmd, args, { cwd, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8", maxBuffer: 1 << 26 });
const npmEnvFree = ["--no-audit", "--no-fund", "--loglevel=error"];

/** npm pack + check of the pinned hash + unpack of one folder of it. */
function unpack(name, integrity, inner, strip, to, exclude = []) {
  const tmp = fs.mkdtempSync(path.join(os.tmpdir(), "pspace-pack-"));
  try {
    const [{ filename }] = JSON.parse(
      run("npm", ["pack", name, "--json", "--pack-destination", tmp, ...npmEnvFree], tmp),
    );
    const file = path.join(tmp, filename);
    const got = "sha512-" + createHash("sha512").update(fs.readFileSync(file)).digest("base64");
    if (got !== integrity) throw new Error(`${name}: ${got} is not the pinned ${integrity}`);
    fs.mkdirSync(to, { recursive: true });
    run(
      "tar",
      [
        "-xzf",
        file,
        "-C",
        to,
        `--strip-components=${strip}`,
        "--no-same-owner",
        ...exclude.map((e) => `--exclude=${e}`),
        ...inner,
      ],
      tmp,
    );
  } finally {
    fs.rmSync(tmp, { recursive: true, force: true });
  }
}

fs.rmSync(dest, { recursive: true, force: true });
const vs = path.join(dest, "vscode");
unpack(
  spec.package,
  spec.integrity,
  ["package/lib/vscode"],
  3,
  vs,
  dropExtensions.map((e) => `package/lib/vscode/extensions/${e}`),
);
say(`${spec.package} unpacked`);

const pkgFile = path.join(vs, "package.json");
const pkg = JSON.parse(fs.readFileSync(pkgFile, "utf8"));
for (const k of Object.keys(pkg.dependencies)) if (dropDependencies.test(k)) delete pkg.dependencies[k];
fs.writeFileSync(pkgFile, JSON.stringify(pkg, null, 2));
// `install`, not `ci`: the shrinkwrap still pins every version and hash, and npm takes out of it what is no longer asked for.
run("npm", ["install", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps", ...npmEnvFree], vs);
// The TypeScript that the built-in language features run on.
run("npm", ["ci", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps", ...npmEnvFree], path.join(vs, "extensions"));
say("dependencies installed");

// Stand-ins for two native helpers (a log file writer; a watchdog of a dead parent, which VS Code also polls for in JavaScript).
const shims = path.join(here, "shims");
for (const [name, file] of [
  ["@vscode/spdlog", "spdlog.cjs"],
  ["@vscode/native-watchdog", "watchdog.cjs"],
  ["native-watchdog", "watchdog.cjs"],
]) {
  const dir = path.join(vs, "node_modules", name);
  if (!fs.existsSync(dir)) continue;
  const main = JSON.parse(fs.readFileSync(path.join(dir, "package.json"), "utf8")).main || "index.js";
  fs.copyFileSync(path.join(shims, file), path.join(dir, /\.js$/.test(main) ? main : main + ".js"));
}
for (const o of spec.overlay ?? []) {
  const [name, integrity] = o.any ?? o[process.arch];
  const to = path.join(vs, o.to);
  if (o.inner === "package") fs.rmSync(to, { recursive: true, force: true });
  unpack(name, integrity, [o.inner], 1, to);
  say(`${name} unpacked`);
}
// ripgrep for this machine only (the package carries twelve).
const rg = path.join(vs, "node_modules/@vscode/ripgrep-universal/bin");
if (fs.existsSync(rg))
  for (const d of fs.readdirSync(rg))
    if (d !== `linux-${process.arch}`) fs.rmSync(path.join(rg, d), { recursive: true });

const bin = path.join(dest, "node/bin/node");
fs.mkdirSync(path.dirname(bin), { recursive: true });
if (Number(process.versions.node.split(".")[0]) === spec.node) {
  fs.symlinkSync(process.execPath, bin);
  say(`uses this Node ${process.version}`);
} else {
  const [name, integrity] = nodes[spec.node][process.arch];
  unpack(name, integrity, ["package/bin/node"], 1, path.join(dest, "node"));
  say(`${name} unpacked`);
}
fs.writeFileSync(stampFile, stamp);
say(`VS Code ${version} is in ${dest}`);
