/** `run --per-world`, and `compare` to a file: rows written as they are done. */
import { type Diagnostic, Faults } from '../diagnostic/diagnostic.ts';
import { compile } from '../engine/ask.ts';
import { digestOf } from '../host/part-file.ts';
import { readSource } from '../host/read.ts';
import { CASES, type Comparison, WORLDS } from '../report/comparison.ts';
import type { RecordValue } from '../report/csv.ts';
import type { Compared } from '../report/variant.ts';
import {
  type CompareOptions,
  type ComparisonAsked,
  casesOf,
  comparisonOf,
  figureTextOf,
  leversOf,
  manyOf,
  type NamedVariant,
  setsToRun,
  sortedCases,
  sortedMany,
} from './comparing.ts';
import type { Io } from './io.ts';
import type { LoadedRun, ScenarioOptions } from './load.ts';
import { VariantRun } from './many-variants.ts';
import { type PartQuestion, questionOf } from './parts.ts';
import { type RowsAsked, type RowsOptions, readRowsAsked } from './rows-option.ts';
import { slicesOf } from './variants-part.ts';
import { VERSION } from './version.ts';
import { MOST_WORLDS, readRange } from './world-range.ts';
import { rowsOfCase, rowsOfWorlds, type WorldRowSource } from './world-rows.ts';
import { writeRows } from './write-rows.ts';

/** Rows in a group, for formats with groups; so many variants are lost where a file breaks off. */
const GROUP = 4096;

interface RunRowsOptions extends ScenarioOptions, RowsOptions {
  readonly world?: string;
  readonly month?: string;
  readonly runway?: boolean;
  readonly measures?: string;
}

/** Writes a row for each world of one case. Throws Faults. */
export async function runRows(
  io: Io,
  file: PartQuestion['files'][number],
  { scenario, settings, sampler }: LoadedRun,
  options: RunRowsOptions,
): Promise<number> {
  const { world, month, runway, measures } = options;
  const refused = { '--world': world, '--month': month, '--runway': runway, '--measures': measures };
  const asked = readRowsAsked('run', [file.file], options, refused);
  const faults: Diagnostic[] = [];
  const range = readRange(options.worlds!, MOST_WORLDS, faults);
  if (range === null) throw new Faults(faults);
  const source = rowsOfCase(io, compile(scenario), settings, { ...range, seed: scenario.seed, sampler });
  const told = toldOf('run', [file], options, asked, scenario.seed);
  return writeRows(io, asked, { ...source, ...told });
}

/** Writes a row for each variant, or for each world of each. Throws Faults. */
export async function compareRows(io: Io, paths: readonly string[], options: CompareOptions): Promise<number> {
  const asked = readRowsAsked('compare', paths, options, {});
  const files = paths.map((file) => ({ file, ...readSource(file) }));
  const comparison = comparisonOf(
    files.map(({ file, ...source }) => ({ file, read: () => source })),
    options,
  );
  const told = toldOf('compare', files, options, asked, comparison.sets[0]!.scenario.seed);
  const source = asked.isPerWorld ? rowsOfWorlds(io, comparison) : rowsOfVariants(io, comparison);
  return writeRows(io, asked, { ...source, ...told });
}

/** Metadata of a file of rows, and the digest of all that its bytes depend on. */
function toldOf(
  command: PartQuestion['command'],
  files: PartQuestion['files'],
  options: ScenarioOptions & RowsOptions,
  { format }: RowsAsked,
  seed: number,
) {
  const question = questionOf(command, files, options);
  const digest = digestOf(JSON.stringify([VERSION, question]));
  const about = {
    'runway.version': VERSION,
    'runway.command': command,
    'runway.files': JSON.stringify(files.map(({ file }) => file)),
    'runway.options': JSON.stringify(question.options),
    'runway.seed': String(seed),
    'runway.scenario.sha256': digestOf(JSON.stringify(files.map(({ text }) => text))),
    'runway.question.sha256': digest,
  };
  return { about, digest: `${format} ${digest}` };
}

function rowsOfVariants(io: Io, asked: ComparisonAsked): WorldRowSource {
  const { sets, sorting, worlds } = asked;
  const levers = leversOf(asked);
  const shown = [levers, figureTextOf(asked)] as const;
  const { columns } = (worlds === null ? CASES : WORLDS).records(...shown);
  let run: VariantRun<NamedVariant> | null = null;
  const count = sorting === null ? asked.count : Math.min(asked.count, (sorting.top ?? asked.count) + 1);
  return {
    ...{ columns, group: GROUP, count, isStopped: () => run?.isStopped === true },
    async *from(first) {
      if (first >= count) return;
      const range = { first, count: asked.count - first };
      // Differences are from the first variant, so it is simulated again where only later ones are missing.
      const own = [...(first > 0 ? slicesOf(sets, { first: 0, count: 1 }) : []), ...slicesOf(sets, range)];
      run = new VariantRun(io, setsToRun(asked, own));
      const answers = run.answers();
      const rows =
        worlds === null
          ? rowsIn(CASES, sortedCases(casesOf(answers, own), sorting), shown, first > 0)
          : rowsIn(WORLDS, sortedMany(manyOf(answers, own, worlds), sorting), shown, first > 0);
      yield* sorting === null ? rows : bestOf(rows, run);
    },
  };
}

/** Rows of the best variants, which are known when all are done: where that was interrupted there are none. */
async function* bestOf(
  rows: AsyncIterable<RecordValue[][]>,
  run: VariantRun<NamedVariant>,
): AsyncGenerator<RecordValue[][]> {
  const best: RecordValue[][] = [];
  for await (const some of rows) best.push(...some);
  if (!run.isStopped) yield best;
}

/** The rows of variants, without the first where it is only there for comparison. */
async function* rowsIn<V extends Compared>(
  { records }: Comparison<V>,
  variants: AsyncIterable<V>,
  shown: readonly [levers: readonly string[], figure: string | null],
  withoutFirst: boolean,
): AsyncGenerator<RecordValue[][]> {
  const { values } = records(...shown);
  let baseline: V | null = null;
  for await (const variant of variants) {
    const isFirst = baseline === null;
    baseline ??= variant;
    if (!isFirst || !withoutFirst) yield [values(variant, baseline)];
  }
}
