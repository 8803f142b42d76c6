import { formatMonth } from '../formula/month.ts';
import { measureText } from '../scenario/figure.ts';
import type { Bound } from '../scenario/scenario.ts';
import type { Target } from '../scenario/target.ts';

/** The key `target` of an answer; `confidence` is null for a target that is itself a share, and for the base case. */
export function targetJson(target: Target, confidence: number | null): object {
  const { text, from, to, atLeast, atMost } = target;
  const bound = (found: Bound): number | string => (found.month === null ? found.number : formatMonth(found.month));
  const span = from === null || to === null ? {} : { from: formatMonth(from), to: formatMonth(to) };
  return {
    text,
    measure: measureText(target),
    ...(from !== null && from === to ? { at: formatMonth(from) } : span),
    ...(atLeast === null ? {} : { at_least: bound(atLeast) }),
    ...(atMost === null ? {} : { at_most: bound(atMost) }),
    ...(confidence === null ? {} : { confidence }),
  };
}
