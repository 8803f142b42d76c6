import type { Source } from '../../diagnostic/diagnostic.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Io } from '../io.ts';
import { type ScenarioOptions, tryLoad } from '../load.ts';
import { oddsThread } from '../odds-thread.ts';
import { run } from './run.ts';

export interface OpenOptions extends ScenarioOptions {
  readonly json?: boolean;
  readonly screenReader?: boolean;
  readonly mouse?: boolean;
  readonly background?: 'light' | 'dark';
}

/** The terminal UI; where standard output or input is no terminal, what `run` prints. */
export async function open(io: Io, file: string, options: OpenOptions): Promise<number> {
  const isScreen = io.stdout.isTTY && io.stdin.isTTY && options.json !== true && file !== '-';
  if (!isScreen) return run(io, file, options);
  // Ink is loaded for the screen alone: it is most of what there is to load.
  const { openTui } = await import('../../tui/open.tsx');
  const sources = new WeakMap<Scenario, Source>();
  const read = (source: Source) => {
    const reading = tryLoad(source, options);
    if (reading.scenario !== null) sources.set(reading.scenario, source);
    return reading;
  };
  const odds = oddsThread(options, (scenario) => sources.get(scenario)!);
  const { screenReader: isSpoken, mouse: hasMouse, background } = options;
  const { stdin, stdout, stderr, env } = io;
  return openTui({ file, read, odds, isSpoken, hasMouse, background, stdin, stdout, stderr, env });
}
