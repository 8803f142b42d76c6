/** Long work cut into steps: between two steps a thread can look for messages that must not wait. */

/** Work that yields after each step and returns its result. */
export type Steps<T> = Generator<void, T>;

/** Resolves when the next step may be made; rejects where the work is to stop. */
export type Pause = () => Promise<void>;

/** Makes all steps without a pause, and returns the result. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Makes all steps, awaiting `pause` (where given) after each, and returns the result. */
export async function pausing<T>(steps: Steps<T>, pause: Pause | undefined): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await pause?.();
  }
}
