/** Numbers in lines of text. */
import assert from "node:assert/strict";
import { numbersIn } from "../../../../src/views/terminal/numbers.ts";

const told = (line: string): number[] =>
  numbersIn(line)
    .filter((one) => one.told)
    .map(({ nr }) => nr);
const all = (line: string): number[] => numbersIn(line).map(({ nr }) => nr);

describe("numbers in a terminal", () => {
  it("a word beside it says that a number is a process's", () => {
    assert.deepEqual(told("worker process 17 exited"), [17]);
    assert.deepEqual(told("nginx[17]: pid=18 (pid: 19), Killed 20"), [17, 18, 19, 20]);
    assert.deepEqual(told("17 files changed"), []);
  });

  it("times, addresses, versions and sizes are none", () => {
    assert.deepEqual(all("12:30:01 10.0.0.1:8080 v1.2 2026-01-01 5,120 007 99999999"), []);
  });

  it("a column of ps is found where it stands", () => {
    const line = "    17 pts/0    00:00:00 node";
    assert.deepEqual(numbersIn(line), [{ start: 4, length: 2, nr: 17, told: false }]);
  });
});
