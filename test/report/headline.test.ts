import { describe, expect, test } from 'vitest';
import { askCase, compile } from '../../src/engine/ask.ts';
import { headline } from '../../src/report/headline.ts';
import { worldsHeadline } from '../../src/report/worlds-headline.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { worldsOf } from '../engine/asking.ts';
import { scenarioOf } from '../scenario/reading.ts';

const HEAD = 'runway: 1\nstart: 2024-01\nmonths: 6\n';

/** The answers of the headline by their label. */
function answers(text: string, isBase = true): Record<string, string> {
  const scenario = scenarioOf(HEAD + text);
  const result = askCase(compile(scenario), leverSettings(scenario));
  return Object.fromEntries(headline(scenario, result, false, isBase).map(({ label, text }) => [label, text]));
}

function oddsOf(text: string): Record<string, string> {
  const scenario = scenarioOf(HEAD + text);
  const model = compile(scenario);
  const settings = leverSettings(scenario);
  const series = ['cash', 'overdue', 'owed'];
  const worlds = worldsOf(model, settings, { first: 0, count: 100, seed: 1, series });
  const base = askCase(model, settings);
  return Object.fromEntries(worldsHeadline(scenario, worlds, base).map(({ label, text }) => [label, text]));
}

describe('who waits first', () => {
  /**
   * 130, of which 60 are kept for the staff; 20 and 15 a month: in March the landlord finds no more than 60 after the
   * staff is paid.
   */
  const RESERVE = `cash: 130
reserve: 60
costs: {pay: {amount: 20, to: staff}, rent: {amount: 15, to: landlord}}
creditors: {staff: {label: Staff, critical: true, priority: 1}, landlord: {label: "Landlord, Ltd", priority: 2}}
`;

  test('waits for the reserve, before there is too little for all', () => {
    const told = answers(RESERVE);
    expect(told['First unpaid']).toBe('Mar 2024: $15 due is not paid, to Landlord, Ltd');
    // In April 30 and 20 are due, and 40 are left, which the reserve keeps but for the staff.
    expect(told['Zero cash']).toMatch(
      /^Apr 2024, after 3\.\d months: it cannot pay all that is due; \$20 is kept for Staff$/,
    );
  });

  test('waits where it chooses not to pay, and is told what it keeps', () => {
    const told = answers(`cash: 50
costs: {pay: {amount: 10, to: staff}, cloud: {amount: 60, to: cloud}}
creditors: {staff: {critical: true, priority: 1}, cloud: {pay: 50%}}
`);
    expect(told['First unpaid']).toBe('Jan 2024: $30 of the $60 due is not paid, to cloud');
    expect(told['Zero cash']).toBe(
      "Jan 2024, after 0.7 months: it cannot pay all that is due; $10 is in hand at the month's end",
    );
  });

  test('names three, and how many more', () => {
    const costs = ['a', 'b', 'c', 'd', 'e'].map((name) => `c${name}: {amount: 10, to: ${name}}`).join(', ');
    expect(answers(`cash: 0\ncosts: {${costs}}\n`)['First unpaid']).toBe(
      'Jan 2024: $50 due is not paid, to a; b; c; 2 more',
    );
  });

  test('is nobody where all is paid', () => {
    expect(answers('cash: 100\ncosts: {rent: 10}\n')['First unpaid']).toBe(
      'nobody: all that falls due through Jun 2024 is paid then',
    );
  });
});

describe('a company that nobody can end', () => {
  const file = "assumptions: {x: 'normal(30, 1)'}\ncash: 10\ncosts: {rent: {amount: x, to: landlord}}\n";
  const harmless = `${file}creditors: {landlord: {critical: false}}\n`;

  test('has no failure to ask for', () => {
    expect(answers(harmless).Failure).toBe(
      'cannot be asked: no creditor is critical or petitions, so nobody could end it',
    );
    const told = oddsOf(harmless);
    expect(told.Odds).toMatch(/^Survival cannot be asked:/);
    expect(Object.keys(told)).toEqual(['Odds', 'Zero cash', 'Lowest cash', 'Default alive', 'Base case']);
    expect(told['Base case']).toBe('zero cash Jan 2024');
  });

  test.each(['critical: true', 'patience: 3, then: petition', 'limit: 3, then: petition'])(
    'but not where: %s',
    (end) => {
      expect(answers(`${file}creditors: {landlord: {${end}}}\n`).Failure).not.toContain('cannot be asked');
    },
  );
});

describe('burn', () => {
  test('is named, paid and accrued, each of its month', () => {
    const told = answers(
      `cash: 100\ncosts: {rent: {amount: 30, to: landlord}}\ncreditors: {landlord: {terms: net 30}}\n`,
    );
    expect(told['Net burn']).toBe('$0 in Jan 2024, paid less received; $20 a month over the first 3');
    expect(told['Accrued burn']).toBe('$30 in Jan 2024, paid or not: at that rate opening cash lasts 3.3 months');
  });

  test('is told of its first three months too where the first differs from them by more than a fifth', () => {
    const first = (more: number) =>
      answers(`cash: 90\ncosts: {rent: '30 + ${more} * at("2024-01")'}\n`)['Accrued burn'];
    expect(first(10)).toBe('$40 in Jan 2024, paid or not: at that rate opening cash lasts 2.3 months');
    expect(first(15)).toBe(
      '$45 in Jan 2024, paid or not: at that rate opening cash lasts 2 months; $35 a month over the first 3: 2.6 months',
    );
  });
});

describe('what the base case counts on', () => {
  const file = (probability: string, month = '2024-03') =>
    `cash: 10\nfunding: {intel: {label: Intel, amount: 50, month: ${month}, probability: ${probability}}}\n`;

  test('is named with how likely it is', () => {
    expect(answers(file('60%'))['Counts on']).toBe('Intel in Mar 2024, 60% likely');
    expect(answers(file('50%'))['Counts on']).toBe('Intel in Mar 2024, 50% likely');
    expect(answers(`assumptions: {p: 60%}\n${file('p')}`)['Counts on']).toBe('Intel in Mar 2024, by a formula');
    expect(answers(file('60%', '1 + 1'))['Counts on']).toBe('Intel, 60% likely');
  });

  test.each(['100%', '40%'])('is nothing where it is certain, or does not come: %s', (probability) => {
    expect(answers(file(probability))).not.toHaveProperty('Counts on');
  });

  test('is nothing where it comes too late, or in a world that is drawn', () => {
    expect(answers(file('60%', '2024-09'))).not.toHaveProperty('Counts on');
    expect(answers(file('60%'), false)).not.toHaveProperty('Counts on');
  });
});

test('no failure, no trouble and break-even are known through the horizon', () => {
  const told = answers(`cash: 100
revenue: {sales: '35 * since("2024-05")'}
costs: {pay: {amount: 10, to: staff}}
creditors: {staff: {critical: true}}
`);
  expect(told).toMatchObject({
    'Zero cash': 'not by Jun 2024, the last month simulated',
    Failure: 'none: lives through Jun 2024, the last of 6 months',
    Insolvent: 'not by Jun 2024: at no month-end does it owe more than it has',
    'Break-even': 'May 2024: revenue covers costs from then through Jun 2024, 2 months',
    'Default alive': 'yes, through Jun 2024: without new funding or loans it stays out of trouble, and stops burning',
  });
});

describe('not default alive', () => {
  const alone = 'no: without new funding or loans it';
  const crew = 'costs: {pay: {amount: 10, to: staff}}\ncreditors: {staff: {critical: true}}\n';
  const told = (text: string): string => answers(text)['Default alive']!;

  test('for running short, be it of money that comes later', () => {
    expect(told(`cash: 25\n${crew}`)).toBe(`${alone} runs short in Mar 2024`);
    expect(told(`cash: 25\n${crew}funding: {angels: {amount: 90, month: 2024-02}}\n`)).toBe(
      `${alone} runs short in Mar 2024`,
    );
  });

  test('for failing without running short', () => {
    const waits =
      'costs: {rent: {amount: 10, to: landlord}}\ncreditors: {landlord: {pay: 0%, patience: 2, then: petition}}\n';
    expect(told(`cash: 100\n${waits}`)).toBe(`${alone} fails in Mar 2024`);
  });

  test('for burning alone', () => {
    const burns = 'lives through Jun 2024, and still burns: it pays more than it collects over the last 6 months';
    expect(told(`cash: 1k\n${crew}`)).toBe(`${alone} ${burns}`);
  });
});
