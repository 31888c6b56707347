/**
 * A Docker daemon of the run's own: data, exec root, socket, pid files and containerd all lie in one private folder, so
 * runs do not clash, the machine's own daemon is never touched, and whatever a killed run left is swept by the next.
 * Plain JavaScript, because the harness needs it before anything is built.
 *
 * By hand: `node test/support/dockerd.mjs` prints `DOCKER_HOST=…` and stays until Ctrl-C.
 */
import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTimeOf, sweepFolder, sweepLeftovers } from "./leftovers.mjs";

const prefix = "pspace-dockerd-";
const limit = 180_000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Why no daemon can be started here, as one sentence; undefined where it can. */
export function whyNoDockerd() {
  if (process.getuid?.() !== 0) return "a Docker daemon of our own needs root";
  for (const program of ["dockerd", "containerd", "runc"]) {
    const found = (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, program)));
    if (!found) return `${program} is not installed`;
  }
  return undefined;
}

function startProgram(folder, name, words) {
  const log = openSync(join(folder, `${name}.log`), "a");
  const child = spawn(name, words, { stdio: ["ignore", log, log], env: { ...process.env, TMPDIR: folder } });
  closeSync(log);
  return child;
}

/** Whether the daemon behind the socket answers its ping. */
function answers(socketPath) {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: "/_ping", timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.on("error", () => resolve(false));
    asked.on("timeout", () => asked.destroy(new Error("no answer")));
    asked.end();
  });
}

async function waitUntil(folder, children, done, what) {
  const until = Date.now() + limit;
  while (!(await done())) {
    const dead = children.find((child) => child.exitCode !== null || child.signalCode !== null);
    if (dead || Date.now() > until) {
      const log = (name) =>
        existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8").slice(-3000) : "";
      throw new Error(`${what} did not come up\n${log("containerd.log")}\n${log("dockerd.log")}`);
    }
    await pause(50);
  }
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 60_000);
  await gone;
  clearTimeout(patience);
}

function containerdConfig(folder) {
  return [
    "version = 2",
    `root = "${folder}/containerd"`,
    `state = "${folder}/state"`,
    'disabled_plugins = ["io.containerd.grpc.v1.cri"]',
    "[grpc]",
    `address = "${folder}/state/containerd.sock"`,
    "[ttrpc]",
    `address = "${folder}/state/containerd.sock.ttrpc"`,
    "",
  ].join("\n");
}

/**
 * Starts the daemon and waits until it answers. `host` is for DOCKER_HOST, `containerd` the socket of its containerd
 * (containers in namespace `moby`). `stop` removes every container and everything else it made; call it whatever happens.
 */
export async function startDockerd() {
  const why = whyNoDockerd();
  if (why !== undefined) throw new Error(why);
  sweepLeftovers(prefix);
  const folder = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(join(folder, "owner"), `${process.pid} ${startTimeOf(process.pid)}\n`);
  writeFileSync(join(folder, "containerd.toml"), containerdConfig(folder));
  writeFileSync(join(folder, "daemon.json"), "{}\n");
  const children = [startProgram(folder, "containerd", ["--config", join(folder, "containerd.toml")])];
  const socket = join(folder, "docker.sock");
  const stop = async () => {
    await removeContainers(`unix://${socket}`);
    for (const child of children.reverse()) await end(child);
    sweepFolder(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await waitUntil(folder, children, () => existsSync(join(folder, "state/containerd.sock")), "containerd");
    children.push(startProgram(folder, "dockerd", daemonWords(folder, socket)));
    await waitUntil(folder, children, () => answers(socket), "dockerd");
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { host: `unix://${socket}`, containerd: join(folder, "state/containerd.sock"), folder, stop };
}

function daemonWords(folder, socket) {
  return [
    ...["--config-file", join(folder, "daemon.json"), "--host", `unix://${socket}`],
    ...[
      "--data-root",
      join(folder, "data"),
      "--exec-root",
      join(folder, "exec"),
      "--pidfile",
      join(folder, "docker.pid"),
    ],
    ...[
      "--containerd",
      join(folder, "state/containerd.sock"),
      "--bridge=none",
      "--iptables=false",
      "--ip6tables=false",
    ],
    ...["--group", "root", "--log-level", "warn"],
  ];
}

async function removeContainers(host) {
  const docker = (...words) =>
    execFileSync("docker", ["--host", host, ...words], {
      encoding: "utf8",
      timeout: 60_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
  try {
    const all = docker("ps", "--all", "--quiet").split("\n").filter(Boolean);
    if (all.length > 0) docker("rm", "--force", "--volumes", ...all);
  } catch {
    // The daemon is gone or ill: the sweep below ends what runs.
  }
}

if (process.argv[1]?.endsWith("/support/dockerd.mjs")) {
  const starting = startDockerd();
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void starting.then((daemon) => daemon.stop()).finally(() => process.exit());
    });
  }
  console.log(`DOCKER_HOST=${(await starting).host}`);
  setInterval(() => undefined, 1 << 30);
}
