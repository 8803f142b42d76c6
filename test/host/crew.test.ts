import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { compile, Engine } from '../../src/engine/ask.ts';
import { Memory } from '../../src/engine/program/memory.ts';
import { Worker } from '../../src/engine/run/worker.ts';
import { ThreadCrew } from '../../src/host/crew.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { worldsByCrew, worldsOf } from '../engine/asking.ts';

const PROGRAM = new URL('../../dist/thread.js', import.meta.url);
const scenarioOf = (text: string) => readScenario({ name: 'test', text }).scenario!;
const scenario = scenarioOf(readFileSync('scenarios/stability-ai-2023-10.yaml', 'utf8'));
const model = compile(scenario);
const settings = leverSettings(scenario);
const crews: ThreadCrew[] = [];
const simulationOf = (threads: number): Engine => {
  const crew = new ThreadCrew(threads, PROGRAM);
  crews.push(crew);
  return new Engine(crew);
};
afterAll(() => Promise.all(crews.map((crew) => crew.close())));

describe('a crew of threads', () => {
  const request = { first: 5000, count: 30_011, seed: 3, series: ['cash', 'owed'] };

  test('gives the bytes of one thread, however many there are', async () => {
    const alone = worldsOf(model, settings, request);
    for (const threads of [1, 2, 3]) {
      expect(await worldsByCrew(simulationOf(threads), model, settings, request), `${threads}`).toEqual(alone);
    }
  });

  test('keeps the draws for the next question, and answers as if it had not', async () => {
    const simulation = simulationOf(2);
    const pulled = new Map(settings).set('layoffs', { value: 0.5, from: scenario.start + 2, until: null });
    await worldsByCrew(simulation, model, settings, request);
    const kept = await worldsByCrew(simulation, model, pulled, request);
    expect(kept).toEqual(worldsOf(model, pulled, request));
    const other = { ...request, seed: 4 };
    expect(await worldsByCrew(simulation, model, pulled, other)).toEqual(worldsOf(model, pulled, other));
  });

  test('names the lowest world of a fault, whichever thread meets it', async () => {
    const broken = scenarioOf('runway: 1\nstart: 2024-01\ncash: 5\nassumptions: {d: "whole(0, 9999)", bad: 1 / d}');
    const many = { first: 0, count: 200_000, seed: 1, series: [] };
    let said = '';
    try {
      worldsOf(compile(broken), new Map(), many);
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toMatch(/in world \d+$/);
    await expect(worldsByCrew(simulationOf(2), compile(broken), new Map(), many)).rejects.toThrow(said);
  });

  test('gives what is done where it is stopped, and it is the start of the whole', async () => {
    const simulation = simulationOf(2);
    const running = worldsByCrew(simulation, model, settings, { ...request, count: 1_000_000, series: ['cash'] });
    while (simulation.progress() === 0) await new Promise(setImmediate);
    simulation.stop();
    const some = await running;
    expect(some!.count).toBeGreaterThan(0);
    expect(some!.count).toBeLessThan(1_000_000);
    expect(some).toEqual(worldsOf(model, settings, { ...request, count: some!.count, series: ['cash'] }));
  });

  test('gives all series of some worlds where it is stopped at the first of them', async () => {
    const series = ['cash', 'owed', 'overdue', 'net_burn', 'revenue', 'costs', 'debt', 'equity'];
    const simulation = simulationOf(2);
    const running = worldsByCrew(simulation, model, settings, { ...request, count: 300_000, series });
    while (simulation.progress() === 0) await new Promise(setImmediate);
    simulation.stop();
    const some = await running;
    expect([...some!.byMonth.keys()]).toEqual(series);
    expect(some!.count).toBeLessThan(300_000);
    expect(some).toEqual(worldsOf(model, settings, { ...request, count: some!.count, series }));
  });

  test('is stopped between its parts too', async () => {
    const memory = new Memory(true);
    const worker = new Worker(memory, 0);
    const simulation = new Engine({
      memory,
      threads: 1,
      run: async (job) => {
        worker.run(job);
        simulation.stop();
      },
    });
    const series = model.series.slice(0, 16).map(({ name }) => name);
    const some = await worldsByCrew(simulation, model, settings, { ...request, count: 150_000, series });
    expect([...some!.byMonth.keys()]).toEqual(series);
    expect(some!.count).toBeLessThan(150_000);
  });

  test('gives nothing where it is stopped before anything is done', async () => {
    const memory = new Memory(true);
    const worker = new Worker(memory, 0);
    const simulation = new Engine({
      memory,
      threads: 1,
      run: async (job) => {
        simulation.stop();
        worker.run(job);
      },
    });
    expect(await worldsByCrew(simulation, model, settings, request)).toBeNull();
  });
});

describe('a thread that is gone', () => {
  const request = { first: 0, count: 30_011, seed: 3, series: ['cash'] };
  /** A thread's program that holds these statements. */
  const program = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`);
  const crewOf = (text: string, threads = 2): ThreadCrew => {
    const crew = new ThreadCrew(threads, program(text));
    crews.push(crew);
    return crew;
  };
  const LATER = "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { STATEMENT });";
  const run = (crew: ThreadCrew) => worldsByCrew(new Engine(crew), model, settings, request);

  test.each([
    ['ends at once', 'process.exit(3)', 'a thread ended before it was done, with exit code 3'],
    ['has nothing to do', '', 'a thread ended before it was done, with exit code 0'],
    ['fails at once', "throw new Error('a fault of its own')", 'a fault of its own'],
    ['cannot be read', 'const = 1', 'Unexpected token'],
    [
      'ends in the run',
      LATER.replace('STATEMENT', 'process.exit(0)'),
      'a thread ended before it was done, with exit code 0',
    ],
    ['fails in the run', LATER.replace('STATEMENT', "throw new Error('a fault of its own')"), 'a fault of its own'],
  ])('%s: the run is rejected and says why, and so is the next', async (_, text, why) => {
    const crew = crewOf(text);
    await expect(run(crew)).rejects.toThrow(why);
    await expect(run(crew)).rejects.toThrow(why);
    await crew.close();
  });

  test('had ended before the run began', async () => {
    const crew = crewOf('process.exit(3)', 1);
    await run(crew).catch(() => {});
    await new Promise(setImmediate);
    await expect(run(crew)).rejects.toThrow('exit code 3');
  });

  test('had been closed', async () => {
    const crew = new ThreadCrew(1, PROGRAM);
    await crew.close();
    await expect(run(crew)).rejects.toThrow('a thread ended before it was done');
  });
});
