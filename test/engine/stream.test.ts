import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, Engine } from '../../src/engine/ask.ts';
import { Memory } from '../../src/engine/program/memory.ts';
import { WORLD_FINALS } from '../../src/engine/run/asked.ts';
import { LIMITS, worldsInPart } from '../../src/engine/run/stream.ts';
import { Worker } from '../../src/engine/run/worker.ts';
import { passesOver } from '../../src/engine/stream-steps.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { generateScenario } from '../oracle/generate.ts';
import { scenarioOf } from '../scenario/reading.ts';
import { endingsOf, worldsOf } from './asking.ts';

/** Limits with which an engine's parts have three blocks, whatever memory there is. */
const SMALL = { whole: 0, blocks: 3 };
const streaming = (limits = {}, backEnd: 'vectors' | 'plain' = 'vectors'): Engine =>
  new Engine(null, backEnd, { ...SMALL, ...limits });

/** Counts the runs of an engine, on this thread. */
function counted(limits: object, after: (runs: number) => void = () => {}): { engine: Engine; runs: () => number } {
  const memory = new Memory(true);
  const worker = new Worker(memory, 0);
  let runs = 0;
  const run = async (job: Parameters<Worker['run']>[0]): Promise<void> => {
    runs++;
    worker.run(job);
    after(runs);
  };
  return { engine: new Engine({ memory, threads: 1, run }, 'vectors', { ...SMALL, ...limits }), runs: () => runs };
}

describe('worlds part after part', () => {
  const scenario = scenarioOf(readFileSync('bench/crunch-36.yaml', 'utf8'));
  const model = compile({ ...scenario, months: 9 });
  const settings = leverSettings(scenario);
  const request = { first: 77, count: 20_345, seed: 3, series: ['cash', 'owed'], means: ['overdue'], ends: 5000 };

  test('come to what they come to at once, to the bit', () => {
    const whole = worldsOf(model, settings, request);
    expect(worldsOf(model, settings, request, streaming())).toEqual(whole);
    expect(worldsOf(model, settings, request, streaming({ blocks: 1 }))).toEqual(whole);
    expect(worldsOf(model, settings, request, streaming({}, 'plain'))).toEqual(whole);
    expect(endingsOf(model, settings, request, streaming())).toEqual(endingsOf(model, settings, request));
  });

  test('do so after a question of which the draws were kept', () => {
    const engine = new Engine(null, 'vectors', { whole: 8 * 3072 * 40, blocks: 3 });
    worldsOf(model, settings, { ...request, count: 3072, series: [], means: [] }, engine);
    expect(worldsOf(model, settings, request, engine)).toEqual(worldsOf(model, settings, request));
  });

  test('do so in any scenario', () => {
    for (let seed = 1; seed <= 2; seed++) {
      const own = scenarioOf(generateScenario(seed));
      const all = compile({ ...own, months: Math.min(own.months, 12) });
      const asked = { first: 5, count: 4100, seed, series: all.series.slice(0, 12).map(({ name }) => name) };
      const levers = leverSettings(own);
      expect(worldsOf(all, levers, asked, streaming({ blocks: 1 })), `${seed}`).toEqual(worldsOf(all, levers, asked));
    }
  });

  test('are run again where a percentile was lost, and with little room, and come to the same', async () => {
    const whole = worldsOf(model, settings, request);
    const question = { want: 'measures', model, variants: [{ settings }], worlds: request, ...request } as const;
    const parts = Math.ceil(request.count / 3072);
    const surely = counted({});
    expect(await surely.engine.answerByCrew(question)).toEqual(whole);
    expect(surely.runs()).toBe(parts);
    // A third of a deviation: some ranks of so many columns wander farther.
    const hardly = counted({ score: 0.3 });
    expect(await hardly.engine.answerByCrew(question)).toEqual(whole);
    expect(hardly.runs()).toBeGreaterThan(parts);
    expect(worldsOf(model, settings, request, streaming({ kept: 1 }))).toEqual(whole);
  });

  test('take a pass for some series after the other where there are more than have room, to the bit', async () => {
    const asked = { ...request, series: model.series.slice(0, 7).map(({ name }) => name) };
    const whole = worldsOf(model, settings, asked);
    const { means, ends, ...own } = asked;
    const question = { want: 'measures', model, variants: [{ settings }], worlds: own, means, ends, ...own } as const;
    // Room for three series of a part of six blocks, beside the means and what is not of a month.
    const limits = { blocks: 6, part: 6 * 8 * 1024 * (4 * 9 + WORLD_FINALS.length) };
    const passes = passesOver(question, { ...LIMITS, ...limits });
    expect(passes.map((some) => some.length)).toEqual([3, 2, 2]);
    const once = counted({ ...limits, part: LIMITS.part });
    expect(await once.engine.answerByCrew(question)).toEqual(whole);
    const often = counted(limits);
    expect(await often.engine.answerByCrew(question)).toEqual(whole);
    expect(often.runs()).toBe(3 * Math.ceil(request.count / 6144));
    const hardly = counted({ ...limits, score: 0.3 });
    expect(await hardly.engine.answerByCrew(question)).toEqual(whole);
    expect(hardly.runs()).toBeGreaterThan(often.runs());
    expect(await often.engine.answerByCrew({ ...question, want: 'endings' })).toEqual(
      endingsOf(model, settings, asked),
    );
    // Stopped before all series are known, there is no answer; in the only pass, that of the worlds that are done.
    const stopped: { engine: Engine; runs: () => number } = counted(limits, (runs) => {
      if (runs === 5) stopped.engine.stop();
    });
    expect(await stopped.engine.answerByCrew(question)).toBeNull();
    expect(stopped.runs()).toBe(5);
  });

  test('are those that are done where the run is stopped, at the first part too', async () => {
    for (const after of [1, 2, 5]) {
      const memory = new Memory(true);
      const worker = new Worker(memory, 0);
      let runs = 0;
      const engine: Engine = new Engine(
        {
          memory,
          threads: 1,
          run: async (job) => {
            worker.run(job);
            runs++;
            if (runs === after) engine.stop();
          },
        },
        'vectors',
        SMALL,
      );
      const question = {
        want: 'measures',
        model,
        variants: [{ settings }],
        worlds: request,
        series: ['cash'],
        ends: 5000,
      } as const;
      const some = await engine.answerByCrew(question);
      expect(some!.count).toBe(3072 * after);
      expect(some).toEqual(worldsOf(model, settings, { ...request, series: ['cash'], means: [], count: some!.count }));
    }
  });

  test('name the world of a fault as worlds at once do', () => {
    const broken = scenarioOf('runway: 1\nstart: 2024-01\ncash: 5\nassumptions: {d: "whole(0, 9999)", bad: 1 / d}');
    const many = { first: 0, count: 50_000, seed: 1, series: [] };
    const said = (engine: Engine): string => {
      try {
        worldsOf(compile(broken), new Map(), many, engine);
      } catch (error) {
        return (error as Error).message;
      }
      return 'nothing';
    };
    expect(said(streaming())).toMatch(/in world \d+$/);
    expect(said(streaming())).toBe(said(new Engine()));
  });

  test('take parts of whole blocks, however many series and months there are, and only where they are many', () => {
    expect(worldsInPart(100_000, 2, 9, 36, LIMITS)).toBeNull();
    for (const [series, months] of [
      [0, 1],
      [4, 36],
      [80, 240],
      [5000, 240],
    ] as const) {
      const worlds = worldsInPart(4e9, series, 20, months, LIMITS)!;
      expect(worlds % 1024).toBe(0);
      expect(worlds).toBeGreaterThan(0);
      if (worlds > 1024) expect(worlds * months * series * 8).toBeLessThanOrEqual(LIMITS.part);
    }
  });
});
