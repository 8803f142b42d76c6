// Loaded before a program that is measured. At each SIGUSR2 it collects all garbage and writes into the file HEAP_PROBE
// names how many bytes of the main thread are in use then.
import { renameSync, writeFileSync } from 'node:fs';

const file = process.env.HEAP_PROBE;

process.on('SIGUSR2', () => {
  // What the first lets go of may hold more.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  writeFileSync(`${file}.part`, String(heapUsed + arrayBuffers));
  renameSync(`${file}.part`, file);
});
