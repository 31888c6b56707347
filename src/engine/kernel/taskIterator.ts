/** Loads the program of iteratorProgram.ts by bpf(2), and runs it over all tasks; needs CAP_BPF and CAP_PERFMON. */
import { readFileSync } from "node:fs";
import { Btf } from "./btf.ts";
import { assembleIterator } from "./iteratorProgram.ts";
import { esrch, loadKoffi, type Native } from "./native.ts";
import { attempt } from "./procFile.ts";

const bpfCall: Readonly<Partial<Record<NodeJS.Architecture, number>>> = { x64: 321, arm64: 280 };
const progLoad = 5;
const linkCreate = 28;
const iterCreate = 33;
const tracing = 26;
const traceIterator = 28;

export interface TaskIterator {
  /** One pass over every process: whole records, in blocks; undefined if it failed midway. */
  readonly read: () => readonly Uint32Array[] | undefined;
}

type Bpf = (call: number, command: number, attributes: Buffer, size: number) => number;

function load(bpf: Bpf, call: number, btf: Btf, address: (bytes: Buffer) => bigint): number {
  const instructions = assembleIterator(btf);
  const target = btf.findFunction("bpf_iter_task");
  if (!instructions || target === undefined) return -esrch;
  const license = Buffer.alloc(16);
  license.write("Dual MIT/GPL");
  const attributes = Buffer.alloc(144);
  attributes.writeUInt32LE(tracing, 0);
  attributes.writeUInt32LE(instructions.length / 8, 4);
  attributes.writeBigUInt64LE(address(instructions), 8);
  attributes.writeBigUInt64LE(address(license), 16);
  attributes.write("pspace_tasks", 48);
  attributes.writeUInt32LE(traceIterator, 68);
  attributes.writeUInt32LE(target, 108);
  for (let tries = 5; ; tries--) {
    const program = bpf(call, progLoad, attributes, attributes.length);
    // the verifier gives up when a signal comes (EAGAIN)
    if (program >= 0 || tries === 0) return program;
  }
}

function link(bpf: Bpf, call: number, program: number): number {
  const attributes = Buffer.alloc(64);
  attributes.writeInt32LE(program, 0);
  attributes.writeUInt32LE(traceIterator, 8);
  return bpf(call, linkCreate, attributes, attributes.length);
}

/** Undefined without the right, on kernels without BTF, pidfs or iterators, and where the verifier refuses. */
export function openTaskIterator(native: Native): TaskIterator | undefined {
  const koffi = loadKoffi();
  const call = bpfCall[process.arch];
  const description = attempt(() => readFileSync("/sys/kernel/btf/vmlinux"));
  if (!koffi || call === undefined || typeof description === "string") return undefined;
  const btf = Btf.parse(description.value);
  if (!btf) return undefined;
  const bpf = koffi.load(null).func("long syscall(long call, long command, void *attributes, long size)") as Bpf;
  const program = load(bpf, call, btf, (bytes) => koffi.address(bytes));
  if (program < 0) return undefined;
  const linked = link(bpf, call, program);
  native.close(program);
  return linked < 0 ? undefined : { read: () => readAll(native, bpf, call, linked) };
}

/** A block is written by the kernel at once and ends with a whole record. */
function readAll(native: Native, bpf: Bpf, call: number, linked: number): readonly Uint32Array[] | undefined {
  const attributes = Buffer.alloc(8);
  attributes.writeInt32LE(linked, 0);
  const fd = bpf(call, iterCreate, attributes, attributes.length);
  if (fd < 0) return undefined;
  const blocks: Uint32Array[] = [];
  for (;;) {
    const block = new Uint32Array(1 << 13);
    const length = native.read(fd, new Uint8Array(block.buffer));
    if (length <= 0) {
      native.close(fd);
      return length < 0 ? undefined : blocks;
    }
    blocks.push(block.subarray(0, length >> 2));
  }
}
