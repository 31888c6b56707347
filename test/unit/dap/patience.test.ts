import assert from "node:assert/strict";
import type { Message, Request } from "../../../src/dap/message.ts";
import { Patience } from "../../../src/dap/patience.ts";

const request = (seq: number, command: string): Request => ({ type: "request", seq, command });
const response = (to: Request): Message => ({
  type: "response",
  seq: 1,
  request_seq: to.seq,
  command: to.command,
  success: true,
});

describe("an adapter that says nothing", () => {
  it("is noticed while it is asked to begin, with all that it has not answered", async () => {
    const late = await new Promise<readonly Request[]>((done) => {
      const patience = new Patience(5, done);
      const initialize = request(1, "initialize");
      patience.asked(initialize);
      patience.heard(response(initialize));
      for (const [seq, command] of ["attach", "threads", "configurationDone"].entries())
        patience.asked(request(seq + 2, command));
    });
    assert.deepEqual(
      late.map(({ command }) => command),
      ["attach", "configurationDone"],
    );
  });

  it("is left alone when it has answered, was asked by a person, or is no longer listened to", async () => {
    let late = 0;
    const count = (): void => {
      late += 1;
    };
    const [answered, stopped] = [new Patience(1, count), new Patience(1, count)];
    answered.asked(request(1, "attach"));
    answered.heard(response(request(1, "attach")));
    answered.asked(request(2, "evaluate"));
    stopped.asked(request(1, "attach"));
    stopped.stop();
    await new Promise<void>((done) => {
      new Patience(20, () => {
        done();
      }).asked(request(1, "attach"));
    });
    assert.equal(late, 0);
  });
});
