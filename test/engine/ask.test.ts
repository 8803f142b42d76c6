import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { askCase, compile, drawWorld, Engine, type NumberWanted, type Variant } from '../../src/engine/ask.ts';
import { drawInput } from '../../src/engine/month/inputs.ts';
import { applySettings, leverSettings, type Settings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { generateScenario } from '../oracle/generate.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { worldsOf } from './asking.ts';

const shown = scenarioOf(readFileSync('scenarios/stability-ai-2023-10.yaml', 'utf8'));
const model = compile(shown);
const filed = leverSettings(shown);
const set = (...texts: string[]): Settings =>
  applySettings(
    shown,
    filed,
    texts.map((text) => ({ name: '--set', text })),
  );
const RANGE = { first: 3, count: 1500, seed: 9 };

const variants: readonly Variant[] = [
  { settings: filed },
  { settings: set('layoffs=20%') },
  { settings: set('layoffs=60%@2023-12', 'compute_cut=30%@2024-01') },
  { settings: filed },
];

describe('settings that meet the same worlds', () => {
  test('each come to what they come to alone, measures and endings', () => {
    const asked = { want: 'measures', model, worlds: RANGE, series: ['cash', 'owed'], means: ['overdue'] } as const;
    const together = [...new Engine().ask({ ...asked, variants })].map(({ outcome }) => outcome);
    const alone = variants.map((variant) => new Engine().answer({ ...asked, variants: [variant] }));
    expect(together).toEqual(alone);
    expect(together[3]).toEqual(together[0]);
    expect(together[1]).not.toEqual(together[0]);
    const ends = [...new Engine().ask({ ...asked, want: 'endings', variants })].map(({ outcome }) => outcome.survival);
    expect(ends).toEqual(together.map(({ survival }) => survival));
  });

  test('keep the draws from question to question, whoever asks', () => {
    const engine = new Engine();
    const asked = { want: 'measures', model, worlds: RANGE, series: ['cash'] } as const;
    const first = [...engine.ask({ ...asked, variants })].map(({ outcome }) => outcome);
    expect([...engine.ask({ ...asked, variants })].map(({ outcome }) => outcome)).toEqual(first);
    expect(engine.answer({ ...asked, variants: [variants[2]!] })).toEqual(first[2]);
  });

  test('are told apart world by world: numbers are those of each world as a case', () => {
    const numbers: NumberWanted[] = [
      'failure',
      'runway',
      'defaultAlive',
      { series: 'cash', over: 'last', from: 3, to: 3 },
      { series: 'revenue', over: 'sum', from: 1, to: 20 },
      { series: 'cash', over: 'min', from: 0, to: 23 },
      { series: 'net_burn', over: 'max', from: 2, to: 9 },
      { series: 'owed', over: 'mean', from: 0, to: 23 },
    ];
    const worlds = { first: 40, count: 20, seed: 9 };
    for (const { outcome, variant } of new Engine().ask({ want: 'numbers', model, variants, numbers, worlds })) {
      for (let w = 0; w < worlds.count; w++) {
        const { measures, byMonth } = askCase(model, variant.settings, drawWorld(model, 9, 40 + w));
        const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
        const expected = [
          measures.failure?.t ?? -1,
          measures.runway ?? Number.POSITIVE_INFINITY,
          measures.defaultAlive,
          byMonth.cash[3]!,
          sum(byMonth.revenue.subarray(1, 21)),
          Math.min(...byMonth.cash),
          Math.max(...byMonth.net_burn.subarray(2, 10)),
          sum(byMonth.owed) / 24,
        ];
        numbers.forEach((_, k) => {
          const found = outcome.of(k)[w]!;
          expect(Math.abs(found - expected[k]!) <= 1e-12 * Math.abs(expected[k]!) || found === expected[k]).toBe(true);
        });
      }
    }
  });

  test('are as many as are asked about, in their order, however many are run at once', () => {
    const many = Array.from({ length: 700 }, (_, i) => ({ settings: set(`layoffs=${i % 80}%`) }));
    const worlds = { first: 0, count: 2000, seed: 1 };
    const asked = { want: 'numbers', model, numbers: ['failure', 'low'], worlds } as const;
    const found = [...new Engine().ask({ ...asked, variants: many.values() })];
    expect(found.map(({ index }) => index)).toEqual(many.map((_, i) => i));
    for (const i of [0, 79, 80, 431, 699]) {
      const alone = new Engine().answer({ ...asked, variants: [many[i]!] });
      expect([found[i]!.outcome.of(0), found[i]!.outcome.of(1)]).toEqual([alone.of(0), alone.of(1)]);
    }
  });

  test('of one case, thousands: what differs only later, and the few at the end, come to what each comes to alone', () => {
    const many = Array.from({ length: 8300 }, (_, i): Variant => {
      const compute = i < 4500 ? [] : [`compute_cut=${i % 50}%@2024-0${1 + (i % 9)}`];
      return { settings: i < 8200 ? set(`layoffs=${i % 80}%`, ...compute) : filed };
    });
    const asked = { want: 'numbers', model, numbers: ['failure', 'endCash', 'defaultAlive'], worlds: null } as const;
    const own = compile(shown);
    const found = [...new Engine().ask({ ...asked, model: own, variants: many })];
    // Two programs, each with and without later money: the last hundred settings, all alike, go by the second.
    expect(own.compiled.size).toBe(4);
    const oneByOne = [...new Engine().ask({ ...asked, variants: many.values() })];
    expect(found.map(({ index, variant }) => variant === many[index])).toEqual(many.map(() => true));
    const read = (answers: typeof found) => answers.map(({ outcome }) => asked.numbers.map((_, k) => outcome.at(k, 0)));
    expect(read(oneByOne)).toEqual(read(found));
    for (let i = 0; i < many.length; i += 97) {
      const alone = new Engine().answer({ ...asked, variants: [many[i]!] });
      expect(asked.numbers.map((_, k) => [found[i]!.outcome.of(k)[0], found[i]!.outcome.at(k, 0)])).toEqual(
        asked.numbers.map((_, k) => [alone.of(k)[0], alone.at(k, 0)]),
      );
    }
  });

  test('name the world and the month of a fault in one of them', () => {
    const broken = scenarioOf(
      'runway: 1\nstart: 2024-01\ncash: 5\nlevers: {cut: 0}\nassumptions: {d: "whole(0, 9)", bad: 1 / (d - cut)}',
    );
    const asked = { want: 'numbers', numbers: ['failure'], worlds: { first: 0, count: 100, seed: 1 } } as const;
    const ask = (cuts: readonly number[]) => () => {
      const own = cuts.map((value) => ({ settings: new Map([['cut', { value, from: broken.start, until: null }]]) }));
      return [...new Engine().ask({ ...asked, model: compile(broken), variants: own })];
    };
    expect(ask([10, 11])).not.toThrow();
    expect(ask([10, 7])).toThrow(/assumptions\.bad has no finite value, in 2024-01, in world \d+$/);
  });
});

describe('numbers in place of assumptions and draws', () => {
  const text = `runway: 1
start: 2024-01
months: 12
assumptions:
  pay: normal(40k, 9k)
  growth: {value: 3%}
  size: {value: pay * 2}
cash: 300k
revenue: {sales: 'prev(sales, 10k) * (1 + growth)'}
costs: {wages: {amount: size, to: staff}}
creditors: {staff: {critical: true}}
funding: {series_a: {amount: 200k, month: 2024-04, probability: 50%}}
`;
  const scenario = scenarioOf(text);
  const own = compile(scenario);
  const settings = leverSettings(scenario);
  const replacedIn = (name: string, formula: string): Scenario =>
    readScenario(
      { name: 'test', text },
      { assume: [{ name: '--assume', text: `${name}=${formula}` }], claim: [], months: null, plan: null },
    ).scenario!;
  const asked = { want: 'measures', worlds: RANGE, series: ['cash'] } as const;

  test.each([
    ['growth', '5%', 0.05],
    ['size', '70k', 70_000],
    ['pay', '45k', 45_000],
  ])('%s: what a file that says so comes to, in all worlds and in the base case', (name, formula, number) => {
    const replaced = new Map([[name, number]]);
    const other = replacedIn(name, formula);
    const engine = new Engine();
    const found = engine.answer({ ...asked, model: own, variants: [{ settings, replaced }] });
    expect(found).toEqual(worldsOf(compile(other), settings, { ...RANGE, series: ['cash'] }));
    const cases = engine.answer({ want: 'case', model: own, variants: [{ settings, replaced }] });
    expect(cases).toEqual(askCase(compile(other), settings));
  });

  test('a draw in the place of which a number stands leaves the others as they were', () => {
    const replaced = new Map([[drawInput('pay', 0), 45_000]]);
    const found = new Engine().answer({ ...asked, model: own, variants: [{ settings, replaced }] });
    expect(found).toEqual(worldsOf(compile(replacedIn('pay', '45k')), settings, { ...RANGE, series: ['cash'] }));
  });

  test('base cases that replace different things are each what they are alone', () => {
    const many: Variant[] = [
      { settings },
      { settings, replaced: new Map([['growth', 0.1]]) },
      { settings, replaced: new Map([['size', 50_000]]) },
      { settings, replaced: new Map([[drawInput('pay', 0), 30_000]]) },
    ];
    const numbers = ['failure', 'runway', 'endCash'] as const;
    const found = [...new Engine().ask({ want: 'numbers', model: own, variants: many, numbers, worlds: null })];
    const repeated = Array.from({ length: 100 }, () => many).flat();
    const vectors = [...new Engine().ask({ want: 'numbers', model: own, variants: repeated, numbers, worlds: null })];
    many.forEach((variant, i) => {
      const { measures, byMonth } = new Engine().answer({ want: 'case', model: own, variants: [variant] });
      const expected = [measures.failure?.t ?? -1, measures.runway ?? Number.POSITIVE_INFINITY, byMonth.cash.at(-1)!];
      expect(numbers.map((_, k) => found[i]!.outcome.of(k)[0])).toEqual(expected);
      expect(numbers.map((_, k) => vectors[i + 4 * 57]!.outcome.of(k)[0])).toEqual(expected);
    });
  });
});

test('random scenarios: settings together give what each gives alone, to the last bit', () => {
  for (let seed = 1; seed <= 25; seed++) {
    const { scenario } = readScenario({ name: `seed ${seed}`, text: generateScenario(seed) });
    const random = compile(scenario!);
    const own = [0, 0.3, 1].map((share) => ({
      settings: new Map(
        [...leverSettings(scenario!)].map(([name, { value, from }]) => [
          name,
          { value: value * share, from, until: null },
        ]),
      ),
    }));
    const asked = {
      want: 'measures',
      model: random,
      worlds: { first: 7, count: 1100, seed: 2 },
      series: ['equity'],
    } as const;
    const together = [...new Engine().ask({ ...asked, variants: own })].map(({ outcome }) => outcome);
    expect(together, `seed ${seed}`).toEqual(
      own.map((variant) => new Engine().answer({ ...asked, variants: [variant] })),
    );
  }
});
