/**
 * A host is a command prefix: whatever is to run there (the engine, a program in a space) is run behind it.
 * Authentication, encryption and scheduling stay with the program of the prefix.
 */
import { shellLine } from "../model/shell.ts";

export interface Host {
  readonly name: string;
  /** Program and arguments that run `words` there; `terminal`: with the terminal of this side. */
  readonly commandFor: (words: readonly string[], terminal?: boolean) => readonly string[];
}

/** As ssh(1) takes them: `[user@]host`, an alias of its configuration, `[user@]address`. Never an option. */
const sshName = /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9_[:][A-Za-z0-9_.:\]-]*$/;
const podName = /^[a-z0-9][a-z0-9.-]*$/;

/** What a `--host` or the part of a tuple after `@` can be; undefined for words that name none. */
export function parseHost(name: string): Host | undefined {
  const [scheme, rest] = name.includes("://") ? splitOnce(name, "://") : ["ssh", name];
  switch (scheme) {
    case "ssh":
      return sshName.test(rest)
        ? { name, commandFor: (words, terminal) => sshCommand(rest, words, terminal) }
        : undefined;
    case "sudo":
      return rest === "" ? { name, commandFor: (words) => ["sudo", "-n", "--", ...words] } : undefined;
    case "kubectl":
      return podHost(name, rest.split("/"));
    default:
      return undefined;
  }
}

/** ssh joins its words with blanks and gives them to the far shell, so they are quoted for it. */
function sshCommand(to: string, words: readonly string[], terminal = false): readonly string[] {
  const options = terminal ? ["-t"] : ["-T", "-o", "BatchMode=yes"];
  return ["ssh", ...options, "--", to, shellLine(words)];
}

/** `kubectl://NAMESPACE/POD[/CONTAINER]`: a pod on the node that sees it (hostPID). */
function podHost(name: string, parts: readonly string[]): Host | undefined {
  const [namespace = "", pod = "", container, ...more] = parts;
  if (more.length > 0 || ![namespace, pod, container ?? "any"].every((part) => podName.test(part))) return undefined;
  const where = ["-n", namespace, pod, ...(container === undefined ? [] : ["-c", container])];
  return {
    name,
    commandFor: (words, terminal) => ["kubectl", "exec", terminal === true ? "-it" : "-i", ...where, "--", ...words],
  };
}

const splitOnce = (text: string, by: string): readonly [string, string] => {
  const at = text.indexOf(by);
  return [text.slice(0, at), text.slice(at + by.length)];
};
