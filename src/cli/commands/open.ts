import { environmentWith, isDumb } from '../../chart/appearance.ts';
import { type Diagnostic, Faults, type Source } from '../../diagnostic/diagnostic.ts';
import { keepHeapSmall } from '../../host/heap.ts';
import { oddsThread } from '../../host/odds-thread.ts';
import { SHOWN_FIRST, shippedPath } from '../../host/shipped.ts';
import type { Io } from '../io.ts';
import { type ScenarioOptions, tryLoad } from '../load.ts';
import { usage } from '../usage.ts';
import { runCommand } from './run.ts';

export interface OpenOptions extends ScenarioOptions {
  readonly json?: boolean;
  readonly screenReader?: boolean;
  readonly mouse?: boolean;
  readonly background?: 'light' | 'dark';
}

/**
 * `open`: the terminal UI on one file, or on two side by side. Where there is no terminal, prints what `run` (one file)
 * or `compare` (two) prints. Without a file it shows a shipped scenario.
 */
export async function open(io: Io, named: readonly string[], options: OpenOptions): Promise<number> {
  const files = named.length === 0 ? [SHOWN_FIRST] : named;
  const [first, second, ...more] = files as readonly [string, ...string[]];
  if (more.length > 0) throw new Faults([tooMany(files)]);
  const isTerminal = io.stdout.isTTY && io.stdin.isTTY && options.json !== true && !files.includes('-');
  const isDrawn = options.screenReader !== true && io.env.INK_SCREEN_READER !== 'true';
  const isTooDumb = isTerminal && isDrawn && isDumb(io.env);
  if (isTooDumb) io.stderr.write(NO_SCREEN);
  if (!isTerminal || isTooDumb) {
    if (second === undefined) return runCommand(io, first, options);
    const { compare } = await import('./compare.ts');
    return compare(io, files, options);
  }
  // Ink is most of what there is to load, so it is loaded for the screen alone.
  const { openTui } = await import('../../tui/open.tsx');
  keepHeapSmall();
  const read = (source: Source) => tryLoad(source, options);
  const file = (name: string) => {
    const shipped = shippedPath(name);
    return { path: shipped ?? name, isShipped: shipped !== null, odds: oddsThread() };
  };
  const { screenReader: isSpoken, mouse = true } = options;
  const { stdin, printing } = io;
  const preferences = printing?.preferences;
  const hasMouse = mouse && preferences?.mouse !== false;
  const background = options.background ?? (preferences?.theme === 'auto' ? undefined : preferences?.theme);
  const env = environmentWith(io.env, printing?.color ?? 'auto');
  const [stdout, stderr] = [io.stdout.stream(), io.stderr.stream()];
  return openTui({
    files: second === undefined ? [file(first)] : [file(first), file(second)],
    ...{ read, isSpoken, hasMouse, background, preferences, stdin, stdout, stderr, env },
  });
}

/** Printed before the page that replaces the screen. */
const NO_SCREEN =
  'TERM is dumb: this terminal can draw no screen, and what runway run prints follows. --screen-reader opens it in words.\n';

const tooMany = (files: readonly string[]): Diagnostic =>
  usage(
    `${files.length} files are given; the terminal UI shows one, or two side by side`,
    'runway compare FILE... prints any number of them side by side',
  );
