/**
 * Starts one program as root for an ordinary user: by sudo without a question, else by sudo with the password that a
 * person types, else by polkit where there is a screen whose agent asks. Every ending has its sentence.
 */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { openAskpass, type AskPassword } from "./askpass.ts";

export type Elevated =
  | { readonly is: "started"; readonly child: ChildProcessWithoutNullStreams }
  /** Somebody was asked and would not. */
  | { readonly is: "declined"; readonly why: string }
  | { readonly is: "refused"; readonly why: string };

export interface Elevating {
  /** Program and arguments. Root gets none of our environment but these words'. */
  readonly command: readonly string[];
  /** What it writes to stderr when it runs. */
  readonly greeting: RegExp;
  readonly ask: AskPassword;
  /** What runs a script: Node, or an editor's own executable. */
  readonly node: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly cancel: AbortSignal;
}

interface Ended {
  readonly is: "ended";
  readonly code: number | null;
  readonly said: string;
}

/** How much of what a program complains about is kept. */
const keep = 4096;

/** sudo's and polkit's own words, in their own language. */
function childEnvironment(environment: NodeJS.ProcessEnv, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { ...environment, LC_ALL: "C", ...more };
  delete kept["NODE_OPTIONS"]; // the editor's own
  return kept;
}

/** Settles when it greets, or when it has ended before that. */
function start(
  use: Elevating,
  prefix: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<{ readonly is: "started"; readonly child: ChildProcessWithoutNullStreams } | Ended> {
  const [program = "", ...words] = [...prefix, ...use.command];
  const child = spawn(program, words, { stdio: "pipe", env: childEnvironment(use.environment, more), cwd: "/" });
  child.stdin.on("error", () => undefined); // its end says more
  const stop = (): void => {
    child.stdin.end();
    child.kill();
  };
  use.cancel.addEventListener("abort", stop, { once: true });
  return new Promise((settle) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-keep);
      if (use.greeting.test(said)) settle({ is: "started", child });
    });
    child.on("error", (error) => {
      settle({ is: "ended", code: 127, said: error.message });
    });
    child.on("close", (code) => {
      settle({ is: "ended", code, said });
    });
  }).finally(() => {
    use.cancel.removeEventListener("abort", stop);
  }) as ReturnType<typeof start>;
}

/** The last of a program's lines that says why. */
export function lastLine(said: string): string {
  return (
    said
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/^(sudo|pkexec): /, "")
      .trim() ?? ""
  );
}

/** How sudo's ending is to be taken: it wants a password, it is not for us, or it has said its last word. */
export function readSudo({ code, said }: { readonly code: number | null; readonly said: string }): {
  readonly is: "password" | "notForUs" | "refused";
} {
  if (/a password is required|interactive authentication is required/.test(said)) return { is: "password" };
  const isNotForUs = /ENOENT|not in the sudoers|not allowed to execute|may not run|no new privileges/.test(said);
  return { is: isNotForUs || code === 127 ? "notForUs" : "refused" };
}

const declined: Elevated = { is: "declined", why: "the password was not given" };

async function bySudo(use: Elevating): Promise<Elevated | "notForUs"> {
  const silent = await start(use, ["sudo", "-n", "--"]);
  if (silent.is === "started") return silent;
  const meant = readSudo(silent);
  if (meant.is !== "password") return meant.is === "notForUs" ? "notForUs" : refusedBy("sudo", silent);
  const askpass = await openAskpass(use.node, use.ask);
  try {
    const asked = await start(use, ["sudo", "-A", "--"], { SUDO_ASKPASS: askpass.program });
    if (asked.is === "started") return asked;
    if (askpass.declined()) return declined;
    return readSudo(asked).is === "notForUs" ? "notForUs" : refusedBy("sudo", asked);
  } finally {
    await askpass.close();
  }
}

function refusedBy(program: string, { said }: Ended): Elevated {
  return { is: "refused", why: `${program} refused: ${lastLine(said) || "it did not say why"}` };
}

/** Its exit codes are of pkexec(1): 126 somebody dismissed the question, 127 not authorised or nobody to ask. */
async function byPolkit(use: Elevating): Promise<Elevated> {
  const { DISPLAY, WAYLAND_DISPLAY } = use.environment;
  if (!DISPLAY && !WAYLAND_DISPLAY) {
    return { is: "refused", why: "sudo is not for this user, and there is no screen on which polkit could ask" };
  }
  const ended = await start(use, ["pkexec", "--disable-internal-agent"]);
  if (ended.is === "started") return ended;
  if (ended.code === 126) return { is: "declined", why: "the question was dismissed" };
  return ended.said.includes("ENOENT")
    ? { is: "refused", why: "sudo is not for this user, and polkit is not installed" }
    : refusedBy("polkit", ended);
}

/** Never rejects. Where it started, the child's stdin and stdout are the program's. */
export async function elevate(use: Elevating): Promise<Elevated> {
  try {
    const done = await bySudo(use);
    return done === "notForUs" ? await byPolkit(use) : done;
  } catch (thrown) {
    return { is: "refused", why: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
