import type { Diagnostic, Source } from '../../diagnostic/diagnostic.ts';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { didYouMean } from '../../diagnostic/nearest.ts';
import { MONTHLY_NAMES } from '../../engine/answers.ts';
import { compile, type Model, simulateCase } from '../../engine/engine.ts';
import { MOST_VALUES } from '../../numeric/sketch.ts';
import { WORLDS_JSON_SERIES, worldsJson } from '../../report/worlds-json.ts';
import { WORLDS_SERIES } from '../../report/worlds-series.ts';
import { stoppedWords, worldsText } from '../../report/worlds-text.ts';
import type { Io } from '../io.ts';
import { LAST_WORLD, type Loaded } from '../load.ts';
import { INTERRUPTED, simulateMany } from '../many-worlds.ts';
import { pageOf, printJson, printRows } from '../print.ts';

export interface WorldsOptions {
  readonly worlds: string;
  readonly measures?: string;
  readonly sketch?: boolean;
  readonly json?: boolean;
}

/** Most worlds of one run, whose months are kept in memory; and of one that is sketched. */
const MAX_WORLDS = 1_000_000;
const MAX_SKETCHED = MOST_VALUES;

/** The odds: many worlds of one case. Interrupted, those of the worlds that are done. */
export async function runWorlds(
  io: Io,
  { scenario, settings, sampler }: Loaded,
  options: WorldsOptions,
): Promise<number> {
  const faults: Diagnostic[] = [];
  const sketch = options.sketch === true;
  const range = readRange({ name: '--worlds', text: options.worlds }, sketch, faults);
  const model = compile(scenario);
  const asked = options.measures === undefined ? null : { name: '--measures', text: options.measures };
  const isAll = asked?.text.trim() === 'all';
  const wanted = asked === null ? WORLDS_JSON_SERIES : isAll ? [] : readMeasures(asked, faults);
  if (range === null || faults.length > 0) throw new Faults(faults);
  const series = isAll
    ? seriesNames(model)
    : [...new Set([...WORLDS_SERIES, ...wanted])].filter((name) => name !== 'survival');
  const request = { ...range, seed: scenario.seed, sampler, series };
  const worlds = await simulateMany(io, model, settings, request, { sketch, stops: true });
  if (worlds === null) {
    io.stderr.write(`${stoppedWords(0, range.count)}\n`);
    return INTERRUPTED;
  }
  if (options.json === true) printJson(io, worldsJson(scenario, worlds, settings, wanted, isAll, range.count));
  else printRows(io, worldsText(scenario, worlds, simulateCase(model, settings), settings, pageOf(io), range.count));
  return worlds.count < range.count ? INTERRUPTED : 0;
}

const seriesNames = (model: Model): string[] => model.series.map(({ name }) => name);

/** `10000`, or a range of worlds, `5000..9999`. */
function readRange(source: Source, sketch: boolean, faults: Diagnostic[]): { first: number; count: number } | null {
  const match = /^(\d{1,10})(?:\.\.(\d{1,10}))?$/.exec(source.text.trim());
  const first = match?.[2] === undefined ? 0 : Number(match[1]);
  const count = match === null ? 0 : match[2] === undefined ? Number(match[1]) : Number(match[2]) - first + 1;
  const most = sketch ? MAX_SKETCHED : MAX_WORLDS;
  if (count >= 1 && count <= most && first + count - 1 <= LAST_WORLD) return { first, count };
  const place = { source, start: 0, end: source.text.length };
  const message = `worlds are a whole number from 1 to ${most}, or a range of as many`;
  const more = sketch ? '' : `; more than ${MAX_WORLDS} with --sketch`;
  faults.push({
    severity: 'error',
    code: 'usage',
    place,
    message,
    hint: `as in --worlds 10000 or --worlds 5000..9999${more}`,
  });
  return null;
}

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
