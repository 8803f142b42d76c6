/**
 * Sums up more worlds than memory holds: they are simulated part after part, and again where a percentile was lost (its
 * rank fell where `Brackets` had only counted).
 */
import { modelReplacing } from './month/model.ts';
import type { Variant } from './month/variant.ts';
import { oneAnswer, type QuestionStep, type ShardQuestion, type SummaryQuestion } from './question.ts';
import { groupsOf, type QuestionRuns } from './question-runs.ts';
import { WORLD_FINALS } from './run/asked.ts';
import { countsOf } from './run/counts.ts';
import type { PreparedRun } from './run/prepare.ts';
import { emptyShard, joinPasses, type Shard, ShardWorlds } from './run/shard.ts';
import { columnsInPass, type PartByPart, StreamedWorlds, type StreamLimits, worldsInPart } from './run/stream.ts';
import { endingsOf, type Known, summarise } from './run/summary.ts';
import { type SummaryIn, type Summed, summaryAsked } from './summary-asked.ts';

/** Yields runs to be carried out, and returns what they come to. */
type Pass<T> = Generator<{ readonly run: PreparedRun }, T>;

/**
 * The summary of one variant's worlds, part after part. Where there are more series than one pass over the worlds has
 * room for, each pass takes some of them. When a single pass is stopped, the answer is of the worlds that are done;
 * when one of several is, there is no answer, for some series are not known of them.
 */
export function* streamSteps(
  runs: QuestionRuns,
  question: SummaryIn,
  variant: Variant,
  threads: number,
): Generator<Summed> {
  const { series } = question;
  const { months } = question.model.scenario;
  const groups = passesOver(question, runs.limits);
  const first = yield* passSteps(runs, { ...question, series: groups[0]! }, variant, threads, runs.limits);
  if (first === null) return;
  const isStopped = runs.runner.isStopped() && groups.length === 1;
  if (runs.runner.isStopped() && !isStopped) return;
  const { range } = first.known;
  const passes = [first];
  for (const [i, some] of groups.entries()) {
    // The first pass tells all that is no series by month.
    const of = {
      ...question,
      worlds: range,
      series: some,
      ...(i === 0 ? {} : ({ want: 'endings', means: [] } as const)),
    };
    const passed = i === 0 ? first : yield* passSteps(runs, of, variant, threads, runs.limits);
    if (passed === null || passed.known.range.count < range.count) return;
    const found = yield* lostSteps(runs, of, variant, passed.found, threads);
    if (found === null) return;
    passes[i] = { ...passed, found };
  }
  const known: Known = { ...first.known, series, ...columnsOf(passes, months) };
  yield { at: 0, outcome: question.want === 'endings' ? endingsOf(known) : summarise(known, variant.settings) };
  if (isStopped) runs.runner.stop();
}

/** So many series, those that a run has by default, are one pass in any case: when stopped, it can answer. */
const FEW_SERIES = 4;

/** The series of each pass over the worlds; the first pass also takes the series of which the mean alone is wanted. */
export function passesOver({ model, worlds, series, means = [] }: SummaryQuestion, limits: StreamLimits): string[][] {
  if (series.length <= FEW_SERIES) return [[...series]];
  const { months } = model.scenario;
  const others = means.length * months + WORLD_FINALS.length;
  const most = Math.max(1, Math.floor((columnsInPass(worlds.count, limits) - others) / months));
  const passes = Math.max(1, Math.ceil(series.length / most));
  return Array.from({ length: passes }, (_, i) =>
    series.slice(Math.ceil((i * series.length) / passes), Math.ceil(((i + 1) * series.length) / passes)),
  );
}

/**
 * Sums and percentiles by column, as `Known` numbers columns: the months of all passes' series, then the other columns
 * of the first pass.
 */
function columnsOf(passes: readonly Passed[], months: number): Pick<Known, 'sum' | 'percentiles'> {
  const monthly = passes.map(({ known }) => known.series.length * months);
  const total = monthly.reduce((a, b) => a + b, 0);
  const at = (column: number): [Passed, number] => {
    if (column >= total) return [passes[0]!, column - total + monthly[0]!];
    let [pass, own] = [0, column];
    while (own >= monthly[pass]!) own -= monthly[pass++]!;
    return [passes[pass]!, own];
  };
  return {
    sum: (column) => {
      const [{ known }, own] = at(column);
      return known.sum(own);
    },
    percentiles: (column) => {
      const [{ found }, own] = at(column);
      return found[own]!;
    },
  };
}

interface Passed {
  /** All that is known but percentiles. */
  readonly known: Known;
  /** Percentiles by column: NaN where one was lost; an empty array where the mean alone was wanted. */
  readonly found: readonly Float64Array[];
}

/** Runs all worlds once, part after part; null where that was stopped before any was done. */
function* passSteps(
  runs: QuestionRuns,
  question: SummaryIn,
  variant: Variant,
  threads: number,
  limits: StreamLimits,
): Pass<Passed | null> {
  const { model, worlds, series, means = [] } = question;
  const size = worldsInPart(
    Infinity,
    series.length + means.length,
    WORLD_FINALS.length,
    model.scenario.months,
    limits,
  )!;
  const streamed = yield* partSteps(runs, question, variant, size, threads, (run) => {
    return new StreamedWorlds(runs.runner, run, question.ends ?? 0, worlds.count, limits);
  });
  if (streamed === null) return null;
  const { counts, spreads } = streamed;
  const sums = streamed.sums.map((sum) => sum.value());
  const found = streamed.percentiles();
  const range = { ...worlds, count: counts.worlds };
  const sum = (column: number): number => sums[column]!;
  return { known: { ...{ model, counts, series, means, spreads, range, sum }, percentiles: () => [] }, found };
}

/** Runs worlds in parts of `size`, and adds each to what `begin` makes for the first; null where no world was done. */
function* partSteps<P extends PartByPart>(
  runs: QuestionRuns,
  question: SummaryIn,
  variant: Variant,
  size: number,
  threads: number,
  begin: (run: PreparedRun) => P,
): Pass<P | null> {
  const { worlds, series, means = [] } = question;
  let parts: P | null = null;
  let before: PreparedRun | null = null;
  let added = 0;
  let isStopped = false;
  while (added < worlds.count && !isStopped) {
    const [first, count] = [worlds.first + added, Math.min(size, worlds.count - added)];
    const asked = summaryAsked({ ...question, worlds: { ...worlds, first, count } }, [variant], series, means);
    const own = { ...asked, isPart: true, total: worlds.count };
    const prepared = runs.runner.prepare(before === null ? own : { ...own, compiled: before.compiled }, threads);
    before = prepared;
    parts ??= begin(prepared);
    const run = parts.adding(prepared);
    yield { run };
    isStopped = runs.runner.isStopped();
    const done = isStopped ? runs.runner.doneWorlds(run) : count;
    runs.runner.finish(run);
    if (done > 0) parts.add(run, done);
    added += done;
    runs.done += done;
  }
  return added === 0 ? null : parts;
}

/**
 * Answers questions for shards. Each pass first runs the `sample` first worlds of all, to find the cuts, then the
 * shard's own worlds by these cuts. Series are parted into passes as they are for all worlds. When it is stopped, there
 * is no answer.
 */
export function* shardSteps(runs: QuestionRuns, question: ShardQuestion, threads: number): Generator<QuestionStep> {
  const { model, worlds, part } = question;
  for (const { variants, replaceable } of groupsOf(question.variants, 1)) {
    const [variant] = variants as [Variant];
    const own = { ...question, want: 'measures', model: modelReplacing(model, replaceable), replaceable } as const;
    // By the number of all worlds, so that every shard has the same passes, and so the same cuts.
    const groups = passesOver(own, runs.limits);
    runs.expect([variant], 1, groups.length * (Math.min(question.sample, worlds.count) + part.count));
    const passes: { shard: Shard; monthly: number }[] = [];
    for (const [i, some] of groups.entries()) {
      // The first pass tells all that is no series by month.
      const of = { ...own, series: some, ...(i === 0 ? {} : ({ want: 'endings' } as const)) };
      const shard = yield* shardPass(runs, of, question, variant, threads);
      if (shard === null) return;
      passes.push({ shard, monthly: some.length * model.scenario.months });
    }
    yield oneAnswer({ index: 0, variant, outcome: joinPasses(passes) });
  }
}

/** The shard with the series of one pass; null where it was stopped. */
function* shardPass(
  runs: QuestionRuns,
  of: SummaryIn,
  { worlds, part, sample, ends }: ShardQuestion,
  variant: Variant,
  threads: number,
): Pass<Shard | null> {
  const { model, series } = of;
  const { months } = model.scenario;
  const size = worldsInPart(Infinity, series.length, WORLD_FINALS.length, months, runs.limits)!;
  const firstOnes = { ...of, worlds: { ...worlds, count: Math.min(sample, worlds.count) } };
  const first = yield* partSteps(runs, firstOnes, variant, size, threads, (run) => {
    return new StreamedWorlds(runs.runner, run, 0, worlds.count, runs.limits);
  });
  if (first === null || runs.runner.isStopped()) return null;
  const cuts = first.cuts();
  const shard = yield* partSteps(runs, { ...of, worlds: { ...worlds, ...part } }, variant, size, threads, (run) => {
    return new ShardWorlds(runs.runner, run, ends ?? 0, cuts);
  });
  if (part.count > 0 && (shard === null || runs.runner.isStopped())) return null;
  return shard?.outcome() ?? emptyShard(countsOf(model, 0), cuts);
}

const isLost = (percentiles: Float64Array): boolean => percentiles.some(Number.isNaN);

/**
 * The percentiles by column, none lost. Runs the worlds again with the series alone of which one was lost, keeping
 * values twice as far around each percentile in twice the room, until none is. Null where that was stopped.
 */
function* lostSteps(
  runs: QuestionRuns,
  question: SummaryIn,
  variant: Variant,
  before: readonly Float64Array[],
  threads: number,
): Pass<readonly Float64Array[] | null> {
  const { worlds, series, means = [], model } = question;
  const { months } = model.scenario;
  const finals = (series.length + means.length) * months;
  const found = [...before];
  let { limits } = runs;
  while (found.some(isLost)) {
    const lost = series.filter((_, i) => found.slice(i * months, (i + 1) * months).some(isLost));
    limits = { ...limits, score: 2 * limits.score, kept: 2 * limits.kept };
    const columns = [
      ...lost.flatMap((name) => Array.from({ length: months }, (_, t) => series.indexOf(name) * months + t)),
      ...Array.from({ length: found.length - finals }, (_, i) => finals + i),
    ];
    const again = { ...question, series: lost, means: [] };
    const passed = yield* passSteps(runs, again, variant, threads, limits);
    if (passed === null || passed.known.range.count < worlds.count) return null;
    columns.forEach((column, i) => {
      if (isLost(found[column]!)) found[column] = passed.found[i]!;
    });
  }
  return found;
}
