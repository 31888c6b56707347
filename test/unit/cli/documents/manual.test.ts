import assert from "node:assert/strict";
import { manualPage } from "../../../../src/cli/documents/manual.ts";
import { outline } from "./outlined.ts";

describe("the manual page", () => {
  const page = manualPage(outline, "2026-01-02");

  it("opens as man(7) wants it", () => {
    assert.ok(page.startsWith('.TH PSPACE 1 "2026-01-02" "pspace 1.2.3" "User Commands"\n.SH NAME\n'));
  });

  it("has every command and all exit codes", () => {
    for (const { name } of outline.commands) assert.ok(page.includes(`\\fBpspace ${name}\\fR`), name);
    for (const code of [0, 1, 2, 3, 4, 5]) assert.ok(page.includes(`\\fB${code.toString()}\\fR\n`), code.toString());
  });

  it("has no line that roff would take for a request of its own", () => {
    const requests = page.split("\n").filter((line) => /^['.]/.test(line));
    assert.deepEqual(
      requests.filter((line) => !/^\.(TH|SH|TP|br|B|BR)\b/.test(line)),
      [],
    );
  });
});
