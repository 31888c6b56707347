/** A Compose project to be looked at, where Docker answers: `api`, and two of `worker`, the second of them paused. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";
import { dockerAnswers } from "../playground/docker.mjs";
import { ensureImage } from "../support/images.mjs";

const docker = async (...words) => (await promisify(execFile)("docker", words)).stdout.trim();

/** Undefined where no Docker daemon answers. `names`: of the containers; `docker` runs its command. */
export async function startShop(folder) {
  if (!(await dockerAnswers())) return undefined;
  const image = ensureImage("playground", { busybox: false, programs: { "/usr/bin/node": process.execPath } });
  const project = `shop-${randomBytes(2).toString("hex")}`;
  const names = { api: `${project}-api-1`, worker: `${project}-worker-1`, paused: `${project}-worker-2` };
  const stop = () => docker("rm", "--force", "--volumes", ...Object.values(names)).catch(() => undefined);
  try {
    for (const [at, name] of Object.values(names).entries()) {
      const labels = [`project=${project}`, `service=${at === 0 ? "api" : "worker"}`];
      const words = ["run", "--detach", "--interactive", "--rm", "--network=none", "--hostname", name, "--name", name];
      const known = labels.flatMap((label) => ["--label", `com.docker.compose.${label}`]);
      const sources = ["--volume", `${path.join(folder, "web")}:/srv/web:ro`];
      await docker(...words, ...known, ...sources, image, "/usr/bin/node", "/srv/web/server.js");
    }
    await docker("pause", names.paused);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { project, names, stop, docker, image };
}
