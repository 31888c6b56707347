/** A program on a pseudo terminal, as a person has it: keys go in, what is on the screen comes out. By script(1). */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { until } from "./waits.ts";

export interface Terminal {
  /** Presses keys, then waits until what was written since has `expected`. */
  readonly type: (keys: string, expected: string) => Promise<void>;
  /** Everything that was written so far, without colours and cursor movements. */
  readonly screen: () => string;
  readonly end: () => Promise<void>;
}

const escapes = /\x1b(?:\[[0-9;?=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])/g;

/** `command` is what a shell runs. */
export function openTerminal(command: string, env: NodeJS.ProcessEnv): Terminal {
  const child = spawn("script", ["-qfec", command, "/dev/null"], { env, stdio: ["pipe", "pipe", "ignore"] });
  const ended = once(child, "close");
  let raw = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (raw += text));
  child.stdin.on("error", () => undefined);
  const screen = (): string => raw.replace(escapes, "");
  return {
    screen,
    type: async (keys, expected) => {
      const before = screen().length;
      child.stdin.write(keys);
      await until(`${command} writes ${expected}`, () => screen().slice(before).includes(expected)).catch(
        (thrown: unknown) => {
          throw new Error(`${String(thrown)}; it wrote ${JSON.stringify(screen().slice(before))}`);
        },
      );
    },
    end: async () => {
      child.kill("SIGKILL"); // the terminal is gone then, and so is what runs on it
      await ended;
    },
  };
}
