import fc from 'fast-check';

/** A small company with a few levers, of which some help, some harm and some do nothing; half of it is chance. */
export interface RandomLever {
  readonly steps: number;
  readonly pain: number;
  /** Cash a month that the far end brings. */
  readonly brings: number;
  /** Its share where the lever after it is pulled too. */
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

/** The scenario as a file; `order` names the levers in the order in which they stand. */
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
