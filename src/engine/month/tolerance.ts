import type { Program, Value } from '../program/program.ts';

/**
 * Two amounts count as equal, wherever a comparison decides something, where they differ by at most this part of the
 * larger.
 */
export const TOLERANCE = 1e-9;

/** A boolean: a, which is not below zero, is greater than b by more than the tolerance. */
export function exceeds(p: Program, a: Value, b: Value): Value {
  return p.lt(p.scale(a, p.constant(TOLERANCE)), p.sub(a, b));
}

/** What is left of `whole` when `part` is taken; exactly zero where they count as equal or the part is the larger. */
export function remainder(p: Program, whole: Value, part: Value): Value {
  return part === p.zero ? whole : p.select(exceeds(p, whole, part), p.sub(whole, part), p.zero);
}
