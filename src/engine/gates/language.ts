/** What a task is written in, told from outside: names, maps, then the program's own sections. Order matters: Node has DWARF too. Pure. */
import type { AttachFacts } from "../kernel/attachFacts.ts";
import type { ElfKind } from "./elf.ts";

export type Language = "node" | "python" | "java" | "go" | "native" | "dotnet" | "ruby" | "other";

/** The program's file name; of a deleted one too. */
export function programName(facts: AttachFacts): string {
  const known = facts.executable === "absent" || facts.executable === "denied" ? facts.command[0] : facts.executable;
  return (
    (known ?? "")
      .replace(/ \(deleted\)$/, "")
      .split("/")
      .pop() ?? ""
  );
}

function byMaps(facts: AttachFacts): Language | undefined {
  const mapped = typeof facts.mapped === "string" ? [] : facts.mapped;
  const any = (pattern: RegExp): boolean => mapped.some((file) => pattern.test(file));
  if (any(/\/libjvm\.so/)) return "java";
  if (any(/\/libcoreclr\.so/)) return "dotnet";
  if (any(/\/libpython\d[\w.]*\.so/)) return "python";
  if (any(/\/libnode\.so/)) return "node";
  return any(/\/libruby[-.\d]*\.so/) ? "ruby" : undefined;
}

function byName(name: string): Language | undefined {
  if (/^(node|nodejs)(-?\d+)?$/.test(name)) return "node";
  if (/^python\d?(\.\d+)?t?$/.test(name)) return "python";
  if (name === "java") return "java";
  if (name.startsWith("ruby")) return "ruby";
  return /^(perl|php|php-fpm|bun|deno|bash|sh|dash|busybox)\d?(\.\d+)?$/.test(name) ? "other" : undefined;
}

/** `readKind` is only asked when names do not tell: it reads the whole program. */
export function languageOf(facts: AttachFacts, readKind: () => ElfKind | undefined): Language {
  const named = byMaps(facts) ?? byName(programName(facts));
  if (named !== undefined && named !== "other") return named;
  const kind = readKind();
  if (kind?.go) return "go";
  if (kind?.node) return "node";
  return kind ? "native" : (named ?? "other");
}
