import assert from "node:assert/strict";
import { respell } from "../../../src/dap/spoken.ts";

const say = (nr: number): string => `web:${nr - 7005} (host ${nr})`;

describe("numbers in what debuggers say", () => {
  for (const [said, shown] of [
    ["Process 7022 stopped\n", "Process web:17 (host 7022) stopped\n"],
    ["Attached to process 7022.\r\n", "Attached to process web:17 (host 7022).\r\n"],
    ["[New LWP 7023]", "[New LWP web:18 (host 7023)]"],
    ["[New Thread 0x7f09 (LWP 7023)]", "[New Thread 0x7f09 (LWP web:18 (host 7023))]"],
    ["[Inferior 1 (process 7022) detached]", "[Inferior 1 (process web:17 (host 7022)) detached]"],
    ["* thread #1: tid = 7022, 0x55", "* thread #1: tid = web:17 (host 7022), 0x55"],
    ['2: tid=7023 "worker"', '2: tid=web:18 (host 7023) "worker"'],
    ["thread #1: tid = 0x1b6e", "thread #1: tid = web:17 (host 7022)"],
    ["* [Go 1] main.step (Thread 7022)", "* [Go 1] main.step (Thread web:17 (host 7022))"],
    ["could not attach to pid 7022: no", "could not attach to pid web:17 (host 7022): no"],
  ] as const) {
    it(said.trim(), () => {
      assert.equal(respell(said, say), shown);
    });
  }

  it("other numbers are nobody's, and what was respelled is not respelled again", () => {
    for (const text of [
      "processed 7022 rows",
      "thread #7022",
      "round = 7022",
      "7022",
      "subprocess 7022",
      "/proc/7022/root",
    ])
      assert.equal(respell(text, say), text);
    const once = respell("process 7022, pid 7022", say);
    assert.equal(once, "process web:17 (host 7022), pid web:17 (host 7022)");
    assert.equal(respell(once, say), once);
    assert.equal(
      respell("Process 5 stopped", () => undefined),
      "Process 5 stopped",
    );
  });
});
