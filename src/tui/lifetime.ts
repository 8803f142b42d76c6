import { constants } from 'node:os';
import { visibleLines } from '../diagnostic/escape.ts';
import type { Face } from './face.ts';

/**
 * Signals that end the program; the terminal is given back first. Others that would end it belong to Node and the
 * machine: SIGUSR1 opens Node's debugger, and SIGPROF, SIGTRAP and those of a fault of the processor cannot be taken
 * well.
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
/** Those of the signals that a key of the terminal sends to every process that runs in it. */
const FROM_KEYS: ReadonlySet<string> = new Set(['SIGINT', 'SIGQUIT']);
/** A mistake of the program's own (EX_SOFTWARE of sysexits). */
const CRASHED = 70;
/** A stop that the system refuses, as it does where no shell could continue us, is given up after this long. */
const STOP_MS = 200;

export interface Lifetime {
  /** The exit code, when the end has come. */
  readonly ended: Promise<number>;
  end(code: number): void;
  /** The terminal is gone. */
  hangUp(): void;
  /** Gives the terminal back, then tells what went wrong. */
  crash(error: unknown): void;
  /** Gives the terminal back and stops until the shell continues us. */
  suspend(): void;
  /**
   * Gives the terminal to another program for as long as `use` lasts: what the keys of the terminal tell both, an
   * interrupt or a stop, is that program's.
   */
  lend(use: () => Promise<void>): Promise<void>;
  /** Lets go of the signals. Until then Ink leaves them to us. */
  close(): void;
}

/**
 * Every way out of the screen, from here until `ended`. `report` prints a text where people see it after the screen is
 * gone.
 */
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
    // Node aborts where it exits without its terminal; the signal itself, which nobody catches any more, ends it at
    // once.
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  };
  const crash = (error: unknown): void => {
    // What goes wrong on the way out, above all where the terminal is gone, has nobody left to be told.
    if (hasEnded) return;
    screen.leave();
    report(`runway stopped because of a mistake of its own. Your file is as it was last saved.\n${reportOf(error)}\n`);
    end(CRASHED);
  };
  const suspend = (): void => {
    screen.leave();
    process.off('SIGTSTP', suspend);
    // The whole group, as the terminal itself would: a program that started us stops too.
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
    // A terminal that was resized meanwhile told another, not us: ask for its size.
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

/** What listens to the process, until it is closed. */
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
