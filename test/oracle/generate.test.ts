import { beforeAll, describe, expect, test } from 'vitest';
import { FUNCTION_NAMES } from '../../src/formula/functions.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { featuresOf } from './generate/features.ts';
import { generateScenario } from './generate.ts';
import { naiveCase, naiveDeeds } from './naive.ts';

const SEEDS = 500;

/** Keys that files may have. */
const KEYS = [
  'runway name description start months currency seed sources assumptions levers cash reserve assets revenue costs',
  'creditors debts funding plans checks reported value label source note claims range step from until delay pain',
  'amount collect receivable over deferred prepaid day to terms priority critical due overdue overdue_months',
  'late_fee pay forgive limit patience then reactions principal premium draw rate kind interest_only_months payment',
  'keep converts call lender month when probability sold proceeds set measure at_least at_most worlds title',
  'publisher date url',
].flatMap((keys) => keys.split(' '));

/** Features that at least 3 of 100 files use. */
const FEATURES = [
  'interest alone, then amortised',
  ...[
    'month_of_year, days, every, paydays, series, steps, by_month, from, lag, past, arrived, lever with an end',
    'assets as one number, assets by name, sold: month, sold: when, day of an asset',
    'revenue over months, opening deferred income, day of revenue, costs over months, opening prepaid costs',
    'funding: month, funding: formula, funding: when, day of funding, day of a creditor',
    'critical by default, critical with patience or limit, nobody ends it',
    'then: suspend, then: petition, then: call, then: fail, several reactions',
    'aged opening arrears, opening arrears that may be forgiven, opening arrears with a late fee',
    'interest_only, accruing, amortising, scheduled, revolving, premium',
    'draw: month, draw: when, converts: month, converts: when, call: month, call: when, day of a debt',
    'no month in which it falls due, credit line that keeps cash, credit line whose lender has a day',
    'credit line and a reserve, credit line that falls due',
  ].flatMap((names) => names.split(', ')),
];

/** Kinds of events that happen in at least 15 of 1000 files. */
const DEEDS = [
  'a test: funding.month, a test: assets.sold, a test: debts.draw, a test: debts.converts, a test: debts.call',
  'asset sold at a loss, asset sold at a gain, converted, called by an event, called by a reaction',
  'credit line drawn, credit line at its limit, credit line repaid, credit line repaid in part',
  'a reaction: suspend, a reaction: petition, a reaction: call, a reaction: fail',
  'one of several reactions: suspend, one of several reactions: petition, one of several reactions: call',
  'survives, unpaid, petition, alive without later money, cash lower within the month, short only within the month',
].flatMap((names) => names.split(', '));

function read(seed: number, text: string): Scenario {
  const { scenario, diagnostics } = readScenario({ name: `seed ${seed}`, text });
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  expect(
    errors.map(({ message, place }) => `${message} (${place?.source.text.slice(place.start, place.end)})`),
    `seed ${seed} is read without an error`,
  ).toEqual([]);
  return scenario!;
}

/** Keys, functions and signs. */
const WORDS = /[a-z][a-z0-9_]*(?=\(|["']?:)|<=|>=|==|!=| [-<>?^*/+] /g;

function fileFeatures(scenario: Scenario, text: string): Set<string> {
  const features = featuresOf(scenario);
  const creditors = [...scenario.creditors.values()];
  const named = /critical["']?: ["']?true/.test(text);
  if (!named && creditors.some(({ critical }) => critical)) features.add('critical by default');
  return features;
}

function outcomes(scenario: Scenario): Set<string> {
  const { measures, byMonth, warnings } = naiveCase(scenario);
  const { failure, defaultAlive, zeroCash, runway } = measures;
  const found = new Set(naiveDeeds(scenario));
  found.add(failure === null ? 'survives' : failure.cause.split(':')[0]!);
  if (defaultAlive === 1) found.add('alive without later money');
  if (byMonth.lowest_cash.some((lowest, t) => lowest < byMonth.cash[t]!)) found.add('cash lower within the month');
  // A day of the month, over 31.
  const days = zeroCash === null ? Number.NaN : (runway! - zeroCash) * 31;
  if (days > 0 && Math.abs(days - Math.round(days)) < 1e-9) found.add('short only within the month');
  if (warnings.some(({ code }) => code === 'nothing-ends-it')) found.add('nobody ends it');
  return found;
}

describe('generated scenarios', () => {
  const counts = new Map<string, number>();
  const words = new Set<string>();

  beforeAll(() => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const text = generateScenario(seed);
      const scenario = read(seed, text);
      for (const [word] of text.matchAll(WORDS)) words.add(word);
      for (const name of [...fileFeatures(scenario, text), ...outcomes(scenario)]) {
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    const told = [...FEATURES, ...DEEDS].map((name) => `${name} ${counts.get(name) ?? 0}`);
    console.info(`of ${SEEDS} generated scenarios: ${told.join(' · ')}`);
  }, 300_000);

  test('are the same for the same seed, and others for another', () => {
    expect(generateScenario(7)).toBe(generateScenario(7));
    expect(generateScenario(7)).not.toBe(generateScenario(8));
  });

  test.each(FEATURES)('use often enough: %s', (name) => {
    expect(counts.get(name) ?? 0).toBeGreaterThanOrEqual(0.03 * SEEDS);
  });

  test.each(DEEDS)('come to it often enough: %s', (name) => {
    expect(counts.get(name) ?? 0).toBeGreaterThanOrEqual(0.015 * SEEDS);
  });

  test('use every function and every key', () => {
    expect(FUNCTION_NAMES.filter((name) => !words.has(name))).toEqual([]);
    const signs = ['<=', '>=', '==', '!=', ' < ', ' > ', ' ? '];
    expect([...KEYS, ...signs].filter((word) => !words.has(word))).toEqual([]);
  });
});
