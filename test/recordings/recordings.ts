/** The recordings by the name of their situation. */
import type { Recording } from "../../src/engine/kernel/recording.ts";
import hidepid from "./hidepid.json";
import nestedThrice from "./nested-thrice.json";
import reusedMidway from "./reused-midway.json";
import sharedSpace from "./shared-space.json";
import twoContainers from "./two-containers.json";

/** Their shape is written in recording.ts; the compiler reads JSON more loosely than that. */
export const recordings = {
  "two-containers": twoContainers as unknown as Recording,
  "nested-thrice": nestedThrice as unknown as Recording,
  "shared-space": sharedSpace as unknown as Recording,
  "reused-midway": reusedMidway as unknown as Recording,
  hidepid: hidepid as unknown as Recording,
} as const;

export type Situation = keyof typeof recordings;
