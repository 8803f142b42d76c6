/** What people call the inputs of a scenario, and how they read their values. */
import { amount, digits } from '../../chart/money.ts';
import { calledBy } from '../../report/words.ts';
import type { ReadState } from '../state.ts';
import { valueWords } from '../words.ts';

const FUNDING = /^funding\.(.*?)(?:\.(amount|month))?( \(\d+\))?$/;
const NUMBERED = /^(.*?)( \(\d+\))?$/;
const SUSPENDED = /^suspended\("(.*)"\)$/;

/** `Sales a month`, `Grant: month`, `Grant comes`, `The cloud stops supplying`; of several draws of one with which. */
export function inputCalled({ loaded: { scenario } }: ReadState, name: string): string {
  const suspended = SUSPENDED.exec(name)?.[1];
  if (suspended !== undefined) {
    const creditor = scenario.creditors.get(suspended);
    return `${creditor === undefined ? suspended : calledBy(creditor)} stops supplying`;
  }
  const funding = FUNDING.exec(name);
  const [, plain = name, number = ''] = NUMBERED.exec(name) ?? [];
  const entry = scenario.assumptions.get(plain) ?? scenario.levers.get(plain);
  if (entry !== undefined) return calledBy(entry) + number;
  if (funding === null) return name;
  const [, of = '', field, which = ''] = funding;
  const source = scenario.funding.get(of);
  const called = source === undefined ? of : calledBy(source);
  return field === undefined ? `${called} comes` : `${called}: ${field}${which}`;
}

/** A value of it: a lever's, a number, or whether it comes. */
export function inputValue(state: ReadState, name: string, value: number, isEvent: boolean): string {
  const { scenario } = state.loaded;
  if (isEvent) return value === 1 ? 'yes' : value === 0 ? 'no' : digits(value);
  const lever = scenario.levers.get(name);
  if (lever !== undefined) return valueWords(state, lever, value);
  return Math.abs(value) >= 1000 ? amount(value) : digits(value);
}
