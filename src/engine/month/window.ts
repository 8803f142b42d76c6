/** A series over some months, as one number of a world. */
import type { Final, Series } from '../program/kept.ts';
import type { Program, Value } from '../program/program.ts';
import type { Model } from './model.ts';

/** Months `from` to `to`, as t, both included and within the horizon, of one series. */
export interface Window {
  readonly series: string;
  /** `last`: the value of month `to`. */
  readonly over: 'last' | 'sum' | 'min' | 'max' | 'mean';
  readonly from: number;
  readonly to: number;
}

const nameOf = ({ series, over, from, to }: Window): string => `${over} ${series} ${from}..${to}`;

/**
 * The number as a final of the model's program, made on first use. After a failure flows are 0 and balances repeat.
 * Throws an Error where there is no such series.
 */
export function windowFinal(model: Model, window: Window): Final {
  const name = nameOf(window);
  const known = model.windows.get(name);
  if (known !== undefined) return known;
  const series = model.series.find((one) => one.name === window.series);
  if (series === undefined) throw new Error(`no series ${window.series}`);
  const made = { name, value: lower(model.month.program, series, window) };
  model.windows.set(name, made);
  return made;
}

/**
 * The number as of this month, as if it were the world's last: `left` months of the window are still to come, and count
 * with what the series holds after the world's end.
 */
function lower(p: Program, { value, kind }: Series, { over, from, to }: Window): Value {
  const [first, last] = [p.constant(from), p.constant(to)];
  const isIn = p.and(p.le(first, p.index), p.le(p.index, last));
  const left = p.sub(last, p.max(p.index, p.sub(first, p.one)));
  const isLeft = p.lt(p.zero, left);
  const after = kind === 'flow' ? p.zero : value;
  const carry = (init: number, next: (before: Value) => Value): Value => {
    const register = p.register(p.constant(init));
    register.next = p.select(isIn, next(register.value), register.value);
    return register.next;
  };
  switch (over) {
    case 'last':
      return p.select(
        isLeft,
        after,
        carry(0, () => value),
      );
    case 'min': {
      const least = carry(Number.POSITIVE_INFINITY, (before) => p.min(before, value));
      return p.select(isLeft, p.min(least, after), least);
    }
    case 'max': {
      const most = carry(Number.NEGATIVE_INFINITY, (before) => p.max(before, value));
      return p.select(isLeft, p.max(most, after), most);
    }
    default: {
      const seen = carry(0, (before) => p.add(before, value));
      const sum = p.select(isLeft, p.add(seen, p.mul(after, left)), seen);
      return over === 'sum' ? sum : p.div(sum, p.constant(to - from + 1));
    }
  }
}
