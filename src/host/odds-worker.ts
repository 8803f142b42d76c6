/**
 * The thread that simulates worlds for the screen: questions in, answers out, one at a time. A long question is put
 * aside for each that comes while it is worked on, and given up when another takes its place.
 */
import { parentPort } from 'node:worker_threads';
import { type StudyProgress, study } from '../analysis/study.ts';
import type { TrialAsker } from '../analysis/trials.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { compile, Engine, type Model } from '../engine/ask.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { OddsReply, StudyReply, ThreadMessage, ThreadReply } from './odds-thread.ts';

type Message<K extends ThreadMessage['kind']> = Extract<ThreadMessage, { readonly kind: K }>;

/** Kept from question to question, and with it the draws: another setting of the levers meets the same worlds. */
const engine = new Engine();
/** In the middle of a long question the other one is in use. */
const longEngine = new Engine();
/** That of the scenario that was sent last. */
let model: Model | null = null;
/** The long question that is worked on. */
let studied: number | null = null;

/**
 * World-months of one run of a long question, some ten milliseconds: so long at most what must not wait does wait for
 * it.
 */
const MOST_AT_ONCE = 250_000;
/** How far it is, is told so often. */
const TOLD_MS = 100;

/** The long question is not to be answered any more. */
class Dropped extends Error {}

function modelFor(scenario: Scenario | null): Model {
  if (scenario !== null) model = compile(scenario);
  if (model === null) throw new Error('no scenario was sent');
  return model;
}

function answerTo({ scenario, id, settings, sampler, worlds: count, series }: Message<'odds'>): OddsReply {
  try {
    const own = modelFor(scenario);
    const worlds = { first: 0, count, seed: own.scenario.seed, sampler };
    return { id, worlds: engine.answer({ want: 'endings', model: own, variants: [{ settings }], worlds, series }) };
  } catch (error) {
    if (error instanceof Faults) return { id, worlds: null, faults: error.diagnostics };
    throw error;
  }
}

async function answerLong({ scenario, id, sampler, worlds, asked }: Message<'study'>): Promise<StudyReply | null> {
  let told = performance.now();
  try {
    // The message is answered in its turn: the scenario that it brought is there for those that follow.
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

/** What came in goes first; throws where the long question of that id is not to be answered any more. */
async function look(id: number): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (studied !== id) throw new Dropped();
}

/** Asks for the long question of that id, a few variants at a time, with a look in between at what has come in. */
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
