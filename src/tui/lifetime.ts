import { constants } from 'node:os';
import { visibleLines } from '../diagnostic/escape.ts';
import type { Face } from './face.ts';

/**
 * Signals that end the program; the terminal is given back first. Of the others that would end it SIGUSR1 opens Node's
 * debugger, and SIGPROF, SIGTRAP and those of processor faults cannot be handled safely.
 */
const ENDING = [
  'SIGTERM',
  'SIGINT',
  'SIGQUIT',
  'SIGABRT',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGXCPU',
  'SIGXFSZ',
] as const;
/** The signals that the terminal sends for a key, to every process in its foreground. */
const FROM_KEYS: ReadonlySet<string> = new Set(['SIGINT', 'SIGQUIT']);
/** Exit code after a mistake of the program's own (EX_SOFTWARE in sysexits.h). */
const CRASHED = 70;
/** Milliseconds after which a stop is given up: the system refuses it where no shell could continue the program. */
const STOP_MS = 200;

export interface Lifetime {
  /** Resolves with the exit code when the program is to end. */
  readonly ended: Promise<number>;
  end(code: number): void;
  /** Ends, since the terminal is gone. */
  hangUp(): void;
  /** Gives the terminal back, reports the error and ends. */
  crash(error: unknown): void;
  /** Gives the terminal back and stops the process until the shell continues it. */
  suspend(): void;
  /**
   * Gives the terminal to another program until `use` resolves. Signals of keys, an interrupt or a stop, which reach
   * both processes, are left to that program.
   */
  lend(use: () => Promise<void>): Promise<void>;
  /** Stops handling signals. */
  close(): void;
}

/** Handles every way out of the screen until `ended`. `report` prints a text that stays after the screen is gone. */
export function createLifetime(screen: Pick<Face, 'enter' | 'leave'>, report: (text: string) => void): Lifetime {
  let hasEnded = false;
  let isLent = false;
  let waiting: NodeJS.Timeout | undefined;
  let resolve: (code: number) => void = () => {};
  const ended = new Promise<number>((settle) => {
    resolve = settle;
  });
  const { listen, close } = listeners();
  const end = (code: number): void => {
    hasEnded = true;
    screen.leave();
    resolve(code);
  };
  const hangUp = (): void => {
    if (hasEnded) return;
    hasEnded = true;
    screen.leave();
    // An exit without a terminal makes Node abort. With its handlers removed, the signal itself ends the process.
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  };
  const crash = (error: unknown): void => {
    // An error after the end, such as a write to a terminal that is gone, cannot be shown to anybody.
    if (hasEnded) return;
    screen.leave();
    report(`runway stopped because of a mistake of its own. Your file is as it was last saved.\n${reportOf(error)}\n`);
    end(CRASHED);
  };
  const suspend = (): void => {
    screen.leave();
    process.off('SIGTSTP', suspend);
    // The whole process group stops, as by the terminal's own key: also a program that started this one.
    process.kill(0, 'SIGTSTP');
    waiting = setTimeout(resume, STOP_MS);
  };
  const resume = (): void => {
    clearTimeout(waiting);
    if (hasEnded) return;
    if (!process.listeners('SIGTSTP').includes(suspend)) process.on('SIGTSTP', suspend);
    if (!isLent) takeBack();
  };
  const takeBack = (): void => {
    screen.leave();
    screen.enter();
    // A resize during the stop was signalled to other processes: this signal makes Node read the size anew.
    process.kill(process.pid, 'SIGWINCH');
  };
  const lend = async (use: () => Promise<void>): Promise<void> => {
    isLent = true;
    screen.leave();
    try {
      await use();
    } finally {
      isLent = false;
      if (!hasEnded) takeBack();
    }
  };
  for (const signal of ENDING)
    listen(signal, () => {
      if (!isLent || !FROM_KEYS.has(signal)) end(128 + constants.signals[signal]);
    });
  listen('SIGHUP', hangUp);
  listen('SIGTSTP', suspend);
  listen('SIGCONT', resume);
  listen('uncaughtException', crash);
  listen('unhandledRejection', crash);
  listen('exit', () => screen.leave());
  return { ended, end, hangUp, crash, suspend, lend, close };
}

/** Listeners on the process, which `close` removes all at once. */
function listeners() {
  const all: [string, (cause: unknown) => void][] = [];
  const emitter: NodeJS.EventEmitter = process;
  return {
    listen(event: string, listener: (cause: unknown) => void): void {
      emitter.on(event, listener);
      all.push([event, listener]);
    },
    close(): void {
      for (const [event, listener] of all.splice(0)) emitter.off(event, listener);
    },
  };
}

const reportOf = (error: unknown): string =>
  visibleLines(error instanceof Error ? (error.stack ?? error.message) : String(error));
