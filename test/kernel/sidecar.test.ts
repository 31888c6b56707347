/**
 * A debugger in a container of its own beside the task's: a member of the docker group who is not root stops in a
 * container's native and Go programs, root in Podman's; what the sidecar lacks is said in a sentence. Nothing is left.
 */
import assert from "node:assert/strict";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { findLldb } from "../../src/engine/gates/programs.ts";
import type { DebuggerName } from "../../src/model/plan.ts";
import type { Attempt } from "../support/attachAs.ts";
import { bundleInto } from "../support/bundled.ts";
import { docker, dockerSpecimen, processIn, whyNoDocker } from "../support/docker.ts";
import { letDocker } from "../support/dockerGroup.ts";
import { buildGo, unoptimised } from "../support/goProgram.ts";
import { ensureImage } from "../support/images.mjs";
import { makeNative, type NativeProgram } from "../support/native.ts";
import { rootPodman, type Podman } from "../support/podman.ts";
import { busyboxRoot, type Root } from "../support/roots.ts";
import { run, whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { ordinaryUser, type User } from "../support/users.ts";

/** What an image for sidecars has, besides a shell. */
const servers = { "/usr/bin/gdbserver": "/usr/bin/gdbserver", "/usr/bin/dlv": "/usr/bin/dlv" };

interface Target {
  readonly nr: number;
  readonly file: string;
  readonly line: number;
  readonly sources: string;
}

describe("a debugger in a sidecar", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const specimens: Specimen[] = [];
  const ends: (() => Promise<void> | void)[] = [];
  let folder = "";
  let attachAs = "";
  let native: NativeProgram;
  let member: User;
  let image = "";
  let container: Specimen;

  before(async function () {
    const missing = (["gdb", "delve", "lldb-dap"] as const).map((name) => debuggers[name].missing?.());
    skipIf(
      this,
      whyNoDocker() ?? whyNot("gdbserver", "gcc", "go", "podman") ?? missing.find((each) => each !== undefined),
    );
    folder = mkdtempSync(path.join(tmpdir(), "pspace-sidecar-"));
    chmodSync(folder, 0o755);
    attachAs = bundleInto(folder, "test/support/attachAs.ts");
    native = makeNative(["-static"]);
    ends.push(() => {
      native.remove();
    });
    buildCounter(folder);
    copyFileSync(native.program, path.join(folder, "native"));
    member = await ordinaryUser();
    ends.push(() => member.remove(), await letDocker(member));
    const lldb = findLldb()?.server ?? "";
    image = ensureImage("sidecar", { programs: { ...servers, [lldb]: lldb } });
    container = await dockerSpecimen({
      image: ensureImage("busybox"),
      command: ["sh", "-c", "/app/native & /app/go & wait"],
      options: ["--volume", `${folder}:/app:ro`],
    });
    specimens.push(container);
  });
  after(async () => {
    await endSpecimens(specimens);
    for (const end of ends.reverse()) await end();
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
  });

  const nativeIn = async (specimen: Specimen): Promise<Target> => {
    const { file, line, sources } = native;
    return { nr: await processIn(specimen, ["/app/native"]), file, line, sources };
  };
  const goIn = async (specimen: Specimen): Promise<Target> => {
    const file = path.join(folder, "go-sources/counter.go");
    const line =
      readFileSync(file, "utf8")
        .split("\n")
        .findIndex((text) => /^\s*return doubled/.test(text)) + 1;
    return { nr: await processIn(specimen, ["/app/go"]), file, line, sources: path.dirname(file) };
  };

  /** As the user with these words before, and these more in the environment. */
  async function attempt(
    as: readonly string[],
    name: DebuggerName,
    at: Target,
    from: string,
    more = {},
  ): Promise<Attempt> {
    const words = [attachAs, `${at.nr}`, name, at.sources, at.file, `${at.line}`, "engine", "sidecar", from];
    const home = {
      HOME: "/",
      XDG_STATE_HOME: undefined,
      XDG_RUNTIME_DIR: undefined,
      DOCKER_CONFIG: undefined,
      ...more,
    };
    return JSON.parse(await run("setpriv", [...as, process.execPath, ...words], home)) as Attempt;
  }

  /** The container alone: no sidecar is left. */
  const running = async (): Promise<readonly string[]> =>
    (await docker("ps", "--all", "--format", "{{.Names}}"))
      .split("\n")
      .filter((name) => name === container.name || !name.startsWith("pst"));

  for (const name of ["lldb-dap", "gdb", "delve"] as const) {
    it(`${name}: a member of the docker group stops in the right line`, async () => {
      const at = name === "delve" ? await goIn(container) : await nativeIn(container);
      assert.deepEqual(await attempt(member.as, name, at, image), { is: "hit", where: `${at.file}:${at.line}` });
      assert.deepEqual(await running(), [container.name]);
    });
  }

  it("without an image, with one that is not here, and with one that has no debug server: one sentence each", async () => {
    const at = await nativeIn(container);
    const why = async (from: string): Promise<string | undefined> => {
      const done = await attempt(member.as, "gdb", at, from);
      assert.equal(done.is, "refused");
      return done.why;
    };
    assert.equal(await why(""), "There is no image to make a sidecar of.");
    assert.equal(await why("--privileged"), '"--privileged" is no image\'s name.');
    assert.match((await why("no-such-image:1")) ?? "", /^The sidecar could not be started: .*no-such-image:1/);
    assert.equal(await why(ensureImage("busybox")), "There is no gdbserver in the image of the sidecar.");
    assert.deepEqual(await running(), [container.name]);
  });

  describe("of Podman", () => {
    let root: Root;
    let podman: Podman;
    before(async () => {
      root = await busyboxRoot({ programs: servers });
      podman = await rootPodman(root);
      ends.push(
        () => {
          root.remove();
        },
        () => {
          podman.close();
        },
      );
    });

    it("root stops in a container of root's", async () => {
      const specimen = await podman.start(["/app/native"], "--volume", `${folder}:/app:ro`);
      specimens.push(specimen);
      const { file, line, sources } = native;
      const at = { nr: specimen.numbers[0], file, line, sources };
      const done = await attempt([], "gdb", at, "localhost/pspace-busybox:1", podmanEnvironment(folder, podman.conf));
      assert.deepEqual(done, { is: "hit", where: `${file}:${line}` });
    });
  });
});

/** Compiled in another folder than where its source is afterwards. */
function buildCounter(folder: string): void {
  const [built, sources] = [path.join(folder, "build/app"), path.join(folder, "go-sources")];
  for (const each of [built, sources]) {
    mkdirSync(each, { recursive: true });
    copyFileSync(path.resolve("test/support/programs/counter.go"), path.join(each, "counter.go"));
  }
  buildGo(built, "counter.go", path.join(folder, "go"), unoptimised);
}

/** The words of every command of Podman's here (see podman.ts), where only its environment can say them. */
function podmanEnvironment(folder: string, storage: string | undefined): NodeJS.ProcessEnv {
  const file = path.join(folder, "containers.conf");
  const tmp = path.join(path.dirname(storage ?? ""), "tmp");
  const engine = `[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\ntmp_dir = "${tmp}"\n`;
  writeFileSync(file, `[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]\n${engine}`);
  return { CONTAINERS_CONF: file, CONTAINERS_STORAGE_CONF: storage };
}
