/** What a run keeps of a program's values. */
import type { Value } from './program.ts';

/** A value that may be kept for every month. */
export interface Series {
  readonly name: string;
  readonly kind: 'flow' | 'balance';
  /** Whether more of it is better for the company, or less. */
  readonly better: 'more' | 'less';
  readonly value: Value;
}

/** What a series holds in the months after a world's end: 0, what it held last, or less or more than any number. */
export type After = 'zero' | 'held' | 'lowest' | 'highest';

/** A value kept for every month. */
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

/** A value kept for every world, as its last month has it. */
export interface Final<Name extends string = string> {
  readonly name: Name;
  readonly value: Value;
}
