// Measurements of questions that try many variants: solve and deadlines, beside the engine asked the same without them.
import { join } from 'node:path';
import { HOME } from './bundle.mjs';
import { load } from './crunch.mjs';
import { inTurn } from './rounds.mjs';

const FILE = join(HOME, 'scenarios/stability-ai-2023-10.yaml');
const WORLDS = 1000;
const TARGET = { name: '--until', text: 'survival@2024-12 >= 50%' };

/** Worlds a millisecond through solve and through deadlines, on one thread, and through the engine alone. */
export async function analysis({ engine, rounds }) {
  const { model, settings } = load(engine, FILE);
  const worlds = { first: 0, count: WORLDS, seed: 1, sampler: 'random' };
  const held = { target: engine.readTarget(TARGET, model.scenario), confidence: 0.8 };
  const varied = engine.readVaried(model, settings, { name: '--vary', text: 'layoffs' }, null);
  const questions = {
    solve: (asking) => engine.solve(asking, held, varied),
    deadlines: (asking) => engine.deadlines(asking, held, model, settings, (plan) => plan),
  };
  const contestants = [];
  const answers = [];
  for (const [name, answer] of Object.entries(questions)) {
    const asked = [];
    const recording = new engine.Engine();
    const recorder = new engine.TrialAsking((question) => {
      asked.push(question);
      return recording.ask(question);
    }, worlds);
    await answer(recorder);
    const count = recorder.simulated;
    const [own, alone] = [new engine.Engine(), new engine.Engine()];
    contestants.push({
      name,
      turn: async () => {
        const start = performance.now();
        await answer(new engine.TrialAsking((question) => own.ask(question), worlds));
        const spent = performance.now() - start;
        return { speed: count / spent, 'ms in all': spent };
      },
    });
    contestants.push({
      name: `the engine, as ${name} asks it`,
      turn: () => {
        const start = performance.now();
        let simulated = 0;
        for (const question of asked) for (const { outcome } of alone.ask(question)) simulated += outcome.count;
        return { speed: simulated / (performance.now() - start) };
      },
    });
    answers.push({
      what: `worlds of ${name}`,
      found: count,
      about: asked.flatMap((q) => q.variants).length * WORLDS,
      within: 0,
    });
  }
  const results = await inTurn(rounds, contestants);
  return {
    title: `stability-ai-2023-10, ${WORLDS.toLocaleString('en')} worlds a variant, one thread`,
    notes: [
      'solve: the share of layoffs for survival at the end of 2024; deadlines: of all levers and plans for the same.',
    ],
    main: 'speed',
    unit: 'worlds/ms',
    results,
    over: Object.keys(questions).map((name) => `the engine, as ${name} asks it`),
    targets: Object.keys(questions).map((name) => ({ of: name, over: `the engine, as ${name} asks it`, atLeast: 0.8 })),
    answers,
  };
}
