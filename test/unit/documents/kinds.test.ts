import assert from "node:assert/strict";
import { isText } from "../../../src/documents/kinds.ts";

const named = (scheme: string, path: string, language: string) => ({ scheme, path, language });

describe("documents that are looked at", () => {
  it("are logs, plain texts, output channels and logs that we show", () => {
    assert.ok(isText(named("file", "/var/log/syslog", "plaintext"), false));
    assert.ok(isText(named("file", "/srv/app.log", "log"), false));
    assert.ok(isText(named("file", "/srv/app.log.3", "unknown"), false));
    assert.ok(isText(named("untitled", "Untitled-1", "plaintext"), false));
    assert.ok(isText(named("output", "exthost", "Log"), false));
    assert.ok(isText(named("pspace-log", "/web.log", "log"), false));
  });

  it("are no sources, unless their reader says whose numbers they have", () => {
    assert.ok(!isText(named("file", "/srv/main.ts", "typescript"), false));
    assert.ok(!isText(named("file", "/srv/README.md", "markdown"), false));
    assert.ok(isText(named("file", "/srv/notes.md", "markdown"), true));
  });

  it("are nothing of other schemes", () => {
    assert.ok(!isText(named("git", "/srv/app.log", "log"), true));
    assert.ok(!isText(named("debug", "/srv/app.log", "log"), false));
  });
});
