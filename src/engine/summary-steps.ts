/** Answers questions for summaries: runs, whose columns are summed up, then an answer for each variant. */
import { modelReplacing } from './month/model.ts';
import type { Variant } from './month/variant.ts';
import { oneAnswer, type QuestionStep, type SummaryQuestion } from './question.ts';
import { groupsOf, type QuestionRuns, variantsAtOnce } from './question-runs.ts';
import { ENDING_FINALS, WORLD_FINALS } from './run/asked.ts';
import { countsOf } from './run/counts.ts';
import type { PreparedRun } from './run/prepare.ts';
import type { Endings, Worlds } from './run/spread.ts';
import { worldsInPart } from './run/stream.ts';
import { endingsOf, type Known, summarise } from './run/summary.ts';
import { passesOver, streamSteps } from './stream-steps.ts';
import { type SummaryIn, type Summed, summaryAsked } from './summary-asked.ts';

/** Several variants a run; or variant by variant, its worlds part after part, where they would take too much memory. */
export function* summarySteps(runs: QuestionRuns, question: SummaryQuestion, threads: number): Generator<QuestionStep> {
  const { model, worlds, series, means = [] } = question;
  const columns = series.length + means.length;
  const finals = (question.want === 'endings' ? ENDING_FINALS : WORLD_FINALS).length;
  const part = worldsInPart(worlds.count, columns, finals, model.scenario.months, runs.limits);
  const most = part !== null ? 1 : variantsAtOnce(model, worlds, finals + 3, columns);
  const passes = part === null ? 1 : passesOver(question, runs.limits).length;
  let index = 0;
  for (const group of groupsOf(question.variants, most)) {
    const own = modelReplacing(model, group.replaceable);
    const of = { ...question, model: own, replaceable: group.replaceable };
    runs.expect(question.variants, group.variants.length, passes * worlds.count);
    const outcomes =
      part === null
        ? groupSteps(runs, of, group.variants, threads)
        : streamSteps(runs, of, group.variants[0]!, threads);
    for (const step of outcomes) {
      if ('run' in step) yield step;
      else {
        yield oneAnswer({ index, variant: group.variants[step.at]!, outcome: step.outcome });
        index++;
      }
    }
    if (index < 1 || runs.runner.isStopped()) return;
  }
}

/** The outcomes of variants that one run simulates. */
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
  // A stopped run answers for the variants that are whole; of a single variant, for its worlds that are done.
  const some = isStopped && variants.length === 1 ? Math.min(done, worlds.count) : worlds.count;
  const whole = variants.length === 1 ? Math.min(1, some) : Math.floor(done / worlds.count);
  const summed = isStopped && whole > 0 ? runs.runner.sumUp(run, some, whole) : run;
  runs.runner.finish(run);
  runs.done += done;
  for (let v = 0; v < whole; v++) {
    yield { at: v, outcome: summary(runs, question, variants[v]!, summed, v) };
  }
}

/** The outcome of variant number `at` of a run. */
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
