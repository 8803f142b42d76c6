import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_OVERRIDES } from '../../src/scenario/read.ts';
import { argument, codesOf, faultsOf, HEAD, scenarioOf } from './reading.ts';

const COMPANY = `${HEAD}assumptions:
  growth: normal(3%, 1%)
  churn: 2 * uniform(1%, 2%)
  price: {value: "pert(1, 2, 3)", claims: {board: 2}}
  pay: 1.02M
  both: normal(1, 1) + normal(2, 1)
  weather: monthly(normal(0, 5%))
  season: monthly(normal(0, 5%))
  through: growth + 1
levers: {layoffs: 0%}
correlate:
`;
const pairs = (...entries: string[]): string => COMPANY + entries.map((entry, i) => `  p${i}: ${entry}\n`).join('');
const assume = (text: string) => ({ ...NO_OVERRIDES, assume: [argument('--assume', text)] });

describe('the section correlate', () => {
  test('gives pairs with their rank, and what every entry may carry', () => {
    const { correlate, groups } = scenarioOf(
      pairs(
        '{pair: [growth, churn], rank: -60%, label: Losing, note: Our guess.}',
        '{pair: [season, weather], rank: 1/2}',
      ),
    );
    expect(correlate.get('p0')).toMatchObject({
      pair: ['growth', 'churn'],
      rank: -0.6,
      label: 'Losing',
      note: 'Our guess.',
    });
    expect(groups.map(({ names }) => names)).toEqual([
      ['churn', 'growth'],
      ['season', 'weather'],
    ]);
  });

  test('may be empty, or not there', () => {
    expect(scenarioOf(COMPANY).groups).toEqual([]);
    expect(scenarioOf(`${COMPANY}  {}`).groups).toEqual([]);
    expect(scenarioOf(HEAD).groups).toEqual([]);
  });

  test('makes the same groups in whatever order', () => {
    const entries = [
      '{pair: [growth, churn], rank: -60%}',
      '{pair: [price, churn], rank: 20%}',
      '{pair: [season, weather], rank: 1}',
    ];
    const { groups } = scenarioOf(pairs(...entries));
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: 3 }), (shuffled) => {
        expect(scenarioOf(pairs(...shuffled)).groups).toEqual(groups);
      }),
    );
  });
});

describe('a pair', () => {
  // The first pair stands in line 15.
  test.each([
    ['{pair: [grwth, churn], rank: 1%}', ['15:15 unknown-assumption']],
    ['{pair: [layoffs, churn], rank: 1%}', ['15:15 unknown-assumption']],
    ['{pair: [growth, pay], rank: 1%}', ['15:23 not-one-distribution']],
    ['{pair: [both, churn], rank: 1%}', ['15:15 not-one-distribution']],
    ['{pair: [both, pay], rank: 1%}', ['15:15 not-one-distribution', '15:21 not-one-distribution']],
    ['{pair: [through, churn], rank: 1%}', ['15:15 not-one-distribution']],
    ['{pair: [growth, growth], rank: 1%}', ['15:23 bad-pair']],
    ['{pair: [grwth, grwth], rank: 1%}', ['15:15 unknown-assumption', '15:22 bad-pair']],
    ['{pair: [growth, weather], rank: 1%}', ['15:14 bad-pair']],
    ['{pair: [growth, churn], rank: -60}', ['15:37 bad-correlation']],
    ['{pair: [growth, churn], rank: 100.1%}', ['15:37 bad-correlation']],
    ['{pair: [growth, churn], rank: pay}', ['15:37 not-constant']],
    ['{pair: [growth, churn], rank: 0/0}', ['15:37 not-finite']],
    ['{pair: [growth, churn]}', ['15:3 missing-key']],
    ['{pair: [growth], rank: 1%}', ['15:14 bad-value']],
    ['{pair: [growth, churn, price], rank: 1%}', ['15:14 bad-value']],
    ['{pair: growth, rank: 1%}', ['15:14 wrong-type']],
    ['{pair: [growth, churn], rank: 1%, source: memo}', ['15:49 unknown-source']],
    ['{pair: [growth, churn], rank: 100%}', []],
    ['{pair: [growth, churn], rank: -1}', []],
  ])('%s', (entry, faults) => {
    expect(faultsOf(pairs(entry))).toEqual(faults);
  });

  test('is given once, in either order', () => {
    const text = pairs('{pair: [growth, churn], rank: 1%}', '{pair: [churn, growth], rank: 1%}');
    expect(faultsOf(text)).toEqual(['16:14 bad-pair']);
  });

  test('has a name like any other entry', () => {
    expect(codesOf(`${COMPANY}  if: {pair: [growth, churn], rank: 1%}`)).toEqual(['bad-name']);
    expect(codesOf(`${COMPANY}  growth: {pair: [growth, churn], rank: 1%}`)).toEqual([]);
  });

  test('is not blamed for a formula that cannot be read', () => {
    for (const formula of ['normal(3%', 'normal(3%, -1%)', '', '{value: }', '{valu: 3}']) {
      const text = `${HEAD}assumptions:\n  growth: ${formula}\n  churn: uniform(1%, 2%)\ncorrelate: {x: {pair: [growth, churn], rank: 1%}}`;
      expect(codesOf(text).filter((code) => code === 'not-one-distribution' || code === 'unknown-assumption')).toEqual(
        [],
      );
      expect(codesOf(text).length).toBeGreaterThan(0);
    }
  });
});

describe('an assumption without its distribution', () => {
  test('is told once, however many pairs it has, and so is everything else at once', () => {
    const text = pairs(
      '{pair: [pay, growth], rank: 1%}',
      '{pair: [pay, churn], rank: 2}',
      '{pair: [grwth, churn], rank: 1%}',
    );
    expect(faultsOf(text)).toEqual(['16:34 bad-correlation', '15:15 not-one-distribution', '17:15 unknown-assumption']);
  });

  const text = pairs('{pair: [growth, price], rank: 1%}');

  test('is refused where the command line takes it away, there', () => {
    expect(faultsOf(text, assume('growth=3%'))).toEqual(['--assume 1:8 not-one-distribution']);
    expect(faultsOf(text, assume('growth=normal(1, 1) * normal(2, 1)'))).toEqual(['--assume 1:8 not-one-distribution']);
    expect(faultsOf(text, { ...NO_OVERRIDES, claim: [argument('--claim', 'price=board')] })).toEqual([
      '15:23 not-one-distribution',
    ]);
    expect(faultsOf(text, assume('growth=monthly(normal(1, 1))'))).toEqual(['15:14 bad-pair']);
  });

  test('may be given one by the command line', () => {
    expect(scenarioOf(pairs('{pair: [growth, pay], rank: 1%}'), assume('pay=normal(1M, 50k)')).groups).toHaveLength(1);
    expect(scenarioOf(text, assume('growth=uniform(1%, 2%)')).groups).toHaveLength(1);
  });
});

describe('correlations that contradict each other', () => {
  test('are told at the last of them', () => {
    const text = pairs(
      '{pair: [growth, churn], rank: 90%}',
      '{pair: [season, weather], rank: 90%}',
      '{pair: [price, churn], rank: 90%}',
      '{pair: [growth, price], rank: -90%}',
    );
    expect(faultsOf(text)).toEqual(['18:37 impossible-correlations']);
  });

  test('are not looked for while pairs are missing', () => {
    const absent = ['{pair: [growth, churn], rank: 90%}', '{pair: [price, churn], rank: 90%}'];
    expect(faultsOf(pairs(...absent))).toEqual(['16:36 impossible-correlations']);
    expect(faultsOf(pairs(...absent, '{pair: [growth, prise], rank: 90%}'))).toEqual(['17:23 unknown-assumption']);
    expect(faultsOf(pairs(...absent, '{pair: [growth, price], rank: 90}'))).toEqual(['17:37 bad-correlation']);
  });

  test('are looked for among 240 assumptions and no more', () => {
    const chain = (n: number, last: string) => {
      const names = Array.from({ length: n }, (_, i) => `a${i}`);
      const links = names
        .slice(1)
        .map((name, i) => `  p${i}: {pair: [${names[i]}, ${name}], rank: ${i < n - 3 ? '40%' : last}}`);
      return `${HEAD}assumptions:\n${names.map((name) => `  ${name}: normal(0, 1)`).join('\n')}\ncorrelate:\n${links.join('\n')}`;
    };
    expect(codesOf(chain(240, '40%'))).toEqual([]);
    expect(codesOf(chain(240, '90%'))).toEqual(['impossible-correlations']);
    expect(codesOf(chain(241, '40%'))).toEqual(['bad-value']);
  });
});
