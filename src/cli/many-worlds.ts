import process from 'node:process';
import { Faults } from '../diagnostic/diagnostic.ts';
import type { Worlds } from '../engine/answers.ts';
import { Engine, type Model, type SummaryQuestion, type WorldRange } from '../engine/ask.ts';
import { isOutOfMemory, NO_MEMORY } from '../engine/threads.ts';
import { ThreadCrew } from '../host/crew.ts';
import type { Settings } from '../scenario/override.ts';
import type { Io } from './io.ts';
import { showProgress } from './progress.ts';

/** How a run is made. */
export interface Manner {
  /** Percentiles from sketches, in memory that does not grow with the worlds. */
  readonly sketch: boolean;
  /** Whether an interrupt ends the run with the worlds that are done; else it ends the program. */
  readonly stops: boolean;
}

/** Worlds of one setting of the levers, and the series by month that are wanted. */
export interface ManyWorlds {
  readonly model: Model;
  readonly settings: Settings;
  readonly worlds: WorldRange;
  readonly series: readonly string[];
}

/**
 * Threads take about a tenth of a second to start. They are worth it from a third of a second of work on: so many months of series, of
 * which the simulation itself counts as eight.
 */
const CREW_PAYS = 25e6;
const SIMULATION = 8;

const workOf = ({ model: { scenario }, worlds, series }: ManyWorlds): number =>
  worlds.count * scenario.months * (series.length + SIMULATION);

/**
/**
 * Simulates worlds: few on this thread, many by a crew of threads, with a progress bar. Both give the same. Where the crew fails this thread
 * does it, and standard error tells. Fewer worlds than were asked for where the run was interrupted, null where none was done. Throws Faults,
 * and names the world, and an error of which `isOutOfMemory` holds.
 */
export async function simulateMany(io: Io, asked: ManyWorlds, { sketch, stops }: Manner): Promise<Worlds | null> {
  const { settings, ...rest } = asked;
  const question = { ...rest, want: 'measures', variants: [{ settings }], isSketched: sketch } as const;
  const crew = workOf(asked) < CREW_PAYS ? null : startCrew();
  if (crew === null) return simulateAlone(question);
  try {
    return await watched(io, new Engine(crew), asked.worlds.count, stops, (engine) => engine.answerByCrew(question));
  } catch (error) {
    if (error instanceof Faults) throw error;
    // Threads that could not be started, had no room or ended. What is left of them waits for the others, and has no use.
    await crew.close();
    io.stderr.write(`runway: one thread simulates, which takes longer: ${messageOf(error)}\n`);
    return simulateAlone(question);
  } finally {
    await crew.close();
  }
}

function simulateAlone(question: SummaryQuestion & { readonly want: 'measures' }): Worlds {
  try {
    return new Engine().answer(question);
  } catch (cause) {
    if (!isOutOfMemory(cause)) throw cause;
    const advice = question.isSketched === true ? '' : '; fewer take less, and with --sketch any number takes little';
    throw new RangeError(`${NO_MEMORY} for ${question.worlds.count} worlds${advice}`, { cause });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Null where there is no memory that threads can share. */
function startCrew(): ThreadCrew | null {
  try {
    return new ThreadCrew();
  } catch {
    return null;
  }
}

/** A run of which the progress is shown. The first interrupt stops it; the next ends the program, as it does everywhere else. */
async function watched(
  io: Io,
  engine: Engine,
  worlds: number,
  stops: boolean,
  run: (engine: Engine) => Promise<Worlds | null>,
): Promise<Worlds | null> {
  let isStopping = false;
  const stop = (): void => {
    isStopping = true;
    engine.stop();
  };
  if (stops) process.once('SIGINT', stop);
  const clear = showProgress(
    io,
    worlds,
    () => engine.progress(),
    () => isStopping,
  );
  try {
    return await run(engine);
  } finally {
    clear();
    process.off('SIGINT', stop);
  }
}
