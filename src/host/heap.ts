import { setFlagsFromString } from 'node:v8';

/**
 * Makes V8 collect garbage when the heap is a third larger than after the last collection; by default it grows up to
 * fourfold. For a program that stays open: the same work in less memory.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=30');
}
