import { describe, expect, test } from 'vitest';
import { firstEdition } from '../../src/analysis/first-edition.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';

const HEAD = 'runway: 1\nstart: 2026-01\nmonths: 12\n';

function told(text: string): string[] {
  const { scenario, diagnostics } = readScenario({ name: 'test', text: HEAD + text });
  expect(diagnostics).toEqual([]);
  const settings = leverSettings(scenario!);
  return firstEdition(scenario!, askCase(compile(scenario!), settings), settings).map(
    ({ where, message }) => `${where}: ${message}`,
  );
}

/** Half of each bill of 10 is paid: 5, 7.5, 8.75, … are left, of the month's own bill. */
const half = (cloud: string, more = ''): string =>
  `cash: 1M\nrevenue: {sales: 1k}\ncosts: {hosting: {amount: 10, to: cloud}}\n${more}creditors: {staff: {critical: true}, cloud: {pay: 50%, ${cloud}}}\n`;

describe('patience', () => {
  test('by months in a row came in its third month, and never comes by age', () => {
    expect(told(half('patience: 2, then: petition'))).toEqual([
      'creditors.cloud: patience is compared with the age of the oldest bill, no longer with months in a row in arrears: ' +
        'cloud (the first edition: petitions in Mar 2026; now: not within 12 months)',
      // No creditor petitions, so none ends the company.
      'default_alive: in the first edition: no; now: yes',
    ]);
  });

  test('is not told where limit or age let the creditor act in the same month', () => {
    // 8.75 in March.
    expect(told(half('patience: 2, limit: 8, then: petition'))).toEqual([]);
    // None of the bill is paid: its age is its number of months in a row.
    expect(told(half('patience: 2, then: petition').replace('50%', '0%'))).toEqual([]);
  });

  test('counts the months before the start, by whatever formula', () => {
    const opening = half('overdue: 5, overdue_months: late, patience: 2', 'assumptions: {late: 1 + 0.5}\n');
    // 1.5 + 1 = 2.5 in January: suspended from February. By age the oldest is January's bill.
    expect(told(opening)[0]).toContain('cloud (the first edition: suspended from Feb 2026; now: not within 12 months)');
  });

  test('is followed no further than the histories are the same', () => {
    const two = (hosting: string): string => `
cash: 1M
revenue: {sales: 1k}
costs: {hosting: {amount: '${hosting}', to: cloud}, rent: {amount: 10, to: landlord}}
creditors: {cloud: {pay: 50%, patience: 2}, landlord: {pay: 50%, patience: 4, then: petition}}
`;
    expect(told(two('10'))[0]).toMatch(/cloud \(.*suspended from Apr 2026.*landlord \(.*petitions in May 2026/);
    // The first edition's course after a suspension is not known, so nothing later is compared.
    const read = told(two('10 * (1 - suspended("cloud"))'));
    expect(read).toHaveLength(1);
    expect(read[0]).not.toContain('landlord');
  });

  test('a suspension that came too late to begin is not told', () => {
    expect(told(half('patience: 11'))).toEqual([]);
    // Neither in the month after a petition, here of the same month.
    const both = half('patience: 2, then: petition').replace(
      'staff: {critical: true}',
      'bank: {pay: 50%, patience: 2}',
    );
    const found = told(both.replace('to: cloud}', 'to: cloud}, fees: {amount: 10, to: bank}'));
    expect(found[0]).toContain('cloud (the first edition: petitions in Mar 2026');
    expect(found[0]).not.toContain('bank');
  });
});

describe('who can end it', () => {
  test('is told with the failure, which the first edition did not have', () => {
    expect(told('cash: 25\ncosts: {all: 10}\n')).toEqual([
      'creditors.others: critical by default' +
        ', as no creditor is said to be critical or to petition: others; failure in the first edition: none; now: Mar 2026, unpaid:others',
    ]);
  });

  test('is not told where everybody is paid, or the file says who it is', () => {
    expect(told('cash: 25\nrevenue: {sales: 20}\ncosts: {all: 10}\n')).toEqual([]);
    expect(told('cash: 25\ncosts: {all: 10}\ncreditors: {others: {critical: true}}\n')).toEqual([]);
  });
});

describe('default alive', () => {
  const burning =
    'default_alive: in the first edition: yes; now: no; without later money it lives to the horizon and still burns';

  test('is told of a company that lives and burns, by itself or with money to come', () => {
    expect(told('cash: 1k\ncosts: {all: 10}\n')).toEqual([burning]);
    expect(told('cash: 1k\ncosts: {all: 10}\nfunding: {angels: {amount: 50, month: 2026-03}}\n')).toEqual([burning]);
    expect(told('cash: 100\ncosts: {all: 10}\nfunding: {angels: {amount: 50, month: 2026-03}}\n')).toEqual([]);
  });
});

describe('a file of the second edition is not told', () => {
  const old = 'cash: 1k\ncosts: {all: 10}\n';
  test.each([
    'revenue: {plans: {amount: 0, over: 12}}',
    'assets: {van: {value: 5, sold: 2026-05, proceeds: 5}}',
    'levers: {cut: {value: 0, until: 2026-05}}',
    'assumptions: {season: "by_month(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)"}',
    'creditors: {others: {critical: true, patience: 1}}',
    'creditors: {others: {day: 5}}',
    'debts: {line: {principal: 0, kind: revolving, limit: 5}}',
    'funding: {bridge: {amount: 0, month: {when: cash < 3}}}',
    'checks: {least: {measure: min(cash), at_least: 0}}',
    'reported: {first: {measure: first_unpaid, about: 2026-03}}',
  ])('%s', (word) => {
    expect(told(old)).toHaveLength(1);
    expect(told(`${old}${word}\n`)).toEqual([]);
  });

  test('words that the first edition had too do not make a file one of the second', () => {
    const both =
      'assets: 5\nlevers: {cut: {value: 0, from: 2026-05}}\ndebts: {note: {principal: 0, kind: accruing, due: 2026-05, converts: 2026-04}}\n';
    expect(told(old + both)).toHaveLength(1);
  });
});
