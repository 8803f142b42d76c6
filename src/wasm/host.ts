/** The host's WebAssembly, as far as it is used here. */

export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  /** Adds pages of 64 KiB; throws a RangeError where there is no room. */
  grow(pages: number): number;
}

/** A compiled module: may be given to other threads. */
export type WasmModule = object;

export type WasmFunction = (...args: (number | bigint)[]) => number;

interface Host {
  readonly Memory: new (limits: { initial: number; maximum?: number; shared?: boolean }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, WasmFunction>> };
}

/** `WebAssembly` of the host; null where it has none. */
export const wasm: Host | null = (globalThis as { WebAssembly?: Host }).WebAssembly ?? null;

/** Compiles a module; null where the host has no WebAssembly or no vectors, or no room for it. */
export function compileModule(bytes: Uint8Array<ArrayBuffer>): WasmModule | null {
  if (wasm === null) return null;
  try {
    return new wasm.Module(bytes);
  } catch {
    return null;
  }
}
