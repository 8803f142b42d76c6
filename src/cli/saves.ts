import process from 'node:process';
import { isDumb } from '../chart/appearance.ts';
import { type Content, readContent } from '../host/read.ts';
import { shippedPath } from '../host/shipped.ts';
import { watchFileContent } from '../host/watch.ts';
import type { Io } from './io.ts';

/** Clears the terminal with its scrollback, and moves the cursor to the corner. */
const CLEARED = '\u001b[2J\u001b[3J\u001b[H';
/** Milliseconds of a timer that only keeps the process alive. */
const AN_HOUR_MS = 3_600_000;

/**
 * Runs an action on the files, and again after each save of one of them, until an interrupt; returns the last exit
 * status. A terminal is cleared before each run, where possible. A text that `isWhole` doubts is used only once it
 * stays.
 */
export async function afterEachSave(
  io: Io,
  files: readonly string[],
  isWhole: (file: string, text: string) => boolean,
  act: () => Promise<number>,
): Promise<number> {
  let wake = (): void => {};
  let isSaved = true;
  let isEnding = false;
  const again = (change: () => void) => (): void => {
    change();
    wake();
  };
  const saved = again(() => {
    isSaved = true;
  });
  const end = again(() => {
    isEnding = true;
  });
  const paths = files.map((file) => shippedPath(file) ?? file);
  // Read before the first run, so that saves during it are noticed.
  const contents = paths.map((path): Content => readContent(path));
  const unwatch = paths.map((path, i) =>
    watchFileContent(path, contents[i]!, (text) => isWhole(files[i]!, text), saved),
  );
  process.once('SIGINT', end);
  const awake = setInterval(() => {}, AN_HOUR_MS);
  let status = 0;
  try {
    while (!isEnding) {
      if (isSaved) {
        isSaved = false;
        if (io.stdout.isTTY && !isDumb(io.env)) io.stdout.write(CLEARED);
        status = await act();
        io.stderr.write(`Checked at ${clock(new Date())}. It is checked again after each save; Ctrl-C ends.\n`);
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    clearInterval(awake);
    process.off('SIGINT', end);
    for (const stop of unwatch) stop();
  }
  return status;
}

const two = (number: number): string => String(number).padStart(2, '0');

const clock = (now: Date): string => [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':');
