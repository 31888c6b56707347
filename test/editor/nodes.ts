/** Processes to attach to, Node's and others': number 1 of namespaces of their own, their inspector on 9229 of their own network. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { dockerSpecimen } from "../support/docker.ts";
import { ensureImage, nodeContents } from "../support/images.mjs";
import { readFileSync } from "node:fs";
import { namespaceOf } from "../support/processes.ts";
import { run } from "../support/run.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { sourceFile, untilCounting } from "./debugging.ts";

export interface Target {
  readonly specimen: Specimen;
  /** By its namespace, as the kernel spells it. */
  readonly tuple: string;
  /** The file whose number grows while it runs. */
  readonly count: string;
}

export const counterScript = "app/counter.js";

export class Targets {
  private readonly specimens: Specimen[] = [];
  private readonly counts = mkdtempSync(path.join(tmpdir(), "pst-counts-"));

  /** `globalThis.mark` there is `mark`. */
  async unshared(mark: string): Promise<Target> {
    const count = path.join(this.counts, mark);
    const command = ["node", sourceFile(counterScript), count, mark];
    return this.keep(await unshareSpecimen({ command, also: ["net"] }), count);
  }

  /** Any program that keeps its count in the file that it is given last; loopback of its network is up. */
  async program(mark: string, ...command: readonly string[]): Promise<Target> {
    const count = path.join(this.counts, mark);
    const specimen = await unshareSpecimen({ command: [...command, count], also: ["net"] });
    await run("nsenter", ["--target", `${specimen.numbers[0]}`, "--net", "ip", "link", "set", "lo", "up"]);
    return this.keep(specimen, count);
  }

  async container(mark: string): Promise<Target> {
    const files = { "/app/counter.js": readFileSync(sourceFile(counterScript), "utf8") };
    const image = ensureImage("counter", { ...nodeContents, files });
    const options = ["--volume", `${this.counts}:/counts`];
    const command = ["/usr/bin/node", "/app/counter.js", `/counts/${mark}`, mark];
    return this.keep(await dockerSpecimen({ image, options, command }), path.join(this.counts, mark));
  }

  async native(mark: string): Promise<Target> {
    const image = ensureImage("native", { sources: { "/opt/counter": sourceFile("native/counter.c") } });
    const options = ["--volume", `${this.counts}:/counts`];
    const command = ["/opt/counter", `/counts/${mark}`];
    return this.keep(await dockerSpecimen({ image, options, command }), path.join(this.counts, mark));
  }

  async end(): Promise<void> {
    await endSpecimens(this.specimens);
    rmSync(this.counts, { recursive: true, force: true });
  }

  private async keep(specimen: Specimen, count: string): Promise<Target> {
    this.specimens.push(specimen);
    await untilCounting(count);
    return { specimen, count, tuple: `${namespaceOf(specimen.numbers[0])}:1` };
  }
}
