/**
 * Answers questions for numbers, of base cases and of worlds: runs of several variants at once, then an answer for
 * each.
 */
import { type Model, modelReplacing } from './month/model.ts';
import type { FinalName } from './month/outcome.ts';
import { windowFinal } from './month/window.ts';
import { BLOCK } from './program/block.ts';
import type { Final } from './program/kept.ts';
import { type Numbers, type NumbersQuestion, type NumberWanted, oneAnswer, type QuestionStep } from './question.ts';
import { groupsOf, type QuestionRuns, variantsAtOnce } from './question-runs.ts';
import { type Asked, NOTHING_SUMMED, type WorldRange } from './run/asked.ts';
import { type Cases, defaultAlive, execute } from './run/cases.ts';
import { ALONE_FINALS, aloneFrom } from './run/counts.ts';

/** Base cases from which on vectors save more time than compiling them takes. */
const MANY = 200;
/**
 * The most base cases of one run: on one thread as many as the processor's cache holds with their results, by a crew so
 * many that each thread has blocks to take.
 */
const CASES_HERE = 4 * BLOCK;
const CASES_BY_CREW = 16 * BLOCK;

/** Numbers of base cases: few by the JavaScript back end on this thread, many by vectors, a world a variant. */
export function* caseNumberSteps(
  runs: QuestionRuns,
  { model, variants, numbers }: NumbersQuestion,
  threads: number,
): Generator<QuestionStep> {
  let index = 0;
  let varying: Asked['varying'];
  for (const { replaceable, variants: some } of groupsOf(variants, threads === 1 ? CASES_HERE : CASES_BY_CREW)) {
    const own = modelReplacing(model, replaceable);
    const { finals, alone } = finalsFor(own, numbers);
    runs.expect(variants, some.length, 1);
    let columns: readonly Float64Array[];
    let late: Float64Array | null;
    const cases: Cases = { model: own, replaceable, variants: some, drawn: null };
    const isFew = index === 0 && some.length < MANY;
    const vectors = isFew ? null : runs.runner.prepare(caseRun(cases, finals, alone, varying), threads);
    if (vectors !== null) {
      varying = vectors.compiled[0]!.schedule.varying;
      yield { run: vectors };
      if (runs.runner.isStopped()) return;
    }
    if (vectors === null || runs.runner.isAtFault()) {
      const wanted = { series: [], finals, tallies: false };
      const run = execute(cases, wanted);
      columns = run.finals;
      late = alone ? defaultAlive(cases, wanted, run.finals) : null;
    } else {
      runs.runner.finish(vectors);
      const part = runs.runner.part(vectors, 0);
      columns = finals.map((name) => part.final(name));
      late = alone ? aliveOf(part.alone, columns, finals) : null;
    }
    runs.done += some.length;
    // One array for all variants, variant by variant: an array each would take longer than what it holds.
    const values = new Float64Array(numbers.length * some.length);
    numbers.forEach((one, k) => {
      const column = columnOf(one, own, finals, columns, late);
      for (let v = 0; v < some.length; v++) values[numbers.length * v + k] = column[v]! + 0;
    });
    const first = index;
    index += some.length;
    const answer = (v: number) => ({
      index: first + v,
      variant: some[v]!,
      outcome: new KeptNumbers(values, numbers.length * v, 1),
    });
    yield { answers: some.length, answer };
  }
}

/**
 * Numbers of each world of a range, for several variants a run. When it is stopped, variants that are not whole are
 * left out.
 */
export function* numberSteps(
  runs: QuestionRuns,
  { model, variants, numbers }: NumbersQuestion,
  worlds: WorldRange,
  threads: number,
): Generator<QuestionStep> {
  let index = 0;
  const most = variantsAtOnce(model, worlds, numbers.length + 2, 0);
  for (const { replaceable, variants: some } of groupsOf(variants, most)) {
    const own = modelReplacing(model, replaceable);
    const { finals, alone } = finalsFor(own, numbers);
    runs.expect(variants, some.length, worlds.count);
    const asked = { model: own, replaceable, variants: some, worlds, finals, alone, ...NOTHING_SUMMED };
    const run = yield* runs.carryOut(asked, threads);
    const whole = runs.runner.isStopped() ? Math.floor(runs.runner.doneWorlds(run) / worlds.count) : some.length;
    runs.runner.finish(run);
    runs.done += worlds.count * some.length;
    for (let v = 0; v < whole; v++) {
      const part = runs.runner.part(run, v);
      const columns = finals.map((name) => part.final(name));
      const late = alone ? aliveOf(part.alone, columns, finals) : null;
      const values = new Float64Array(numbers.length * worlds.count);
      numbers.forEach((one, k) => {
        values.set(columnOf(one, own, finals, columns, late), k * worlds.count);
      });
      yield oneAnswer({ index, variant: some[v]!, outcome: new KeptNumbers(values, 0, worlds.count) });
      index++;
    }
    if (whole < some.length) return;
  }
}

const caseRun = (
  { model, replaceable, variants }: Cases,
  finals: Asked['finals'],
  alone: boolean,
  varying: Asked['varying'] = new Map(),
): Asked => ({
  ...{ model, replaceable, variants, worlds: null, varying, finals, alone },
  ...NOTHING_SUMMED,
});

/**
 * The finals that numbers are read from; `alone` says whether each world is run a second time, without money that comes
 * after month 0.
 */
function finalsFor(model: Model, numbers: readonly NumberWanted[]): { finals: (FinalName | Final)[]; alone: boolean } {
  const alone = numbers.includes('defaultAlive');
  const own = numbers.filter((one) => one !== 'defaultAlive');
  const needed: NumberWanted[] = alone ? [...own, ...ALONE_FINALS] : own;
  const finals = needed.map((one) => (typeof one === 'object' ? windowFinal(model, one) : (one as FinalName)));
  return { finals: [...new Set(finals)], alone };
}

/** A number that was wanted, one a world; `late` has `defaultAlive`, where it was wanted. */
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

/**
 * By world, 1 where it lives without money that comes after month 0, else 0: `alone`, from a second run; null where the
 * scenario has no such money, and the finals of the first run tell.
 */
function aliveOf(
  alone: Float64Array | null,
  columns: readonly Float64Array[],
  finals: readonly (FinalName | Final)[],
): Float64Array {
  if (alone !== null) return alone;
  return aloneFrom((name) => columns[finals.indexOf(name)]!);
}

/** Numbers kept in an array: the k-th that was wanted stands at `first` + k · `count` + world. */
class KeptNumbers implements Numbers {
  constructor(
    private readonly values: Float64Array,
    private readonly first: number,
    readonly count: number,
  ) {}

  of(k: number): Float64Array {
    return this.values.subarray(this.first + k * this.count, this.first + (k + 1) * this.count);
  }

  at(k: number, world: number): number {
    return this.values[this.first + k * this.count + world]!;
  }
}
