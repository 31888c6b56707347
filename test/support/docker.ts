/** Docker containers for tests, of the daemon that the harness started (DOCKER_HOST). */
import { execFile, execFileSync, spawn } from "node:child_process";
import { promisify } from "node:util";
import { commandOf, endAll, endChild, untilDescendant } from "./processes.ts";
import { randomName, type Specimen } from "./specimen.ts";
import { until } from "./waits.ts";

const run = promisify(execFile);

/** Why there is no Docker for tests here; undefined where there is. */
export function whyNoDocker(): string | undefined {
  if (process.env["DOCKER_HOST"] === undefined) return "no Docker daemon was started for this run";
  try {
    execFileSync("docker", ["version"], { stdio: "ignore", timeout: 60_000 });
    return undefined;
  } catch {
    return "the Docker daemon of this run does not answer";
  }
}

/** Runs the Docker command line; what it printed, without the last line end. */
export async function docker(...words: readonly string[]): Promise<string> {
  return (await run("docker", words, { encoding: "utf8", maxBuffer: 1 << 24 })).stdout.trimEnd();
}

export interface ContainerWish {
  readonly image: string;
  readonly command?: readonly string[];
  /** Words of `docker run`: `--pid=host`, `--cap-add`, `--label` … */
  readonly options?: readonly string[];
  readonly name?: string;
}

/** `docker run`, detached and without a network; `numbers` has its first process as `docker inspect` says it. */
export async function dockerSpecimen({
  image,
  command = ["sleep", "1000000"],
  options = [],
  name = randomName(),
}: ContainerWish): Promise<Specimen> {
  const id = await docker("run", "--detach", "--network=none", "--name", name, ...options, image, ...command);
  const end = async (): Promise<void> => {
    await docker("rm", "--force", "--volumes", id);
  };
  try {
    const nr = await until(`${name} runs`, async () => {
      const [state, first] = (await docker("inspect", "--format", "{{.State.Status}} {{.State.Pid}}", id)).split(" ");
      if (state === "exited" || state === "dead") throw new Error(`${name}: ${await docker("logs", id)}`);
      return Number(first) > 0 && Number(first);
    });
    return { name, id, numbers: [nr], end };
  } catch (thrown) {
    await end();
    throw thrown;
  }
}

/** `docker exec` of a command that stays; `numbers` has the process that it started inside. */
export async function execSpecimen(container: Specimen, command: readonly string[]): Promise<Specimen> {
  const child = spawn("docker", ["exec", container.name, ...command], { stdio: "ignore" });
  const nr = await until(`${command.join(" ")} runs in ${container.name}`, async () => {
    const rows = (await docker("top", container.name, "-eo", "pid")).split("\n").slice(1);
    return rows.map(Number).find((each) => commandOf(each).join(" ") === command.join(" "));
  });
  const end = async (): Promise<void> => {
    await endAll([nr]);
    await endChild(child);
  };
  return { name: container.name, numbers: [nr], end };
}

/** A process deeper in a container, as soon as there is one with this command. */
export async function processIn(container: Specimen, command: readonly string[]): Promise<number> {
  return untilDescendant(
    container.numbers[0],
    `${command.join(" ")} runs in ${container.name}`,
    (nr) => commandOf(nr).join(" ") === command.join(" "),
  );
}
