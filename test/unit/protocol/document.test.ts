/** PROTOCOL.md says what the code says: the same requests and notifications, no more, no fewer. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { notifications, requests } from "../../../src/protocol/messages.ts";

const document = readFileSync(path.join(__dirname, "../../PROTOCOL.md"), "utf8");

function listed(section: string): string[] {
  const text = document.split(/^## /m).find((part) => part.startsWith(section)) ?? "";
  return [...text.matchAll(/^\| `(pspace\/\w+)` +\|/gm)].map(([, method]) => method ?? "").sort();
}

const methodsOf = (messages: Record<string, { readonly method: string }>): string[] =>
  Object.values(messages)
    .map(({ method }) => method)
    .sort();

describe("PROTOCOL.md", () => {
  it("describes every request and no other", () => {
    assert.deepEqual(listed("Requests"), methodsOf(requests));
  });
  it("describes every notification and no other", () => {
    assert.deepEqual(listed("Notifications"), methodsOf(notifications));
  });
});
