import { drawsModule } from '../../numeric/simd-draws.ts';
import { compileModule, type WasmModule } from '../../wasm/host.ts';
import type { MemoryKind } from '../../wasm/module.ts';
import { type DrawPlan, simdDraws } from './draws.ts';

/** Vectors that draw, compiled: `name` tells which laws they draw. */
export interface DrawsModule {
  readonly name: string;
  readonly module: WasmModule;
}

/** What was compiled, by memory and laws; null where the host refused it. */
const compiled = new Map<string, DrawsModule | null>();

/** The module for what a plan draws by vectors; null where the host has none, or it draws nothing so. */
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
