/**
 * Where Docker daemons may be: DOCKER_HOST, the context in use (docker-context(1)), the usual sockets of root and of
 * rootless daemons. A daemon reached by ssh is on another machine and so has no container of ours.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { memberOf, parseJson, wordOf } from "./json.ts";
import { readPlainFile } from "./plainFile.ts";

/** As node:http(s) takes it, but for the colon of the protocol. */
export type DockerHost =
  | { readonly socketPath: string }
  | {
      readonly protocol: "http" | "https";
      readonly host: string;
      readonly port: number;
      readonly ca?: Buffer;
      readonly cert?: Buffer;
      readonly key?: Buffer;
    };

/** The words of DOCKER_HOST or of a context. Undefined for ssh, Windows pipes and nonsense. */
export function parseDockerHost(words: string): DockerHost | undefined {
  const socket = /^unix:\/\/(\/.+)$/.exec(words)?.[1];
  if (socket !== undefined) return { socketPath: socket };
  const [, scheme, host, port] = /^(tcp|https?):\/\/(\[[0-9a-f:.]+\]|[^:/[\]]+)(?::(\d{1,5}))?\/?$/.exec(words) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  const secure = scheme === "https" || port === "2376";
  return {
    protocol: secure ? "https" : "http",
    host: host.replace(/^\[|\]$/g, ""),
    port: Number(port ?? (secure ? 2376 : 2375)),
  };
}

/** A daemon as `docker --host` takes it; absent where that alone would not do (certificates), and for another user's. */
export function hostWords(daemon: DockerHost): string | undefined {
  if ("socketPath" in daemon) {
    const owner = statSync(daemon.socketPath, { throwIfNoEntry: false })?.uid;
    return owner === 0 || owner === process.getuid?.() ? `unix://${daemon.socketPath}` : undefined;
  }
  return daemon.protocol === "http" ? `tcp://${daemon.host}:${daemon.port}` : undefined;
}

/** The endpoint of the context that `docker` itself would use; undefined for the context `default`. */
function readContext(env: NodeJS.ProcessEnv): string | undefined {
  const folder = env["DOCKER_CONFIG"] ?? join(homedir(), ".docker");
  const config = parseJson(readPlainFile(join(folder, "config.json")));
  const name = env["DOCKER_CONTEXT"] ?? wordOf(memberOf(config, "currentContext")) ?? "default";
  if (name === "default") return undefined;
  const digest = createHash("sha256").update(name).digest("hex");
  const context = parseJson(readPlainFile(join(folder, "contexts/meta", digest, "meta.json")));
  return wordOf(memberOf(memberOf(memberOf(context, "Endpoints"), "docker"), "Host"));
}

/** Certificates beside a TLS daemon, as DOCKER_CERT_PATH names their folder. */
function withCertificates(daemon: DockerHost, env: NodeJS.ProcessEnv): DockerHost {
  const folder = env["DOCKER_CERT_PATH"];
  if ("socketPath" in daemon || folder === undefined || !env["DOCKER_TLS_VERIFY"]) return daemon;
  try {
    const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((name) => readFileSync(join(folder, name)));
    return { ...daemon, protocol: "https", ...(ca && cert && key ? { ca, cert, key } : {}) };
  } catch {
    return daemon;
  }
}

/** Sockets of rootless programs: one folder for each user who is logged in; see pam_systemd(8). */
export function listRunFolders(env: NodeJS.ProcessEnv): readonly string[] {
  const own = env["XDG_RUNTIME_DIR"];
  let users: readonly string[] = [];
  try {
    users = readdirSync("/run/user").map((name) => join("/run/user", name));
  } catch {
    // Nobody is logged in, or it is not ours to see.
  }
  return [...new Set([...(own === undefined ? [] : [own]), ...users])];
}

/** Every daemon worth asking; sockets that are not there are left out. */
export function readDockerHosts(env: NodeJS.ProcessEnv): readonly DockerHost[] {
  const chosen = env["DOCKER_HOST"] ?? readContext(env);
  const usual = ["/var/run/docker.sock", ...listRunFolders(env).map((folder) => join(folder, "docker.sock"))];
  const daemons = [...(chosen === undefined ? [] : [chosen]), ...usual.map((path) => `unix://${path}`)]
    .map(parseDockerHost)
    .filter((daemon) => daemon !== undefined)
    .filter((daemon) => !("socketPath" in daemon) || existsSync(daemon.socketPath))
    .map((daemon) => withCertificates(daemon, env));
  return [...new Map(daemons.map((daemon) => [JSON.stringify(daemon), daemon])).values()];
}
