/** The thread that simulates worlds for the screen: questions in, answers out, one at a time. */
import { parentPort } from 'node:worker_threads';
import { Faults } from '../diagnostic/diagnostic.ts';
import { compile, Engine, type Model } from '../engine/ask.ts';
import type { OddsReply, SentQuestion } from './odds-thread.ts';

/** Kept from question to question, and with it the draws: another setting of the levers meets the same worlds. */
const engine = new Engine();
/** That of the scenario that was sent last. */
let model: Model | null = null;

function answerTo({ scenario, id, settings, sampler, worlds: count, series }: SentQuestion): OddsReply {
  try {
    if (scenario !== null) model = compile(scenario);
    if (model === null) throw new Error('no scenario was sent');
    const worlds = { first: 0, count, seed: model.scenario.seed, sampler };
    return { id, worlds: engine.answer({ want: 'endings', model, variants: [{ settings }], worlds, series }) };
  } catch (error) {
    if (error instanceof Faults) return { id, worlds: null, faults: error.diagnostics };
    throw error;
  }
}

parentPort!.on('message', (question: SentQuestion) => parentPort!.postMessage(answerTo(question)));
