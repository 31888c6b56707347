/**
 * One question to a daemon that speaks Docker's API (Podman's does too). Whoever answers may be another user's, broken
 * or hostile: nobody waits longer than a limit for it, nothing is taken beyond a bound, and nothing throws.
 */
import type { RequestOptions } from "node:http";
import type { DockerHost } from "./dockerHosts.ts";
import { parseJson } from "./json.ts";

/** Bytes beyond which an answer is no list of containers. */
const bound = 64 << 20;

/** How node:http calls the place that a daemon listens at. */
function optionsOf(daemon: DockerHost): RequestOptions {
  if ("socketPath" in daemon) return daemon;
  return { ...daemon, protocol: `${daemon.protocol}:` };
}

/** What `GET path` gives; undefined where that is not an answer in JSON within `limit` milliseconds. Never rejects. */
export async function askDaemon(daemon: DockerHost, path: string, limit: number): Promise<unknown> {
  const isSecure = !("socketPath" in daemon) && daemon.protocol === "https";
  // Loaded only where there is a daemon to ask: it is a good part of a short program's start.
  const { request } = isSecure ? await import("node:https") : await import("node:http");
  return new Promise((settle) => {
    const asked = request({ ...optionsOf(daemon), path, agent: false });
    const end = (answer?: unknown): void => {
      clearTimeout(timer);
      settle(answer);
      asked.destroy();
    };
    const timer = setTimeout(end, limit);
    asked.on("response", (answer) => {
      const parts: Buffer[] = [];
      let size = 0;
      answer.on("data", (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size > bound) end();
      });
      answer.on("end", () => {
        end(answer.statusCode === 200 ? parseJson(Buffer.concat(parts).toString()) : undefined);
      });
      answer.on("error", () => {
        end(); // it hung up in the middle
      });
    });
    asked.on("error", () => {
      end();
    });
    asked.end();
  });
}
