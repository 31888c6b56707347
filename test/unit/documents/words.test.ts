/** What a person reads about a number in a text. */
import assert from "node:assert/strict";
import { hintText, holderText, lensText, speakerText } from "../../../src/documents/words.ts";
import { plain } from "../../../src/editor/words.ts";
import type { WireHolder } from "../../../src/protocol/wireText.ts";
import { space, task } from "../views/world.ts";

const start = "2026-11-26T01:50:00.000Z";
const end = "2026-11-26T01:53:25.000Z";
const life = { tuple: "web:17", name: "worker", start, end, how: { signal: 11 } };
const living: WireHolder = {
  is: "living",
  tuple: "web:17",
  task: task("node", ["host", 7022], ["pid:[2]", 17]),
  began: start,
};
const ended: WireHolder = {
  is: "ended",
  life,
  tuples: [{ space: "host", name: "host", nr: 7001, provenance: "kernel" }],
  since: { tuple: "web:17", name: "worker2", start: end },
};
const text = (holder: WireHolder): string => holderText("web:17", holder, plain).join("\n");

describe("words about a number in a text", () => {
  it("of a living task have all its names and its command", () => {
    assert.match(text(living), /\*\*node\*\* · process since .*\n`web:17` · `host:7022`\n`node --serve`/);
  });

  it("of a dead one say from when to when, how it ended, and who took the number", () => {
    assert.match(
      text(ended),
      /\*\*worker\*\* `web:17` · from .* to .* · \*\*exit 139, SIGSEGV\*\*\n`host:7001`\nThe number was taken since by \*\*worker2\*\* `web:17` · since /,
    );
  });

  it("do not guess where the number changed hands just then", () => {
    assert.match(
      text({ is: "several", lives: [life, life] }),
      /^The number changed hands just then:\n.*worker.*\n.*worker/,
    );
  });

  it("never let a task's name be Markdown", () => {
    const evil = { ...living, task: { ...task("[x](command:a)", ["host", 5]), command: ["`a`"] } };
    assert.ok(!text(evil).includes("[x](command"), text(evil));
  });

  it("beside a number are short", () => {
    assert.equal(hintText(living, plain), "node · host 7022");
    assert.equal(hintText(ended, plain), "worker · exit 139, SIGSEGV");
    assert.equal(hintText({ is: "noSuchTask", reference: "web:17" }, plain), undefined);
  });

  it("above a line are only about ends that were no good ones", () => {
    assert.equal(lensText(ended, plain), "worker web:17: exit 139, SIGSEGV; the number is worker2’s now");
    assert.equal(lensText({ is: "ended", life: { ...life, how: { code: 0 } }, tuples: [] }, plain), undefined);
    assert.equal(lensText(living, plain), undefined);
  });

  it("say whose numbers a text has and how that is known", () => {
    const known = speakerText({ is: "known", by: "place", words: "web", space: space("pid:[2]", "web") }, plain);
    assert.deepEqual(known, { text: "PIDs: of web", detail: "because of where the text lies" });
    const why = { is: "noSuchSpace", space: "db" } as const;
    const away = speakerText({ is: "away", by: "told", words: "db", why }, plain);
    assert.deepEqual(away, { text: "PIDs: of db", detail: "chosen by you; not there now" });
    assert.equal(speakerText({ is: "unknown" }, plain).text, "PIDs: of no space");
  });
});
