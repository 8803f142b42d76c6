/** Program of one thread of a crew: it takes part in one run after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Job, Memory, Worker } from '../engine/threads.ts';
import type { ThreadAnswer, ThreadStart } from './crew.ts';

const { memory, thread } = workerData as ThreadStart;
const worker = new Worker(new Memory(true, memory), thread);

parentPort!.on('message', (job: Job) => {
  let answer: ThreadAnswer = null;
  try {
    worker.run(job);
  } catch (error) {
    answer = { error };
  }
  parentPort!.postMessage(answer);
});
