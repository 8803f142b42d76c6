/** Asks the questions of a report, for the chapters asked for and no others. */
import { backtest, backtestNumbers } from '../analysis/backtest.ts';
import { deadlines } from '../analysis/deadlines.ts';
import { disputes } from '../analysis/disputes.ts';
import { figuresOf } from '../analysis/evidence.ts';
import { explain, playersOf } from '../analysis/explain.ts';
import { findOut } from '../analysis/find-out.ts';
import { leverSpace } from '../analysis/lever-space.ts';
import { PAIRED_NUMBERS, type Side, sideOf, worldsDelta } from '../analysis/paired.ts';
import { rescue, type SetLimits } from '../analysis/rescue.ts';
import { CONFIDENCE } from '../analysis/target.ts';
import { tornado } from '../analysis/tornado.ts';
import { type TrialAsker, TrialAsking } from '../analysis/trials.ts';
import type { SamplerName } from '../engine/answers.ts';
import { askCase, type Model, type WorldRange } from '../engine/ask.ts';
import type { Backtested } from '../report/backtest-json.ts';
import type { Dated } from '../report/deadlines-json.ts';
import type { Evidenced, RefusedClaim } from '../report/evidence-json.ts';
import type { ReportAnswers } from '../report/report-page.ts';
import type { RescueAnswer } from '../report/rescue-json.ts';
import type { SensitivityAnswer } from '../report/sensitivity-json.ts';
import { livingShare, type WorldsVariant } from '../report/worlds-variant.ts';
import { leverSettings, planSettings, type Settings } from '../scenario/override.ts';
import type { Target } from '../scenario/target.ts';

/** The scenario and settings that a report is about. */
export interface ReportAsked {
  readonly ask: TrialAsker;
  readonly model: Model;
  readonly settings: Settings;
  readonly worlds: WorldRange & { readonly sampler: SamplerName };
  readonly file: string;
  /** A plan's settings with those of the command line on top. */
  readonly over: (plan: Settings) => Settings;
  readonly refused: readonly RefusedClaim[];
}

/** Most sets that a report tries: a brief search, compared with `rescue`. */
const BRIEF: SetLimits = { tried: 200, searched: 400 };
const MOST_WHOLE = 600;

export async function datesFor({ ask, model, settings, worlds, over }: ReportAsked): Promise<Dated> {
  const asking = new TrialAsking(ask, worlds);
  const found = await deadlines(asking, null, model, settings, over);
  if (found === null) throw new Error('no deadline was asked about');
  const { warnings } = askCase(model, settings);
  return { scenario: model.scenario, settings, held: null, worlds, found, simulated: asking.simulated, warnings };
}

/** The levers as set, then every plan. */
export async function plansFor({ ask, model, settings, worlds, file, over }: ReportAsked): Promise<WorldsVariant[]> {
  const { scenario } = model;
  const own = scenario.plan;
  const plans = [...scenario.plans.keys()].filter((name) => name !== own);
  const variants = [
    { name: own ?? 'base', plan: own, settings },
    ...plans.map((name) => ({ name, plan: name, settings: over(planSettings(scenario, name)) })),
  ];
  const asking = new TrialAsking(ask, worlds);
  const found: WorldsVariant[] = [];
  let baseline: Side | null = null;
  for await (const numbers of asking.numbers(model, variants, PAIRED_NUMBERS, (at) => `plan ${variants[at]!.name}`)) {
    const variant = variants[found.length]!;
    const side = sideOf(model, variant.settings, worlds, numbers);
    baseline ??= side;
    const { start, months, currency } = scenario;
    const { name, plan, settings: levers } = variant;
    const about = { name, file, plan, start, months, currency, levers, sampler: worlds.sampler };
    found.push({ ...about, figure: null, worlds: side.worlds, delta: worldsDelta(side, baseline) });
  }
  return found;
}

/**
 * Explains the change from the levers as set to the best plan or, where a plan is in force, from the file's levers to
 * it.
 */
export async function bridgeFor(
  { ask, model, settings, worlds }: ReportAsked,
  plans: readonly WorldsVariant[],
): Promise<ReportAnswers['bridge']> {
  const { scenario } = model;
  const lived = ({ worlds: { measures } }: WorldsVariant): number => measures.monthsAlive.mean ?? 0;
  const rank = (a: WorldsVariant, b: WorldsVariant): number => livingShare(b) - livingShare(a) || lived(b) - lived(a);
  const best = [...plans].filter(({ plan }) => plan !== null).sort(rank)[0] ?? null;
  const plan = scenario.plan ?? best?.plan ?? null;
  if (plan === null) return null;
  const own = scenario.plan === plan;
  const from = { model, settings: own ? leverSettings(scenario) : settings };
  const to = { model, settings: own ? settings : best!.levers };
  const players = playersOf({ from, to });
  if (players.length === 0) return null;
  const explained = 'months_alive';
  const found = await explain({ ask, from, to, explained, worlds }, players);
  if (found === null) return null;
  return { plan, answer: { scenario, settings: to.settings, from, against: null, explained, worlds, found } };
}

export async function rescueFor({ ask, model, settings, worlds }: ReportAsked, target: Target): Promise<RescueAnswer> {
  const { scenario } = model;
  const space = leverSpace(scenario, settings, { levers: new Set(scenario.levers.keys()), months: null });
  const common = { target, confidence: CONFIDENCE, worlds, accept: 'estimate' as const };
  const found = await rescue({ ...common, ask, model, space, most: BRIEF, mostWhole: MOST_WHOLE });
  return { ...common, scenario, settings, space, found };
}

export async function tornadoFor({ ask, model, settings, worlds }: ReportAsked): Promise<SensitivityAnswer> {
  const explained = 'months_alive';
  const count = { simulated: 0 };
  const bars = await tornado({ ask, model, settings, explained, worlds }, count);
  const nothing = { run: null, shares: null, shapley: null, knowing: null, isStopped: false };
  const found = { tornado: bars, ...nothing, simulated: count.simulated };
  return { scenario: model.scenario, settings, explained, worlds, found };
}

export async function evidenceFor({ ask, model, settings, worlds, refused }: ReportAsked): Promise<Evidenced> {
  const { scenario } = model;
  const isUsable = (name: string, claim: string): boolean =>
    !refused.some((one) => one.assumption === name && one.claim === claim);
  return {
    ...{ scenario, settings, worlds, refused, figures: figuresOf(scenario, settings) },
    disputes: await disputes(new TrialAsking(ask, worlds), model, settings, isUsable),
    findOut: await findOut(ask, model, settings, worlds),
  };
}

export async function testedFor({ ask, model, settings, worlds, file }: ReportAsked): Promise<Backtested> {
  const { scenario } = model;
  const result = askCase(model, settings);
  const wanted = backtestNumbers(scenario);
  const about = { file, scenario, settings, worlds };
  if (wanted.length === 0) return { ...about, lines: backtest(scenario, settings, result, null) };
  for await (const numbers of new TrialAsking(ask, worlds).numbers(model, [{ settings }], wanted, () => null))
    return { ...about, lines: backtest(scenario, settings, result, numbers) };
  throw new Error('no variant was asked about');
}
