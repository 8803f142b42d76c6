import { availableParallelism } from 'node:os';
import { Worker as Thread } from 'node:worker_threads';
import { type Crew, type Job, Memory } from '../engine/threads.ts';

/** What a thread is started with. */
export interface ThreadStart {
  readonly memory: Memory['wasm'];
  /** Its number, from 0. */
  readonly thread: number;
}

/** What it answers when it has left a run: null, or what went wrong. */
export type ThreadAnswer = null | { readonly error: unknown };

/** Threads that are started at most: more would only wait for memory. */
const MOST_THREADS = 16;

/** A thread's numbers lie in the memory that all share; V8 would take 48 MB for each to hold what is soon garbage. */
const LITTLE_GARBAGE = { maxYoungGenerationSizeMb: 4 };

/** The program that a thread runs, beside the one that runs here. */
const THREAD = new URL('./thread.js', import.meta.url);

/**
 * Threads of this machine, started at once and kept. They do not keep the process alive while they wait. One that ends
 * by itself takes part in no more runs: the run that it leaves, and each that follows, is rejected.
 */
export class ThreadCrew implements Crew {
  readonly memory = new Memory(true);
  private readonly crew: readonly Member[];

  /** Throws where there is no memory that threads can share. */
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
   * Rejects with what went wrong in a thread, or ended it. Others may be in the run still: then only `close` is of use.
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
  /** What ended the thread, once it has ended. */
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

/** What to say of a thread that is gone and has told of no error. */
export const endOf = (code: number): string => `a thread ended before it was done, with exit code ${code}`;
