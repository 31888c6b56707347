/** Starts the guard that stops a program at its exec (waiter.ts), and speaks with it. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { host, pidIn } from "../../model/pid.ts";
import { readLines, type ExecWait, type HowHeard, type WaitOrder, type WaitWord } from "./execWait.ts";
import type { ExecGuard, ExecTold } from "./kernel.ts";
import { findOwn } from "./ownProgram.ts";

/** Resolves when nothing more is missed; "unavailable" where its program is missing (an engine that came as text) or cannot run. */
export function guardExecs(wait: ExecWait, tell: (told: ExecTold) => void): Promise<ExecGuard | "unavailable"> {
  const program = findOwn("waiter.js");
  if (program === undefined) return Promise.resolve("unavailable");
  const child = spawn(process.execPath, [program], { stdio: "pipe" });
  child.stderr.resume();
  child.stdin.on("error", () => undefined); // `exit` tells
  child.stdin.write(`${JSON.stringify(wait)}\n`);
  return listenTo(child, tell);
}

function guardOf(child: ChildProcessWithoutNullStreams, how: HowHeard): ExecGuard {
  const order = (one: WaitOrder): void => {
    if (child.stdin.writable) child.stdin.write(`${JSON.stringify(one)}\n`);
  };
  return {
    how,
    go: (pid) => {
      order({ go: pid.nr });
    },
    enough: (pid) => {
      order({ enough: pid.nr });
    },
    close: () => {
      child.stdin.end();
    },
  };
}

function listenTo(
  child: ChildProcessWithoutNullStreams,
  tell: (told: ExecTold) => void,
): Promise<ExecGuard | "unavailable"> {
  return new Promise((settle) => {
    let rest = "";
    const hear = (word: WaitWord): void => {
      if (word.is === "ready") {
        settle(guardOf(child, word.how));
        return;
      }
      const pid = pidIn(host, word.nr);
      if (pid) tell({ is: word.is, pid });
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = readLines(rest + text);
      rest = lines.rest;
      for (const word of lines.words) hear(word as WaitWord);
    });
    child.on("error", () => {
      settle("unavailable");
    });
    child.on("close", () => {
      settle("unavailable");
      tell({ is: "over" });
    });
  });
}
