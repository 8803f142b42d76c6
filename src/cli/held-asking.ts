import type { TrialAsker } from '../analysis/trials.ts';
import { TrialAsking } from '../analysis/trials.ts';
import { Faults } from '../diagnostic/diagnostic.ts';
import { Engine, type Model, type WorldRange } from '../engine/ask.ts';
import type { Io } from './io.ts';
import { aloneWords, crewFor, watch } from './watch.ts';

/**
 * Asks about many variants of a model, `about` so many: few on this thread, many by a crew of threads, with a progress
 * bar. Both give the same. Where the crew fails this thread does it all, and standard error tells.
 */
export async function withAsking<T>(
  io: Io,
  { scenario }: Model,
  worlds: WorldRange | null,
  about: number,
  use: (asking: TrialAsking) => Promise<T>,
): Promise<T> {
  const count = about * (worlds?.count ?? 1);
  const crew = crewFor(count * scenario.months, 0);
  const alone = (): Promise<T> => {
    const engine = new Engine();
    return use(new TrialAsking((question) => engine.ask(question), worlds));
  };
  if (crew === null) return alone();
  const engine = new Engine(crew);
  let before = 0;
  let current = 0;
  const ask: TrialAsker = (question) => {
    before += current;
    current = [...question.variants].length;
    return engine.askCrew(question);
  };
  const share = (): number => Math.min(1, (before + current * engine.progress()) / about);
  const of = worlds === null ? 'variants' : 'worlds';
  const watching = watch(io, { count, of, share, stop: null });
  try {
    return await use(new TrialAsking(ask, worlds));
  } catch (error) {
    if (error instanceof Faults) throw error;
    // Threads that could not be started, had no room or ended. What is left of them waits for the others, and has
    // no use.
    await crew.close();
    watching.end();
    io.stderr.write(aloneWords(error));
    return await alone();
  } finally {
    watching.end();
    await crew.close();
  }
}
