/**
 * `npm test`: installs what is missing, builds, and runs the rungs in order; ends with `N passed, N failed` and code 1
 * if anything failed. `npm test -- unit wire` runs those rungs alone; `-g WORDS` picks tests of them.
 */
import { parseArgs } from "node:util";
import { newerDebuggers } from "./debian13.mjs";
import { installDependencies, installEditor, root, runThrough } from "./dependencies.mjs";
import { installMissing, packagesFor } from "./packages.mjs";
import { otherNodes } from "./nodes.mjs";
import { rungs } from "./rungs.mjs";
import { endRunning, runStep } from "./step.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: "string", short: "g" } },
});
const unknown = positionals.filter((name) => !rungs.some((rung) => rung.name === name));
if (unknown.length > 0) {
  console.error(`No such rung: ${unknown.join(", ")}. There are ${rungs.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
const chosen = rungs.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

const began = Date.now();
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;
const say = (words) => console.log(`[${seconds(began)}] ${words}`);

let stopDocker = async () => undefined;
let stopping = false;
async function stop(code) {
  if (stopping) return;
  stopping = true;
  await endRunning();
  await stopDocker().catch((failure) => console.error(String(failure)));
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(130));

/** Environment for the rungs that use newer debuggers; the others see the machine as it is. */
let debuggers = {};

/** Everything that the chosen rungs use. */
async function prepare() {
  installDependencies(say);
  const uses = (what) => chosen.some((rung) => rung.uses[what]);
  if (uses("docker") || uses("editors")) installMissing(packagesFor.test, say);
  for (const version of new Set(chosen.flatMap((rung) => rung.uses.editors ?? []))) installEditor(version);
  say("Building");
  runThrough(process.execPath, ["test/setup/build.mjs", "--tests"]);
  if (uses("vsix"))
    runThrough(
      "node_modules/.bin/vsce",
      ["package", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", "out/pspace.vsix"],
      {
        cwd: root,
      },
    );
  if (uses("debuggers")) debuggers = newerDebuggers(say);
  if (uses("nodes")) debuggers = { ...debuggers, ...otherNodes(say) };
  return uses("docker") ? startDocker() : {};
}

/** Environment for the tests: a Docker daemon of this run's own, or none and why. */
async function startDocker() {
  const { startDockerd, whyNoDockerd } = await import("../support/dockerd.mjs");
  const why = whyNoDockerd();
  if (why !== undefined) {
    say(`No Docker in this run: ${why}`);
    return { DOCKER_HOST: undefined };
  }
  try {
    const daemon = await startDockerd();
    stopDocker = daemon.stop;
    return { DOCKER_HOST: daemon.host, PSPACE_CONTAINERD: daemon.containerd };
  } catch (failure) {
    say(`No Docker in this run: ${failure instanceof Error ? failure.message : String(failure)}`);
    return { DOCKER_HOST: undefined };
  }
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Which words pick a failed test again. A hook has no name of its own: its suite is run. */
function grepFor({ title, whole }) {
  if (whole) return undefined;
  const hook = title.search(/ "(before|after) (all|each)" hook/);
  return hook < 0 ? `^${escaped(title)}$` : `^${escaped(title.slice(0, hook))}`;
}

/**
 * What failed in a real editor is tried once more on its own, and named when it passes then. All of it together gets
 * the time that one run has: where much fails, the machine is not to blame.
 */
async function tryAgain(step, results, options) {
  const kept = results.filter(({ is }) => is !== "failed");
  const until = Date.now() + options.minutes * 60_000;
  for (const failed of results.filter(({ is }) => is === "failed")) {
    if (Date.now() > until) {
      kept.push(failed);
      continue;
    }
    const again = await runStep(step, { ...options, grep: grepFor(failed) ?? options.grep });
    const bad = again.filter(({ is }) => is === "failed");
    if (failed.whole) kept.push(...again);
    else kept.push(bad.length === 0 && again.length > 0 ? { ...failed, is: "passed", second: true } : failed);
  }
  return kept;
}

async function runRung(rung, env) {
  const since = Date.now();
  console.log(`\n=== ${rung.name}`);
  const results = [];
  for (const step of rung.steps) {
    const options = {
      minutes: rung.limit,
      grep: values.grep,
      env: rung.uses.debuggers ? { ...env, ...debuggers } : env,
    };
    let found = await runStep(step, options);
    if (rung.again && found.some(({ is }) => is === "failed")) found = await tryAgain(step, found, options);
    results.push(...found.map((result) => ({ ...result, where: `${rung.name} (${step.name})` })));
  }
  console.log(`=== ${rung.name}: ${countsOf(results)} in ${seconds(since)}`);
  return results;
}

function countsOf(results) {
  const count = (kind) => results.filter(({ is }) => is === kind).length;
  const skipped = count("skipped");
  return `${count("passed")} passed, ${count("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function summarise(results) {
  console.log("");
  const told = (is, words) => {
    for (const result of results.filter((one) => one.is === is)) words(result);
  };
  told("skipped", ({ where, title, error }) => console.log(`skipped  ${where}: ${title}${error ? ` (${error})` : ""}`));
  for (const { where, title } of results.filter(({ second }) => second))
    console.log(`passed at the second try  ${where}: ${title}`);
  told("failed", ({ where, title, error }) => console.log(`FAILED   ${where}: ${title}\n${error ?? ""}`));
  console.log(`\nAll of it took ${seconds(began)}.\n${countsOf(results)}`);
}

try {
  const env = await prepare();
  const results = [];
  for (const rung of chosen) if (!stopping) results.push(...(await runRung(rung, env)));
  if (!stopping) {
    summarise(results);
    await stop(results.some(({ is }) => is === "failed") ? 1 : 0);
  }
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : String(failure));
  console.log("0 passed, 1 failed");
  await stop(1);
}
