/**
 * The thread that simulates worlds for the screen, one question at a time. A long question is interrupted by every
 * other question, and given up when another long one replaces it.
 */
import { parentPort } from 'node:worker_threads';
import { type StudyProgress, study } from '../analysis/study.ts';
import type { TrialAsker } from '../analysis/trials.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { compile, Engine, type Model } from '../engine/ask.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { OddsReply, StudyReply, ThreadMessage, ThreadReply } from './odds-thread.ts';

type MessageOf<K extends ThreadMessage['kind']> = Extract<ThreadMessage, { readonly kind: K }>;

/** Kept for all questions with its draws, so that other settings meet the same worlds. */
const engine = new Engine();
/** A second engine, as the first is used in the middle of a long question. */
const longEngine = new Engine();
/** Model of the scenario sent last. */
let model: Model | null = null;
/** Id of the long question being worked on. */
let studied: number | null = null;

/**
 * World-months of one run of a long question, some ten milliseconds: the longest that another question waits for it.
 */
const MOST_AT_ONCE = 250_000;
/** Milliseconds between two messages on progress. */
const TOLD_MS = 100;

/** Thrown where the long question needs no answer any more. */
class Dropped extends Error {}

function modelFor(scenario: Scenario | null): Model {
  if (scenario !== null) model = compile(scenario);
  if (model === null) throw new Error('no scenario was sent');
  return model;
}

function answerTo({ scenario, id, settings, sampler, worlds: count, series }: MessageOf<'odds'>): OddsReply {
  try {
    const own = modelFor(scenario);
    const worlds = { first: 0, count, seed: own.scenario.seed, sampler };
    return { id, worlds: engine.answer({ want: 'endings', model: own, variants: [{ settings }], worlds, series }) };
  } catch (error) {
    if (error instanceof Faults) return { id, worlds: null, faults: error.diagnostics };
    throw error;
  }
}

async function answerLong({ scenario, id, sampler, worlds, asked }: MessageOf<'study'>): Promise<StudyReply | null> {
  let told = performance.now();
  try {
    // Messages are answered in order, so the model is that of this question or of the last one that brought a scenario.
    const own = { model: modelFor(scenario), sampler, worlds };
    const tell = (progress: StudyProgress): void => {
      if (performance.now() - told < TOLD_MS) return;
      told = performance.now();
      post({ kind: 'study', reply: { id, progress } });
    };
    const found = await study(asker(id), own, asked, tell, () => look(id));
    return { id, found };
  } catch (error) {
    if (error instanceof Faults) return { id, found: null, faults: error.diagnostics };
    if (error instanceof Dropped) return null;
    throw error;
  }
}

/** Lets messages that came in be answered first; throws where the long question of this id was dropped. */
async function look(id: number): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (studied !== id) throw new Dropped();
}

/** Answers the long question of this id a few variants at a time, and lets other messages in between. */
function asker(id: number): TrialAsker {
  return async function* (question) {
    const variants = [...question.variants];
    const months = question.model.scenario.months * (question.worlds?.count ?? 1);
    const size = Math.max(1, Math.floor(MOST_AT_ONCE / months));
    for (let first = 0; first < variants.length; first += size) {
      await look(id);
      for (const answer of longEngine.ask({ ...question, variants: variants.slice(first, first + size) }))
        yield { ...answer, index: answer.index + first };
    }
  };
}

const post = (reply: ThreadReply): void => parentPort!.postMessage(reply);

parentPort!.on('message', async (message: ThreadMessage) => {
  if (message.kind === 'odds') return post({ kind: 'odds', reply: answerTo(message) });
  studied = message.kind === 'drop' ? null : message.id;
  if (message.kind === 'drop') return;
  const reply = await answerLong(message);
  if (reply !== null && studied === reply.id) post({ kind: 'study', reply });
});
