import { compileModule, type WasmModule } from '../../wasm/host.ts';
import type { MemoryKind } from '../../wasm/module.ts';
import type { KernelSize } from './block.ts';
import { compileSource, type Kernel, kernelSource, type Prologue, prologueSource } from './javascript.ts';
import { type Request, type Schedule, schedule, tableSize, uses } from './schedule.ts';
import { Scratch } from './scratch.ts';
import { simdModule } from './simd.ts';

let made = 0;

/** A program compiled for what is asked of it: each form on first use. */
export class Compiled {
  /** A number of its own: threads keep what they compiled by it. */
  readonly id = made++;
  readonly schedule: Schedule;
  private readonly modules = new Map<boolean, WasmModule | null>();
  private prologueMade: Prologue | null = null;
  private kernelMade: Kernel | null = null;
  private sourceMade: string | null = null;
  private scratchMade: Scratch | null = null;
  private sizeMade: KernelSize | null = null;
  private hasPowersFound: boolean | null = null;

  constructor(request: Request) {
    this.schedule = schedule(request);
  }

  /** The function that fills the table of what no world changes. */
  get prologue(): Prologue {
    this.prologueMade ??= compileSource<Prologue>(prologueSource(this.schedule));
    return this.prologueMade;
  }

  /** The JavaScript back end. */
  get kernel(): Kernel {
    this.kernelMade ??= compileSource<Kernel>(this.source);
    return this.kernelMade;
  }

  get source(): string {
    this.sourceMade ??= kernelSource(this.schedule);
    return this.sourceMade;
  }

  /** The WebAssembly back end, for a memory that is shared or not; null where the host refuses it. */
  module(memory: MemoryKind): WasmModule | null {
    const known = this.modules.get(memory.isShared);
    if (known !== undefined) return known;
    const made = compileModule(simdModule(this.schedule, this.scratch, memory));
    this.modules.set(memory.isShared, made);
    return made;
  }

  /** What the vector back end needs, worked out once: every run asks. */
  get size(): KernelSize {
    const { series, finals, tallies } = this.schedule;
    this.sizeMade ??= {
      table: tableSize(this.schedule),
      series: series.length,
      finals: finals.length,
      tallies: tallies.length,
      scratch: this.scratch.bytes,
    };
    return this.sizeMade;
  }

  /** Whether the program has powers. */
  get hasPowers(): boolean {
    this.hasPowersFound ??= uses(this.schedule, 'pow');
    return this.hasPowersFound;
  }

  private get scratch(): Scratch {
    this.scratchMade ??= new Scratch(this.schedule);
    return this.scratchMade;
  }
}
