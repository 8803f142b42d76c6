import { availableParallelism } from 'node:os';
import { Worker as Thread } from 'node:worker_threads';
import { type Crew, type Job, Memory } from '../engine/threads.ts';

/** Data that a thread is started with. */
export interface ThreadStart {
  readonly memory: Memory['wasm'];
  /** Number of the thread, from 0. */
  readonly thread: number;
}

/** A thread's message when it has left a run: null, or its error. */
export type ThreadAnswer = null | { readonly error: unknown };

/** Most threads to start: the memory's bandwidth serves no more. */
const MOST_THREADS = 16;

/**
 * A thread's numbers are in the shared memory; without this limit, V8 would reserve 48 MB a thread for short-lived
 * objects.
 */
const LITTLE_GARBAGE = { maxYoungGenerationSizeMb: 4 };

/** The program of a thread, in a file beside this one. */
const THREAD = new URL('./thread.js', import.meta.url);

/**
 * Threads of this machine, started together and kept for many runs. While they wait they do not keep the process alive.
 * Once a thread has ended by itself, the current run and every later one is rejected.
 */
export class ThreadCrew implements Crew {
  readonly memory = new Memory(true);
  private readonly crew: readonly Member[];

  /** Throws where the host has no memory that threads can share. */
  constructor(
    readonly threads = Math.min(availableParallelism(), MOST_THREADS),
    program: URL = THREAD,
  ) {
    if (this.memory.wasm === null) throw new Error('there is no memory that threads can share');
    this.memory.reserve(65536);
    this.crew = Array.from({ length: threads }, (_, thread) => {
      const start: ThreadStart = { memory: this.memory.wasm, thread };
      return memberOf(new Thread(program, { workerData: start, resourceLimits: LITTLE_GARBAGE }));
    });
  }

  /**
   * Runs a job on all threads. Rejects with a thread's error or the reason of its end. Other threads may then still be
   * in the run, so only `close` may follow.
   */
  async run(job: Job): Promise<void> {
    await Promise.all(this.crew.map((member) => member.run(job)));
  }

  async close(): Promise<void> {
    await Promise.all(this.crew.map((member) => member.close()));
  }
}

interface Member {
  /** Resolves when the thread has left the run. */
  run(job: Job): Promise<void>;
  close(): Promise<unknown>;
}

function memberOf(thread: Thread): Member {
  /** Why the thread has ended, once it has. */
  let end: unknown = null;
  let settle: (error: unknown) => void = () => {};
  const lose = (error: unknown): void => {
    end ??= error;
    settle(end);
  };
  thread.unref();
  thread.on('message', (answer: ThreadAnswer) => settle(answer === null ? null : answer.error));
  thread.on('error', lose);
  thread.on('exit', (code) => lose(new Error(endOf(code))));
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        settle = (error) => {
          settle = () => {};
          thread.unref();
          if (error === null) resolve();
          else reject(error);
        };
        if (end !== null) return settle(end);
        thread.ref();
        thread.postMessage(job);
      }),
    close: () => thread.terminate(),
  };
}

/** The message for a thread that ended without an error. */
export const endOf = (code: number): string => `a thread ended before it was done, with exit code ${code}`;
