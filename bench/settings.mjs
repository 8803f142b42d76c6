// Measurements of settings that meet the same worlds: as many worlds as one run of one setting.
import { join } from 'node:path';
import { HOME } from './bundle.mjs';
import { load } from './crunch.mjs';
import { inTurn, timed } from './rounds.mjs';

const SETTINGS = 200;
const EACH = 1000;
const SHOWN = join(HOME, 'scenarios/stability-ai-2023-10.yaml');

/**
 * 200 settings of the levers in 1,000 worlds each, beside one setting in 200,000: worlds a millisecond, on one thread
 * and by two.
 */
export async function settings({ engine, thread, rounds }) {
  const { model, settings: filed } = load(engine, SHOWN);
  const [lever] = model.scenario.levers.keys();
  const own = filed.get(lever);
  const variants = Array.from({ length: SETTINGS }, (_, i) => ({
    settings: new Map(filed).set(lever, { ...own, value: i / (2 * SETTINGS) }),
  }));
  const two = new engine.ThreadCrew(2, thread);
  const asked = { want: 'endings', model, series: ['cash'] };
  const one = { ...asked, variants: [{ settings: filed }] };
  const alone = new engine.Engine();
  const together = new engine.Engine(two);
  const speed = (milliseconds) => ({ speed: (SETTINGS * EACH) / milliseconds });
  // Another seed each round: draws that are kept from the round before would be a gift.
  const long = (round) => ({ ...one, worlds: { first: 0, count: SETTINGS * EACH, seed: round + 100 } });
  const many = (round) => ({ ...asked, variants, worlds: { first: 0, count: EACH, seed: round + 100 } });
  const drain = (answers) => {
    for (const _ of answers);
  };
  const drainCrew = async (answers) => {
    const start = performance.now();
    for await (const _ of answers);
    return performance.now() - start;
  };
  const [numbers, each] = [['failure'], 'numbers'];
  const results = await inTurn(rounds, [
    { name: 'one setting', turn: (round) => speed(timed(() => drain(alone.ask(long(round))))) },
    { name: '200 settings', turn: (round) => speed(timed(() => drain(alone.ask(many(round))))) },
    {
      name: '200 settings, failure alone',
      turn: (round) => speed(timed(() => drain(alone.ask({ ...many(round), want: each, numbers })))),
    },
    { name: 'one setting, two threads', turn: async (round) => speed(await drainCrew(together.askCrew(long(round)))) },
    { name: '200 settings, two threads', turn: async (round) => speed(await drainCrew(together.askCrew(many(round)))) },
  ]).finally(() => two.close());
  return {
    title: `${SETTINGS} settings × ${EACH} worlds of the default scenario`,
    notes: [
      'Survival, causes and the percentiles of cash by month of each setting; failure alone: the month of each world.',
    ],
    main: 'speed',
    unit: 'worlds/ms',
    results,
    over: ['one setting', 'one setting, two threads'],
    targets: [
      { of: '200 settings', over: 'one setting', atLeast: 0.9 },
      { of: '200 settings, two threads', over: 'one setting, two threads', atLeast: 0.9 },
    ],
  };
}
