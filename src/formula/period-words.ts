import type { FormulaFault, Token } from './tokens.ts';

/** By word for the period of a rate (`12k/quarter`), its months. */
export const PERIOD_MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

const CALENDAR_HINTS: Readonly<Record<string, string>> = {
  month:
    'the month of the calendar is month_of_year: month_of_year == 4; once a year from then on is every(12, "2026-04")',
  quarter: 'a quarter of the calendar is 4 <= month_of_year <= 6; once a quarter is every(3, "2026-01")',
  year: 'months of one year are between("2026-01", "2026-12"); once a year is every(12, "2026-01")',
};

/** A fault for each `month`, `quarter` and `year` that stands in no rate: people mean the calendar by it. */
export function periodFaults(tokens: readonly Token[]): FormulaFault[] {
  return tokens.flatMap((token, i): FormulaFault[] => {
    if (token.kind !== 'name' || !Object.hasOwn(PERIOD_MONTHS, token.name)) return [];
    // Called (`month(…)`) it is an unknown function, and behind a value an operator is missing: other faults tell so.
    const before = tokens[i - 1];
    if (isSign(before, '/', '*', ')') || isSign(tokens[i + 1], '*', '(')) return [];
    if (before !== undefined && before.kind !== 'sign') return [];
    const message = `${token.name} is ${PERIOD_MONTHS[token.name]}, for rates, and stands after / or beside *: 12k/${token.name}`;
    return [{ code: 'bare-period', at: token.at, message, hint: CALENDAR_HINTS[token.name]! }];
  });
}

const isSign = (token: Token | undefined, ...signs: readonly string[]): boolean =>
  token?.kind === 'sign' && signs.includes(token.sign);
