/**
 * Steps to what ranges of worlds come to: runs, whose columns are summed up or sketched, then an answer for each
 * variant.
 */
import { type Model, modelReplacing } from './month/model.ts';
import type { FinalName } from './month/outcome.ts';
import type { Replaceable } from './month/replaceable.ts';
import type { Variant } from './month/variant.ts';
import type { QuestionStep, SummaryQuestion } from './question.ts';
import { groupsOf, type QuestionRuns, variantsAtOnce } from './question-runs.ts';
import { type Asked, ENDING_FINALS, SPREAD_FINALS, WORLD_FINALS } from './run/asked.ts';
import { countsOf } from './run/counts.ts';
import type { PreparedRun } from './run/prepare.ts';
import { SketchedWorlds, worldsInPart } from './run/sketched.ts';
import type { Endings, Worlds } from './run/spread.ts';
import { endingsOf, type Known, summarise } from './run/summary.ts';

/** Bytes of series that are kept of a run: the worlds of more are simulated again, some series after others. */
const MOST_SERIES = 384 * 2 ** 20;

/** A question about worlds, in a model where what its variants replace may be replaced. */
type SummaryIn = SummaryQuestion & { readonly replaceable: Replaceable };

/** A run that is to be carried out, or what one of the variants that are run at once comes to. */
type Summed = { readonly run: PreparedRun } | { readonly at: number; readonly outcome: Worlds | Endings };

/**
 * What worlds come to: several variants at once, or of one some series after others where all would take too much
 * memory.
 */
export function* summarySteps(runs: QuestionRuns, question: SummaryQuestion, threads: number): Generator<QuestionStep> {
  const { model, worlds, series, means = [] } = question;
  const { months } = model.scenario;
  const seriesAtOnce = Math.max(1, Math.floor(MOST_SERIES / (8 * worlds.count * months)));
  const parts = Math.max(1, Math.ceil((series.length + means.length) / seriesAtOnce));
  const isOneByOne = parts > 1 || question.isSketched === true;
  const most = isOneByOne ? 1 : variantsAtOnce(model, worlds, WORLD_FINALS.length + 3, series.length + means.length);
  let index = 0;
  for (const group of groupsOf(question.variants, most)) {
    const own = modelReplacing(model, group.replaceable);
    const of = { ...question, model: own, replaceable: group.replaceable };
    runs.expect(question.variants, group.variants.length, worlds.count * parts);
    const outcomes =
      question.isSketched === true
        ? sketchSteps(runs, of, group.variants[0]!, threads)
        : parts > 1
          ? partSteps(runs, of, group.variants[0]!, seriesAtOnce, threads)
          : groupSteps(runs, of, group.variants, threads);
    for (const step of outcomes) {
      if ('run' in step) yield step;
      else {
        yield { answer: { index, variant: group.variants[step.at]!, outcome: step.outcome } };
        index++;
      }
    }
    if (index < 1 || runs.runner.isStopped()) return;
  }
}

/** Variants that are run at once. */
function* groupSteps(
  runs: QuestionRuns,
  question: SummaryIn,
  variants: readonly Variant[],
  threads: number,
): Generator<Summed> {
  const { worlds } = question;
  const run = yield* runs.carryOut(summaryAsked(question, variants, question.series, question.means ?? []), threads);
  const isStopped = runs.runner.isStopped();
  const done = isStopped ? runs.runner.doneWorlds(run) : worlds.count * variants.length;
  // A stopped run answers for the variants that are whole; with a single variant, for the worlds that are done.
  const some = isStopped && variants.length === 1 ? Math.min(done, worlds.count) : worlds.count;
  const whole = variants.length === 1 ? Math.min(1, some) : Math.floor(done / worlds.count);
  const summed = isStopped && whole > 0 ? runs.runner.sumUp(run, some, whole) : run;
  runs.runner.finish(run);
  runs.done += done;
  for (let v = 0; v < whole; v++) {
    yield { at: v, outcome: summary(runs, question, variants[v]!, summed, v) };
  }
}

/**
 * One variant, some series after others. Where that is stopped, only some of the series are there: of as many worlds
 * as can be simulated at once, all of them soon are.
 */
function* partSteps(
  runs: QuestionRuns,
  question: SummaryIn,
  variant: Variant,
  atOnce: number,
  threads: number,
): Generator<Summed> {
  const { worlds, series, means = [] } = question;
  const outcomes: (Worlds | Endings)[] = [];
  const all = series.length + means.length;
  for (let from = 0; from < all; from += atOnce) {
    const slice = series.slice(from, from + atOnce);
    const rest = means.slice(Math.max(0, from - series.length), Math.max(0, from + atOnce - series.length));
    const run = yield* runs.carryOut(summaryAsked(question, [variant], slice, rest), threads);
    const isStopped = runs.runner.isStopped();
    const done = isStopped ? runs.runner.doneWorlds(run) : worlds.count;
    runs.runner.finish(run);
    const isWhole = done === worlds.count && from + atOnce >= all;
    if (isStopped && !isWhole) {
      const most = Math.floor(MOST_SERIES / (8 * all * question.model.scenario.months));
      const count = Math.min(outcomes.length > 0 ? worlds.count : done, most);
      if (count === 0) return;
      yield* groupSteps(runs, { ...question, worlds: { ...worlds, count } }, [variant], threads);
      runs.runner.stop();
      return;
    }
    runs.done += done;
    const known = isStopped ? runs.runner.sumUp(run, done, 1) : run;
    outcomes.push(summary(runs, { ...question, series: slice, means: rest }, variant, known, 0));
  }
  const byMonth = new Map(outcomes.flatMap((one) => [...one.byMonth]));
  yield { at: 0, outcome: { ...outcomes[0]!, byMonth, means: new Map(outcomes.flatMap((one) => [...one.means])) } };
}

/** One variant in memory that does not grow with the worlds. Where that is stopped, the worlds that are done. */
function* sketchSteps(runs: QuestionRuns, question: SummaryIn, variant: Variant, threads: number): Generator<Summed> {
  const { model, worlds, series, ends = 0 } = question;
  const sketched = new SketchedWorlds(model, worlds, series, ends);
  const size = worldsInPart(series.length, model.scenario.months);
  let isStopped = false;
  while (sketched.count < worlds.count && !isStopped) {
    const [first, count] = [worlds.first + sketched.count, Math.min(size, worlds.count - sketched.count)];
    const asked = summaryAsked({ ...question, worlds: { ...worlds, first, count } }, [variant], series, []);
    const prepared = runs.runner.prepare(asked, threads);
    // The run itself sums up no columns: they are added to the sketch below.
    const run = { ...prepared, job: { ...prepared.job, sums: [] } };
    yield { run };
    isStopped = runs.runner.isStopped();
    const done = isStopped ? runs.runner.doneWorlds(run) : count;
    runs.runner.finish(run);
    runs.done += done;
    const some = { ...prepared, job: { ...prepared.job, count: done } };
    sketched.add(runs.runner.part(some, 0), (i) => runs.runner.column(some, i));
  }
  if (sketched.count > 0) yield { at: 0, outcome: sketched.worlds(variant.settings) };
  if (isStopped) runs.runner.stop();
}

function summary(
  runs: QuestionRuns,
  question: SummaryIn,
  { settings }: Variant,
  run: PreparedRun,
  at: number,
): Worlds | Endings {
  const { model, worlds, series, means = [], want, ends = 0 } = question;
  const counts = countsOf(model, ends);
  const part = runs.runner.part(run, at);
  if (want === 'endings') counts.addEndings(part);
  else counts.add(part);
  const known: Known = {
    ...{ model, counts, series, means },
    range: { ...worlds, count: run.job.count },
    spreads: run.asked.spreads,
    sum: (column) => runs.runner.summed(run, at, column)[0]!,
    percentiles: (column) => runs.runner.summed(run, at, column).subarray(1),
  };
  return want === 'endings' ? endingsOf(known) : summarise(known, settings);
}

/** The finals of a world: where no later money comes, the run itself tells whether the world lives without it. */
const worldFinals = ({ month }: Model): readonly FinalName[] =>
  month.hasLateMoney ? WORLD_FINALS : [...WORLD_FINALS, 'selfSufficient'];

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
