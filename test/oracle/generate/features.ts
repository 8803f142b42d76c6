import type { Creditor, Debt, Event, Scenario } from '../../../src/scenario/scenario.ts';

/** Names of the second edition's features that a scenario uses. */
export function featuresOf(scenario: Scenario): Set<string> {
  return new Set([
    ...operators(scenario),
    ...[...scenario.levers.values()].filter(({ until }) => until !== null).map(() => 'lever with an end'),
    ...[...scenario.assets.values()].flatMap(({ name, sold, day }) => [
      name === 'assets' ? 'assets as one number' : 'assets by name',
      ...event('sold', sold),
      ...(day === null ? [] : ['day of an asset']),
    ]),
    ...[...scenario.revenue.values()].flatMap(({ over, deferred, day }) => [
      ...(over > 1 ? ['revenue over months'] : []),
      ...(deferred.length > 0 ? ['opening deferred income'] : []),
      ...(day === null ? [] : ['day of revenue']),
    ]),
    ...[...scenario.costs.values()].flatMap(({ over, prepaid }) => [
      ...(over > 1 ? ['costs over months'] : []),
      ...(prepaid.length > 0 ? ['opening prepaid costs'] : []),
    ]),
    ...[...scenario.funding.values()].flatMap(({ month, day }) => [
      ...event('funding', month),
      ...(day === null ? [] : ['day of funding']),
    ]),
    ...[...scenario.creditors.values()].flatMap(ofCreditor),
    ...[...scenario.debts.values()].flatMap((debt) => ofDebt(scenario, debt)),
  ]);
}

function event(of: string, event: Event | null): string[] {
  return event === null ? [] : [`${of}: ${event.kind}`];
}

function ofCreditor({ critical, reactions, day, overdue, overdueMonths, lateFee, forgive }: Creditor): string[] {
  return [
    ...(critical && reactions.length > 0 ? ['critical with patience or limit'] : []),
    ...reactions.map(({ then }) => `then: ${then}`),
    ...(reactions.length > 1 ? ['several reactions'] : []),
    ...(day === null ? [] : ['day of a creditor']),
    ...(overdue.text !== '0' && overdueMonths.text !== '0' ? ['aged opening arrears'] : []),
    ...(overdue.text !== '0' && forgive.text !== '0' ? ['opening arrears that may be forgiven'] : []),
    ...(overdue.text !== '0' && lateFee.text !== '0' ? ['opening arrears with a late fee'] : []),
  ];
}

function ofDebt({ creditors, reserve }: Scenario, debt: Debt): string[] {
  const lender = creditors.get(debt.lender)!;
  const isLine = debt.kind === 'revolving';
  return [
    debt.kind,
    ...event('draw', debt.draw),
    ...event('converts', debt.converts),
    ...event('call', debt.call),
    ...(debt.premium === null ? [] : ['premium']),
    ...(debt.interestOnlyMonths > 0 ? ['interest alone, then amortised'] : []),
    ...(debt.day === null ? [] : ['day of a debt']),
    ...(debt.due === null ? ['no month in which it falls due'] : []),
    ...(isLine && debt.keep !== null ? ['credit line that keeps cash'] : []),
    ...(isLine && lender.day !== null ? ['credit line whose lender has a day'] : []),
    ...(isLine && reserve.text !== '0' ? ['credit line and a reserve'] : []),
    ...(isLine && debt.due !== null ? ['credit line that falls due'] : []),
  ];
}

const NEW_OPERATORS = 'month_of_year days every paydays series steps by_month from lag past arrived'.split(' ');

/** The operators of all formulas, however deep. */
function operators(value: unknown): string[] {
  if (value instanceof Map) return [...value.values()].flatMap(operators);
  if (Array.isArray(value)) return value.flatMap(operators);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'op' in value && NEW_OPERATORS.includes(String(value.op)) ? [String(value.op)] : [];
  return [...own, ...Object.values(value).flatMap(operators)];
}
