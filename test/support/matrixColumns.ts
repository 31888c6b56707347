/**
 * The columns of the matrix: who attaches. A user; one who may command Docker but is not root; one who may use sudo, by
 * the way that the editor takes; root. Each says how its attach ended, and what its refusals are compared with.
 */
import { copyFileSync } from "node:fs";
import path from "node:path";
import type { DebuggerName } from "../../src/model/plan.ts";
import type { Attempt } from "./attachAs.ts";
import { bundleInto } from "./bundled.ts";
import { letDocker } from "./dockerGroup.ts";
import type { ElevatedAttempt } from "./elevateAs.ts";
import { run } from "./run.ts";
import { letSudo, whyNoSudo } from "./sudoers.ts";
import { ordinaryUser, type User } from "./users.ts";

export interface Sources {
  readonly sources: string;
  readonly file: string;
  readonly line: number;
}

export interface Column {
  readonly title: string;
  /** Why a cell is not run; undefined where it is. */
  readonly without: () => string | undefined;
  readonly attempt: (name: DebuggerName, nr: number, at: Sources) => Promise<Attempt>;
  /** Whether the kernel lets whoever would trace here trace this process. */
  readonly mayTrace: (nr: number) => Promise<boolean>;
  /** Whether it gets through without the right to trace: by the container engine, where that is Docker. */
  readonly reaches: (name: DebuggerName, kind: string) => boolean;
}

export interface Columns {
  /** The least right first, for what root opens stays open. */
  readonly all: readonly Column[];
  /** Who has no rights but a user's. */
  readonly user: User;
  readonly remove: () => Promise<void>;
}

const plain = { without: () => undefined, reaches: () => false };

/** `folder`: for programs, readable by all; `seize` is there. */
export async function makeColumns(folder: string): Promise<Columns> {
  const [attachAs, elevateAs] = ["attachAs", "elevateAs"].map((name) => bundleInto(folder, `test/support/${name}.ts`));
  const engine = path.join(folder, "engine.js");
  copyFileSync(path.resolve("out/engine.js"), engine);
  const [user, member, sudoer] = [await ordinaryUser(), await ordinaryUser(), await ordinaryUser()];
  const shutOut = await letDocker(member);
  const noSudo = whyNoSudo();
  const takeBack = noSudo === undefined ? letSudo(sudoer) : () => undefined;
  const home = { HOME: "/", XDG_STATE_HOME: undefined, XDG_RUNTIME_DIR: undefined, DOCKER_CONFIG: undefined };

  const attachBy =
    (as: readonly string[], ...more: readonly string[]): Column["attempt"] =>
    async (name, nr, { sources, file, line }) => {
      const words = [attachAs ?? "", `${nr}`, name, sources, file, `${line}`, ...more];
      return JSON.parse(await run("setpriv", [...as, process.execPath, ...words], home)) as Attempt;
    };
  const mayTraceBy =
    (as: readonly string[]): Column["mayTrace"] =>
    async (nr) =>
      (await run("setpriv", [...as, path.join(folder, "seize"), `${nr}`])).endsWith(" 0");
  const elevated: Column["attempt"] = async (name, nr, { sources, file, line }) => {
    const words = [elevateAs ?? "", engine, `host:${nr}`, name, sources, file, `${line}`];
    const environment = { ...home, HOME: sudoer.home, TMPDIR: sudoer.home };
    return attemptOf(
      JSON.parse(await run("setpriv", [...sudoer.as, process.execPath, ...words], environment)) as ElevatedAttempt,
    );
  };

  const all: readonly Column[] = [
    { title: "a user", ...plain, attempt: attachBy(user.as), mayTrace: mayTraceBy(user.as) },
    {
      title: "of the docker group",
      ...plain,
      attempt: attachBy(member.as, "engine"),
      mayTrace: mayTraceBy(member.as),
      reaches: (name, kind) => name === "js-debug" && kind !== "Podman" && kind !== "rootless",
    },
    {
      title: "by sudo",
      ...plain,
      without: () => noSudo,
      attempt: elevated,
      mayTrace: mayTraceBy([]),
    },
    { title: "root", ...plain, attempt: attachBy([]), mayTrace: mayTraceBy([]) },
  ];
  const remove = async (): Promise<void> => {
    takeBack();
    await shutOut();
    for (const each of [user, member, sudoer]) await each.remove();
  };
  return { all, user, remove };
}

/** An inspector that was reached has said which process it is. */
function attemptOf(said: ElevatedAttempt): Attempt {
  if (said.is !== "problem") return { is: said.is, ...(said.where === undefined ? {} : { where: said.where }) };
  const { problem } = said;
  const isShut = typeof problem === "object" && problem !== null && "name" in problem;
  return { is: "refused", why: JSON.stringify(problem), ...(isShut ? { shut: String(problem.name) } : {}) };
}
