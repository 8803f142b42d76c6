import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { formatMonth } from '../../src/formula/month.ts';
import { applySettings, leverSettings, planSettings, readSetting, type Settings } from '../../src/scenario/override.ts';
import { NO_OVERRIDES } from '../../src/scenario/read.ts';
import { argument, faultsOf, HEAD, numberOf, scenarioOf } from './reading.ts';

const TEXT = `${HEAD}sources: {memo: {title: Memo}}
assumptions:
  growth: {value: 2%, claims: {memo: {value: 4%, source: memo}, press: 5% + churn}}
  churn: 1%
levers:
  layoffs: {value: 10%, from: 2024-03, range: [0%, 80%]}
  raise: 0
plans:
  shrink: {set: {layoffs: 30%@2024-06}}
  later: {set: {layoffs: 50%, raise: 20M}}
`;

const set = (...texts: string[]) => texts.map((text) => argument('--set', text));
const shown = (settings: Settings): string[] =>
  [...settings].map(([name, { value, from }]) => `${name}=${value}@${formatMonth(from)}`);

/** The places and codes of the faults that something throws. */
function thrown(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return error.diagnostics.map(({ place, code }) => `${place!.source.name} ${place!.start}-${place!.end} ${code}`);
  }
  return [];
}

describe('--assume', () => {
  test('replaces a formula', () => {
    const { assumptions } = scenarioOf(TEXT, { ...NO_OVERRIDES, assume: [argument('--assume', 'growth=3% + churn')] });
    expect(assumptions.get('growth')!.value.text).toBe('3% + churn');
    expect(assumptions.get('growth')!.claims.size).toBe(2);
  });

  test('may be given twice: the last counts', () => {
    const assume = ['growth=3%', 'growth = 6%'].map((text) => argument('--assume', text));
    expect(numberOf(scenarioOf(TEXT, { ...NO_OVERRIDES, assume }).assumptions.get('growth')!.value)).toBe(0.06);
  });

  test('is refused where it stands', () => {
    const faults = (text: string) => faultsOf(TEXT, { ...NO_OVERRIDES, assume: [argument('--assume', text)] });
    expect(faults('grwth=3%')).toEqual(['--assume 1:1 unknown-assumption']);
    expect(faults('growth=3% + chrn')).toEqual(['--assume 1:13 unknown-name']);
    expect(faults('growth=8 % 3')).toEqual(['--assume 1:8 remainder']);
    expect(faults('growth=')).toEqual(['--assume 1:8 formula-syntax']);
    expect(faults('growth')).toEqual(['--assume 1:1 usage']);
    expect(faults('=3%')).toEqual(['--assume 1:1 usage']);
    expect(faults('')).toEqual(['--assume 1:1 usage']);
    expect(faults('__proto__=3')).toEqual(['--assume 1:1 usage']);
    expect(faults('growth=growth * 2')).toEqual(['--assume 1:8 cycle']);
    expect(faults('churn=t')).toEqual([]);
  });
});

describe('--claim', () => {
  test('takes what another source says', () => {
    const { assumptions } = scenarioOf(TEXT, { ...NO_OVERRIDES, claim: [argument('--claim', 'growth=memo')] });
    expect(numberOf(assumptions.get('growth')!.value)).toBe(0.04);
  });

  test('in its short form too', () => {
    const { assumptions } = scenarioOf(TEXT, { ...NO_OVERRIDES, claim: [argument('--claim', 'growth= press ')] });
    expect(assumptions.get('growth')!.value.text).toBe('5% + churn');
  });

  test('gives way to --assume', () => {
    const overrides = {
      ...NO_OVERRIDES,
      assume: [argument('--assume', 'growth=9%')],
      claim: [argument('--claim', 'growth=memo')],
    };
    expect(numberOf(scenarioOf(TEXT, overrides).assumptions.get('growth')!.value)).toBe(0.09);
  });

  test('is refused where it stands', () => {
    const faults = (text: string) => faultsOf(TEXT, { ...NO_OVERRIDES, claim: [argument('--claim', text)] });
    expect(faults('growth=tabloid')).toEqual(['--claim 1:8 unknown-claim']);
    expect(faults('growth=constructor')).toEqual(['--claim 1:8 unknown-claim']);
    expect(faults('churn=memo')).toEqual(['--claim 1:7 unknown-claim']);
    expect(faults('grow=memo')).toEqual(['--claim 1:1 unknown-assumption']);
    expect(faults('growth')).toEqual(['--claim 1:1 usage']);
  });
});

describe('--months and --plan', () => {
  test('set the horizon and name the plan', () => {
    const { months, plan } = scenarioOf(TEXT, { ...NO_OVERRIDES, months: 6, plan: argument('--plan', 'shrink') });
    expect([months, plan]).toEqual([6, 'shrink']);
  });

  test('a plan that is not there is refused', () => {
    const faults = (text: string) => faultsOf(TEXT, { ...NO_OVERRIDES, plan: argument('--plan', text) });
    for (const name of ['shrnk', '', 'constructor', '__proto__'])
      expect(faults(name)).toEqual(['--plan 1:1 unknown-plan']);
  });
});

describe('a plan', () => {
  test('sets its levers over the file, and a month where it names one', () => {
    const scenario = scenarioOf(TEXT);
    expect(shown(leverSettings(scenario))).toEqual(['layoffs=0.1@2024-03', 'raise=0@2024-01']);
    expect(shown(planSettings(scenario, null))).toEqual(['layoffs=0.1@2024-03', 'raise=0@2024-01']);
    expect(shown(planSettings(scenario, 'shrink'))).toEqual(['layoffs=0.3@2024-06', 'raise=0@2024-01']);
    expect(shown(planSettings(scenario, 'later'))).toEqual(['layoffs=0.5@2024-03', 'raise=20000000@2024-01']);
  });
});

describe('--set', () => {
  const scenario = scenarioOf(TEXT);
  const apply = (...texts: string[]) => applySettings(scenario, planSettings(scenario, 'shrink'), set(...texts));

  test('comes after the plan, keeps the month it does not name, and the last counts', () => {
    expect(shown(apply('layoffs=20%'))).toEqual(['layoffs=0.2@2024-06', 'raise=0@2024-01']);
    expect(shown(apply('layoffs=20%@2025-01', 'raise = 5M + 1M'))).toEqual([
      'layoffs=0.2@2025-01',
      'raise=6000000@2024-01',
    ]);
    expect(shown(apply('layoffs=20%@2025-01', 'layoffs=40%'))).toEqual(['layoffs=0.4@2025-01', 'raise=0@2024-01']);
  });

  test('leaves the settings it is given as they were', () => {
    const before = leverSettings(scenario);
    applySettings(scenario, before, set('layoffs=99%'));
    expect(shown(before)).toEqual(['layoffs=0.1@2024-03', 'raise=0@2024-01']);
  });

  test('takes any month, in the horizon or not', () => {
    expect(shown(apply('raise=1@1999-01', 'layoffs=0.5@2199-12'))).toEqual(['layoffs=0.5@2199-12', 'raise=1@1999-01']);
  });

  test('has the last month that it gives, and none where it gives the first alone', () => {
    const lever = scenarioOf(`${HEAD}levers: {cut: {value: 10%, from: 2024-03, until: 2024-05}}
plans: {all: {set: {cut: 20%}}, june: {set: {cut: 20%@2024-06}}, short: {set: {cut: 20%@2024-06..2024-08}}}`);
    const cut = (plan: string | null, ...texts: string[]): string => {
      const { value, from, until } = applySettings(lever, planSettings(lever, plan), set(...texts)).get('cut')!;
      return `${value} ${formatMonth(from)}..${until === null ? '' : formatMonth(until)}`;
    };
    expect(cut(null)).toBe('0.1 2024-03..2024-05');
    expect(cut('all')).toBe('0.2 2024-03..2024-05');
    expect(cut('june')).toBe('0.2 2024-06..');
    expect(cut('short')).toBe('0.2 2024-06..2024-08');
    expect(cut('short', 'cut=30%')).toBe('0.3 2024-06..2024-08');
    expect(cut('short', 'cut=30%@2024-02')).toBe('0.3 2024-02..');
    expect(cut('june', 'cut=30%@2024-02 .. 2024-02')).toBe('0.3 2024-02..2024-02');
    expect(cut(null, 'cut=30%@2024-02', 'cut=40%')).toBe('0.4 2024-02..');
  });

  test('is refused where it stands, all at once', () => {
    expect(thrown(() => apply('layofs=20%', 'raise=5 +', 'layoffs=20%@June', 'raise', 'layoffs=churn'))).toEqual([
      '--set 0-6 unknown-lever',
      '--set 8-9 formula-syntax',
      '--set 12-16 bad-value',
      '--set 0-5 usage',
      '--set 8-13 not-constant',
    ]);
  });

  test.each([
    ['layoffs=', 'formula-syntax'],
    ['layoffs=20%@', 'bad-value'],
    ['layoffs=20%@2024-13', 'bad-value'],
    ['layoffs=20%@9999-99', 'bad-value'],
    ['layoffs=@2024-01', 'formula-syntax'],
    ['layoffs=20%@2024-01@2024-02', 'bad-value'],
    ['layoffs=20%@2024-05..2024-04', 'bad-dates'],
    ['layoffs=20%@2024-05..', 'bad-value'],
    ['layoffs=20%@..2024-05', 'bad-value'],
    ['layoffs=20%@2024-05...2024-06', 'bad-value'],
    ['layoffs=20%@2024-05..2024-06..2024-07', 'bad-value'],
    ['layoffs=20%..2024-06', 'remainder'],
    ['layoffs=€5', 'other-currency'],
    ['layoffs=1/0', 'not-finite'],
    ['layoffs=t', 'not-constant'],
    ['layoffs=normal(0, 1)', 'not-constant'],
    ['constructor=1', 'unknown-lever'],
    ['__proto__=1', 'usage'],
    ['Layoffs=1', 'usage'],
    ['=1', 'usage'],
    ['', 'usage'],
  ])('%s is refused as %s', (text, code) => {
    expect(thrown(() => apply(text)).map((fault) => fault.split(' ').at(-1))).toContain(code);
  });

  test('reads what a person types', () => {
    expect(readSetting(' 20% ')).toMatchObject({ value: 0.2, from: null });
    expect(readSetting('$12M@ 2024-01 ')).toEqual({ value: 12e6, from: 2024 * 12, until: null });
    expect(thrown(() => readSetting('twelve'))).toEqual(['value 0-6 not-constant']);
  });
});
