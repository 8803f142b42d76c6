import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  PAIRED_MEANS,
  PAIRED_NUMBERS,
  PAIRED_SHARES,
  type Side,
  sideOf,
  worldsDelta,
} from '../../src/analysis/paired.ts';
import { askCase, compile, drawWorld, Engine, type Model } from '../../src/engine/ask.ts';
import { applySettings, leverSettings, type Settings } from '../../src/scenario/override.ts';
import { worldsOf } from '../engine/asking.ts';
import { scenarioOf } from '../scenario/reading.ts';

const shown = compile(scenarioOf(readFileSync('scenarios/stability-ai-2023-10.yaml', 'utf8')));
const RANGE = { first: 5, count: 300, seed: 9 };

const set = ({ scenario }: Model, ...texts: string[]): Settings =>
  applySettings(
    scenario,
    leverSettings(scenario),
    texts.map((text) => ({ name: '--set', text })),
  );

function sides(
  model: Model,
  settings: readonly Settings[],
  range = RANGE,
  sampler: 'random' | 'sobol' = 'random',
): Side[] {
  const variants = settings.map((one) => ({ settings: one }));
  const worlds = { ...range, sampler };
  const answers = new Engine().ask({ want: 'numbers', model, variants, numbers: PAIRED_NUMBERS, worlds });
  return [...answers].map(({ variant, outcome }) => sideOf(model, variant.settings, worlds, outcome));
}

const SETTINGS = [set(shown), set(shown, 'layoffs=30%', 'compute_cut=60%'), set(shown, 'raise=60M', 'haircut=80%')];

describe('worlds of a variant', () => {
  test('are summed up as the engine sums them up, bit by bit', () => {
    for (const side of sides(shown, SETTINGS)) {
      const { measures, causes, survival } = worldsOf(shown, side.settings, { ...RANGE, series: [] });
      expect(side.worlds.measures).toEqual(measures);
      expect(side.worlds.causes).toEqual(causes);
      expect(side.worlds.alive / side.worlds.count).toBeCloseTo(survival.at(-1)!, 12);
    }
  });
});

describe('paired differences', () => {
  test('are those of each world run as a case under both settings', () => {
    const [base, cut, raised] = sides(shown, SETTINGS) as [Side, Side, Side];
    const horizon = shown.scenario.months;
    const cases = SETTINGS.map((settings) =>
      Array.from({ length: RANGE.count }, (_, w) =>
        askCase(shown, settings, drawWorld(shown, RANGE.seed, RANGE.first + w)),
      ),
    );
    for (const [i, side] of [cut, raised].entries()) {
      const delta = worldsDelta(side, base);
      const pairs = cases[i + 1]!.map(({ measures, byMonth }, w) => {
        const before = cases[0]![w]!;
        const end = (of: Float64Array, t: number | null): number => of[t ?? horizon - 1]!;
        const [ours, theirs] = [measures.failure?.t ?? Infinity, before.measures.failure?.t ?? Infinity];
        return {
          survival: Number(ours === Infinity) - Number(theirs === Infinity),
          months: Math.min(ours, horizon) - Math.min(theirs, horizon),
          cash:
            end(byMonth.cash, measures.failure?.t ?? null) -
            end(before.byMonth.cash, before.measures.failure?.t ?? null),
          fate: Math.sign(ours === theirs ? 0 : ours - theirs),
        };
      });
      const mean = (of: (pair: (typeof pairs)[number]) => number): number =>
        pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
      expect(delta.shares.survival.mean).toBeCloseTo(
        mean((pair) => pair.survival),
        12,
      );
      expect(delta.means.months_alive!.mean).toBeCloseTo(
        mean((pair) => pair.months),
        9,
      );
      expect(delta.means.end_cash!.mean / mean((pair) => pair.cash)).toBeCloseTo(1, 9);
      expect(delta.fates!.helps).toBeCloseTo(
        mean(({ fate }) => Number(fate > 0)),
        12,
      );
      expect(delta.fates!.hurts).toBeCloseTo(
        mean(({ fate }) => Number(fate < 0)),
        12,
      );
      expect(delta.fates!.helps + delta.fates!.same + delta.fates!.hurts).toBeCloseTo(1, 12);
      expect(delta.fates!.helps).toBeGreaterThan(0);
    }
  });

  test('of a variant with itself are 0, without doubt', () => {
    const [base, , , again] = sides(shown, [...SETTINGS, set(shown)]) as [Side, Side, Side, Side];
    const { shares, means, months, fates } = worldsDelta(again, base);
    for (const name of PAIRED_SHARES) expect(shares[name]).toEqual({ mean: 0, interval: [0, 0] });
    for (const name of PAIRED_MEANS)
      expect(means[name] ?? { mean: 0, interval: [0, 0] }).toEqual({ mean: 0, interval: [0, 0] });
    expect(months).toMatchObject({ failure: 0, zero_cash: 0, insolvent: 0 });
    expect(fates).toEqual({ helps: 0, same: 1, hurts: 0 });
  });

  test('do not depend on the order of the variants, and turn round with the baseline', () => {
    const [base, cut, raised] = sides(shown, SETTINGS) as [Side, Side, Side];
    const [raised2, base2, cut2] = sides(shown, [SETTINGS[2]!, SETTINGS[0]!, SETTINGS[1]!]) as [Side, Side, Side];
    expect(worldsDelta(cut2, base2)).toEqual(worldsDelta(cut, base));
    expect(worldsDelta(raised2, cut2)).toEqual(worldsDelta(raised, cut));
    const [there, back] = [worldsDelta(raised, base), worldsDelta(base, raised)];
    expect(back.shares.survival.mean).toBe(-there.shares.survival.mean);
    expect([back.fates!.helps, back.fates!.hurts]).toEqual([there.fates!.hurts, there.fates!.helps]);
    expect(back.means.months_alive!.mean).toBeCloseTo(-there.means.months_alive!.mean, 12);
  });

  test('narrow as worlds do: what they share drops out', () => {
    const [base, cut] = sides(shown, SETTINGS, { ...RANGE, count: 2000 }) as [Side, Side];
    const [low, high] = worldsDelta(cut, base).means.months_alive!.interval!;
    const spread = (side: Side): number => {
      const months = side.of('monthsAlive');
      const mean = months.reduce((a, b) => a + b) / months.length;
      return months.reduce((sum, m) => sum + (m - mean) ** 2, 0) / (months.length - 1) / months.length;
    };
    const unpaired = 2 * 1.96 * Math.sqrt(spread(base) + spread(cut));
    expect(high - low).toBeLessThan(unpaired);
  });

  test('have no intervals where worlds are spread evenly', () => {
    const [base, cut] = sides(shown, SETTINGS, RANGE, 'sobol') as [Side, Side];
    const { shares, means } = worldsDelta(cut, base);
    expect([shares.survival.interval, means.months_alive!.interval]).toEqual([null, null]);
  });
});

describe('two files', () => {
  const text = readFileSync('scenarios/stability-ai-2023-10.yaml', 'utf8');
  const inEuros = compile(scenarioOf(text.replace(/^currency: USD$/m, 'currency: EUR')));

  test('share no futures, and money of two currencies is not subtracted', () => {
    const [base] = sides(shown, [SETTINGS[0]!]) as [Side];
    const [other] = sides(inEuros, [set(inEuros)]) as [Side];
    const { shares, means, months, fates } = worldsDelta(other, base);
    expect(inEuros.scenario.currency).toBe('EUR');
    expect(fates).toBe(null);
    expect([means.low, means.end_cash, means.end_owed]).toEqual([null, null, null]);
    expect(means.months_alive!.mean).toBe(0);
    // Nothing differed in these worlds, which are not known to be alike.
    expect(shares.survival.interval![1]).toBeGreaterThan(0);
    expect(months.failure).toBe(0);
  });

  test('that begin in different months differ in dates by the calendar', () => {
    const small = (start: string) =>
      compile(
        scenarioOf(
          `runway: 1\nstart: ${start}\nmonths: 6\ncash: 10\ncosts: {wages: {amount: 4, to: staff}}\ncreditors: {staff: {critical: true}}\n`,
        ),
      );
    const [early, late] = [small('2024-01'), small('2024-03')];
    const [base] = sides(early, [set(early)]) as [Side];
    const [other] = sides(late, [set(late)]) as [Side];
    expect(worldsDelta(other, base).months.failure).toBe(2);
    expect(worldsDelta(other, base).means.months_alive!.mean).toBe(0);
  });
});
