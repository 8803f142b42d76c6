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
import { aloneWords, crewFor, watch } from './watch.ts';

/** How a run is made. */
export interface Manner {
  /** Whether an interrupt ends the run with the worlds that are done; else it ends the program. */
  readonly stops: boolean;
}

/** Worlds of one setting of the levers, and the series by month that are wanted. */
export interface ManyWorlds {
  readonly model: Model;
  readonly settings: Settings;
  readonly worlds: WorldRange;
  readonly series: readonly string[];
  /** Of how many worlds, the first ones, it is wanted how each ends. */
  readonly ends?: number;
}

/**
 * Simulates worlds: few on this thread, many by a crew of threads, with a progress bar. Both give the same. Where the
 * crew fails this thread does it, and standard error tells. Fewer worlds than were asked for where the run was
 * interrupted, null where none was done. Throws Faults, and names the world, and an error of which `isOutOfMemory`
 * holds.
 */
export function simulateMany(io: Io, asked: ManyWorlds, { stops }: Manner): Promise<Worlds | null> {
  const { settings, ...rest } = asked;
  const question = { ...rest, want: 'measures', variants: [{ settings }] } as const;
  return simulate(io, question, asked.worlds.count, stops);
}

/** Simulates a shard of worlds, likewise; an interrupt ends the program. */
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
    const watching = watch(io, { count, of: 'worlds', share, stop: stops ? () => engine.stop() : null });
    try {
      return await engine.answerByCrew(question);
    } finally {
      watching.end();
    }
  } catch (error) {
    if (error instanceof Faults) throw error;
    // Threads that could not be started, had no room or ended. What is left of them waits for the others, and has no
    // use.
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
