/**
 * The rungs of the tests, in order, as data. Each step of a rung is one program; `reports` says that it is mocha with
 * our reporter, else its exit code is one result. `again`: a real editor on a loaded machine; what fails there is run
 * once more on its own. `limit` is in minutes, for each program.
 */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { defaultVersion, oldestVersion } from "../host/versions.mjs";
import { root } from "./dependencies.mjs";

const bin = (name) => path.join(root, "node_modules/.bin", name);
const node = process.execPath;

function mocha(rung) {
  const bundle = path.join(root, `out/test/${rung}.cjs`);
  const words = [path.join(root, "node_modules/mocha/bin/mocha.js"), "--reporter", reporter, bundle];
  return {
    name: rung,
    reports: true,
    missing: () => (existsSync(bundle) ? undefined : `there are no tests in test/${rung}`),
    command: (grep) => [node, "--enable-source-maps", ...words, ...(grep ? ["--grep", grep] : [])],
  };
}

const reporter = path.join(root, "test/setup/reporter.cjs");

function editor(version) {
  const host = path.join(root, "test/host/run.mjs");
  return {
    ...mocha("editor"),
    name: `VS Code ${version}`,
    command: (grep) => [node, host, version, ...(grep ? ["--grep", grep] : [])],
  };
}

/** Plain JavaScript, because it drives a browser and a playground that the harness brings up by the same code. */
function scripts(rung) {
  const folder = path.join(root, "test", rung);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".test.mjs")) : [];
  const words = [path.join(root, "node_modules/mocha/bin/mocha.js"), "--reporter", reporter];
  return {
    name: rung,
    reports: true,
    missing: () => (files.length > 0 ? undefined : `there are no tests in test/${rung}`),
    command: (grep) => [
      node,
      ...words,
      ...files.sort().map((name) => path.join(folder, name)),
      ...(grep ? ["--grep", grep] : []),
    ],
  };
}

const plain = (name, ...command) => ({ name, command: () => command });

/** `uses`: what must be there before: a Docker daemon, newer debuggers, other Nodes, VS Codes, the VSIX. */
export const rungs = [
  {
    name: "check",
    limit: 10,
    uses: {},
    steps: [
      plain("types", bin("tsc"), "-p", "tsconfig.json"),
      plain("lint", bin("eslint"), "-c", "test/lint/eslint.config.mjs", "."),
      plain("format", bin("prettier"), "--check", "--log-level", "warn", "."),
    ],
  },
  { name: "unit", limit: 4, uses: {}, steps: [mocha("unit")] },
  { name: "kernel", limit: 20, uses: { docker: true, debuggers: true, nodes: true }, steps: [mocha("kernel")] },
  { name: "wire", limit: 10, uses: { docker: true }, steps: [mocha("wire")] },
  {
    name: "editor",
    limit: 15,
    again: true,
    uses: { docker: true, debuggers: true, editors: [defaultVersion, oldestVersion] },
    steps: [editor(defaultVersion), editor(oldestVersion)],
  },
  {
    name: "e2e",
    limit: 16,
    again: true,
    uses: { docker: true, editors: [defaultVersion], vsix: true },
    steps: [scripts("e2e")],
  },
  {
    name: "package",
    limit: 8,
    again: true,
    uses: { editors: [defaultVersion], vsix: true },
    steps: [scripts("package")],
  },
];
