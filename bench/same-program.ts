/** A scenario's program in C beside the engine's lean kernel: the same worlds, the same draws, numbers to compare. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../src/engine/month/model.ts';
import { NOTHING_REPLACEABLE } from '../src/engine/month/replaceable.ts';
import { BLOCK, COLUMN } from '../src/engine/program/block.ts';
import { type Asked, ENDING_FINALS } from '../src/engine/run/asked.ts';
import { Runner } from '../src/engine/run/runner.ts';
import type { Settings } from '../src/scenario/override.ts';
import { cProgram } from './c-program.ts';

/** Lanes of a vector, and what `gcc` is told: as wide as WebAssembly's, and all that the processor has. */
export const WIDTHS = {
  'two lanes': { lanes: 2, flags: ['-march=native', '-mno-avx'] },
  'eight lanes': { lanes: 8, flags: ['-march=native'] },
} as const;
export type Width = keyof typeof WIDTHS;

export class SameProgram {
  private readonly runner = new Runner(null, 'lean');
  private readonly asked: Asked;
  private readonly count: number;
  /** The numbers that the engine's kernel leaves: series, then finals. */
  readonly expected: Float64Array;
  readonly source: string;
  private readonly data: string;

  /** Runs the worlds once, so that their draws are kept, and writes these into a file of the folder. */
  constructor(
    model: Model,
    settings: Settings,
    kept: Pick<Asked, 'series' | 'means'>,
    count: number,
    private readonly folder: string,
    private readonly name: string,
  ) {
    const worlds = { first: 0, count, seed: 1 };
    const nothing = { alone: false, tallies: false, spreads: [] } as const;
    const variants = [{ settings }];
    this.count = count;
    this.asked = {
      ...{ model, replaceable: NOTHING_REPLACEABLE, variants, worlds, finals: ENDING_FINALS },
      ...nothing,
      ...kept,
    };
    const run = this.run();
    const { layout } = run.job;
    const { lean, size } = run.compiled[0]!;
    const { memory } = this.runner;
    const [places] = layout.kernels;
    const length = layout.stride * (size.series * run.job.months + size.finals);
    this.expected = memory.doubles(places!.series, length).slice();
    const columns = layout.columnBytes / 8;
    this.source = cProgram(lean!, { table: size.table, columns, block: BLOCK, column: COLUMN });
    this.data = join(folder, `${name}.data`);
    const table = memory.doubles(places!.table, size.table);
    const drawn = memory.doubles(layout.columns, columns * Math.ceil(count / BLOCK));
    writeFileSync(this.data, Buffer.concat([table, drawn].map((part) => Buffer.from(part.slice().buffer))));
  }

  /** Runs the engine's kernel, the draws kept but for the first time. */
  run() {
    const run = this.runner.prepare(this.asked, 1);
    this.runner.runHere(run);
    this.runner.finish(run);
    return run;
  }

  /** Compiles the program in C. What it gives runs it, for the seconds of each repetition and the numbers it leaves. */
  compile(width: Width): (repetitions: number) => { readonly seconds: number[]; readonly found: Float64Array } {
    const { lanes, flags } = WIDTHS[width];
    const file = join(this.folder, `${this.name} ${width}`);
    writeFileSync(`${file}.c`, this.source);
    // A product and a sum in one would have other bytes.
    const exact = ['-ffp-contract=off', '-fno-math-errno', '-Wno-psabi', '-w'];
    execFileSync('gcc', ['-x', 'c++', '-O3', `-DLANES=${lanes}`, ...flags, ...exact, `${file}.c`, '-o', file, '-lm']);
    return (repetitions) => {
      const args = [this.data, `${file}.out`, String(this.count), String(repetitions)];
      const told = execFileSync(file, args, { encoding: 'utf8' }).trim().split('\n');
      const { buffer } = new Uint8Array(readFileSync(`${file}.out`));
      const found = new Float64Array(buffer).subarray(0, this.expected.length);
      return { seconds: told.map((line) => (JSON.parse(line) as { sim: number }).sim), found };
    };
  }

  /** The largest distance of what the program in C leaves from what the engine does, over the larger; worlds alone. */
  distance(found: Float64Array): number {
    const stride = Math.ceil(this.count / 8) * 8;
    return this.expected.reduce((most, x, i) => {
      const y = found[i]!;
      if (i % stride >= this.count || x === y || (Number.isNaN(x) && Number.isNaN(y))) return most;
      const apart = Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y), 1e-6);
      return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(most, apart);
    }, 0);
  }
}
