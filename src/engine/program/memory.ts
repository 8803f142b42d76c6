/** The memory of a run: a WebAssembly memory where the host has it, in which kernels and other threads can work. */
import { type WasmMemory, wasm } from '../../wasm/host.ts';
import type { MemoryKind } from '../../wasm/module.ts';

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65536;
/** Pages of 64 KiB that addresses of 32 bits reach: 4 GiB. */
const MOST_PAGES = 65536;

/** The beginning of the message of an error that tells of too little memory. */
export const NO_MEMORY = 'there is not enough memory';

/** Messages of V8 and Node for too little memory, or a text or an array that would be too large. */
const HOST_SAYS = new RegExp(
  [
    'allocation failed',
    'could not allocate memory',
    'grow instance memory',
    'Maximum memory size',
    'Invalid (?:string|typed array|array) length',
    'string longer than',
    'out of memory',
  ].join('|'),
  'i',
);

/** Whether an error says that there is too little memory: one of `Memory.reserve`, of V8, or of a thread of Node. */
export function isOutOfMemory(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') return true;
  const { message } = error;
  return message.startsWith(NO_MEMORY) || HOST_SAYS.test(message);
}

/** A memory that can grow; addresses are bytes from 0. Views of it are stale once it has grown. */
export class Memory {
  readonly kind: MemoryKind;
  /** Null where the host has no WebAssembly, or no room for it: then a plain buffer takes its place. */
  readonly wasm: WasmMemory | null;
  private plain: ArrayBufferLike = new ArrayBuffer(0);

  /** @param made that which another thread has made, to be shared; left out: a new one */
  constructor(isShared: boolean, made: WasmMemory | null = makeMemory(isShared)) {
    this.kind = { isShared, maximum: MOST_PAGES };
    this.wasm = made;
  }

  get buffer(): ArrayBufferLike {
    return this.wasm?.buffer ?? this.plain;
  }

  /**
   * Grows to at least so many bytes; what it holds stays. Throws a RangeError, of which `isOutOfMemory` holds, where
   * the host has no more.
   */
  reserve(bytes: number): void {
    const has = this.buffer.byteLength;
    if (has >= bytes) return;
    try {
      if (this.wasm !== null) this.wasm.grow(Math.ceil((bytes - has) / PAGE));
      else this.plain = larger(this.plain, bytes);
    } catch (cause) {
      throw new RangeError(`${NO_MEMORY}: ${Math.ceil(bytes / 1e6)} MB are needed in one piece`, { cause });
    }
  }

  /** A view of `length` doubles at an address. */
  doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.buffer, at, length);
  }

  /** A view of `length` words of 32 bits at an address. */
  words(at: number, length: number): Int32Array {
    return new Int32Array(this.buffer, at, length);
  }
}

/** A buffer of `bytes` bytes that begins with those of another. */
function larger(held: ArrayBufferLike, bytes: number): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes);
  new Uint8Array(buffer).set(new Uint8Array(held));
  return buffer;
}

function makeMemory(isShared: boolean): WasmMemory | null {
  if (wasm === null) return null;
  try {
    return new wasm.Memory(isShared ? { initial: 1, maximum: MOST_PAGES, shared: true } : { initial: 1 });
  } catch {
    // Hosts set aside much more address space than is asked for; where they cannot, `new` throws.
    return null;
  }
}
