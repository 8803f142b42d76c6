/**
 * A small assembler of WebAssembly modules: functions that work in one memory, which the host gives. Binary format:
 * WebAssembly Core Specification 2.0, chapter 5.5.
 */
import { type Code, flattened, TYPE, type Type, unsigned } from './code.ts';

interface Signature {
  readonly params: readonly Type[];
  readonly results: readonly Type[];
}

interface Body {
  /** Index among the signatures of the module. */
  readonly signature: number;
  /** Under which it is exported; null: it is not. */
  readonly name: string | null;
  readonly code: Uint8Array;
}

/** A tuple of `N` numbers: the indices of so many locals. */
type Locals<N extends number, Some extends number[] = []> = Some['length'] extends N
  ? Some
  : Locals<N, [...Some, number]>;

/** A function in the making: its parameters are locals 0, 1, …; `local` adds more. */
export class FunctionMaker {
  private readonly own: Type[] = [];

  constructor(private readonly params: readonly Type[]) {}

  /** Adds a local, which is 0 at first; returns its index. */
  local(type: Type): number {
    this.own.push(type);
    return this.params.length + this.own.length - 1;
  }

  /** Adds `count` locals, each 0 at first; returns their indices. */
  locals<N extends number>(type: Type, count: N): Locals<N> {
    return Array.from({ length: count }, () => this.local(type)) as Locals<N>;
  }

  /** The function's bytes, as the code section has them. */
  bytes(body: Code): Uint8Array {
    const code = flattened(body);
    const groups: { type: Type; count: number }[] = [];
    for (const type of this.own) {
      const last = groups.at(-1);
      if (last?.type === type) last.count++;
      else groups.push({ type, count: 1 });
    }
    const head = [...unsigned(groups.length), ...groups.flatMap(({ type, count }) => [...unsigned(count), TYPE[type]])];
    const size = unsigned(head.length + code.length + 1);
    const bytes = new Uint8Array(size.length + head.length + code.length + 1);
    bytes.set(size);
    bytes.set(head, size.length);
    bytes.set(code, size.length + head.length);
    bytes[bytes.length - 1] = 0x0b;
    return bytes;
  }
}

const utf8 = (text: string): number[] => {
  const bytes = new TextEncoder().encode(text);
  return [...unsigned(bytes.length), ...bytes];
};

/** The kind of memory that a module imports: of one thread, or shared by threads, which must state its largest size. */
export interface MemoryKind {
  readonly isShared: boolean;
  /** Pages of 64 KiB; read of a shared memory alone. */
  readonly maximum: number;
}

/** The name under which everything is imported. */
export const HOST = 'host';

/** A module in the making. */
export class ModuleMaker {
  private readonly signatures: string[] = [];
  private readonly signatureBytes: number[][] = [];
  private readonly imports: { name: string; signature: number }[] = [];
  private readonly bodies: Body[] = [];

  constructor(private readonly memory: MemoryKind) {}

  private signature({ params, results }: Signature): number {
    const bytes = [
      0x60,
      ...unsigned(params.length),
      ...params.map((type) => TYPE[type]),
      ...unsigned(results.length),
      ...results.map((type) => TYPE[type]),
    ];
    const key = bytes.join();
    const known = this.signatures.indexOf(key);
    if (known !== -1) return known;
    this.signatures.push(key);
    this.signatureBytes.push(bytes);
    return this.signatures.length - 1;
  }

  /** Imports a function of the host; returns its index. Throws where a function has been added before. */
  import(name: string, params: readonly Type[], results: readonly Type[]): number {
    if (this.bodies.length > 0) throw new Error('imports come before functions');
    this.imports.push({ name, signature: this.signature({ params, results }) });
    return this.imports.length - 1;
  }

  /** The index that the next function added gets, so that it can call itself. */
  get next(): number {
    return this.imports.length + this.bodies.length;
  }

  /** Adds a function, exported where it has a name. Returns its index. */
  add(
    name: string | null,
    params: readonly Type[],
    results: readonly Type[],
    write: (fn: FunctionMaker) => Code,
  ): number {
    const maker = new FunctionMaker(params);
    const code = maker.bytes(write(maker));
    this.bodies.push({ signature: this.signature({ params, results }), name, code });
    return this.next - 1;
  }

  /** The module in the binary format, to be compiled by the host. */
  bytes(): Uint8Array<ArrayBuffer> {
    const { isShared, maximum } = this.memory;
    const limits = isShared ? [0x03, 1, ...unsigned(maximum)] : [0x00, 1];
    const imports = [
      [...utf8(HOST), ...utf8('memory'), 0x02, ...limits],
      ...this.imports.map(({ name, signature }) => [...utf8(HOST), ...utf8(name), 0x00, ...unsigned(signature)]),
    ];
    const exports = this.bodies.flatMap(({ name }, i) =>
      name === null ? [] : [[...utf8(name), 0x00, ...unsigned(this.imports.length + i)]],
    );
    const sections = [
      section(1, vector(this.signatureBytes)),
      section(2, vector(imports)),
      section(3, vector(this.bodies.map(({ signature }) => unsigned(signature)))),
      section(7, vector(exports)),
      section(10, vector(this.bodies.map(({ code }) => code))),
    ];
    return joined([Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00), ...sections]);
  }
}

function joined(parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const vector = (items: readonly ArrayLike<number>[]): Uint8Array => joined([unsigned(items.length), ...items]);

const section = (id: number, content: Uint8Array): Uint8Array => joined([[id], unsigned(content.length), content]);
