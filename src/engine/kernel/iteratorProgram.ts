/**
 * The program that the kernel runs for each task (a BPF iterator, Linux 5.8+): it only reads, is attached to nothing,
 * and is gone with its last descriptor. Written here instruction by instruction, for its offsets come from the running
 * kernel's own description of itself. This program, as the kernel asks of each that reads its data, is also under the GPL.
 */
import type { Btf } from "./btf.ts";

/** Bytes of what it writes for each process; see `IteratorRecord`. */
export const recordLength = 64;

/** Where each fact lies in a record. */
export const at = {
  nr: 0,
  parent: 4,
  start: 8,
  inode: 16,
  cgroups: 24,
  uid: 32,
  namespace: 36,
  state: 40,
  exit: 44,
  name: 48,
};

const probeRead = 113;
const seqWrite = 127;
/** Of the stack: the record, and eight bytes to follow a pointer with. */
const record = -recordLength;
const scratch = record - 8;

type Instruction = readonly [code: number, to: number, from: number, offset: number, value: number];
const context = 1;
const task = 6;
const seq = 7;
const pointer = 8;
const scaled = 9;
const frame = 10;

const move = (to: number, from: number): Instruction => [0xbf, to, from, 0, 0];
const set = (to: number, value: number): Instruction => [0xb7, to, 0, 0, value];
const add = (to: number, value: number): Instruction => [0x07, to, 0, 0, value];
const load8 = (to: number, from: number, offset: number): Instruction => [0x79, to, from, offset, 0];
const load4 = (to: number, from: number, offset: number): Instruction => [0x61, to, from, offset, 0];
const call = (helper: number): Instruction => [0x85, 0, 0, 0, helper];

/** Copies `size` bytes from `base` + `offset` to the stack; zeros where there is nothing to read. */
function read(to: number, size: number, base: number, offset: number): readonly Instruction[] {
  return [move(1, frame), add(1, to), set(2, size), move(3, base), add(3, offset), call(probeRead)];
}

/** Makes `pointer` what the pointer at `base` + `offset` points to. */
function follow(base: number, offset: number): readonly Instruction[] {
  return [...read(scratch, 8, base, offset), load8(pointer, frame, scratch)];
}

const members: readonly (readonly [structure: string, member: string])[] = [
  ["task_struct", "pid"],
  ["task_struct", "tgid"],
  ["task_struct", "start_boottime"],
  ["task_struct", "comm"],
  ["task_struct", "__state"],
  ["task_struct", "exit_state"],
  ["task_struct", "cgroups"],
  ["task_struct", "real_parent"],
  ["task_struct", "real_cred"],
  ["task_struct", "thread_pid"],
  ["cred", "euid"],
  ["pid", "ino"],
  ["pid", "level"],
  ["pid", "numbers"],
  ["upid", "ns"],
  ["pid_namespace", "ns"],
  ["ns_common", "inum"],
];

/** Undefined where this kernel lacks one of them. */
function offsetsOf(btf: Btf): ((structure: string, member: string) => number) | undefined {
  const found: Record<string, number> = {};
  for (const [structure, member] of members) {
    const offset = btf.offsetOf(structure, member);
    if (offset === undefined) return undefined;
    found[`${structure}.${member}`] = offset;
  }
  return (structure, member) => found[`${structure}.${member}`] ?? 0;
}

/** All but the jumps: what is done for a process. */
function body(of: (structure: string, member: string) => number, upidSize: number): readonly Instruction[] {
  const field = (to: number, size: number, member: string) => read(record + to, size, task, of("task_struct", member));
  return [
    ...field(at.start, 8, "start_boottime"),
    ...field(at.name, 16, "comm"),
    ...field(at.state, 4, "__state"),
    ...field(at.exit, 4, "exit_state"),
    ...field(at.cgroups, 8, "cgroups"),
    ...follow(task, of("task_struct", "real_parent")),
    ...read(record + at.parent, 4, pointer, of("task_struct", "tgid")),
    ...follow(task, of("task_struct", "real_cred")),
    ...read(record + at.uid, 4, pointer, of("cred", "euid")),
    ...follow(task, of("task_struct", "thread_pid")),
    ...read(record + at.inode, 8, pointer, of("pid", "ino")),
    // its innermost number: numbers[level], and that one's namespace
    ...read(scratch, 4, pointer, of("pid", "level")),
    load4(scaled, frame, scratch),
    [0x27, scaled, 0, 0, upidSize],
    [0x0f, pointer, scaled, 0, 0],
    ...follow(pointer, of("pid", "numbers") + of("upid", "ns")),
    ...read(record + at.namespace, 4, pointer, of("pid_namespace", "ns") + of("ns_common", "inum")),
    move(1, seq),
    move(2, frame),
    add(2, record),
    set(3, recordLength),
    call(seqWrite),
  ];
}

function program(of: (structure: string, member: string) => number, upidSize: number): readonly Instruction[] {
  const rest = body(of, upidSize);
  const numbers = [
    ...read(record + at.nr, 4, task, of("task_struct", "pid")),
    ...read(scratch, 4, task, of("task_struct", "tgid")),
    load4(1, frame, record + at.nr),
    load4(2, frame, scratch),
  ];
  return [
    load8(task, context, 8),
    load8(seq, context, 0),
    load8(seq, seq, 0),
    // after the last task it is called once more, with none
    [0x15, task, 0, numbers.length + 1 + rest.length, 0],
    ...numbers,
    // threads are no processes
    [0x5d, 1, 2, rest.length, 0],
    ...rest,
    set(0, 0),
    [0x95, 0, 0, 0, 0],
  ];
}

/** Eight bytes each, as bpf(2) takes them; undefined where this kernel is not as we know it. */
export function assembleIterator(btf: Btf): Buffer | undefined {
  const of = offsetsOf(btf);
  const upidSize = btf.sizeOf("upid");
  if (!of || upidSize === undefined) return undefined;
  const instructions = program(of, upidSize);
  const bytes = Buffer.alloc(instructions.length * 8);
  instructions.forEach(([code, to, from, offset, value], index) => {
    bytes.writeUInt8(code, index * 8);
    bytes.writeUInt8((from << 4) | to, index * 8 + 1);
    bytes.writeInt16LE(offset, index * 8 + 2);
    bytes.writeInt32LE(value, index * 8 + 4);
  });
  return bytes;
}
