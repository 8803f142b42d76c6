/** Which of a program's values a run keeps: by month (series), or as a world ends (finals). */
import type { Value } from './program.ts';

/** A value that may be kept for every month. */
export interface Series {
  readonly name: string;
  readonly kind: 'flow' | 'balance';
  /** Whether more of it is better for the company, or less. */
  readonly better: 'more' | 'less';
  readonly value: Value;
}

/** What a series holds in months after a world's end: 0, its last number, -Infinity or Infinity. */
export type After = 'zero' | 'held' | 'lowest' | 'highest';

/** A value that is kept for every month. */
export interface KeptSeries {
  readonly name: string;
  readonly value: Value;
  readonly after: After;
}

/** A series as it was: after a failure its flows are 0 and its balances repeat. */
export const asItWas = ({ name, value, kind }: Series): KeptSeries => ({
  name,
  value,
  after: kind === 'flow' ? 'zero' : 'held',
});

/** A series for percentiles: after a failure a world counts as worse than any world that lives. */
export const asTheWorst = ({ name, value, better }: Series): KeptSeries => ({
  name,
  value,
  after: better === 'more' ? 'lowest' : 'highest',
});

/** A value that is kept once a world: its number in the month with which the world ends. */
export interface Final<Name extends string = string> {
  readonly name: Name;
  readonly value: Value;
}
