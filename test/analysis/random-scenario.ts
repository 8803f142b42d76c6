import fc from 'fast-check';

/** One lever of a small company made at random: it may help, harm or do nothing. */
export interface RandomLever {
  readonly steps: number;
  readonly pain: number;
  /** Cash a month that the lever brings at the far end of its range. */
  readonly brings: number;
  /** Share of that cash where the next lever is pulled too. */
  readonly beside: number;
}

export const randomLevers = (most: number): fc.Arbitrary<RandomLever[]> =>
  fc.array(
    fc.record({
      steps: fc.integer({ min: 1, max: 3 }),
      pain: fc.integer({ min: 0, max: 6 }),
      brings: fc.integer({ min: -10, max: 40 }),
      beside: fc.integer({ min: -20, max: 20 }),
    }),
    { minLength: 1, maxLength: most },
  );

/** The scenario's text; `order` gives the levers' indices in the order in which the file has them. */
export function fileOf(levers: readonly RandomLever[], cash = 100, order = levers.map((_, i) => i)): string {
  const brought = levers.map(
    ({ brings, beside }, i) => `l${i} * (${brings} + ${beside} * l${(i + 1) % levers.length})`,
  );
  return `runway: 1
start: 2024-01
months: 8
seed: 3
cash: ${cash}
assumptions: {rent: 'normal(30, 8)', good: 'bernoulli(40%)'}
levers:
${order.map((i) => `  l${i}: {value: 0, range: [0, 1], step: 1/${levers[i]!.steps}, pain: ${levers[i]!.pain}, from: 2024-02}`).join('\n')}
revenue: {sales: '10 + 10 * good'}
costs: {wages: {amount: 'max(0, rent + 10 - (${brought.join(' + ')}))', to: staff}}
creditors: {staff: {critical: true}}
`;
}
