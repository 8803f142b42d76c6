import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/ask.ts';
import { worldsInPart } from '../../src/engine/run/sketched.ts';
import { PERCENTILES, type Worlds } from '../../src/engine/run/spread.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { sketchOf, worldsOf } from './asking.ts';

const NAMES = ['mean', ...PERCENTILES.map((p) => `p${p}` as const)] as const;

/** Every mean and percentile, in one order. */
function figures({ byMonth, measures, opening }: Worlds): (number | null)[] {
  const spreads = [measures.runway, measures.runwayNow, measures.low.cash, ...Object.values(opening)];
  return [
    ...[...byMonth.values()].flatMap((series) => NAMES.flatMap((name) => [...series[name]])),
    ...spreads.flatMap((spread) => NAMES.map((name) => spread[name])),
  ];
}

/** What is counted, and so exact. */
const counted = ({ survival, failing, causes, warnings, measures: m }: Worlds): object => {
  const months = [m.zeroCash, m.failure, m.low.month, m.insolvent, m.breakEven];
  return { survival, failing, causes, warnings, months, defaultAlive: m.defaultAlive };
};

describe('worlds that are sketched', () => {
  const scenario = scenarioOf(readFileSync('bench/crunch-36.yaml', 'utf8'));
  const model = compile({ ...scenario, months: 9 });
  const settings = leverSettings(scenario);
  const series = ['cash', 'owed'];

  test('are those of an ordinary run: what is counted is the same, and figures are as near as they say', async () => {
    const request = { first: 77, count: 2 * worldsInPart(series.length, 9) + 345, seed: 3, series };
    const exact = worldsOf(model, settings, request);
    const sketched = (await sketchOf(model, settings, request))!;
    expect(counted(sketched)).toEqual(counted(exact));
    expect([sketched.first, sketched.count]).toEqual([exact.first, exact.count]);
    expect(exact.relativeError).toBeUndefined();
    const off = figures(exact).filter((x, i) => {
      const found = figures(sketched)[i]!;
      if (x === null || found === null) return x !== found;
      return Math.abs(found - x) > sketched.relativeError! * Math.abs(x);
    });
    expect(off).toEqual([]);
  });

  test('name the world of a fault as an ordinary run does', () => {
    const broken = scenarioOf('runway: 1\nstart: 2024-01\ncash: 5\nassumptions: {d: "whole(0, 99999)", bad: 1 / d}');
    const many = { first: 0, count: 500_000, seed: 1, series: [] };
    const said = () => worldsOf(compile(broken), new Map(), many);
    let message = '';
    try {
      said();
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/in world \d+$/);
    expect(() => sketchOf(compile(broken), new Map(), many)).toThrow(message);
  });

  test('come in parts of whole blocks, however many series and months there are', () => {
    for (const [count, months] of [
      [0, 1],
      [4, 36],
      [80, 240],
      [5000, 240],
    ] as const) {
      const worlds = worldsInPart(count, months);
      expect(worlds % 1024).toBe(0);
      expect(worlds).toBeGreaterThan(0);
      if (worlds > 1024) expect(worlds * months * count * 8).toBeLessThanOrEqual(64 * 2 ** 20);
    }
  });
});
