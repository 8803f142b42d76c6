import { type Freedom, type LeverSpace, leverSpace } from '../../analysis/lever-space.ts';
import { type RescueAsked, rescue } from '../../analysis/rescue.ts';
import type { RescueProgress } from '../../analysis/rescue-progress.ts';
import { CONFIDENCE, isOfShare } from '../../analysis/target.ts';
import { cut } from '../../chart/text.ts';
import { type Diagnostic, Faults, type Source } from '../../diagnostic/diagnostic.ts';
import { compile } from '../../engine/ask.ts';
import { formatMonth, type Month, parseMonth } from '../../formula/month.ts';
import { readSource } from '../../host/read.ts';
import { rescueJson } from '../../report/rescue-json.ts';
import { progressWords, rescuePage } from '../../report/rescue-page.ts';
import { constantOf, Faulty, readFormula } from '../../scenario/formulas.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { readTarget, type Target } from '../../scenario/target.ts';
import { withAsker } from '../asking.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { load, readFully, type ScenarioOptions } from '../load.ts';
import { pageOf, printJson, printPage } from '../print.ts';
import { caught } from '../usage.ts';

export interface RescueOptions extends ScenarioOptions {
  readonly until: string;
  readonly confidence?: string;
  readonly from?: string;
  readonly only?: string;
  readonly without?: string;
  readonly accept?: 'bound' | 'estimate';
  readonly worlds?: string;
  readonly json?: boolean;
}

/** Default number of worlds of the sample, and the most. */
const WORLDS = '1000';
const MAX_WORLDS = 100_000;

/**
 * `rescue`: the least painful set of levers with which a target holds. Interrupted, it prints the best set so far,
 * marked as such.
 */
export async function rescueCommand(io: Io, file: string, options: RescueOptions): Promise<number> {
  // In rescue, --from is the range of months for levers, not the scenario's first month.
  const { from: _, ...others } = options;
  const { scenario, settings, sampler } = load(readSource(file), others);
  const { target, confidence, freedom, count } = readOptions(scenario, options);
  const space: LeverSpace = leverSpace(scenario, settings, freedom);
  const worlds = count === 0 ? null : { first: 0, count, seed: scenario.seed, sampler };
  let progress: RescueProgress | null = null;
  const said = (width: number): string => (progress === null ? '' : cut(progressWords(progress), width));
  const found = await withAsker(io, said, ({ ask }) => {
    const asked: RescueAsked = {
      ...{ ask, model: compile(scenario), space, target, confidence, worlds, accept: options.accept ?? 'estimate' },
      onProgress: (now) => {
        progress = now;
      },
    };
    return rescue(asked);
  });
  const answer = { scenario, settings, space, target, confidence, worlds, accept: options.accept ?? 'estimate', found };
  if (options.json === true) printJson(io, rescueJson(answer));
  else printPage(io, 'table', rescuePage(answer, pageOf(io).glyphs));
  return found.isStopped ? EXIT.interrupted : EXIT.done;
}

interface RescueOptionsRead {
  readonly target: Target;
  readonly confidence: number;
  readonly freedom: Freedom;
  readonly count: number;
}

/** Throws Faults of all options together. */
function readOptions(scenario: Scenario, options: RescueOptions): RescueOptionsRead {
  const faulty = new Faulty();
  const faults: Diagnostic[] = [];
  const target = caught(() => readTarget({ name: '--until', text: options.until }, scenario), faults);
  const confidence = readConfidence(scenario, target, options.confidence, faulty);
  const levers = readLevers(scenario, options, faulty);
  const months =
    options.from === undefined ? null : readWindow(scenario, { name: '--from', text: options.from }, faulty);
  if (options.accept === 'bound' && options.sampler !== undefined && options.sampler !== 'random') {
    const message = 'worlds that are spread evenly have no interval whose lower end could reach it';
    faulty.report('usage', whole({ name: '--accept', text: 'bound' }), message, 'leave out --sampler');
  }
  const count = readFully('--worlds', options.worlds ?? WORLDS, 0, MAX_WORLDS, faults);
  faults.push(...faulty.diagnostics);
  if (target === null || count === null || faults.length > 0) throw new Faults(faults);
  return { target, confidence, freedom: { levers, months }, count };
}

const whole = (source: Source) => ({ source, start: 0, end: source.text.length });

function readConfidence(scenario: Scenario, target: Target | null, text: string | undefined, faulty: Faulty): number {
  if (text === undefined) return CONFIDENCE;
  const source = { name: '--confidence', text };
  const before = faulty.diagnostics.length;
  const confidence = constantOf(readFormula(source, { start: 0, end: text.length }, scenario.currency, faulty), faulty);
  if (faulty.diagnostics.length > before) return CONFIDENCE;
  if (!(confidence > 0 && confidence <= 1)) {
    const hint = confidence > 1 && confidence <= 100 && !text.includes('%') ? `write ${text}%` : 'as in 80%';
    faulty.report('usage', whole(source), 'a share of worlds above 0% and up to 100% is expected', hint);
  } else if (target !== null && isOfShare(scenario, target)) {
    const message = `the target is a share of worlds itself, and takes no confidence`;
    faulty.report('usage', whole(source), message, 'the share that is asked stands in --until');
  }
  return confidence;
}

/** All levers, or those of --only, or all but those of --without. */
function readLevers(scenario: Scenario, { only, without }: RescueOptions, faulty: Faulty): Set<string> {
  const all = [...scenario.levers.keys()];
  const listed = (source: Source): string[] => {
    let start = 0;
    return source.text.split(',').map((part) => {
      const place = { source, start, end: start + part.length };
      start += part.length + 1;
      if (!scenario.levers.has(part.trim())) faulty.unknown('lever', part.trim(), all, place);
      return part.trim();
    });
  };
  const wanted = only === undefined ? all : listed({ name: '--only', text: only });
  const unwanted = without === undefined ? [] : listed({ name: '--without', text: without });
  if (only !== undefined && without !== undefined) {
    const message = 'some levers alone, or all but some: --only and --without do not go together';
    faulty.report('usage', whole({ name: '--without', text: without }), message);
  }
  return new Set(wanted.filter((name) => !unwanted.includes(name)));
}

/** Reads a range of months `2023-11..2024-03`, or one month, within the horizon. */
function readWindow(scenario: Scenario, source: Source, faulty: Faulty): [Month, Month] | null {
  const [from, to] = source.text.split(/\.\.(.*)/s, 2).map((text) => parseMonth(text.trim()));
  const until = to === undefined ? from : to;
  if (from == null || until == null) {
    const message = `"${source.text}" is neither a month nor the first and the last of several`;
    faulty.report('bad-value', whole(source), message, 'as in 2024-03 or 2023-11..2024-03');
    return null;
  }
  const last = scenario.start + scenario.months - 1;
  const outside = [from, until].find((month) => month < scenario.start || month > last);
  if (outside !== undefined) {
    const horizon = `${formatMonth(scenario.start)} to ${formatMonth(last)}`;
    const message = `${formatMonth(outside)} is not simulated: months go from ${horizon}`;
    faulty.report('bad-dates', whole(source), message);
  } else if (until < from) faulty.report('bad-dates', whole(source), 'these months end before they begin');
  return [from, until];
}
