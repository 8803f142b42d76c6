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
import type { Io } from './io.ts';
import { aloneWords, crewFor, watchRun } from './long-run.ts';

/** Options of a run that do not change its result. */
export interface Manner {
  /** Whether an interrupt ends the run with the worlds done so far; else it ends the program. */
  readonly stops: boolean;
}

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
export function simulateMany(io: Io, asked: ManyWorlds, { stops }: Manner): Promise<Worlds | null> {
  const { settings, ...rest } = asked;
  const question = { ...rest, want: 'measures', variants: [{ settings }] } as const;
  return simulate(io, question, asked.worlds.count, stops);
}

/** Simulates a shard of worlds in the same way; an interrupt ends the program. */
export async function simulateShard(
  io: Io,
  { settings, ...rest }: ManyWorlds,
  part: ShardQuestion['part'],
  sample: number,
): Promise<Shard> {
  const question = { ...rest, want: 'shard', variants: [{ settings }], part, sample } as const;
  return (await simulate(io, question, sample + part.count, false))!;
}

async function simulate<Q extends SummaryQuestion | ShardQuestion>(
  io: Io,
  question: Q,
  count: number,
  stops: boolean,
): Promise<Answer<Q['want']>['outcome'] | null> {
  const { model, series } = question;
  const crew = crewFor(count * model.scenario.months, series.length);
  if (crew === null) return simulateAlone(question);
  try {
    const engine = new Engine(crew);
    const share = () => engine.progress();
    const watching = watchRun(io, { count, of: 'worlds', share, stop: stops ? () => engine.stop() : null });
    try {
      return await engine.answerByCrew(question);
    } finally {
      watching.end();
    }
  } catch (error) {
    if (error instanceof Faults) throw error;
    // Threads could not be started, ran out of memory, or ended. The others wait for them forever, so they are ended
    // too.
    await crew.close();
    io.stderr.write(aloneWords(error));
    return simulateAlone(question);
  } finally {
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
