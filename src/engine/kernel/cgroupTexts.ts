/** One string object for equal texts: ten thousand tasks share a few hundred cgroups. */

/** FNV-1a over the bytes; only picks the drawer, equality is compared. */
function hashOf(bytes: Uint8Array, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash >>> 0;
}

interface Kept {
  readonly bytes: Buffer;
  readonly text: string;
}

const isOf = ({ bytes }: Kept, other: Buffer, length: number): boolean =>
  bytes.length === length && other.compare(bytes, 0, length, 0, length) === 0;

export class CgroupTexts {
  readonly #known = new Map<number, Kept>();
  /** A task's is mostly that of the task looked at before. */
  #last: Kept | undefined;

  /** The text of the first `length` bytes. */
  textOf(bytes: Buffer, length: number): string {
    if (this.#last && isOf(this.#last, bytes, length)) return this.#last.text;
    this.#last = this.#find(bytes, length);
    return this.#last.text;
  }

  #find(bytes: Buffer, length: number): Kept {
    const hash = hashOf(bytes, length);
    const known = this.#known.get(hash);
    if (known && isOf(known, bytes, length)) return known;
    if (this.#known.size > 4096) this.#known.clear();
    const own = Buffer.from(bytes.subarray(0, length));
    const kept: Kept = { bytes: own, text: own.toString("utf8") };
    this.#known.set(hash, kept);
    return kept;
  }
}
