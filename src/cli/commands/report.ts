import { createHash } from 'node:crypto';
import { FAILURES_TOLD, failedInCommon } from '../../analysis/failed.ts';
import { type Diagnostic, Faults } from '../../diagnostic/diagnostic.ts';
import { didYouMean } from '../../diagnostic/nearest.ts';
import type { Worlds } from '../../engine/answers.ts';
import { askCase, compile, type Model } from '../../engine/ask.ts';
import { readSource } from '../../host/read.ts';
import type { RefusedClaim } from '../../report/evidence-json.ts';
import { CHAPTER_NAMES, CHAPTERS, type Chapter, type ReportAnswers, reportPage } from '../../report/report-page.ts';
import { type StoryAsked, type StorySentence, storyOf } from '../../report/story.ts';
import { WORLDS_SERIES } from '../../report/worlds-series.ts';
import { applySettings } from '../../scenario/override.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { readTarget, type Target } from '../../scenario/target.ts';
import { type Interruptible, wholeAnswers, withAsker } from '../asking.ts';
import { faultsOfClaim } from '../claims.ts';
import { Interrupted, NO_REPORT } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { load, overridesOf, readFully, type ScenarioOptions } from '../load.ts';
import { simulateAll } from '../many-worlds.ts';
import { pageOf } from '../print.ts';
import { putReport, type ReportFormat, reportFormat } from '../report-output.ts';
import {
  bridgeFor,
  datesFor,
  evidenceFor,
  plansFor,
  type ReportAsked,
  rescueFor,
  testedFor,
  tornadoFor,
} from '../reporting.ts';
import { caught, usage } from '../usage.ts';
import { VERSION } from '../version.ts';

export interface ReportOptions extends ScenarioOptions {
  readonly output?: string;
  readonly format?: ReportFormat;
  readonly story?: boolean;
  readonly chapters?: string;
  readonly until?: string;
  readonly worlds?: string;
}

const WORLDS = '1000';
const LEAST_WORLDS = 100;
const MOST_WORLDS = 100_000;
const UNTIL = 'survival >= 80%';

/** `report`: everything about a scenario as one page, printed or written to a file. */
export async function reportCommand(io: Io, file: string, options: ReportOptions): Promise<number> {
  const source = readSource(file);
  const loaded = load(source, options);
  const { scenario, settings, sampler } = loaded;
  const faults: Diagnostic[] = [];
  const count = readFully('--worlds', options.worlds ?? WORLDS, LEAST_WORLDS, MOST_WORLDS, faults);
  const format = reportFormat(options.output, options.format, faults);
  const chapters = readChapters(options, faults);
  const target = caught(() => readTarget({ name: '--until', text: options.until ?? UNTIL }, scenario), faults);
  if (count === null || target === null || faults.length > 0) throw new Faults(faults);
  const model = compile(scenario);
  const range = { first: 0, count, seed: scenario.seed, sampler };
  const many = { model, settings, worlds: range, series: [...WORLDS_SERIES], ends: FAILURES_TOLD };
  const worlds = await simulateAll(io, many, NO_REPORT);
  const set = (options.set ?? []).map((text) => ({ name: '--set', text }));
  const about = {
    ...{ model, settings, worlds: range, file, refused: refusedClaims(source, options, scenario) },
    over: (plan: typeof settings) => applySettings(scenario, plan, set),
  };
  const method = {
    ...{ version: VERSION, file, digest: createHash('sha256').update(source.text).digest('hex') },
    command: reportLine(file, options),
  };
  let doing = '';
  const answers = await withAsker(
    io,
    () => doing,
    (asker) => answersOf(about, asker, { chapters, target, worlds, options }, (what) => (doing = what)),
  );
  const base = askCase(model, settings);
  const failed = failedInCommon(model, range, worlds.ends);
  const whole: ReportAnswers = { ...answers, scenario, settings, worlds, base, failed, method };
  const glyphs = format === 'html' ? 'blocks' : pageOf(io).glyphs;
  const page = reportPage(whole, chapters, glyphs);
  return putReport(io, page, scenario.name ?? 'Scenario without a name', { format, output: options.output });
}

type ChapterAnswers = Omit<ReportAnswers, 'scenario' | 'settings' | 'worlds' | 'base' | 'failed' | 'method'>;

interface ChaptersWanted {
  readonly chapters: ReadonlySet<Chapter>;
  readonly target: Target;
  readonly worlds: Worlds;
  readonly options: ReportOptions;
}

/** Answers for the chapters, one after the other. */
async function answersOf(
  about: Omit<ReportAsked, 'ask'>,
  { ask, isStopping }: Interruptible,
  { chapters, target, worlds, options }: ChaptersWanted,
  say: (doing: string) => void,
): Promise<ChapterAnswers> {
  const check = (): void => {
    if (isStopping()) throw new Interrupted(NO_REPORT);
  };
  const asked: ReportAsked = { ...about, ask: wholeAnswers(ask, check) };
  const wants = (...names: readonly Chapter[]): boolean => names.some((name) => chapters.has(name));
  const { scenario } = about.model;
  const part = async <T>(isWanted: boolean, doing: string, make: () => Promise<T>): Promise<T | null> => {
    if (!isWanted) return null;
    say(doing);
    return make();
  };
  const plans = await part(wants('plans', 'bridge', 'story'), 'plans', () => plansFor(asked));
  const dated = await part(wants('deadlines', 'story'), 'deadlines', () => datesFor(asked));
  const evidence = await part(wants('evidence', 'story'), 'evidence', () => evidenceFor(asked));
  const tested = await part(wants('reported', 'story'), 'what was reported', () => testedFor(asked));
  const story = !wants('story')
    ? null
    : storyFor(about.model, { settings: about.settings, worlds, plans, dated, evidence, tested }, about.file, options);
  const hasLevers = scenario.levers.size > 0;
  return {
    plans: plans !== null && plans.length > 1 ? plans : null,
    deadlines: hasLevers ? dated : null,
    ...{ evidence, tested, story },
    bridge: await part(wants('bridge') && plans !== null, 'what the plan changes', () => bridgeFor(asked, plans!)),
    tornado: await part(wants('tornado'), 'what moves it', () => tornadoFor(asked)),
    rescue: await part(wants('rescue') && hasLevers, 'what would save it', () => rescueFor(asked, target)),
  };
}

function storyFor(
  model: Model,
  {
    plans,
    dated,
    evidence,
    tested,
    ...rest
  }: { readonly [K in 'settings' | 'worlds']: StoryAsked[K] } & {
    readonly plans: StoryAsked['plans'] | null;
    readonly dated: StoryAsked['dated'] | null;
    readonly evidence: StoryAsked['evidence'] | null;
    readonly tested: StoryAsked['tested'] | null;
  },
  file: string,
  options: ReportOptions,
): StorySentence[] {
  const worlds = ` --worlds ${options.worlds ?? WORLDS}`;
  const words = {
    run: 'run',
    worlds: 'run',
    deadlines: 'deadlines',
    compare: 'compare',
    evidence: 'evidence',
    backtest: 'backtest',
  };
  return storyOf({
    ...{ ...rest, scenario: model.scenario, base: askCase(model, rest.settings) },
    ...{ plans: plans!, dated: dated!, evidence: evidence!, tested: tested! },
    command: (name) => commandOf(words[name], file, options) + (name === 'run' ? '' : worlds),
  });
}

/** A command line for a shell, with the options that change the scenario. */
function commandOf(command: string, file: string, options: ScenarioOptions): string {
  const one = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [name, value]);
  const many = (name: string, values: readonly string[] | undefined): string[] =>
    (values ?? []).flatMap((value) => [name, value]);
  const { plan, set, assume, claim, claims, months, seed, sampler, from, actuals } = options;
  const given = [
    ...[...one('--plan', plan), ...many('--set', set), ...many('--assume', assume), ...many('--claim', claim)],
    ...[...one('--claims', claims), ...one('--months', months), ...one('--seed', seed)],
    ...[...one('--sampler', sampler), ...one('--from', from), ...one('--actuals', actuals)],
  ];
  return ['runway', command, file, ...given].map(quoted).join(' ');
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

function reportLine(file: string, options: ReportOptions): string {
  const { story, chapters, until, worlds } = options;
  const own = [
    ...(worlds === undefined ? [] : ['--worlds', worlds]),
    ...(story === true ? ['--story'] : []),
    ...(chapters === undefined ? [] : ['--chapters', chapters]),
    ...(until === undefined ? [] : ['--until', until]),
  ];
  return [commandOf('report', file, options), ...own.map(quoted)].join(' ');
}

/** The chapters named, or all but the story; --story adds the story. */
function readChapters({ chapters, story }: ReportOptions, faults: Diagnostic[]): Set<Chapter> {
  const more: readonly Chapter[] = story === true ? ['story'] : [];
  if (chapters === undefined) return new Set([...CHAPTER_NAMES.filter((name) => name !== 'story'), ...more]);
  let start = 0;
  const named = chapters.split(',').flatMap((part) => {
    const place = { source: { name: '--chapters', text: chapters }, start, end: start + part.length };
    start += part.length + 1;
    const name = part.trim();
    if (Object.hasOwn(CHAPTERS, name)) return [name as Chapter];
    const message = `there is no chapter "${name}"${didYouMean(name, CHAPTER_NAMES)}`;
    faults.push({ ...usage(message, `chapters: ${CHAPTER_NAMES.join(', ')}`), place });
    return [];
  });
  return new Set([...named, ...more]);
}

/** Claims that cannot be simulated, with the reason. */
function refusedClaims(
  source: Parameters<typeof faultsOfClaim>[0],
  options: ReportOptions,
  { assumptions, months }: Scenario,
): RefusedClaim[] {
  const claim = [...assumptions.values()].flatMap(({ name, replaced }) =>
    replaced?.claim == null ? [] : [{ name: '--claim', text: `${name}=${replaced.claim}` }],
  );
  const overrides = { ...overridesOf(options, options.months === undefined ? null : months), claim };
  return [...assumptions.values()].flatMap(({ name, claims }) =>
    [...claims.keys()].flatMap((one) => {
      const [fault] = faultsOfClaim(source, overrides, name, one);
      return fault === undefined ? [] : [{ assumption: name, claim: one, message: fault.message }];
    }),
  );
}
