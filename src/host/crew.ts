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

/** More threads than these wait for the memory. */
const MOST_THREADS = 16;

/** The program that a thread runs, beside the one that runs here. */
const THREAD = new URL('./thread.js', import.meta.url);

/** Threads of this machine, started at once and kept. They do not keep the process alive while they wait. */
export class ThreadCrew implements Crew {
  readonly memory = new Memory(true);
  private readonly crew: readonly Thread[];

  /** Throws where there is no memory that threads can share. */
  constructor(
    readonly threads = Math.min(availableParallelism(), MOST_THREADS),
    program: URL = THREAD,
  ) {
    if (this.memory.wasm === null) throw new Error('there is no memory that threads can share');
    this.memory.reserve(65536);
    this.crew = Array.from({ length: threads }, (_, thread) => {
      const start: ThreadStart = { memory: this.memory.wasm, thread };
      const started = new Thread(program, { workerData: start });
      started.unref();
      return started;
    });
  }

  async run(job: Job): Promise<void> {
    await Promise.all(this.crew.map((thread) => finished(thread, job)));
  }

  async close(): Promise<void> {
    await Promise.all(this.crew.map((thread) => thread.terminate()));
  }
}

/** Resolves when the thread has left the run. */
function finished(thread: Thread, job: Job): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error: unknown): void => {
      thread.off('message', onMessage).off('error', settle).unref();
      if (error === null) resolve();
      else reject(error);
    };
    const onMessage = (answer: ThreadAnswer): void => settle(answer === null ? null : answer.error);
    thread.on('message', onMessage).on('error', settle).ref();
    thread.postMessage(job);
  });
}
