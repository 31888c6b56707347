/**
 * `npm run build`: bundles each program with esbuild into out/. `-- --tests` bundles the tests as well, one
 * file per rung. An entry point that does not exist (yet) is skipped with a line that says so.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** What is shipped: where it starts and what it becomes. */
const programs = [
  { entry: "src/extension.ts", out: "out/extension.js" },
  { entry: "src/engine/main.ts", out: "out/engine.js" },
  { entry: "src/cli/main.ts", out: "out/cli.js", banner: "#!/usr/bin/env node" },
  { entry: "src/engine/kernel/connectorWorker.ts", out: "out/connector.js" },
  { entry: "src/engine/kernel/waiter.ts", out: "out/waiter.js" },
  { entry: "src/engine/kernel/keeper.ts", out: "out/keeper.js" },
];

/** One bundle for each rung: all `test/<rung>/**\/*.test.ts`. */
const rungs = ["unit", "kernel", "wire", "editor"];

/** Programs of the tests: the benchmark, and what is killed in place of an extension host. */
const besides = [
  { entry: "test/bench/main.ts", out: "out/test/bench.js" },
  { entry: "test/support/extensionHost.ts", out: "out/test/extensionHost.js" },
];

/** Never bundled: the editor gives `vscode`; the others are native, or big and only used by tests. */
const outside = ["vscode", "koffi", "mocha"];

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: /** @type {const} */ ("node"),
  format: /** @type {const} */ ("cjs"),
  target: "node20",
  // The ES modules of packages: some UMD builds hide their requires from a bundler.
  mainFields: ["module", "main"],
  external: outside,
  sourcemap: true,
  logLevel: /** @type {const} */ ("warning"),
};

/** Every file below `folder` whose name ends so, sorted; empty when there is no such folder. */
function filesBelow(folder, ending) {
  const at = path.join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.posix.join(folder, name))
    .sort();
}

async function buildProgram({ entry, out, banner }) {
  if (!existsSync(path.join(root, entry))) {
    console.log(`skipped ${out}: there is no ${entry}`);
    return;
  }
  await build({ ...shared, entryPoints: [entry], outfile: out, ...(banner ? { banner: { js: banner } } : {}) });
}

async function buildRung(rung) {
  const out = `out/test/${rung}.cjs`;
  const files = filesBelow(`test/${rung}`, ".test.ts");
  if (files.length === 0) {
    rmSync(path.join(root, out), { force: true });
    console.log(`skipped ${out}: there are no tests in test/${rung}`);
    return;
  }
  const contents = files.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n");
  await build({
    ...shared,
    stdin: { contents, resolveDir: root, sourcefile: `${rung}.ts`, loader: "ts" },
    outfile: out,
  });
}

const jobs = programs.map(buildProgram);
// Tests that were bundled before are bundled again: a stale bundle would tell of sources that are gone.
if (process.argv.includes("--tests") || existsSync(path.join(root, "out/test"))) {
  jobs.push(...rungs.map(buildRung), ...besides.map(buildProgram));
}
await Promise.all(jobs).catch(() => process.exit(1)); // esbuild has said what is wrong
writeDocuments();

/** The manual page and the completion of shells, as the built command line prints them: one source for all. */
function writeDocuments() {
  const cli = path.join(root, "out/cli.js");
  const documents = [
    { words: ["manual"], out: "out/pspace.1" },
    { words: ["completion", "bash"], out: "out/completions/pspace.bash" },
    { words: ["completion", "zsh"], out: "out/completions/_pspace" },
    { words: ["completion", "fish"], out: "out/completions/pspace.fish" },
  ];
  mkdirSync(path.join(root, "out/completions"), { recursive: true });
  for (const { words, out } of documents) {
    writeFileSync(path.join(root, out), execFileSync(process.execPath, [cli, ...words]));
  }
}
