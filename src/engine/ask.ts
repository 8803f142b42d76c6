/**
 * The engine's door: a compiled scenario and variants of it in, answers out, one a variant and in their order. Settings meet the same
 * worlds: draw i is the same for all of them. Answers are the same bytes whatever the threads, the range and the order.
 */
import type { Settings } from '../scenario/override.ts';
import type { DrawnWorld } from './draws/draws.ts';
import type { AccountMonths } from './month/account-months.ts';
import type { Case, Measures } from './month/measures.ts';
import { type Model, modelReplacing } from './month/model.ts';
import type { FinalName } from './month/outcome.ts';
import type { Variant } from './month/variant.ts';
import { type Window, windowFinal } from './month/window.ts';
import { aligned, BLOCK } from './program/block.ts';
import type { Final } from './program/kept.ts';
import { type Asked, ENDING_FINALS, SPREAD_FINALS, WORLD_FINALS, type WorldRange } from './run/asked.ts';
import { accountsOf, type Cases, caseOf, defaultAlive, execute, measuresOf } from './run/cases.ts';
import { ALONE_FINALS, aloneFrom, countsOf } from './run/counts.ts';
import { keepsColumns } from './run/layout.ts';
import { type BackEnd, type Crew, type Run, Runner } from './run/runner.ts';
import { SketchedWorlds, worldsInPart } from './run/sketched.ts';
import type { Endings, Worlds } from './run/spread.ts';
import { endingsOf, type Known, summarise } from './run/summary.ts';

export { type Drawn, type DrawnArrival, type DrawnNumber, drawnValues } from './draws/drawn-values.ts';
export { type DrawnWorld, drawWorld } from './draws/draws.ts';
export { compile, type Model } from './month/model.ts';
export type { Variant } from './month/variant.ts';
export type { Window } from './month/window.ts';
export type { WorldRange } from './run/asked.ts';
export { spreadOf, summaryOf, type WorldsSummary } from './run/numbers-summary.ts';
export type { BackEnd, Crew } from './run/runner.ts';

interface Asking {
  readonly model: Model;
  /** Taken one by one, as answers are: there may be millions. */
  readonly variants: Iterable<Variant>;
}

/** One world with all its months, or what explains its payments: the base case, or the world that `drawn` gives. */
export interface CaseQuestion extends Asking {
  readonly want: 'case' | 'accounts';
  readonly drawn?: DrawnWorld | null;
}

/** A number of each world: a measure of the world as a whole, or one by month over some months. */
export type NumberWanted = FinalName | 'defaultAlive' | Window;

/** Numbers of each world of a range, or of the base case. */
export interface NumbersQuestion extends Asking {
  readonly want: 'numbers';
  readonly numbers: readonly NumberWanted[];
  /** Null: the base case, every draw at its median. */
  readonly worlds: WorldRange | null;
}

/** What a range of worlds comes to: all its measures, or how they end, which is about half the work. */
export interface SummaryQuestion extends Asking {
  readonly want: 'measures' | 'endings';
  readonly worlds: WorldRange;
  /** Series by month of which mean and percentiles are wanted. */
  readonly series: readonly string[];
  /** Those of which the mean alone is. */
  readonly means?: readonly string[];
  /** Measures only: percentiles within `Worlds.relativeError`, in memory that does not grow with the worlds. */
  readonly isSketched?: boolean;
}

export type Question = CaseQuestion | NumbersQuestion | SummaryQuestion;

/**
 * Numbers, world by world: months as t, -1 where they do not occur, lengths of time infinite where they do not end; of a cause its index
 * in `Model.month.causes`.
 */
export interface Numbers {
  readonly count: number;
  /** Of the number that was wanted as the k-th, one a world. */
  of(k: number): Float64Array;
}

interface Outcomes {
  readonly case: Case;
  readonly accounts: ReadonlyMap<string, AccountMonths>;
  readonly numbers: Numbers;
  readonly measures: Worlds;
  readonly endings: Endings;
}

export interface Answer<W extends Question['want']> {
  /** Which variant, from 0. */
  readonly index: number;
  readonly variant: Variant;
  /** Where the asking was stopped, worlds may be fewer than were asked for. */
  readonly outcome: Outcomes[W];
}

/** A run that is to be carried out, or an answer. */
type Step = { readonly run: Run } | { readonly answer: Answer<Question['want']> };

/** Variants of a base case from which on vectors pay for being compiled, and the most that are run at once. */
const MANY = 200;
const MOST_CASES = 16 * BLOCK;
/** Bytes of what is kept of variants that are run at once, and of series: more of them are simulated again, some after others. */
const MOST_VARIANTS = 64 * 2 ** 20;
const MOST_SERIES = 384 * 2 ** 20;

/** Asks and answers, one question at a time. What it compiles and draws is kept for the next question. */
export class Engine {
  private made: Runner | null = null;
  /** Worlds of the question, as often as they are simulated, and those of its runs that are done. */
  private asked = 1;
  private done = 0;

  /** Without a crew there is `ask` alone. */
  constructor(
    private readonly crew: Crew | null = null,
    private readonly backEnd: BackEnd = 'vectors',
  ) {}

  /** Made when it is needed: a few cases need none. */
  private get runner(): Runner {
    this.made ??= new Runner(this.crew, this.backEnd);
    return this.made;
  }

  /** Answers on this thread. Throws Faults, where a formula has no finite value or an amount is not allowed, and names the world. */
  *ask<Q extends Question>(question: Q): Generator<Answer<Q['want']>> {
    for (const step of this.steps(question, 1)) {
      if ('answer' in step) yield step.answer as Answer<Q['want']>;
      else this.runner.runHere(step.run);
    }
  }

  /** The same by the crew, while this thread does other things. Where it is stopped there are no more answers than are done. */
  async *askCrew<Q extends Question>(question: Q): AsyncGenerator<Answer<Q['want']>> {
    for (const step of this.steps(question, this.crew?.threads ?? 1)) {
      if ('answer' in step) yield step.answer as Answer<Q['want']>;
      else await this.runner.runByCrew(step.run);
    }
  }

  /** The answer of a question about one variant, on this thread. Throws as `ask` does. */
  answer<Q extends Question>(question: Q): Answer<Q['want']>['outcome'] {
    for (const { outcome } of this.ask(question)) return outcome;
    throw new Error('no variant is asked about');
  }

  /** The same by the crew; null where it is stopped before anything is done. */
  async answerByCrew<Q extends Question>(question: Q): Promise<Answer<Q['want']>['outcome'] | null> {
    for await (const { outcome } of this.askCrew(question)) return outcome;
    return null;
  }

  /** Stops the crew. */
  stop(): void {
    this.runner.stop();
  }

  /** Share of the worlds that are done, from 0 to 1; of variants that are not an array, of those that are done or under way. */
  progress(): number {
    return this.asked === 0 || this.made === null
      ? 0
      : Math.min(1, (this.done + this.made.doneUnits() * BLOCK) / this.asked);
  }

  /** Counts the worlds of variants that are taken on, each `worlds` times; those of an array are counted all at once. */
  private expect(variants: Iterable<Variant>, group: number, worlds: number): void {
    if (!Array.isArray(variants)) this.asked += group * worlds;
    else this.asked = variants.length * worlds;
  }

  private *steps(question: Question, threads: number): Generator<Step> {
    this.done = 0;
    this.asked = 0;
    switch (question.want) {
      case 'case':
      case 'accounts':
        return yield* caseSteps(question);
      case 'numbers':
        return yield* question.worlds === null
          ? this.caseNumberSteps(question, threads)
          : this.numberSteps(question, question.worlds, threads);
      default:
        return yield* this.summarySteps(question, threads);
    }
  }

  /** Numbers of base cases: few at once by the plain back end, many by vectors. */
  private *caseNumberSteps({ model, variants, numbers }: NumbersQuestion, threads: number): Generator<Step> {
    let index = 0;
    for (const group of groupsOf(variants, MOST_CASES)) {
      const { replaceable, variants: some } = group;
      const own = modelReplacing(model, replaceable);
      const { finals, alone } = finalsFor(own, numbers);
      this.expect(variants, some.length, 1);
      let columns: readonly Float64Array[];
      let late: Float64Array | null;
      const cases: Cases = { model: own, replaceable, variants: some, drawn: null };
      const vectors = some.length < MANY ? null : this.runner.prepare(caseRun(cases, finals, alone), threads);
      if (vectors !== null) yield { run: vectors };
      if (vectors !== null && this.runner.isStopped()) return;
      if (vectors === null || this.runner.isAtFault()) {
        const wanted = { series: [], finals, tallies: false };
        const run = execute(cases, wanted);
        columns = run.finals;
        late = alone ? defaultAlive(cases, wanted, run.finals) : null;
      } else {
        this.runner.finish(vectors);
        const part = this.runner.part(vectors, 0);
        columns = finals.map((name) => part.final(name));
        late = alone ? aliveOf(part.alone, columns, finals) : null;
      }
      this.done += some.length;
      const byNumber = numbers.map((one) => columnOf(one, own, finals, columns, late));
      for (const [w, variant] of some.entries()) {
        const values = Float64Array.from(byNumber, (column) => column[w]! + 0);
        yield { answer: { index, variant, outcome: numbersOf(values, 1) } };
        index++;
      }
    }
  }

  /** Numbers of each world: several variants at once. */
  private *numberSteps(
    { model, variants, numbers }: NumbersQuestion,
    worlds: WorldRange,
    threads: number,
  ): Generator<Step> {
    let index = 0;
    const most = this.variantsAtOnce(model, worlds, numbers.length + 2, 0);
    for (const { replaceable, variants: some } of groupsOf(variants, most)) {
      const own = modelReplacing(model, replaceable);
      const { finals, alone } = finalsFor(own, numbers);
      this.expect(variants, some.length, worlds.count);
      const asked = { model: own, replaceable, variants: some, worlds, finals, alone, ...NOTHING_SUMMED };
      const run = yield* this.carryOut(asked, threads);
      const whole = this.runner.isStopped() ? Math.floor(this.runner.doneWorlds(run) / worlds.count) : some.length;
      this.runner.finish(run);
      this.done += worlds.count * some.length;
      for (let v = 0; v < whole; v++) {
        const part = this.runner.part(run, v);
        const columns = finals.map((name) => part.final(name));
        const late = alone ? aliveOf(part.alone, columns, finals) : null;
        const values = new Float64Array(numbers.length * worlds.count);
        numbers.forEach((one, k) => {
          values.set(columnOf(one, own, finals, columns, late), k * worlds.count);
        });
        yield { answer: { index, variant: some[v]!, outcome: numbersOf(values, worlds.count) } };
        index++;
      }
      if (whole < some.length) return;
    }
  }

  /** What worlds come to: several variants at once, or of one some series after others where all would take too much memory. */
  private *summarySteps(question: SummaryQuestion, threads: number): Generator<Step> {
    const { model, worlds, series, means = [] } = question;
    const { months } = model.scenario;
    const seriesAtOnce = Math.max(1, Math.floor(MOST_SERIES / (8 * worlds.count * months)));
    const parts = Math.max(1, Math.ceil((series.length + means.length) / seriesAtOnce));
    const isOneByOne = parts > 1 || question.isSketched === true;
    const most = isOneByOne
      ? 1
      : this.variantsAtOnce(model, worlds, WORLD_FINALS.length + 3, series.length + means.length);
    let index = 0;
    for (const group of groupsOf(question.variants, most)) {
      const own = modelReplacing(model, group.replaceable);
      const of = { ...question, model: own, replaceable: group.replaceable };
      this.expect(question.variants, group.variants.length, worlds.count * parts);
      const outcomes =
        question.isSketched === true
          ? this.sketchSteps(of, group.variants[0]!, threads)
          : parts > 1
            ? this.partSteps(of, group.variants[0]!, seriesAtOnce, threads)
            : this.groupSteps(of, group.variants, threads);
      for (const step of outcomes) {
        if ('run' in step) yield step;
        else {
          yield { answer: { index, variant: group.variants[step.at]!, outcome: step.outcome } };
          index++;
        }
      }
      if (index < 1 || this.runner.isStopped()) return;
    }
  }

  /** Variants that are run at once. */
  private *groupSteps(question: SummaryIn, variants: readonly Variant[], threads: number): Generator<Summed> {
    const { worlds } = question;
    const run = yield* this.carryOut(summaryAsked(question, variants, question.series, question.means ?? []), threads);
    const isStopped = this.runner.isStopped();
    const done = isStopped ? this.runner.doneWorlds(run) : worlds.count * variants.length;
    // Of several variants those that are whole; of one what there is.
    const some = isStopped && variants.length === 1 ? Math.min(done, worlds.count) : worlds.count;
    const whole = variants.length === 1 ? Math.min(1, some) : Math.floor(done / worlds.count);
    const summed = isStopped && whole > 0 ? this.runner.sumUp(run, some, whole) : run;
    this.runner.finish(run);
    this.done += done;
    for (let v = 0; v < whole; v++) {
      yield { at: v, outcome: this.summary(question, variants[v]!, summed, v) };
    }
  }

  /**
   * One variant, some series after others. Where that is stopped, only some of the series are there: of as many worlds as can be simulated
   * at once, all of them soon are.
   */
  private *partSteps(question: SummaryIn, variant: Variant, atOnce: number, threads: number): Generator<Summed> {
    const { worlds, series, means = [] } = question;
    const outcomes: (Worlds | Endings)[] = [];
    const all = series.length + means.length;
    for (let from = 0; from < all; from += atOnce) {
      const slice = series.slice(from, from + atOnce);
      const rest = means.slice(Math.max(0, from - series.length), Math.max(0, from + atOnce - series.length));
      const run = yield* this.carryOut(summaryAsked(question, [variant], slice, rest), threads);
      const isStopped = this.runner.isStopped();
      const done = isStopped ? this.runner.doneWorlds(run) : worlds.count;
      this.runner.finish(run);
      const isWhole = done === worlds.count && from + atOnce >= all;
      if (isStopped && !isWhole) {
        const most = Math.floor(MOST_SERIES / (8 * all * question.model.scenario.months));
        const count = Math.min(outcomes.length > 0 ? worlds.count : done, most);
        if (count === 0) return;
        yield* this.groupSteps({ ...question, worlds: { ...worlds, count } }, [variant], threads);
        this.runner.stop();
        return;
      }
      this.done += done;
      const known = isStopped ? this.runner.sumUp(run, done, 1) : run;
      outcomes.push(this.summary({ ...question, series: slice, means: rest }, variant, known, 0));
    }
    const byMonth = new Map(outcomes.flatMap((one) => [...one.byMonth]));
    yield { at: 0, outcome: { ...outcomes[0]!, byMonth, means: new Map(outcomes.flatMap((one) => [...one.means])) } };
  }

  /** One variant in memory that does not grow with the worlds. Where that is stopped, the worlds that are done. */
  private *sketchSteps(question: SummaryIn, variant: Variant, threads: number): Generator<Summed> {
    const { model, worlds, series } = question;
    const sketched = new SketchedWorlds(model, worlds, series);
    const size = worldsInPart(series.length, model.scenario.months);
    let isStopped = false;
    while (sketched.count < worlds.count && !isStopped) {
      const [first, count] = [worlds.first + sketched.count, Math.min(size, worlds.count - sketched.count)];
      const asked = summaryAsked({ ...question, worlds: { ...worlds, first, count } }, [variant], series, []);
      const prepared = this.runner.prepare(asked, threads);
      // Its columns are summed up here.
      const run = { ...prepared, job: { ...prepared.job, sums: [] } };
      yield { run };
      isStopped = this.runner.isStopped();
      const done = isStopped ? this.runner.doneWorlds(run) : count;
      this.runner.finish(run);
      this.done += done;
      const some = { ...prepared, job: { ...prepared.job, count: done } };
      sketched.add(this.runner.part(some, 0), (i) => this.runner.column(some, i));
    }
    if (sketched.count > 0) yield { at: 0, outcome: sketched.worlds(variant.settings) };
    if (isStopped) this.runner.stop();
  }

  private *carryOut(asked: Asked, threads: number): Generator<{ readonly run: Run }, Run> {
    const run = this.runner.prepare(asked, threads);
    yield { run };
    return run;
  }

  private summary(question: SummaryIn, { settings }: Variant, run: Run, at: number): Worlds | Endings {
    const { model, worlds, series, means = [], want } = question;
    const counts = countsOf(model);
    const part = this.runner.part(run, at);
    if (want === 'endings') counts.addEndings(part);
    else counts.add(part);
    const known: Known = {
      ...{ model, counts, series, means },
      range: { ...worlds, count: run.job.count },
      spreads: run.asked.spreads,
      sum: (column) => this.runner.summed(run, at, column)[0]!,
      percentiles: (column) => this.runner.summed(run, at, column).subarray(1),
    };
    return want === 'endings' ? endingsOf(known) : summarise(known, settings);
  }

  /** How many variants are run at once: as many as fit, where all their draws are kept. */
  private variantsAtOnce({ scenario, defaults }: Model, { count }: WorldRange, finals: number, series: number): number {
    const draws = [...defaults.values()].filter(({ draw }) => draw !== null);
    const rows = draws.reduce((n, { draw }) => n + (draw!.monthly ? scenario.months : 1), 0);
    if (!keepsColumns(rows, count)) return 1;
    return Math.max(1, Math.floor(MOST_VARIANTS / aligned(8 * count * (finals + series * scenario.months))));
  }
}

/** A question about worlds, in a model where what its variants replace may be replaced. */
type SummaryIn = SummaryQuestion & { readonly replaceable: ReadonlySet<string> };

/** A run that is to be carried out, or what one of the variants that are run at once comes to. */
type Summed = { readonly run: Run } | { readonly at: number; readonly outcome: Worlds | Endings };

/** Where no later money comes, the run itself tells whether a world lives without it. */
const worldFinals = ({ month }: Model): readonly FinalName[] =>
  month.hasLateMoney ? WORLD_FINALS : [...WORLD_FINALS, 'selfSufficient'];

const NOTHING_SUMMED = { tallies: false, series: [], means: [], spreads: [] } as const;

function summaryAsked(
  { model, replaceable, worlds, want }: SummaryIn,
  variants: readonly Variant[],
  series: readonly string[],
  means: readonly string[],
): Asked {
  const isAll = want === 'measures';
  return {
    ...{ model, replaceable, variants, worlds, series, means },
    finals: isAll ? worldFinals(model) : ENDING_FINALS,
    alone: isAll,
    tallies: isAll,
    spreads: isAll ? SPREAD_FINALS : ['open cash'],
  };
}

const caseRun = ({ model, replaceable, variants }: Cases, finals: Asked['finals'], alone: boolean): Asked => ({
  ...{ model, replaceable, variants, worlds: null, finals, alone },
  ...NOTHING_SUMMED,
});

function* caseSteps({ model, variants, want, drawn = null }: CaseQuestion): Generator<Step> {
  let index = 0;
  for (const variant of variants) {
    const outcome = want === 'case' ? caseOf(model, variant, drawn) : accountsOf(model, variant, drawn);
    yield { answer: { index, variant, outcome } };
    index++;
  }
}

/** The base case, or the world that `drawn` gives, with the levers as set: what a question about one case answers. Throws Faults. */
export const askCase = (model: Model, settings: Settings, drawn: DrawnWorld | null = null): Case =>
  caseOf(model, { settings }, drawn);

/** What explains the payments of the same case. Throws Faults as `askCase` does. */
export const askAccounts = (
  model: Model,
  settings: Settings,
  drawn: DrawnWorld | null = null,
): ReadonlyMap<string, AccountMonths> => accountsOf(model, { settings }, drawn);

/** Numbers that make up a world's measures, and those measures. */
export const MEASURE_NUMBERS = [...WORLD_FINALS, 'defaultAlive'] as const satisfies readonly NumberWanted[];
export const measuresFrom = (model: Model, numbers: Numbers, world = 0): Measures =>
  measuresOf(model, (name) => numbers.of((MEASURE_NUMBERS as readonly NumberWanted[]).indexOf(name))[world]!);

/** Variants in groups of at most so many, with the names that may be replaced in each: those of any variant so far. */
function* groupsOf(
  variants: Iterable<Variant>,
  most: number,
): Generator<{ readonly variants: readonly Variant[]; readonly replaceable: ReadonlySet<string> }> {
  const replaceable = new Set<string>();
  let group: Variant[] = [];
  for (const variant of variants) {
    for (const name of variant.replaced?.keys() ?? []) replaceable.add(name);
    group.push(variant);
    if (group.length < most) continue;
    yield { variants: group, replaceable: new Set(replaceable) };
    group = [];
  }
  if (group.length > 0) yield { variants: group, replaceable: new Set(replaceable) };
}

/** The finals that numbers are read from, and whether each world is run without later money too. */
function finalsFor(model: Model, numbers: readonly NumberWanted[]): { finals: (FinalName | Final)[]; alone: boolean } {
  const alone = numbers.includes('defaultAlive');
  const own = numbers.filter((one) => one !== 'defaultAlive');
  const needed: NumberWanted[] = alone ? [...own, ...ALONE_FINALS] : own;
  const finals = needed.map((one) => (typeof one === 'object' ? windowFinal(model, one) : (one as FinalName)));
  return { finals: [...new Set(finals)], alone };
}

function columnOf(
  one: NumberWanted,
  model: Model,
  finals: readonly (FinalName | Final)[],
  columns: readonly Float64Array[],
  late: Float64Array | null,
): Float64Array {
  if (one === 'defaultAlive') return late!;
  return columns[finals.indexOf(typeof one === 'object' ? windowFinal(model, one) : one)]!;
}

/** By world, 1 where it lives without later money; where none may come, its own dates tell. */
function aliveOf(
  alone: Float64Array | null,
  columns: readonly Float64Array[],
  finals: readonly (FinalName | Final)[],
): Float64Array {
  if (alone !== null) return alone;
  return aloneFrom((name) => columns[finals.indexOf(name)]!);
}

const numbersOf = (values: Float64Array, count: number): Numbers => ({
  count,
  of: (k) => values.subarray(k * count, (k + 1) * count),
});
