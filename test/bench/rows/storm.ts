/** Whether a storm of forks is told whole. */
import { execFileSync } from "node:child_process";
import type { Row } from "../row.ts";

/** Forks, and how many of them a second. */
const storm = { count: 50_000, rate: 5_000 };

export const stormRow: Row = {
  name: "5,000 forks/s for 10 s: forks that were not told",
  against: "—",
  atMost: 0,
  unit: "",
  run: ({ built, environment, program }) => {
    const words = [built.bench, "--child", "storm", program("forker"), `${storm.count}`, `${storm.rate}`];
    const text = execFileSync(process.execPath, words, { env: environment, encoding: "utf8" });
    const said = JSON.parse(text) as
      { readonly told: number; readonly lost: number; readonly seconds: number } | string;
    if (typeof said === "string") return Promise.resolve({ skipped: said });
    const rate = Math.round(storm.count / said.seconds);
    return Promise.resolve({
      value: storm.count - said.told,
      detail: `${said.told} told at ${rate} forks/s, "events were lost" ${said.lost} times`,
    });
  },
};
