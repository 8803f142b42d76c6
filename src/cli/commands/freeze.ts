import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { visible } from '../../diagnostic/escape.ts';
import { compile } from '../../engine/ask.ts';
import { formatMonth, type Month, monthName, parseMonth } from '../../formula/month.ts';
import { frozenPath } from '../../host/frozen-files.ts';
import { readContent, readSource } from '../../host/read.ts';
import { writeNew } from '../../host/write-new.ts';
import { type FrozenMark, frozenHead, frozenJson } from '../../report/frozen-json.ts';
import { stringify } from '../../report/stringify.ts';
import { worldCount } from '../../report/worlds-headline.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { type LoadedRun, load, type ScenarioOptions } from '../load.ts';
import { simulateAll } from '../many-worlds.ts';
import { printJson } from '../print.ts';
import { usage } from '../usage.ts';
import { VERSION } from '../version.ts';
import { MOST_WORLDS, readRange } from '../world-range.ts';
import { readMeasures } from './worlds.ts';

export interface FreezeOptions extends ScenarioOptions {
  readonly output?: string;
  readonly asOf?: string;
  readonly worlds?: string;
  readonly measures?: string;
  readonly json?: boolean;
}

const WORLDS = '10000';

/** `freeze`: keeps the projection of a scenario in a new file beside it; never overwrites one. */
export async function freezeCommand(io: Io, file: string, options: FreezeOptions): Promise<number> {
  const source = readSource(file);
  const loaded = load(source, options);
  const faults: Diagnostic[] = [];
  const range = readRange(options.worlds ?? WORLDS, MOST_WORLDS, faults);
  const asOf = readAsOf(options.asOf, loaded.scenario, faults);
  const asked = { name: '--measures', text: options.measures ?? 'all' };
  const isAll = asked.text.trim() === 'all';
  const series = isAll ? [] : readMeasures(asked, faults);
  if (file === '-' && options.output === undefined) {
    const message = 'standard input has no name beside which the projection could be kept';
    faults.push(usage(message, '-o FILE says where'));
  }
  if (range === null || asOf === null || faults.length > 0) throw new Faults(faults);
  const name = file === '-' ? '-' : basename(file);
  const digest = createHash('sha256').update(source.text).digest('hex');
  const mark = { asOf, file: name, digest, version: VERSION };
  const text = await projected(io, loaded, mark, range, { series, isAll });
  const path = options.output ?? frozenPath(file, asOf);
  const created = writeNew(path, text);
  if (created.kind === 'failed') {
    io.stderr.write(`runway: ${visible(created.why)}\n`);
    return EXIT.unwritten;
  }
  if (created.kind === 'there' && !holds(path, text)) throw new Faults([kept(path)]);
  const isNew = created.kind === 'written';
  if (options.json === true) {
    printJson(io, {
      ...frozenHead(loaded.scenario, loaded.settings, mark),
      ...{ worlds: range.count, seed: loaded.scenario.seed, written: path, new: isNew },
    });
  } else io.stdout.write(`${frozenWords(path, file, mark, range.count, isNew)}\n`);
  return EXIT.done;
}

/** The projection as the text of its file. */
async function projected(
  io: Io,
  { scenario, settings, sampler }: LoadedRun,
  mark: FrozenMark,
  range: { readonly first: number; readonly count: number },
  wanted: { readonly series: readonly string[]; readonly isAll: boolean },
): Promise<string> {
  const model = compile(scenario);
  const all = model.series.map(({ name }) => name);
  const series = wanted.isAll ? all : wanted.series.filter((name) => name !== 'survival');
  const many = { model, settings, worlds: { ...range, seed: scenario.seed, sampler }, series };
  const worlds = await simulateAll(io, many, 'a part of this would be no projection, and nothing is written');
  return stringify(frozenJson(scenario, settings, mark, worlds, wanted));
}

/** The first month whose actuals are not known: the one given, else the month after the last actuals. */
function readAsOf(text: string | undefined, { start, months, actuals }: Scenario, faults: Diagnostic[]): Month | null {
  if (text === undefined) {
    const known = Math.max(start - 1, ...actuals.keys());
    return Math.min(known + 1, start + months - 1);
  }
  const month = parseMonth(text.trim());
  if (month !== null && month >= start && month < start + months) return month;
  const place = { source: { name: '--as-of', text }, start: 0, end: text.length };
  const last = formatMonth(start + months - 1);
  const message =
    month === null
      ? `"${text}" is no month, YYYY-MM`
      : `${formatMonth(month)} is not simulated: months go from ${formatMonth(start)} to ${last}`;
  const hint = 'it is the first month that is not known yet';
  faults.push({ severity: 'error', code: month === null ? 'bad-value' : 'bad-dates', place, message, hint });
  return null;
}

/** Whether the file has exactly this text. */
function holds(path: string, text: string): boolean {
  const content = readContent(path);
  return 'text' in content && content.text === text;
}

const kept = (path: string): Diagnostic =>
  usage(
    `${path} is there already and holds another projection; it is as it was`,
    'what was frozen is never written over: -o FILE gives the new one a name of its own',
  );

function frozenWords(path: string, file: string, mark: FrozenMark, worlds: number, isNew: boolean): string {
  const first = isNew ? 'Frozen' : 'Frozen already, with the same figures';
  const made = `as of ${monthName(mark.asOf)}, ${worldCount(worlds)}, runway ${mark.version}, file ${mark.digest.slice(0, 12)}`;
  const next = `Held against what comes: runway score ${file}`;
  return [`${first}: ${path}`, made, next].map(visible).join('\n');
}
