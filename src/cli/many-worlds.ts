import { Faults } from '../diagnostic/diagnostic.ts';
import type { Worlds } from '../engine/answers.ts';
import {
  type Answer,
  Engine,
  type Model,
  type Shard,
  type ShardQuestion,
  type SummaryQuestion,
  type WorldRange,
} from '../engine/ask.ts';
import { isOutOfMemory, NO_MEMORY } from '../engine/threads.ts';
import type { Settings } from '../scenario/override.ts';
import { Interrupted, NO_PART } from './interrupt.ts';
import type { Io } from './io.ts';
import { aloneWords, crewFor, watchRun } from './long-run.ts';

/** Worlds of one setting of the levers, and the monthly series to keep. */
export interface ManyWorlds {
  readonly model: Model;
  readonly settings: Settings;
  readonly worlds: WorldRange;
  readonly series: readonly string[];
  /** Of how many of the first worlds each world's end is kept. */
  readonly ends?: number;
}

/**
 * Simulates worlds: few on this thread, many on a crew of threads, with a progress bar and the same results. Where the
 * crew fails, this thread goes on alone, with a note on standard error. Returns fewer worlds than asked for where it
 * was interrupted, null where none was done. Throws Faults, which name the world, and errors for which `isOutOfMemory`
 * holds.
 */
export function simulateSome(io: Io, { settings, ...rest }: ManyWorlds): Promise<Worlds | null> {
  return simulate(io, { ...rest, want: 'measures', variants: [{ settings }] }, rest.worlds.count);
}

/** The same of all worlds. Throws Interrupted, too, which says `what` that means. */
export async function simulateAll(io: Io, asked: ManyWorlds, what?: string): Promise<Worlds> {
  const worlds = await simulateSome(io, asked);
  if (worlds === null || worlds.count < asked.worlds.count) throw new Interrupted(what);
  return worlds;
}

/** Simulates a shard of worlds in the same way. Throws Interrupted, too. */
export async function simulateShard(
  io: Io,
  { settings, ...rest }: ManyWorlds,
  part: ShardQuestion['part'],
  sample: number,
): Promise<Shard> {
  const question = { ...rest, want: 'shard', variants: [{ settings }], part, sample } as const;
  const shard = await simulate(io, question, sample + part.count);
  if (shard === null) throw new Interrupted(NO_PART);
  return shard;
}

async function simulate<Q extends SummaryQuestion | ShardQuestion>(
  io: Io,
  question: Q,
  count: number,
): Promise<Answer<Q['want']>['outcome'] | null> {
  const { model, series } = question;
  const crew = crewFor(count * model.scenario.months, series.length);
  if (crew === null) return simulateAlone(question);
  const engine = new Engine(crew);
  const watching = watchRun(io, { count, of: 'worlds', share: () => engine.progress(), stop: () => engine.stop() });
  try {
    return await engine.answerByCrew(question);
  } catch (error) {
    if (error instanceof Faults) throw error;
    if (watching.isStopping()) return null;
    // Threads could not be started, ran out of memory, or ended. The others wait for them forever, so they are ended
    // too.
    await crew.close();
    // This thread does not look up from the work: from here on an interrupt ends the program.
    watching.end();
    io.stderr.write(aloneWords(error));
    return simulateAlone(question);
  } finally {
    watching.end();
    await crew.close();
  }
}

function simulateAlone<Q extends SummaryQuestion | ShardQuestion>(question: Q): Answer<Q['want']>['outcome'] {
  try {
    return new Engine().answer(question);
  } catch (cause) {
    if (!isOutOfMemory(cause)) throw cause;
    throw new RangeError(`${NO_MEMORY} for ${question.worlds.count} worlds; fewer measures take less`, { cause });
  }
}
