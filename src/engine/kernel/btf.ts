/**
 * Where the running kernel keeps its fields: /sys/kernel/btf/vmlinux (BTF, Linux 5.4+; see bpf/btf.rst in the
 * kernel's documentation). Only what the task iterator needs: offsets of members, sizes, a function's number.
 */

/** Words that follow the three of each type, by kind; with a count of members, that many each. */
const extraWords = new Uint8Array(32);
const memberWords = new Uint8Array(32);
extraWords.set([0, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
memberWords.set([0, 0, 0, 0, 3, 3, 2, 0, 0, 0, 0, 0, 0, 2, 0, 3, 0, 0, 0, 3]);
const structKind = 4;
const unionKind = 5;
const functionKind = 12;

export class Btf {
  readonly #words: Uint32Array;
  readonly #strings: Buffer;
  /** Word at which each type starts; number 0 is void. */
  readonly #types: Int32Array;
  /** What was searched for already, for a search goes through a hundred thousand types. */
  readonly #found = new Map<string, number | undefined>();

  private constructor(words: Uint32Array, strings: Buffer, types: Int32Array) {
    this.#words = words;
    this.#strings = strings;
    this.#types = types;
  }

  /** Undefined for bytes that are no BTF of this processor's byte order. */
  static parse(bytes: Buffer): Btf | undefined {
    if (bytes.length < 24 || bytes.readUInt16LE(0) !== 0xeb9f) return undefined;
    const [typesAt, typesLength, stringsAt, stringsLength] = [8, 12, 16, 20].map((at) => bytes.readUInt32LE(at));
    const head = bytes.readUInt32LE(4);
    const from = head + (typesAt ?? 0);
    const types = bytes.subarray(from, from + ((typesLength ?? 0) & ~3));
    // words must start at a multiple of four, which a small buffer need not
    const aligned = types.byteOffset % 4 === 0 ? types : Uint8Array.prototype.slice.call(types);
    const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
    const strings = bytes.subarray(head + (stringsAt ?? 0), head + (stringsAt ?? 0) + (stringsLength ?? 0));
    return new Btf(words, strings, indexTypes(words));
  }

  /** The number of the function of this name. */
  findFunction(name: string): number | undefined {
    return this.#find(name, functionKind);
  }

  /** Bytes of a structure. */
  sizeOf(structure: string): number | undefined {
    const type = this.#find(structure, structKind);
    return type === undefined ? undefined : this.#words[(this.#types[type] ?? 0) + 2];
  }

  /** Offset in bytes of a member, also one of an unnamed structure inside. */
  offsetOf(structure: string, member: string): number | undefined {
    const type = this.#find(structure, structKind);
    const name = this.#stringAt(member);
    return type === undefined || name === undefined ? undefined : this.#member(type, name, 0);
  }

  #stringAt(text: string): number | undefined {
    const at = this.#strings.indexOf(`\0${text}\0`);
    return at < 0 ? undefined : at + 1;
  }

  #find(text: string, kind: number): number | undefined {
    const key = `${kind} ${text}`;
    if (!this.#found.has(key)) this.#found.set(key, this.#search(text, kind));
    return this.#found.get(key);
  }

  #search(text: string, kind: number): number | undefined {
    const name = this.#stringAt(text);
    if (name === undefined) return undefined;
    const types = this.#types;
    const words = this.#words;
    for (let type = 1; type < types.length; type++) {
      const at = types[type] ?? 0;
      if (words[at] === name && kindOf(words[at + 1] ?? 0) === kind) return type;
    }
    return undefined;
  }

  #member(type: number, name: number, depth: number): number | undefined {
    const at = this.#types[type] ?? 0;
    const info = this.#words[at + 1] ?? 0;
    const kind = kindOf(info);
    if ((kind !== structKind && kind !== unionKind) || depth > 8) return undefined;
    for (let index = 0; index < (info & 0xffff); index++) {
      const member = at + 3 + 3 * index;
      const bits = this.#words[member + 2] ?? 0;
      // with the flag set, the upper byte is the width of a bit field
      const offset = (info >>> 31 === 1 ? bits & 0xffffff : bits) >>> 3;
      if (this.#words[member] === name) return offset;
      if (this.#words[member] !== 0) continue;
      const inner = this.#member(this.#words[member + 1] ?? 0, name, depth + 1);
      if (inner !== undefined) return offset + inner;
    }
    return undefined;
  }
}

function kindOf(info: number): number {
  return (info >>> 24) & 0x1f;
}

function indexTypes(words: Uint32Array): Int32Array {
  // three words at least are a type
  const types = new Int32Array(Math.floor(words.length / 3) + 2);
  let count = 1;
  for (let at = 0; at + 2 < words.length; count++) {
    types[count] = at;
    const info = words[at + 1] ?? 0;
    const kind = (info >>> 24) & 0x1f;
    at += 3 + (extraWords[kind] ?? 0) + (memberWords[kind] ?? 0) * (info & 0xffff);
  }
  return types.subarray(0, count);
}
