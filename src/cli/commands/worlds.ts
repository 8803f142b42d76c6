import { failedOf } from '../../analysis/failed.ts';
import type { Diagnostic, Source } from '../../diagnostic/diagnostic.ts';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { didYouMean } from '../../diagnostic/nearest.ts';
import { MONTHLY_NAMES } from '../../engine/answers.ts';
import { askCase, compile, drawWorlds, type Model } from '../../engine/ask.ts';
import { worldsMonths } from '../../report/month-records.ts';
import { WORLDS_JSON_SERIES, worldsJson } from '../../report/worlds-json.ts';
import { stoppedWords, worldsPage } from '../../report/worlds-page.ts';
import { WORLDS_SERIES } from '../../report/worlds-series.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import type { LoadedRun } from '../load.ts';
import { simulateMany } from '../many-worlds.ts';
import { isForPeople, pageOf, printJson, printPage, printRecords, type RunFormat } from '../print.ts';
import { readRange } from '../world-range.ts';

export interface WorldsOptions {
  readonly worlds: string;
  readonly measures?: string;
  readonly sketch?: boolean;
  readonly format: RunFormat;
}

/** The odds: many worlds of one case. Interrupted, those of the worlds that are done. */
export async function runWorlds(
  io: Io,
  { scenario, settings, sampler }: LoadedRun,
  options: WorldsOptions,
): Promise<number> {
  const faults: Diagnostic[] = [];
  const sketch = options.sketch === true;
  const range = readRange(options.worlds, sketch, faults);
  const model = compile(scenario);
  const asked = options.measures === undefined ? null : { name: '--measures', text: options.measures };
  const isAll = asked?.text.trim() === 'all';
  const wanted = asked === null ? WORLDS_JSON_SERIES : isAll ? [] : readMeasures(asked, faults);
  if (range === null || faults.length > 0) throw new Faults(faults);
  const series = isAll
    ? seriesNames(model)
    : [...new Set([...WORLDS_SERIES, ...wanted])].filter((name) => name !== 'survival');
  const many = { model, settings, worlds: { ...range, seed: scenario.seed, sampler }, series, ends: MOST_TOLD };
  const running = simulateMany(io, many, { sketch, stops: true });
  // While the threads start.
  const first = { ...many.worlds, count: Math.min(range.count, MOST_TOLD) };
  const drawn = isForPeople(options.format) ? drawWorlds(model, first) : null;
  const worlds = await running;
  if (worlds === null) {
    io.stderr.write(`${stoppedWords(0, range.count)}\n`);
    return EXIT.interrupted;
  }
  const isStopped = worlds.count < range.count;
  const { format } = options;
  if (format === 'json') printJson(io, worldsJson(scenario, worlds, settings, wanted, isAll, range.count));
  else if (isForPeople(format)) {
    const base = askCase(model, settings);
    const failed = failedOf(model, first, worlds.ends, drawn!);
    printPage(io, format, worldsPage(scenario, worlds, base, settings, pageOf(io).glyphs, range.count, failed));
  } else {
    printRecords(io, format, worldsMonths(scenario, worlds, wanted, isAll));
    if (isStopped) io.stderr.write(`${stoppedWords(worlds.count, range.count)}\n`);
  }
  return isStopped ? EXIT.interrupted : EXIT.done;
}

/** Worlds, the first ones, of which it is told what those that fail have in common. */
const MOST_TOLD = 1000;

const seriesNames = (model: Model): string[] => model.series.map(({ name }) => name);

/** Measures by month, with commas; `all` stands alone. */
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
