/**
 * What has become different about spaces since somebody was told. Where only numbers of members changed, only those
 * spaces are compared, so that one task more costs the same however many spaces there are.
 */
import type { SpaceId } from "../../model/pid.ts";
import type { Space } from "../../model/space.ts";
import type { Atlas } from "./atlas.ts";

export interface SpaceDifference {
  readonly spaces: readonly Space[];
  readonly goneSpaces: readonly SpaceId[];
}

const nothing: SpaceDifference = { spaces: [], goneSpaces: [] };

export class ToldSpaces {
  readonly #told = new Map<SpaceId, string>();
  #made = -1;

  constructor(private readonly atlas: Atlas) {}

  /** New ones, those that are not as told, and those that are gone; they count as told from now on. */
  take(): SpaceDifference {
    const spaces = this.atlas.spaces();
    const counted = this.atlas.takeCounted();
    if (this.atlas.made === this.#made) {
      if (counted.size === 0) return nothing;
      return { spaces: [...counted].flatMap((id) => this.#differing(this.atlas.space(id))), goneSpaces: [] };
    }
    this.#made = this.atlas.made;
    const different = spaces.flatMap((space) => this.#differing(space));
    const goneSpaces = [...this.#told.keys()].filter((id) => !this.atlas.space(id));
    for (const id of goneSpaces) this.#told.delete(id);
    return { spaces: different, goneSpaces };
  }

  #differing(space: Space | undefined): readonly Space[] {
    if (!space) return [];
    const text = JSON.stringify(space);
    if (this.#told.get(space.id) === text) return [];
    this.#told.set(space.id, text);
    return [space];
  }
}
