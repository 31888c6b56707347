/** Which documents are texts that may speak of processes. Numbers in sources are nobody's. Pure. */

/** Schemes of documents that are looked at: files, texts not yet saved, output channels, logs and parts of logs that we show. */
export const schemes = ["file", "vscode-remote", "untitled", "output", "pspace-log", "pspace-part"] as const;

/** Languages that logs, dumps and what people paste have. */
const languages = /^(?:plaintext|log|Log|.*\blog\b.*|code-text-binary|jsonl|jsonlines|ini|properties)$/;
const names = /(?:\.(?:log|out|err|txt|trace|dump|strace|tdump)(?:\.\d+)?|\/(?:syslog|messages|dmesg|kmsg))$/i;

export interface Named {
  readonly scheme: string;
  readonly path: string;
  readonly language: string;
}

/** `isTold`: its reader said whose numbers it has, so it has some. */
export function isText({ scheme, path, language }: Named, isTold: boolean): boolean {
  if (!(schemes as readonly string[]).includes(scheme)) return false;
  return (
    isTold || ["output", "pspace-log", "pspace-part"].includes(scheme) || languages.test(language) || names.test(path)
  );
}
