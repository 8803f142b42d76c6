/** The thread that simulates worlds for the screen: questions in, answers out, one at a time. */
import { parentPort } from 'node:worker_threads';
import { Faults } from '../diagnostic/diagnostic.ts';
import { compile, Engine, type Model } from '../engine/ask.ts';
import { load } from './load.ts';
import type { Answer, SentQuestion } from './odds-thread.ts';

/** Kept from question to question, and with it the draws: another setting of the levers meets the same worlds. */
const engine = new Engine();
/** The last text that was asked about, and its model. */
let last: { readonly text: string; readonly model: Model } | null = null;

function modelOf({ source, options }: SentQuestion): Model {
  if (last?.text !== source.text) last = { text: source.text, model: compile(load(source, options).scenario) };
  return last.model;
}

function answerTo(question: SentQuestion): Answer {
  const { id, settings, sampler, worlds: count, series } = question;
  try {
    const model = modelOf(question);
    const worlds = { first: 0, count, seed: model.scenario.seed, sampler };
    return { id, worlds: engine.answer({ want: 'endings', model, variants: [{ settings }], worlds, series }) };
  } catch (error) {
    if (error instanceof Faults) return { id, worlds: null, faults: error.diagnostics };
    throw error;
  }
}

parentPort!.on('message', (question: SentQuestion) => parentPort!.postMessage(answerTo(question)));
