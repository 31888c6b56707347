/**
 * A Node inspector's answer to "who are you": one evaluation over the Chrome DevTools Protocol, through a tunnel, before
 * anything else is let near it. A wrong port never answers a debugger, and a right-looking one may belong to a neighbour.
 */
import { get } from "node:http";
import { WebSocket } from "ws";

/** What the process at the far end says of itself. */
export interface Inspected {
  /** `process.pid` there: its number in its own space. */
  readonly own: number;
  /** Text of its own `ns/pid` link; absent where it has no /proc. */
  readonly pidns?: string;
}

/** Runs in the target: `require` is the console's own, so it is there in modules too. */
const question = `(() => {
  let pidns;
  try {
    pidns = (process.getBuiltinModule ?? require)("fs").readlinkSync("/proc/self/ns/pid");
  } catch {}
  return JSON.stringify({ own: process.pid, pidns });
})()`;

/** Asks the inspector on a loopback port. Rejects with an Error of one sentence; ends its connections with `signal`. */
export async function askInspector(port: number, signal: AbortSignal): Promise<Inspected> {
  const url = await readTarget(port, signal);
  return parseAnswer(await evaluate(url, signal));
}

/** The main thread's address, as the inspector's list of targets gives it. */
function readTarget(port: number, signal: AbortSignal): Promise<string> {
  return new Promise((done, fail) => {
    const asked = get({ host: "127.0.0.1", port, path: "/json/list", signal, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (more: string) => (text += more));
      answer.on("error", fail);
      answer.on("end", () => {
        const path = /"webSocketDebuggerUrl":\s*"ws:\/\/[^/"]*(\/[^"]+)"/.exec(text)?.[1];
        if (path === undefined) fail(new Error("what listens there is not a Node inspector"));
        else done(`ws://127.0.0.1:${port.toString()}${path}`);
      });
    });
    asked.on("error", (error) => {
      fail(new Error(`the inspector did not answer: ${error.message}`));
    });
  });
}

function evaluate(url: string, signal: AbortSignal): Promise<string> {
  return new Promise((done, fail) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const stop = (): void => {
      socket.terminate();
    };
    signal.addEventListener("abort", stop, { once: true });
    socket.on("open", () => {
      const params = { expression: question, includeCommandLineAPI: true, returnByValue: true };
      socket.send(JSON.stringify({ id: 1, method: "Runtime.evaluate", params }));
    });
    socket.on("message", (data: Buffer) => {
      const text = data.toString("utf8");
      if (!/"id":\s*1\b/.test(text)) return; // an event
      done(text);
      socket.close();
    });
    socket.on("error", (error) => {
      fail(new Error(`the inspector did not answer: ${error.message}`));
    });
    socket.on("close", () => {
      signal.removeEventListener("abort", stop);
      fail(new Error("the inspector closed the connection before it answered"));
    });
  });
}

/** Reads the answer to the evaluation. Throws an Error of one sentence for anything else. */
export function parseAnswer(text: string): Inspected {
  const value = (JSON.parse(text) as { result?: { result?: { value?: unknown } } }).result?.result?.value;
  const said: unknown = typeof value === "string" ? JSON.parse(value) : undefined;
  if (typeof said !== "object" || said === null || !("own" in said) || typeof said.own !== "number") {
    throw new Error("the process at the far end would not say who it is");
  }
  const pidns = "pidns" in said && typeof said.pidns === "string" ? said.pidns : undefined;
  return { own: said.own, ...(pidns === undefined ? {} : { pidns }) };
}
