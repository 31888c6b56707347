/** Loads the program of iteratorProgram.ts by bpf(2), and runs it over all tasks; needs CAP_BPF and CAP_PERFMON. */
import { Btf } from "./btf.ts";
import { assembleIterator } from "./iteratorProgram.ts";
import { readKernelTypes } from "./kernelTypes.ts";
import { loadKoffi, type Native } from "./native.ts";

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

/** The program, and the number of the function that it hangs on. */
interface Assembled {
  readonly instructions: Buffer;
  readonly target: number;
}

function assemble(bytes: Buffer): Assembled | undefined {
  const btf = Btf.parse(bytes);
  const instructions = btf && assembleIterator(btf);
  const target = btf?.findFunction("bpf_iter_task");
  return instructions && target !== undefined ? { instructions, target } : undefined;
}

function load(bpf: Bpf, call: number, { instructions, target }: Assembled, address: (bytes: Buffer) => bigint): number {
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
  const assembled = koffi && call !== undefined ? readKernelTypes(assemble) : undefined;
  if (!koffi || call === undefined || !assembled) return undefined;
  const bpf = koffi.load(null).func("long syscall(long call, long command, void *attributes, long size)") as Bpf;
  const program = load(bpf, call, assembled, (bytes) => koffi.address(bytes));
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
