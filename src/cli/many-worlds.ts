import process from 'node:process';
import { Faults } from '../diagnostic/diagnostic.ts';
import type { Model } from '../engine/engine.ts';
import { Simulation, type WorldsRequest } from '../engine/simulation.ts';
import type { Worlds } from '../engine/spread.ts';
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

/**
 * Threads take about a tenth of a second to start. They are worth it from a third of a second of work on: so many months of series, of
 * which the simulation itself counts as eight.
 */
const CREW_PAYS = 25e6;
const SIMULATION = 8;

const workOf = ({ scenario }: Model, { count, series }: WorldsRequest): number =>
  count * scenario.months * (series.length + SIMULATION);

/**
 * Simulates worlds: few on this thread, many by a crew of threads, with a progress bar. Both give the same. Fewer worlds than were asked for
 * where the run was interrupted, null where none was done. Throws Faults as `simulateCase` does.
 */
export async function simulateMany(
  io: Io,
  model: Model,
  settings: Settings,
  request: WorldsRequest,
  manner: Manner,
): Promise<Worlds | null> {
  const crew = workOf(model, request) < CREW_PAYS ? null : startCrew();
  if (crew === null) return simulate(new Simulation(), model, settings, request, manner);
  try {
    return await watched(io, new Simulation(crew), request.count, manner, (simulation) =>
      manner.sketch
        ? simulation.sketchedWorlds(model, settings, request)
        : simulation.worldsByCrew(model, settings, request),
    );
  } catch (error) {
    if (error instanceof Faults) throw error;
    // Threads that could not be started, or had no room.
    return simulate(new Simulation(), model, settings, request, manner);
  } finally {
    await crew.close();
  }
}

function simulate(
  simulation: Simulation,
  model: Model,
  settings: Settings,
  request: WorldsRequest,
  { sketch }: Manner,
): Worlds | Promise<Worlds | null> {
  return sketch ? simulation.sketchedWorlds(model, settings, request) : simulation.worlds(model, settings, request);
}

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
  simulation: Simulation,
  worlds: number,
  { stops }: Manner,
  run: (simulation: Simulation) => Promise<Worlds | null>,
): Promise<Worlds | null> {
  let isStopping = false;
  const stop = (): void => {
    isStopping = true;
    simulation.stop();
  };
  if (stops) process.once('SIGINT', stop);
  const clear = showProgress(
    io,
    worlds,
    () => simulation.progress(),
    () => isStopping,
  );
  try {
    return await run(simulation);
  } finally {
    clear();
    process.off('SIGINT', stop);
  }
}
