import { compileModule, type WasmModule } from '../../wasm/host.ts';
import type { MemoryKind } from '../../wasm/module.ts';
import type { KernelSize } from './block.ts';
import { compileSource, type Kernel, kernelSource, type Prologue, prologueSource } from './javascript.ts';
import { type Balanced, leanTests } from './lean.ts';
import { type Request, type Schedule, schedule, tableSize, testing, uses } from './schedule.ts';
import { Scratch } from './scratch.ts';
import { simdModule } from './simd.ts';

/** How many have been made. */
let made = 0;

/** A program compiled for a request, for each back end on first use. */
export class Compiled {
  /** Unique: by it threads keep what they have instantiated. */
  readonly id = made++;
  /** How many worlds vectors have been asked to simulate with it; `compiledFor` counts them. */
  worlds = 0;
  /** The program with all its checks. */
  readonly schedule: Schedule;
  /** The program with the few tests of the lean kernel; null where no lean kernel is wanted. */
  readonly lean: Schedule | null;
  /** What the table is filled by: it has all that either kernel reads. */
  private readonly whole: Schedule;
  private readonly modules = new Map<string, WasmModule | null>();
  private prologueMade: Prologue | null = null;
  private kernelMade: Kernel | null = null;
  private sourceMade: string | null = null;
  private readonly scratches = new Map<Schedule, Scratch>();
  private sizeMade: KernelSize | null = null;
  private hasPowersFound: boolean | null = null;

  /**
   * @param balanced the trial balance that a lean kernel tests; null: there is no lean kernel
   * @param isNarrow whether a turn takes one vector, two worlds: compiled in half the time, and up to a fifth slower
   */
  constructor(
    request: Request,
    balanced: Balanced | null = null,
    readonly isNarrow = false,
  ) {
    this.schedule = this.whole = schedule(request);
    this.lean = null;
    if (balanced === null) return;
    const { checks } = this.schedule;
    const few = leanTests(this.schedule, balanced);
    this.whole = schedule({ ...request, checks: [...new Set([...checks, ...few.checks])], ends: few.ends });
    this.schedule = testing(this.whole, { checks, ends: [] });
    this.lean = testing(this.whole, few);
  }

  /** The function that fills the table of what no world changes. */
  get prologue(): Prologue {
    this.prologueMade ??= compileSource<Prologue>(prologueSource(this.whole));
    return this.prologueMade;
  }

  /** The JavaScript back end. */
  get kernel(): Kernel {
    this.kernelMade ??= compileSource<Kernel>(this.source);
    return this.kernelMade;
  }

  /** Its source, for other threads. */
  get source(): string {
    this.sourceMade ??= kernelSource(this.schedule);
    return this.sourceMade;
  }

  /** The WebAssembly back end, for a kind of memory; null where the host refuses it. */
  module(memory: MemoryKind): WasmModule | null {
    return this.moduleOf(this.schedule, memory);
  }

  /** The lean kernel; null where there is none, or the host refuses it. */
  leanModule(memory: MemoryKind): WasmModule | null {
    return this.lean === null ? null : this.moduleOf(this.lean, memory);
  }

  private moduleOf(of: Schedule, memory: MemoryKind): WasmModule | null {
    const key = `${of === this.lean} ${memory.isShared}`;
    const known = this.modules.get(key);
    if (known !== undefined) return known;
    const made = compileModule(simdModule(of, this.scratch(of), memory));
    this.modules.set(key, made);
    return made;
  }

  /** What its kernels need room for. */
  get size(): KernelSize {
    const { series, finals, tallies } = this.schedule;
    this.sizeMade ??= {
      table: tableSize(this.schedule),
      series: series.length,
      finals: finals.length,
      tallies: tallies.length,
      scratch: Math.max(...[this.schedule, this.lean ?? this.schedule].map((of) => this.scratch(of).bytes)),
    };
    return this.sizeMade;
  }

  /** Whether the program computes powers, and so reads the tables of `power`. */
  get hasPowers(): boolean {
    this.hasPowersFound ??= uses(this.schedule, 'pow');
    return this.hasPowersFound;
  }

  private scratch(of: Schedule): Scratch {
    const known = this.scratches.get(of) ?? new Scratch(of, this.isNarrow);
    this.scratches.set(of, known);
    return known;
  }
}
