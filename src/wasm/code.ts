/**
 * Instructions of WebAssembly as bytes, written as nested calls: `f64x2.add(get(a), get(b))`. Opcodes are those of the
 * WebAssembly Core Specification 2.0 (chapter 5.4, Instructions; SIMD opcodes follow the prefix 0xfd, atomics are not
 * used). Nothing here is checked: the host validates a module before it runs.
 */

/**
 * Instructions that together leave at most one value on the stack: bytes (0 to 255), and nested lists of bytes. Lists
 * are nested, not joined, so that none is copied before `flattened` writes all of them.
 */
export type Code = readonly (number | Code)[];

const NONE: Code = [];

/** The buffer that `flattened` writes into; it is kept, and grows until the longest function fits. */
let written = new Uint8Array(65536);
/** Bytes of `written` that are in use. */
let size = 0;

/** The bytes of nested instructions, in one array. */
export function flattened(code: Code): Uint8Array {
  size = 0;
  write(code);
  return written.slice(0, size);
}

/** Loops by index: it runs before V8 has optimised it, when an iterator takes up to twice as long. */
function write(code: Code): void {
  const { length } = code;
  for (let i = 0; i < length; i++) {
    const item = code[i]!;
    if (typeof item !== 'number') write(item);
    else {
      if (size === written.length) written = doubled(written);
      written[size++] = item;
    }
  }
}

function doubled(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array(2 * bytes.length);
  more.set(bytes);
  return more;
}

/** Types of WebAssembly values and their bytes in a module. */
export const TYPE = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;
export type Type = keyof typeof TYPE;

/** By number below 65,536 its LEB128 bytes, kept: most are indices of locals and offsets in the memory. */
const SMALL: (readonly number[])[] = [];

/** A whole number from 0 to 2^32 - 1, in LEB128. */
export function unsigned(x: number): readonly number[] {
  if (x >= 65536) return unsignedBytes(x);
  SMALL[x] ??= unsignedBytes(x);
  return SMALL[x];
}

function unsignedBytes(x: number): number[] {
  const bytes: number[] = [];
  do {
    const rest = Math.floor(x / 128);
    bytes.push((x % 128) | (rest > 0 ? 0x80 : 0));
    x = rest;
  } while (x > 0);
  return bytes;
}

/** A whole number of 32 bits, in signed LEB128. */
function signed32(x: number): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = x & 0x7f;
    x >>= 7;
    const isDone = (x === 0 && (low & 0x40) === 0) || (x === -1 && (low & 0x40) !== 0);
    bytes.push(isDone ? low : low | 0x80);
    if (isDone) return bytes;
  }
}

/** A whole number of 64 bits, in signed LEB128. */
function signed(x: bigint): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = Number(x & 0x7fn);
    x >>= 7n;
    const isDone = (x === 0n && (low & 0x40) === 0) || (x === -1n && (low & 0x40) !== 0);
    bytes.push(isDone ? low : low | 0x80);
    if (isDone) return bytes;
  }
}

const double = new DataView(new ArrayBuffer(8));
const doubleBytes = new Uint8Array(double.buffer);

/** The eight bytes of a double, lowest first. */
function bytesOf(x: number): number[] {
  double.setFloat64(0, x, true);
  return Array.from(doubleBytes);
}

/** Makes the function that writes an instruction with this opcode behind its operands. */
const plain =
  (...opcode: (number | Code)[]) =>
  (a: Code = NONE, b: Code = NONE, c: Code = NONE): Code =>
    b === NONE ? [a, opcode] : [a, b, c, opcode];

/** The same for a vector instruction. */
const simd = (opcode: number) => plain(0xfd, unsigned(opcode));

/**
 * A load from `address` + `offset` (bytes). `align` is the logarithm to base 2 of the alignment in bytes; it is a hint
 * to the host, and other addresses are right too.
 */
const load =
  (opcode: Code, align: number) =>
  (address: Code, offset = 0): Code => [address, opcode, align, unsigned(offset)];

/** A store of `value` at `address` + `offset`, as `load`. */
const store =
  (opcode: Code, align: number) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, opcode, align, unsigned(offset)];

/** An instruction on lane `index` of a vector. */
const lane =
  (opcode: number) =>
  (index: number, ...args: Code[]): Code => [args, 0xfd, unsigned(opcode), index];

/** By local, the instruction that reads it. */
const GETS: Code[] = [];

/** Reads a local. */
export function get(local: number): Code {
  GETS[local] ??= [0x20, unsigned(local)];
  return GETS[local];
}

/** Writes a local. */
export const set = (local: number, value: Code): Code => [value, 0x21, unsigned(local)];
/** Writes a local and leaves its value on the stack. */
export const tee = (local: number, value: Code): Code => [value, 0x22, unsigned(local)];
/** Calls the function of index `fn` in the module. */
export const call = (fn: number, ...args: Code[]): Code => [args, 0x10, unsigned(fn)];
/** Returns from the function. */
export const giveBack = (value: Code): Code => [value, 0x0f];

/** Runs `body`, and again as long as `again`, tested at its end, is not 0. */
export const loop = (body: Code, again: Code): Code => [0x03, 0x40, body, again, 0x0d, 0x00, 0x0b];
/** A body out of which `leaveIf` may jump. */
export const block = (body: Code): Code => [0x02, 0x40, body, 0x0b];
/**
 * Jumps out of the `depth`-th block around it, 0 for the innermost, where the test is not 0. `loop` and `when` count as
 * blocks, too.
 */
export const leaveIf = (depth: number, test: Code): Code => [test, 0x0d, unsigned(depth)];
/** Runs `body` where the test is not 0. */
export const when = (test: Code, body: Code): Code => [test, 0x04, 0x40, body, 0x0b];
/** `a` where the test is not 0, else `b`; both are computed. */
export const choose = (a: Code, b: Code, test: Code): Code => [a, b, test, 0x1b];

export const i32 = {
  const: (x: number): Code => [0x41, signed32(x | 0)],
  load: load([0x28], 2),
  store: store([0x36], 2),
  eqz: plain(0x45),
  /** How many zero bits lie below the lowest bit that is set. */
  trailingZeros: plain(0x68),
  eq: plain(0x46),
  ne: plain(0x47),
  lt: plain(0x48),
  ltU: plain(0x49),
  le: plain(0x4c),
  ge: plain(0x4e),
  add: plain(0x6a),
  sub: plain(0x6b),
  mul: plain(0x6c),
  and: plain(0x71),
  or: plain(0x72),
  xor: plain(0x73),
  shl: plain(0x74),
  shr: plain(0x75),
  shrU: plain(0x76),
  wrap: plain(0xa7),
};

export const i64 = {
  const: (x: bigint): Code => [0x42, signed(BigInt.asIntN(64, x))],
  eqz: plain(0x50),
  lt: plain(0x53),
  add: plain(0x7c),
  sub: plain(0x7d),
  mul: plain(0x7e),
  and: plain(0x83),
  or: plain(0x84),
  xor: plain(0x85),
  shl: plain(0x86),
  shr: plain(0x87),
  shrU: plain(0x88),
  extend: plain(0xac),
  extendU: plain(0xad),
  bitsOf: plain(0xbd),
};

export const f64 = {
  const: (x: number): Code => [0x44, bytesOf(x)],
  load: load([0x2b], 3),
  store: store([0x39], 3),
  eq: plain(0x61),
  ne: plain(0x62),
  lt: plain(0x63),
  gt: plain(0x64),
  le: plain(0x65),
  abs: plain(0x99),
  neg: plain(0x9a),
  sqrt: plain(0x9f),
  add: plain(0xa0),
  sub: plain(0xa1),
  mul: plain(0xa2),
  div: plain(0xa3),
  min: plain(0xa4),
  max: plain(0xa5),
  ofI32: plain(0xb7),
  ofI32U: plain(0xb8),
  ofI64: plain(0xb9),
  ofBits: plain(0xbf),
};

/** A double that holds a whole number from -2^31 to 2^31 - 1, as i32; any other traps. */
export const toI32 = plain(0xaa);

export const v128 = {
  load: load([0xfd, 0x00], 4),
  store: store([0xfd, 0x0b], 4),
  /** A vector with lane 0 of 64 bits from memory, and lane 1 zero. */
  load64Zero: load([0xfd, 0x5d], 3),
  /** The vector with lane 1 of 64 bits from memory. */
  load64High: (address: Code, vector: Code, offset = 0): Code => [address, vector, 0xfd, 0x57, 3, unsigned(offset), 1],
  /** A constant of four words of 32 bits, the lowest first. */
  ofI32: (x: readonly number[]): Code => [
    0xfd,
    0x0c,
    x.map((word) => [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24]),
  ],
  not: simd(0x4d),
  and: simd(0x4e),
  /** Bits that are set in the first vector and not in the second. */
  andNot: simd(0x4f),
  or: simd(0x50),
  xor: simd(0x51),
  /** By bit: the first where the third is set, else the second. */
  select: simd(0x52),
  anyTrue: simd(0x53),
  /** A vector of four lanes of 32 bits chosen by number: 0 to 3 are those of `a`, 4 to 7 those of `b`. */
  shuffle32: (lanes: readonly number[], a: Code, b: Code): Code => [
    a,
    b,
    0xfd,
    0x0d,
    lanes.map((l) => [4 * l, 4 * l + 1, 4 * l + 2, 4 * l + 3]),
  ],
};

export const i16x8 = {
  /** The number of 16 bits at an address, in every lane. */
  loadSplat: load([0xfd, 0x08], 1),
  /** A lane, unsigned. */
  lane: lane(0x19),
  /** Lanes 0 to 3 of the first and then of the second vector of 32-bit lanes, clamped to -32,768 … 32,767. */
  ofI32x4: simd(0x85),
  eq: simd(0x2d),
  /** An i32 whose bits 0 to 7 are the sign bits of the lanes. */
  signs: simd(0x84),
};

export const i32x4 = {
  splat: simd(0x11),
  lane: lane(0x1b),
  add: simd(0xae),
  mul: simd(0xb5),
  shl: simd(0xab),
  shr: simd(0xac),
  /** Two doubles rounded towards 0 and clamped to signed 32 bits, in lanes 0 and 1; lanes 2 and 3 are 0. */
  ofF64x2: simd(0xfc),
  /** Products of 64 bits of unsigned lanes 0 and 1. */
  productsLow: simd(0xde),
  /** Products of 64 bits of unsigned lanes 2 and 3. */
  productsHigh: simd(0xdf),
};

export const i64x2 = {
  splat: simd(0x12),
  /** Lanes 0 and 1 of four words of 32 bits, signed. */
  ofI32x4: simd(0xc7),
  shl: simd(0xcb),
  lane: lane(0x1d),
  eq: simd(0xd6),
  allTrue: simd(0xc3),
  add: simd(0xce),
  sub: simd(0xd1),
  shrU: simd(0xcd),
};

export const f64x2 = {
  splat: simd(0x14),
  /** Lanes 0 and 1 of four words of 32 bits, signed. */
  ofI32x4: simd(0xfe),
  lane: lane(0x21),
  replace: lane(0x22),
  eq: simd(0x47),
  ne: simd(0x48),
  lt: simd(0x49),
  gt: simd(0x4a),
  le: simd(0x4b),
  ge: simd(0x4c),
  ceil: simd(0x74),
  floor: simd(0x75),
  trunc: simd(0x7a),
  abs: simd(0xec),
  neg: simd(0xed),
  sqrt: simd(0xef),
  add: simd(0xf0),
  sub: simd(0xf1),
  mul: simd(0xf2),
  div: simd(0xf3),
  min: simd(0xf4),
  max: simd(0xf5),
  /** b < a ? b : a */
  pmin: simd(0xf6),
  /** a < b ? b : a */
  pmax: simd(0xf7),
};

/** The same number in both lanes. */
export const both = (x: number): Code => f64x2.splat(f64.const(x));

/** A vector with `first` in lane 0 and `second` in lane 1. */
export const lanes = (first: Code, second: Code): Code => f64x2.replace(1, f64x2.splat(first), second);

/** The double at address `first` + `offset` in lane 0, and that at `second` + `offset` in lane 1: reads a table. */
export const lookUp = (first: Code, second: Code, offset: number): Code =>
  v128.load64High(second, v128.load64Zero(first, offset), offset);
