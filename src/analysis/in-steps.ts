/** Work that takes a while, in steps: between two of them a thread can look for what must not wait. */

/** Work that stops after each step, and returns what it comes to. */
export type Steps<T> = Generator<void, T>;

/** Resolves when the next step may be made; rejects where none is to be made any more. */
export type Pause = () => Promise<void>;

/** All steps, one after the other. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** All steps, with a pause after each where there is one. */
export async function pausing<T>(steps: Steps<T>, pause: Pause | undefined): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await pause?.();
  }
}
