/** A question being worked on: the runs that it takes, and how far they are. */
import type { Model } from './month/model.ts';
import { NOTHING_REPLACEABLE, type Replaceable, replaceableIn } from './month/replaceable.ts';
import type { Variant } from './month/variant.ts';
import { aligned, BLOCK } from './program/block.ts';
import type { Asked, WorldRange } from './run/asked.ts';
import { keepsColumns } from './run/layout.ts';
import type { BackEnd, PreparedRun } from './run/prepare.ts';
import { type Crew, Runner } from './run/runner.ts';
import type { StreamLimits } from './run/stream.ts';

/** Most bytes of results of the variants of one run, and most variants, each of which also has a table of its own. */
const MOST_KEPT = 32 * 2 ** 20;
const MOST_VARIANTS = 512;

/** The runs of a question, and how far they are; questions follow one another in one memory. */
export class QuestionRuns {
  private made: Runner | null = null;
  /** Worlds that the question has to simulate: all its variants and passes together. */
  private asked = 1;
  /** Worlds of the question whose runs are finished. */
  done = 0;

  constructor(
    readonly crew: Crew | null,
    private readonly backEnd: BackEnd,
    readonly limits: StreamLimits,
  ) {}

  /** Made on first use: a few base cases need none. */
  get runner(): Runner {
    this.made ??= new Runner(this.crew, this.backEnd);
    return this.made;
  }

  /** Begins a question. */
  begin(): void {
    this.done = 0;
    this.asked = 0;
  }

  /**
   * Counts the worlds that a group of variants has to simulate, `worlds` for each; where `variants` is an array, those
   * of all its variants at once.
   */
  expect(variants: Iterable<Variant>, group: number, worlds: number): void {
    if (!Array.isArray(variants)) this.asked += group * worlds;
    else this.asked = variants.length * worlds;
  }

  /** Share of the worlds that are done, from 0 to 1. */
  progress(): number {
    return this.asked === 0 || this.made === null
      ? 0
      : Math.min(1, (this.done + this.made.doneUnits() * BLOCK) / this.asked);
  }

  /** Prepares a run, has it carried out by whoever takes the step, and returns it. */
  *carryOut(asked: Asked, threads: number): Generator<{ readonly run: PreparedRun }, PreparedRun> {
    const run = this.runner.prepare(asked, threads);
    yield { run };
    return run;
  }
}

/**
 * Variants in groups of at most `most`. `replaceable` is all that any variant so far replaces, so that one model serves
 * group after group.
 */
export function* groupsOf(
  variants: Iterable<Variant>,
  most: number,
): Generator<{ readonly variants: readonly Variant[]; readonly replaceable: Replaceable }> {
  let replaceable = NOTHING_REPLACEABLE;
  for (const group of cut(variants, most)) {
    replaceable = replaceableIn(group, replaceable);
    yield { variants: group, replaceable };
  }
}

function* cut(variants: Iterable<Variant>, most: number): Generator<readonly Variant[]> {
  if (Array.isArray(variants)) {
    for (let at = 0; at < variants.length; at += most) yield variants.slice(at, at + most);
    return;
  }
  let group: Variant[] = [];
  for (const variant of variants) {
    group.push(variant);
    if (group.length < most) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** How many variants one run takes: as many as results fit; one alone where there are too many draws to be kept. */
export function variantsAtOnce(
  { scenario, defaults }: Model,
  { count }: WorldRange,
  finals: number,
  series: number,
): number {
  const draws = [...defaults.values()].filter(({ draw }) => draw !== null);
  const rows = draws.reduce((n, { draw }) => n + (draw!.monthly ? scenario.months : 1), 0);
  if (!keepsColumns(rows, count)) return 1;
  const kept = aligned(8 * count * (finals + series * scenario.months));
  return Math.max(1, Math.min(MOST_VARIANTS, Math.floor(MOST_KEPT / kept)));
}
