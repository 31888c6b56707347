/** The playground's service once more, as a Docker container, where a Docker daemon answers. */
import { execFile, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { ensureImage } from "../support/images.mjs";

const run = promisify(execFile);

/** Whether a daemon answers: the socket, DOCKER_HOST and contexts as the docker command sees them. */
export async function dockerAnswers() {
  try {
    await run("docker", ["version", "--format", "{{.Server.Version}}"], { timeout: 15_000 });
    return true;
  } catch {
    return false;
  }
}

const stateOf = async (name) => {
  try {
    return (await run("docker", ["inspect", "--format", "{{.State.Running}}", name])).stdout.trim();
  } catch {
    return "absent";
  }
};

/**
 * `docker run` in the foreground: its service ends when its standard input does, and `--rm` removes it then, so also
 * when we are killed outright. The sources are mounted at /srv/web. The image is left for the next start.
 */
export async function startContainer({ name, sources, logFile }) {
  const image = ensureImage("playground", { busybox: false, programs: { "/usr/bin/node": process.execPath } });
  const log = openSync(logFile, "a");
  const mount = ["--volume", `${sources}:/srv/web:ro`];
  const words = ["run", "--rm", "--interactive", "--network=none", "--hostname", name, "--name", name, ...mount];
  const child = spawn("docker", [...words, image, "/usr/bin/node", "/srv/web/server.js"], {
    stdio: ["pipe", log, log],
  });
  closeSync(log);
  child.stdin.on("error", () => undefined); // it is gone
  const stop = async () => {
    child.stdin.destroy();
    await run("docker", ["rm", "--force", "--volumes", name]).catch(() => undefined); // `--rm` was quicker
    child.kill("SIGKILL");
  };
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(100)) {
    if ((await stateOf(name)) === "true") return { stop };
    if (child.exitCode !== null) break;
  }
  await stop();
  throw new Error(`the container did not start; see ${logFile}`);
}
