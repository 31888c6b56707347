/** A process on the map. */
import type { SpaceId } from "../../model/pid.ts";
import type { Glance } from "../kernel/kernel.ts";

export interface Entry {
  glance: Glance;
  /** Its namespace; absent where it could not be found out. */
  space?: SpaceId | undefined;
  /** The most particular space that it is in. */
  member: SpaceId;
  isSettled: boolean;
  /** Its numbers, outermost first, once somebody wanted them for keeps. */
  numbers?: readonly number[] | undefined;
}
