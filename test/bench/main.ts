/**
 * `npm run bench [-- WORDS]`: measures the rows whose names hold WORDS (default: all) and writes test/bench/RESULTS.md.
 * Numbers are ratios within one run, for machines differ; the table is only written when every row was measured.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, tmpdir } from "node:os";
import path from "node:path";
import { firstMapChild } from "./children/firstMap.ts";
import { forkCostChild } from "./children/forkCost.ts";
import { laterMapChild } from "./children/laterMap.ts";
import { memoryChild } from "./children/memory.ts";
import { resolveChild } from "./children/resolve.ts";
import { compile, growForest } from "./forest.ts";
import type { Row, Stage } from "./row.ts";
import { coldSpaces } from "./rows/coldSpaces.ts";
import { firstMap } from "./rows/firstMap.ts";
import { forkGrowth } from "./rows/forkGrowth.ts";
import { forkSeen } from "./rows/forkSeen.ts";
import { idle } from "./rows/idle.ts";
import { memory } from "./rows/memory.ts";
import { resolve } from "./rows/resolve.ts";
import { stormRow } from "./rows/storm.ts";
import { warmSurvey } from "./rows/warmSurvey.ts";
import { wireHover } from "./rows/wireHover.ts";
import { wireResolve } from "./rows/wireResolve.ts";

const rows: readonly Row[] = [
  ...coldSpaces,
  firstMap,
  warmSurvey,
  ...resolve,
  wireResolve,
  wireHover,
  forkSeen,
  stormRow,
  idle,
  memory,
  forkGrowth,
];

/** What is measured in a process of its own. */
const children: Readonly<Record<string, (...words: readonly string[]) => Promise<void>>> = {
  firstMap: firstMapChild,
  laterMap: laterMapChild,
  resolve: (firsts = "") => resolveChild(firsts),
  memory: memoryChild,
  forkCost: (tasks = "") => forkCostChild(tasks),
};

/** Fewer only to try something out: the table is of 500. */
const namespaces = Number(process.env["PSPACE_BENCH_NAMESPACES"] ?? 500);

const root = path.join(__dirname, "../..");

function textOf(row: Row, value: number): string {
  const number = row.unit === "" && Number.isInteger(value) ? value.toString() : value.toPrecision(3);
  return `${number} ${row.unit}`.trim();
}

/** A row that breaks costs itself, not the run, which nobody may be watching. */
async function outcome(row: Row, stage: Stage, quiet: number): ReturnType<Row["run"]> {
  try {
    return await row.run(stage, quiet);
  } catch (failure) {
    return { skipped: failure instanceof Error ? (failure.message.split("\n")[0] ?? "") : String(failure) };
  }
}

async function measure(row: Row, stage: Stage, quiet: number): Promise<string> {
  console.log(`${row.name} …`);
  const begun = performance.now();
  const seen = await outcome(row, stage, quiet);
  const { atMost = Number.POSITIVE_INFINITY } = row;
  const wanted = atMost === Number.POSITIVE_INFINITY ? "—" : `${atMost} ${row.unit}`.trim();
  const measured =
    "skipped" in seen
      ? [`not measured: ${seen.skipped}`, "", "", ""]
      : [
          `${textOf(row, seen.value)}${seen.value <= atMost ? "" : " ✗"}`,
          seen.by === undefined ? "" : `by ${seen.by}`,
          seen.detail,
          seen.floor,
        ];
  const cells = [row.name, row.against, wanted, ...measured];
  console.log(`  ${cells.slice(2).join(" · ")} (${((performance.now() - begun) / 1000).toFixed(0)} s)`);
  return `| ${cells.join(" | ")} |`;
}

async function run(words: string): Promise<void> {
  const load = loadavg()[0]?.toFixed(1) ?? "?";
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-bench-"));
  const programs = new Map<string, string>();
  const program = (name: string): string => {
    const known = programs.get(name) ?? compile(path.join(root, "test/bench/programs"), folder, name);
    programs.set(name, known);
    return known;
  };
  const built = { bench: __filename, engine: path.join(root, "out/engine.js"), cli: path.join(root, "out/cli.js") };
  const environment = { ...process.env, HOME: folder, XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder };
  const wanted = rows.filter(({ name }) => name.includes(words));
  const quiet = new Map<Row, number>();
  for (const row of wanted) quiet.set(row, (await row.quiet?.({ built, program, environment })) ?? 0);
  const forest = await growForest(program("forest"), namespaces, 20);
  try {
    const stage: Stage = { built, program, environment, forest };
    const lines: string[] = [];
    for (const row of wanted) lines.push(await measure(row, stage, quiet.get(row) ?? 0));
    if (wanted.length === rows.length && namespaces === 500) write(lines, load);
  } finally {
    await forest.end();
    rmSync(folder, { recursive: true });
  }
}

function write(lines: readonly string[], load: string): void {
  const text = [
    "# How fast it is",
    "",
    `Written by \`npm run bench\`: 10,000 tasks in 500 namespaces, Linux ${release()}, Node ${process.versions.node}, ${cpus().length} processors.`,
    `The machine's load was ${load} before the run. Each number is a median; the two sides of a ratio were measured in turn.`,
    "**by clock**: time that passed. **by processor**: user and system time of all threads; taken for the ratio where a",
    "side that only computes took 1.3 times as long as it computed, for then other work was on the machine. ✗: more than wanted.",
    "The floor is what the kernel, V8 or Node asks for whatever we do.",
    "",
    "| what | against | at most | measured | | ours : theirs | floor |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...lines,
    "",
  ];
  const file = path.join(root, "test/bench/RESULTS.md");
  writeFileSync(file, text.join("\n"));
  execFileSync(path.join(root, "node_modules/.bin/prettier"), ["--log-level", "warn", "--write", file]);
}

const [word, name = "", ...rest] = process.argv.slice(2);
const child = word === "--child" ? children[name] : undefined;
const done = child ? child(...rest) : run([word ?? "", name, ...rest].join(" ").trim());
done.catch((failure: unknown) => {
  console.error(failure);
  process.exitCode = 1;
});
