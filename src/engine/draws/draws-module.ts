import { drawsModule } from '../../numeric/simd-draws.ts';
import { compileModule, type WasmModule } from '../../wasm/host.ts';
import type { MemoryKind } from '../../wasm/module.ts';
import { type DrawPlan, simdDraws } from './draws.ts';

/** A compiled `drawsModule`; `name` is that of its laws, so that threads know it again. */
export interface DrawsModule {
  readonly name: string;
  readonly module: WasmModule;
}

/** What was compiled, by kind of memory and laws; null where the host refused it, or there is no law. */
const compiled = new Map<string, DrawsModule | null>();

/**
 * The module for the laws that a plan draws by vectors; null where the host has no vectors, or there is no such law.
 */
export function drawsModuleOf(plan: DrawPlan, memory: MemoryKind): DrawsModule | null {
  const laws = [...new Set([...simdDraws(plan).values()].map(({ name }) => name))].sort();
  const name = laws.join();
  const key = `${memory.isShared} ${memory.maximum} ${name}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const module = laws.length === 0 ? null : compileModule(drawsModule(memory, laws));
  const made = module === null ? null : { name, module };
  compiled.set(key, made);
  return made;
}
