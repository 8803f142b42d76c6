/** Stands in for the screen in the program that only prints; see `start.ts`, which chooses the program. */
export function openTui(): never {
  throw new Error('the screen is not part of this program');
}
