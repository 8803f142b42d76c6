import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, Engine, joinShards, type Model, type Shard } from '../../src/engine/ask.ts';
import { LIMITS as STREAM } from '../../src/engine/run/stream.ts';
import { passesOver } from '../../src/engine/stream-steps.ts';
import { leverSettings, type Settings } from '../../src/scenario/override.ts';
import { generateScenario } from '../oracle/generate.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { worldsOf } from './asking.ts';

const LIMITS = { whole: 0, blocks: 3 };
const BLOCK = 1024;

interface Whole {
  readonly first: number;
  readonly count: number;
  readonly seed: number;
}

/** The shards of worlds, cut at these blocks. */
function shardsOf(
  model: Model,
  settings: Settings,
  worlds: Whole,
  series: readonly string[],
  cuts: readonly number[],
  limits = {},
): Shard[] {
  const ends = [...cuts.map((block) => Math.min(worlds.count, block * BLOCK)), worlds.count];
  return ends.map((end, i) => {
    const start = i === 0 ? 0 : ends[i - 1]!;
    const part = { first: worlds.first + start, count: end - start };
    const question = {
      want: 'shard',
      model,
      variants: [{ settings }],
      worlds,
      part,
      sample: 2048,
      series,
      ends: 4000,
    } as const;
    return new Engine(null, i % 2 === 0 ? 'vectors' : 'plain', { ...LIMITS, ...limits }).answer(question);
  });
}

describe('shards', () => {
  const scenario = scenarioOf(readFileSync('bench/crunch-36.yaml', 'utf8'));
  const model = compile({ ...scenario, months: 9 });
  const settings = leverSettings(scenario);
  const worlds = { first: 77, count: 20_345, seed: 3 };
  const series = ['cash', 'owed', 'overdue'];
  const whole = worldsOf(model, settings, { ...worlds, series, ends: 4000 });

  test('come to what one run comes to, however they are cut, and by whatever back end', () => {
    for (const cuts of [[], [0, 3, 7, 7, 15, 20]]) {
      const shards = shardsOf(model, settings, worlds, series, cuts);
      const joined = joinShards(
        { model: model, settings: settings, worlds: worlds, series: series, ends: 4000 },
        shards,
      );
      expect(joined, `${cuts}`).toEqual({ worlds: whole, lost: [], areMeasuresLost: false });
    }
  });

  test('do so in several passes, for some series after the other', () => {
    const many = ['cash', 'owed', 'overdue', 'revenue', 'costs', 'net_burn', 'equity'];
    const limits = { part: 2 * 2 ** 20, kept: 4 * 2 ** 20 };
    const passes = passesOver(
      { want: 'measures', model, variants: [{ settings }], worlds, series: many },
      { ...STREAM, ...limits },
    );
    expect(passes.length).toBeGreaterThan(2);
    const shards = shardsOf(model, settings, worlds, many, [4, 4, 11], limits);
    const joined = joinShards({ model, settings, worlds, series: many, ends: 4000 }, shards);
    const all = worldsOf(model, settings, { ...worlds, series: many, ends: 4000 });
    expect(joined).toEqual({ worlds: all, lost: [], areMeasuresLost: false });
  });

  test('keep less than they simulate', () => {
    const [shard] = shardsOf(model, settings, worlds, series, []);
    const kept = shard!.columns.map((_, i) => shard!.kept(i).reduce((n, { length }) => n + length, 0));
    expect(kept.reduce((a, b) => a + b)).toBeLessThan(0.5 * worlds.count * kept.length);
  });

  test('do so in any scenario, of few worlds too', () => {
    for (let seed = 1; seed <= 2; seed++) {
      const own = scenarioOf(generateScenario(seed));
      const all = compile({ ...own, months: Math.min(own.months, 12) });
      const levers = leverSettings(own);
      const few = { first: 5, count: seed % 2 === 0 ? 700 : 2500, seed };
      const names = all.series.slice(0, 8).map(({ name }) => name);
      const joined = joinShards(
        { model: all, settings: levers, worlds: few, series: names, ends: 4000 },
        shardsOf(all, levers, few, names, [1, 2]),
      );
      expect(joined.worlds, `${seed}`).toEqual(worldsOf(all, levers, { ...few, series: names, ends: 4000 }));
    }
  });

  test('tell where a percentile was lost, and are right elsewhere', () => {
    const shards = shardsOf(model, settings, worlds, series, [5], { score: 0.2 });
    const { worlds: found, lost } = joinShards(
      { model: model, settings: settings, worlds: worlds, series: series, ends: 4000 },
      shards,
    );
    expect(lost.length).toBeGreaterThan(0);
    expect(lost).toContain('cash');
    expect(found.byMonth.get('cash')!.mean).toEqual(whole.byMonth.get('cash')!.mean);
    expect(found.causes).toEqual(whole.causes);
    for (const [t, x] of found.byMonth.get('cash')!.p50.entries()) {
      if (!Number.isNaN(x)) expect(x).toBe(whole.byMonth.get('cash')!.p50[t]);
    }
  });

  test('of different runs are refused', () => {
    const [first] = shardsOf(model, settings, worlds, series, [5]);
    const [, second] = shardsOf(model, settings, { ...worlds, seed: 4 }, series, [5]);
    expect(() =>
      joinShards({ model: model, settings: settings, worlds: worlds, series: series, ends: 4000 }, [first!, second!]),
    ).toThrow(/cut at different places/);
  });
});
