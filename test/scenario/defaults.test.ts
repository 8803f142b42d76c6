import { describe, expect, test } from 'vitest';
import { formatMonth } from '../../src/formula/month.ts';
import { HEAD, numberOf, scenarioOf } from './reading.ts';

describe('what a file leaves out', () => {
  test('is as the standard says for the scenario', () => {
    const scenario = scenarioOf(HEAD);
    const { name, description, months, currency, seed, assets, plan } = scenario;
    expect({ name, description, months, currency, seed, assets, plan }).toEqual({
      name: null,
      description: null,
      months: 24,
      currency: 'USD',
      seed: 1,
      assets: new Map(),
      plan: null,
    });
    expect(formatMonth(scenario.start)).toBe('2024-01');
    expect(numberOf(scenario.cash)).toBe(5);
    expect(numberOf(scenario.reserve)).toBe(0);
    for (const section of [
      'sources',
      'assumptions',
      'levers',
      'revenue',
      'costs',
      'creditors',
      'debts',
      'funding',
    ] as const)
      expect(scenario[section].size, section).toBe(0);
  });

  test('is as the standard says for a lever', () => {
    const lever = scenarioOf(`${HEAD}levers: {layoffs: 20%}`).levers.get('layoffs')!;
    expect(lever).toMatchObject({ value: 0.2, range: null, step: null, delay: 0, pain: 1, label: null, source: null });
    expect(formatMonth(lever.from)).toBe('2024-01');
  });

  test('is as the standard says for lines', () => {
    const { revenue, costs } = scenarioOf(`${HEAD}revenue: {sales: 10}\ncosts: {rent: 3}`);
    expect(revenue.get('sales')!.collect.map(numberOf)).toEqual([1]);
    expect(revenue.get('sales')!.receivable).toEqual([]);
    expect(costs.get('rent')!.to).toBe('others');
  });

  test('is as the standard says for a creditor', () => {
    const creditor = scenarioOf(`${HEAD}creditors: {cloud: {}}`).creditors.get('cloud')!;
    expect(creditor).toMatchObject({ termMonths: 0, priority: 3, due: [], reactions: [], day: null });
    const { overdue, overdueMonths, lateFee, pay, forgive } = creditor;
    expect([overdue, overdueMonths, lateFee, pay, forgive].map(numberOf)).toEqual([0, 0, 0, 1, 0]);
  });

  test('is as the standard says for a debt and for funding', () => {
    const { debts, funding } = scenarioOf(`${HEAD}debts: {note: {principal: 5, kind: accruing, due: 2025-01}}
funding: {seed_round: {amount: 3, month: 2024-06}}`);
    expect(debts.get('note')).toMatchObject({ draw: null, converts: null, lender: 'note' });
    expect(numberOf(debts.get('note')!.rate)).toBe(0);
    expect(funding.get('seed_round')).toMatchObject({ kind: 'equity', day: null });
    expect(numberOf(funding.get('seed_round')!.probability)).toBe(1);
  });
});

describe('a short form', () => {
  test('says what its long form says', () => {
    const short = scenarioOf(`${HEAD}assumptions: {g: 2%}\nlevers: {cut: 10%}\nrevenue: {sales: 7}\ncosts: {rent: 3}`);
    const long = scenarioOf(
      `${HEAD}assumptions: {g: {value: 2%}}\nlevers: {cut: {value: 10%}}\nrevenue: {sales: {amount: 7}}\ncosts: {rent: {amount: 3}}`,
    );
    for (const scenario of [short, long]) {
      expect(numberOf(scenario.assumptions.get('g')!.value)).toBe(0.02);
      expect(scenario.levers.get('cut')!.value).toBe(0.1);
      expect(numberOf(scenario.revenue.get('sales')!.amount)).toBe(7);
      expect(numberOf(scenario.costs.get('rent')!.amount)).toBe(3);
    }
  });

  test('stands for a claim too', () => {
    const { assumptions } = scenarioOf(`${HEAD}assumptions: {g: {value: 2%, claims: {memo: 4%, press: {value: 5%}}}}`);
    expect([...assumptions.get('g')!.claims.values()].map(({ value }) => numberOf(value))).toEqual([0.04, 0.05]);
  });
});

describe('an empty section', () => {
  test('is a section without entries', () => {
    const sections = 'sources assumptions levers revenue costs creditors debts funding plans checks reported'.split(
      ' ',
    );
    expect(() => scenarioOf(HEAD + sections.map((section) => `${section}:\n`).join(''))).not.toThrow();
    expect(() => scenarioOf(HEAD + sections.map((section) => `${section}: {}\n`).join(''))).not.toThrow();
  });
});

describe('creditors that nobody names', () => {
  test('come after the named ones, those of costs first, each once', () => {
    const { creditors } = scenarioOf(`${HEAD}debts:
  note: {principal: 5, kind: accruing, due: 2025-01, lender: bank}
  bond: {principal: 5, kind: accruing, due: 2025-01}
  loan: {principal: 5, kind: accruing, due: 2025-01, lender: cloud}
costs:
  compute: {amount: 3, to: cloud}
  rent: 2
  wages: {amount: 3, to: staff}
  travel: 1
  desks: {amount: 1, to: landlord}
creditors:
  tax: {}
  staff: {critical: true}`);
    expect([...creditors.keys()]).toEqual(['tax', 'staff', 'cloud', 'others', 'landlord', 'bank', 'bond']);
    expect(creditors.get('cloud')).toMatchObject({ priority: 3, critical: false, termMonths: 0 });
  });

  test('are not there where every cost has a name', () => {
    expect([...scenarioOf(`${HEAD}costs: {wages: {amount: 3, to: staff}}`).creditors.keys()]).toEqual(['staff']);
  });

  test('may be asked for in formulas', () => {
    expect(() => scenarioOf(`${HEAD}costs: {rent: 3, fee: 1% * overdue("others")}`)).not.toThrow();
  });
});

describe('prose', () => {
  test('is any text, numbers and dates included', () => {
    const { name, sources } = scenarioOf(
      `${HEAD}name: 2024\nsources: {memo: {title: 12, date: 2024-04-01, publisher: true, url: https://example.com/a?b=c#d}}`,
    );
    expect(name).toBe('2024');
    expect(sources.get('memo')).toMatchObject({
      title: '12',
      date: '2024-04-01',
      publisher: 'true',
      url: 'https://example.com/a?b=c#d',
    });
  });

  test('over several lines is one text', () => {
    expect(scenarioOf(`${HEAD}description: >\n  Out of\n  money.\n`).description).toBe('Out of money.');
  });
});

describe('YAML', () => {
  test('anchors and aliases stand for what they name', () => {
    const { creditors, costs } = scenarioOf(`${HEAD}creditors:
  cloud: &patient {terms: net 60, patience: 4}
  landlord: *patient
costs:
  rent: {amount: &rent 80k, to: landlord}
  desks: *rent`);
    expect(creditors.get('landlord')).toMatchObject({ termMonths: 2 });
    expect(numberOf(creditors.get('landlord')!.reactions[0]!.patience)).toBe(4);
    expect([...costs.values()].map(({ amount }) => numberOf(amount))).toEqual([80_000, 80_000]);
  });

  test('may have Windows line breaks, a byte order mark, comments and one document mark', () => {
    const text = '# first\nrunway: 1\nstart: 2024-01 # January\ncash: 5k\ncosts:\n  rent: 1k\n';
    for (const same of [
      text.replaceAll('\n', '\r\n'),
      `\ufeff${text}`,
      `---\n${text}`,
      `${text}...\n`,
      text.trimEnd(),
    ]) {
      const scenario = scenarioOf(same);
      expect([numberOf(scenario.cash), numberOf(scenario.costs.get('rent')!.amount)]).toEqual([5000, 1000]);
    }
  });

  test('numbers that YAML has its own view of are formulas all the same', () => {
    const { assumptions } = scenarioOf(`${HEAD}assumptions: {a: 1_000, b: 0.5e3, c: 12., d: "7"}`);
    expect([...assumptions.values()].map(({ value }) => numberOf(value))).toEqual([1000, 500, 12, 7]);
  });

  test('true and false are those words alone', () => {
    expect(scenarioOf(`${HEAD}creditors: {staff: {critical: true}}`).creditors.get('staff')!.critical).toBe(true);
    expect(scenarioOf(`${HEAD}creditors: {staff: {critical: "false"}}`).creditors.get('staff')!.critical).toBe(false);
    expect(() => scenarioOf(`${HEAD}creditors: {staff: {critical: yes}}`)).toThrow(/bad-value/);
  });
});
