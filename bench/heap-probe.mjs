// Loaded before a program that is measured. At each SIGURG, of which the program itself has no use, it collects all
// garbage and writes into the file HEAP_PROBE
// names how many bytes of the main thread are in use then.
import { renameSync, writeFileSync } from 'node:fs';

const file = process.env.HEAP_PROBE;

process.on('SIGURG', () => {
  // What the first lets go of may hold more.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  writeFileSync(`${file}.part`, String(heapUsed + arrayBuffers));
  renameSync(`${file}.part`, file);
});
