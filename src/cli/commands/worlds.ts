import { FAILURES_TOLD, failedInCommon } from '../../analysis/failed.ts';
import type { Diagnostic, Source } from '../../diagnostic/diagnostic.ts';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { didYouMean } from '../../diagnostic/nearest.ts';
import { MONTHLY_NAMES, type Worlds } from '../../engine/answers.ts';
import { askCase, compile, type Model } from '../../engine/ask.ts';
import { worldsMonths } from '../../report/month-records.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import { WORLDS_JSON_SERIES, worldsJson } from '../../report/worlds-json.ts';
import { stoppedWords, worldsPage } from '../../report/worlds-page.ts';
import { WORLDS_SERIES } from '../../report/worlds-series.ts';
import { EXIT } from '../exit.ts';
import { Interrupted } from '../interrupt.ts';
import type { Io } from '../io.ts';
import type { LoadedRun } from '../load.ts';
import { type ManyWorlds, simulateSome } from '../many-worlds.ts';
import { isForPeople, pageOf, printJson, printPage, printRecords, type RunFormat } from '../print.ts';
import { MOST_WORLDS, readRange } from '../world-range.ts';

export interface WorldsOptions {
  readonly worlds: string;
  readonly measures?: string;
  readonly format: RunFormat;
}

/** The worlds to simulate, and which results to print. */
export interface AskedWorlds {
  readonly many: ManyWorlds;
  readonly wanted: readonly string[];
  readonly isAll: boolean;
}

/** What the options ask for. Throws Faults. */
export function askedWorlds(
  { scenario, settings, sampler }: LoadedRun,
  options: Pick<WorldsOptions, 'worlds' | 'measures'>,
): AskedWorlds {
  const faults: Diagnostic[] = [];
  const range = readRange(options.worlds, MOST_WORLDS, faults);
  const model = compile(scenario);
  const asked = options.measures === undefined ? null : { name: '--measures', text: options.measures };
  const isAll = asked?.text.trim() === 'all';
  const wanted = asked === null ? WORLDS_JSON_SERIES : isAll ? [] : readMeasures(asked, faults);
  if (range === null || faults.length > 0) throw new Faults(faults);
  const series = isAll
    ? seriesNames(model)
    : [...new Set([...WORLDS_SERIES, ...wanted])].filter((name) => name !== 'survival');
  const worlds = { ...range, seed: scenario.seed, sampler };
  return { many: { model, settings, worlds, series, ends: FAILURES_TOLD }, wanted, isAll };
}

/** `run --worlds N`: the odds of one case. Interrupted, it prints those of the worlds done so far. */
export async function runWorlds(io: Io, loaded: LoadedRun, options: WorldsOptions): Promise<number> {
  const asked = askedWorlds(loaded, options);
  const worlds = await simulateSome(io, asked.many);
  if (worlds === null) {
    const all = worldCount(asked.many.worlds.count);
    throw new Interrupted(`nothing is printed, as not all that is asked was known of any of ${all}`);
  }
  return printWorlds(io, loaded, asked, worlds, options.format);
}

/** Prints the results of worlds, all or those done. */
export function printWorlds(
  io: Io,
  { scenario }: LoadedRun,
  { many, wanted, isAll }: AskedWorlds,
  worlds: Worlds,
  format: RunFormat,
): number {
  const { model, settings } = many;
  const { count } = many.worlds;
  const isStopped = worlds.count < count;
  if (format === 'json') printJson(io, worldsJson(scenario, worlds, settings, wanted, isAll, count));
  else if (isForPeople(format)) {
    const base = askCase(model, settings);
    const failed = failedInCommon(model, many.worlds, worlds.ends);
    printPage(io, format, worldsPage(scenario, worlds, base, settings, pageOf(io).glyphs, count, failed));
  } else {
    printRecords(io, format, worldsMonths(scenario, worlds, wanted, isAll));
    if (isStopped) io.stderr.write(`${stoppedWords(worlds.count, count)}\n`);
  }
  return isStopped ? EXIT.interrupted : EXIT.done;
}

const seriesNames = (model: Model): string[] => model.series.map(({ name }) => name);

/** Names of monthly measures, separated by commas; `all` must stand alone. */
export function readMeasures(source: Source, faults: Diagnostic[]): string[] {
  const known = [...MONTHLY_NAMES, 'survival'];
  let start = 0;
  return source.text.split(',').map((part) => {
    const name = part.trim();
    const place = { source, start, end: start + part.length };
    start += part.length + 1;
    if (!known.includes(name)) {
      const message = `there is no measure "${name}" by month${didYouMean(name, known)}`;
      faults.push({
        severity: 'error',
        code: 'unknown-measure',
        place,
        message,
        hint: `measures: all, or ${known.join(', ')}`,
      });
    }
    return name;
  });
}
