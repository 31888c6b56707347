import assert from "node:assert/strict";
import type { Attachment } from "../../../src/debug/attachment.ts";
import { Attachments, type SessionLike } from "../../../src/debug/attachments.ts";
import { FakeEngine, taskOf } from "./fakeEngine.ts";
import { Undo } from "../../../src/debug/undo.ts";

function attachmentNamed(id: string, ended: string[]): Attachment {
  const undo = new Undo(() => undefined);
  undo.add("end", () => void ended.push(id));
  const engine = new FakeEngine({});
  const task = taskOf(7022);
  const state = { adapterStarted: false };
  return { id, engine, reference: "web:17", hold: 1, task, self: "host", undo, configuration: {}, state };
}

const sessionOf = (id: string, attachment?: string, parentSession?: SessionLike): SessionLike => ({
  id,
  configuration: attachment === undefined ? {} : { __pspace: attachment },
  parentSession,
});

describe("attachments and their sessions", () => {
  it("end with the session that took them, not with its children or others", async () => {
    const ended: string[] = [];
    const attachments = new Attachments(() => undefined);
    const [a, b] = [attachmentNamed("a", ended), attachmentNamed("b", ended)];
    attachments.add(a);
    attachments.add(b);
    const root = sessionOf("s1", "a");
    assert.equal(attachments.take(root), a);
    assert.equal(attachments.take(sessionOf("s2", undefined, root)), a);
    assert.equal(attachments.take(sessionOf("s3", "b")), b);
    await attachments.ended({ id: "s2" });
    assert.deepEqual(ended, []);
    await attachments.ended({ id: "s1" });
    assert.deepEqual(ended, ["a"]);
    assert.equal(attachments.take(root), undefined);
    await attachments.close();
    assert.deepEqual(ended, ["a", "b"]);
  });

  it("are taken down when no session comes", async () => {
    const undo = new Undo(() => undefined);
    const ended = new Promise<void>((done) => {
      undo.add("end", done);
    });
    new Attachments(() => undefined).add({ ...attachmentNamed("c", []), undo }, 1);
    await ended;
  });

  it("a session of somebody else's has none", () => {
    assert.equal(new Attachments(() => undefined).take(sessionOf("s", "nobody's")), undefined);
  });
});
