/** What was picked is compared with what is found. */
import assert from "node:assert/strict";
import { Picks } from "../../../src/client/picks.ts";
import { task, tasks } from "../views/world.ts";

describe("picks", () => {
  it("a number that became another task's between pick and attach is noticed", () => {
    const picks = new Picks();
    picks.remember("web:17", tasks.node);
    assert.equal(picks.confirm("web:17", task("other", ["host", 999], ["pid:[2]", 17])), false);
  });

  it("the task that was picked is confirmed, and so is one that nobody picked", () => {
    const picks = new Picks();
    picks.remember("web:17", tasks.node);
    assert.equal(picks.confirm("web:17", tasks.node), true);
    assert.equal(picks.confirm("web:5", tasks.tail), true);
  });

  it("a pick that nobody answered to, or of long ago, says nothing of the next", () => {
    let now = 0;
    const picks = new Picks(() => now);
    picks.remember("web:17", tasks.node);
    picks.confirm("web:17", undefined);
    assert.equal(picks.confirm("web:17", tasks.tail), true);
    picks.remember("web:17", tasks.node);
    now = 61_000;
    assert.equal(picks.confirm("web:17", tasks.tail), true);
  });

  it("old picks are forgotten", () => {
    const picks = new Picks();
    for (let nr = 1; nr <= 40; nr++) picks.remember(`web:${nr.toString()}`, tasks.node);
    assert.equal(picks.confirm("web:1", tasks.tail), true);
    assert.equal(picks.confirm("web:40", tasks.tail), false);
  });
});
