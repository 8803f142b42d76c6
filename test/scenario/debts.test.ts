import { describe, expect, test } from 'vitest';
import { parseMonth } from '../../src/formula/month.ts';
import { codesOf, HEAD, numberOf, scenarioOf } from './reading.ts';

const debtOf = (debt: string) => scenarioOf(`${HEAD}debts: {d: ${debt}}`).debts.get('d')!;
const refusals = (debt: string) => codesOf(`${HEAD}debts: {d: ${debt}}`);
const month = (text: string) => ({ kind: 'month', month: parseMonth(text) });

describe('a debt of each kind', () => {
  test('is read with what belongs to it', () => {
    const loan = debtOf(
      '{principal: 5k, kind: amortising, interest_only_months: 12, draw: 2024-02, due: 2027-02, day: 3}',
    );
    expect(loan).toMatchObject({ interestOnlyMonths: 12, draw: month('2024-02'), due: parseMonth('2027-02'), day: 3 });
    const advance = debtOf('{principal: 300, premium: 75, draw: {when: t > 3}, kind: scheduled, payment: 6% * t}');
    expect(advance).toMatchObject({ due: null, draw: { kind: 'when', test: { text: 't > 3' } }, limit: null });
    expect([numberOf(advance.premium), advance.payment!.text]).toEqual([75, '6% * t']);
    const line = debtOf('{principal: 0, kind: revolving, limit: 5M, keep: 1M, rate: 9%/year, call: 2024-05}');
    expect(line).toMatchObject({ due: null, draw: null, converts: null, premium: null, call: month('2024-05') });
    expect([numberOf(line.limit), numberOf(line.keep)]).toEqual([5e6, 1e6]);
    expect(debtOf('{principal: 0, kind: revolving, limit: 5M}').keep).toBeNull();
    const note = debtOf('{principal: 5, kind: accruing, due: 2026-11, converts: 2025-01, call: {when: cash < 3M}}');
    expect(note).toMatchObject({ converts: month('2025-01'), call: { kind: 'when', test: { text: 'cash < 3M' } } });
    expect(note).toMatchObject({ payment: null, limit: null, keep: null, interestOnlyMonths: 0, day: null });
  });

  test.each([
    ['kind: scheduled', 'missing-key'],
    ['kind: revolving', 'missing-key'],
    ['kind: interest_only', 'missing-key'],
    ['kind: amortising', 'missing-key'],
    ['kind: accruing', 'missing-key'],
    ['kind: accruing, due: soon', 'bad-value'],
    ['kind: accruing, due: 2025-01, payment: 5', 'misplaced-key'],
    ['kind: accruing, due: 2025-01, limit: 5', 'misplaced-key'],
    ['kind: scheduled, payment: 5, keep: 5', 'misplaced-key'],
    ['kind: interest_only, due: 2025-01, interest_only_months: 5', 'misplaced-key'],
    ['kind: accruing, due: 2025-01, premium: 5', 'misplaced-key'],
    ['kind: accruing, due: 2025-01, day: 5', 'misplaced-key'],
    ['kind: revolving, limit: 5, draw: 2024-03', 'misplaced-key'],
    ['kind: revolving, limit: 5, converts: 2024-03', 'misplaced-key'],
    ['kind: revolving, limit: 5, premium: 3', 'misplaced-key'],
    ['kind: revolving, limit: 5, day: 3', 'misplaced-key'],
    ['kind: revolving, limit: 5, payment: 3', 'misplaced-key'],
    ['kind: accruing, due: 2025-01, converts: {when: "bernoulli(0.5)"}', 'misplaced-distribution'],
    ['kind: accruing, due: 2025-01, call: {when: nobody}', 'unknown-name'],
    ['kind: accruing, due: 2025-01, call: {when: ""}', 'formula-syntax'],
    ['kind: accruing, due: 2025-01, call: {if: 1}', 'unknown-key'],
    ['kind: accruing, due: 2025-01, call: soon', 'bad-value'],
    ['kind: accruing, due: 2025-01, call: [2024-03]', 'wrong-type'],
  ])('%s is refused', (keys, code) => {
    expect(refusals(`{principal: 5, ${keys}}`)).toContain(code);
  });

  test('a revolving one is paid in full: its lender has no choice', () => {
    const text = (kind: string) =>
      `${HEAD}creditors: {bank: {pay: 50%}}\ndebts: {d: {principal: 5, lender: bank, ${kind}}}`;
    expect(codesOf(text('kind: revolving, limit: 5'))).toEqual(['misplaced-key']);
    expect(codesOf(text('kind: scheduled, payment: 5'))).toEqual([]);
  });
});

describe('the months of a debt', () => {
  test.each([
    ['draw: 2023-12', ['bad-dates']],
    ['draw: 2024-01', []],
    ['draw: 2025-01', ['bad-dates']],
    ['draw: {when: cash < 0}, converts: 2024-01', []],
    ['draw: 2024-03, converts: 2024-03', ['bad-dates']],
    ['draw: 2024-03, call: 2024-03', ['bad-dates']],
    ['draw: 2024-03, call: 2024-04', []],
    ['converts: 2024-01', []],
    ['converts: 2023-12', ['bad-dates']],
    ['call: 2023-12', ['bad-dates']],
    ['call: 2024-01', []],
    ['converts: 2025-02', ['bad-dates']],
    // A call after the due month has no effect, and is warned of.
    ['call: 2025-02', []],
  ])('%s', (keys, codes) => {
    expect(refusals(`{principal: 5, kind: accruing, due: 2025-01, ${keys}}`)).toEqual(codes);
  });

  test('due lies not before the start, drawn or not', () => {
    expect(refusals('{principal: 5, kind: accruing, due: 2023-12}')).toEqual(['bad-dates']);
    expect(refusals('{principal: 5, kind: accruing, due: 2023-12, draw: {when: cash < 5}}')).toEqual(['bad-dates']);
    expect(refusals('{principal: 5, kind: accruing, due: 2024-01}')).toEqual([]);
  });
});
