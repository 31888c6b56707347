/** One string object for equal texts: ten thousand tasks share a few hundred cgroups. */

/** FNV-1a over the bytes; only picks the drawer, equality is compared. */
function hashOf(bytes: Uint8Array, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash >>> 0;
}

export class CgroupTexts {
  readonly #known = new Map<number, { readonly bytes: Buffer; readonly text: string }>();

  /** The text of the first `length` bytes. */
  textOf(bytes: Buffer, length: number): string {
    const hash = hashOf(bytes, length);
    const known = this.#known.get(hash);
    if (known?.bytes.length === length && bytes.compare(known.bytes, 0, length, 0, length) === 0) return known.text;
    if (this.#known.size > 4096) this.#known.clear();
    const kept = Buffer.from(bytes.subarray(0, length));
    const text = kept.toString("utf8");
    this.#known.set(hash, { bytes: kept, text });
    return text;
  }
}
