/** Where containers/storage keeps its lists of containers: root's and every user's that can be read. See containers-storage.conf(5). */
import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { readPlainFile } from "./plainFile.ts";

/** Folders that storage.conf names, with `$HOME` and `$UID` filled in. A reader of single lines: the file's TOML is flat there. */
export function parseGraphRoots(conf: string, home: string, user: number): readonly string[] {
  return [...conf.matchAll(/^\s*(?:graphroot|rootless_storage_path|runroot)\s*=\s*"([^"]+)"/gm)]
    .map((match) => match[1] ?? "")
    .map((path) => path.replaceAll("$HOME", home).replaceAll("$UID", user.toString()))
    .map((path) => path.replaceAll("$USER", home.replace(/^.*\//, "")))
    .filter((path) => path.startsWith("/"));
}

/** Users with a home of their own, of passwd(5). */
export function parseHomes(passwd: string): readonly { readonly home: string; readonly user: number }[] {
  const homes = new Map<string, number>();
  for (const line of passwd.split("\n")) {
    const [, , user = "", , , home = ""] = line.split(":");
    if (home.startsWith("/") && home !== "/" && /^\d+$/.test(user)) homes.set(home, Number(user));
  }
  return [...homes].map(([home, user]) => ({ home, user }));
}

const ownHome = (env: NodeJS.ProcessEnv): { readonly home: string; readonly user: number } => ({
  home: env["HOME"] ?? homedir(),
  user: process.geteuid?.() ?? 0,
});

/** The machine's own storages, which CRI-O uses too. */
export function listSystemRoots(env: NodeJS.ProcessEnv): readonly string[] {
  const { home, user } = ownHome(env);
  const chosen = env["CONTAINERS_STORAGE_CONF"];
  const confs = [...(chosen === undefined ? [] : [chosen]), "/etc/containers/storage.conf"];
  const configured = confs.flatMap((conf) => parseGraphRoots(readPlainFile(conf), home, user));
  return [...new Set(["/var/lib/containers/storage", "/run/containers/storage", ...configured])];
}

/** Every folder in which a storage may be. */
function listGraphRoots(env: NodeJS.ProcessEnv): ReadonlySet<string> {
  const own = ownHome(env);
  const roots = [...listSystemRoots(env)];
  const data = env["XDG_DATA_HOME"];
  if (data !== undefined) roots.push(join(data, "containers/storage"));
  for (const { home, user } of [own, ...parseHomes(readPlainFile("/etc/passwd"))]) {
    roots.push(join(home, ".local/share/containers/storage"));
    roots.push(...parseGraphRoots(readPlainFile(join(home, ".config/containers/storage.conf")), home, user));
  }
  return new Set(roots);
}

/** Texts of all lists that are there and readable: `overlay-containers/containers.json`, or that of another driver. */
export function readStorages(env: NodeJS.ProcessEnv): readonly string[] {
  const texts: string[] = [];
  for (const root of listGraphRoots(env)) {
    let drivers: readonly string[] = [];
    try {
      drivers = readdirSync(root).filter((name) => name.endsWith("-containers"));
    } catch {
      continue;
    }
    for (const driver of drivers) {
      texts.push(
        readPlainFile(join(root, driver, "containers.json")),
        readPlainFile(join(root, driver, "volatile-containers.json")),
      );
    }
  }
  return texts.filter((text) => text !== "");
}
