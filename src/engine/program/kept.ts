/** What a run keeps of a program's values. */
import type { Value } from './program.ts';

/** A value kept for every month. After a failure flows are 0 and balances repeat. */
export interface Series {
  readonly name: string;
  readonly kind: 'flow' | 'balance';
  readonly value: Value;
}

/** A value kept for every world, as its last month has it. */
export interface Final<Name extends string = string> {
  readonly name: Name;
  readonly value: Value;
}
