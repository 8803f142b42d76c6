import { describe, expect, test } from 'vitest';
import { Faults, type Source } from '../../src/diagnostic/diagnostic.ts';
import { renderDiagnostics } from '../../src/diagnostic/render.ts';
import { formatMonth } from '../../src/formula/month.ts';
import { OpenRules, readBank, withActuals } from '../../src/ledger/bank.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const SHOP = `runway: 1
start: 2026-01
cash: 1000
revenue: {sales: 10}
costs: {wages: {amount: 10, to: staff}, compute: 5}
actuals: {2026-01: {cash: 1}}
`;
const scenarioIn = (currency: string): Scenario =>
  readScenario({ name: 'shop.yaml', text: `${SHOP}currency: ${currency}\n` }).scenario!;
const source = (name: string, ...lines: readonly string[]): Source => ({ name, text: `${lines.join('\n')}\n` });
const csv = (...lines: readonly string[]): Source => source('bank.csv', ...lines);

function read(file: Source, rules: readonly string[] | null = null, currency = 'USD') {
  const own = rules === null ? null : source('rules.yaml', ...rules);
  const { actuals, notes, newRules } = readBank(file, own, 'rules.yaml', scenarioIn(currency));
  const months = Object.fromEntries(
    [...actuals].map(([month, { figures }]) => [
      formatMonth(month),
      Object.fromEntries([...figures].map(([name, { value }]) => [name, value])),
    ]),
  );
  return { months, notes, newRules };
}

/** The faults of a file that is refused, and the text of the rules that are written for it. */
function refused(file: Source, rules: readonly string[] | null = null): { said: string; newRules: string | null } {
  try {
    read(file, rules);
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return { said: renderDiagnostics(error.diagnostics), newRules: error instanceof OpenRules ? error.newRules : null };
  }
  throw new Error('it is not refused');
}

/** January: 1000 as it opens, 500 in, 300 and 20.50 out; February: 40 out. */
const PLAIN = [
  'Date,Description,Amount,Balance',
  '2026-01-02,Customer A,500.00,1500.00',
  '2026-01-15,Gusto payroll,-300.00,1200.00',
  '2026-01-30,AWS,-20.50,1179.50',
  '2026-02-27,AWS,-40.00,1139.50',
];

describe('a file of the bank', () => {
  test('gives the cash of each month, and what came in and went out', () => {
    expect(read(csv(...PLAIN)).months).toEqual({
      '2026-01': { collections: 500, gross_burn: 320.5, cash: 1179.5 },
      '2026-02': { collections: 0, gross_burn: 40, cash: 1139.5 },
    });
  });

  test('has rows that are lines of the scenario, other flows, or nothing', () => {
    const rules = ['lines: {gusto: wages, AWS: compute, customer: sales}'];
    expect(read(csv(...PLAIN), rules).months).toEqual({
      '2026-01': { collections: 500, gross_burn: 320.5, wages: 300, compute: 20.5, sales: 500, cash: 1179.5 },
      '2026-02': { collections: 0, gross_burn: 40, wages: 0, compute: 40, sales: 0, cash: 1139.5 },
    });
    const apart = ['lines: {customer: equity_raised, gusto: ignore}'];
    expect(read(csv(...PLAIN), apart).months['2026-01']).toEqual({
      ...{ collections: 0, gross_burn: 20.5, equity_raised: 500, cash: 1179.5 },
    });
  });

  test('may have the newest row first, and a month without rows keeps its cash', () => {
    const rows = [PLAIN[0]!, ...PLAIN.slice(1).reverse(), '2025-11-28,Rent,-100.00,1000.00'];
    expect(read(csv(...rows), ['first: 2025-11']).months['2025-12']).toEqual({
      collections: 0,
      gross_burn: 0,
      cash: 1000,
    });
  });

  test('without balances has no cash, unless the rules say what it opened with', () => {
    const bare = PLAIN.map((line) => line.slice(0, line.lastIndexOf(',')));
    const { months, notes } = read(csv(...bare));
    expect(months['2026-01']).toEqual({ collections: 500, gross_burn: 320.5 });
    expect(notes).toEqual([
      'there is no balance, so cash is not known; opening: AMOUNT, the balance before the first row, tells it',
    ]);
    expect(read(csv(...bare), ['opening: "1,000"']).months['2026-02']!.cash).toBe(1139.5);
  });

  test('leaves out months that it does not reach the ends of, and says so', () => {
    const { months, notes } = read(csv(...PLAIN.slice(0, 4), '2026-02-12,AWS,-40.00,1139.50'));
    expect(Object.keys(months)).toEqual(['2026-01']);
    expect(notes).toEqual(['2026-02 is left out: its last row is of 2026-02-12; last: 2026-02 counts it']);
    const late = read(csv(PLAIN[0]!, ...PLAIN.slice(2)));
    // What went out before the first row is not known; what there was at the end is.
    expect(late.months['2026-01']).toEqual({ cash: 1179.5 });
    expect(late.notes).toEqual(['2026-01 is left out: its first row is of 2026-01-15; first: 2026-01 counts it']);
  });

  test('is checked by its balance', () => {
    expect(refused(csv(...PLAIN.slice(0, 3), PLAIN[4]!)).said).toBe(
      [
        'bank.csv:4:1: error: the balance is 1139.50, and 1200.00 - 40.00 is 1160.00: a row is missing, or stands twice [bad-value]',
        '  4 | 2026-02-27,AWS,-40.00,1139.50',
        '    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '  without balance among the columns of its rules it is not checked, nor is cash read from it',
      ].join('\n'),
    );
    const unchecked = ['columns: {date: Date, description: Description, amount: Amount}'];
    expect(read(csv(...PLAIN.slice(0, 3), PLAIN[4]!), unchecked).months['2026-01']!.gross_burn).toBe(300);
  });

  test('whose balance goes down with what is above zero has its signs turned', () => {
    const turned = PLAIN.map((line) =>
      line.replace(/,(-?)(\d+\.\d+),/, (_, sign, x) => `,${sign === '' ? '-' : ''}${x},`),
    );
    const { months, newRules } = read(csv(...turned));
    expect(months).toEqual(read(csv(...PLAIN)).months);
    expect(newRules).toContain('money_in: negative  # as the balance shows');
  });
});

describe('dates', () => {
  const dated = (...dates: readonly string[]) =>
    csv('Date;Text;Amount', ...dates.map((date) => `${date};x;1`), `${dates.at(-1)};x;-1`);

  test('of which one can only be the day first, are all so; and the rules say which', () => {
    const { months, newRules } = read(dated('03.01.2026', '28.01.2026'));
    expect(Object.keys(months)).toEqual(['2026-01']);
    expect(newRules).toContain('date: DD/MM/YYYY  # as "28.01.2026" shows');
    expect(Object.keys(read(dated('01/03/26', '01/28/26')).months)).toEqual(['2026-01']);
    expect(Object.keys(read(dated('2 Jan 2026', 'Jan 30, 2026')).months)).toEqual(['2026-01']);
  });

  test('that could be both ways round are asked for, and nothing is guessed', () => {
    const file = dated('02/01/2026', '03/02/2026');
    const { said, newRules } = refused(file);
    expect(said).toBe(
      [
        'bank.csv:2:1: error: "02/01/2026" could have the day first or the month, and no date of the file tells which [missing-key]',
        '  2 | 02/01/2026;x;1',
        '    | ^^^^^^^^^^',
        '  set date: DD/MM/YYYY or date: MM/DD/YYYY in rules.yaml',
      ].join('\n'),
    );
    expect(newRules).toContain('# date: DD/MM/YYYY\n# date: MM/DD/YYYY\n');
    // The rules as they were written still say nothing; with one # less they do.
    expect(refused(file, newRules!.split('\n')).said).toBe(said);
    const set = newRules!.replace('# date: MM/DD/YYYY', 'date: MM/DD/YYYY').split('\n');
    expect(Object.keys(read(file, [...set, 'last: 2026-03']).months)).toEqual(['2026-02', '2026-03']);
  });

  test('that are none, or of two orders, are refused', () => {
    expect(refused(dated('2026-01-02', 'soon')).said).toContain('bank.csv:3:1: error: "soon" is no date [bad-value]');
    expect(refused(dated('13/01/2026', '01/13/2026')).said).toContain('some have the day first, others the month');
    expect(refused(dated('2026-02-30')).said).toContain('"2026-02-30" is no date');
  });
});

describe('amounts', () => {
  const amounts = (...texts: readonly string[]) =>
    csv('Date;Text;Amount', ...texts.map((text, i) => `2026-01-${i === 0 ? '01' : '31'};x;${text}`));
  const sum = (file: Source, rules: readonly string[] | null = null, currency = 'USD'): number => {
    const { collections, gross_burn: out } = read(file, rules, currency).months['2026-01']!;
    return collections! - out!;
  };

  test.each([
    [['1,204.50', '-4.50'], 1200],
    [['1.204,50', '4,50-'], 1200],
    [['1 204,50', '(4,50)'], 1200],
    [["1'204.50", '\u22124.50'], 1200],
    [['$1,204.50', '$-4.50'], 1200],
    [['12,34,567.50', '0.50'], 1234568],
    [['1204', '+6'], 1210],
    [['1.234.567', '3'], 1234570],
    [['0.125', '1'], 1.125],
    [['1204.500', '1'], 1205.5],
  ])('%j', (texts, expected) => {
    expect(sum(amounts(...texts))).toBeCloseTo(expected, 9);
  });

  test('that could have thousands or decimals are asked for', () => {
    const { said, newRules } = refused(amounts('1,204', '7'));
    expect(said).toContain(
      '"1,204" could have thousands or decimals, and no amount of the file tells which [missing-key]',
    );
    expect(said).toContain('set decimal: "." or decimal: "," in rules.yaml');
    expect(newRules).toContain('# decimal: ","');
    expect(sum(amounts('1,204', '7'), ['decimal: "."'])).toBe(1211);
    expect(sum(amounts('1,204', '7'), ['decimal: ","'])).toBeCloseTo(8.204, 9);
  });

  test('that are none, or written in two ways, or in another currency, are refused', () => {
    expect(refused(amounts('1,204.50', '1.204,50')).said).toContain(
      'bank.csv:3:14: error: amounts are written in two ways',
    );
    expect(refused(amounts('12.5', 'many')).said).toContain('"many" is no amount with decimals after "."');
    expect(refused(amounts('12,34.5', '1.5')).said).toContain('"12,34.5" is no amount');
    expect(refused(amounts('€ 12', '1')).said).toContain(
      '"€ 12" is in EUR, and the scenario is in USD [other-currency]',
    );
    expect(sum(amounts('12.50 EUR', '1'), null, 'EUR')).toBe(13.5);
  });
});

/** The same two payments as programs for books export them: 500 in, 20.50 out, after 1000. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'hledger register': [
    '"txnidx","date","code","description","account","amount","total"',
    '"1","2026-01-02","","Customer A","assets:bank","$500.00","$1500.00"',
    '"2","2026-01-30","","AWS","assets:bank","$-20.50","$1479.50"',
  ],
  'hledger print': [
    '"txnidx","date","date2","status","code","description","comment","account","amount","commodity","credit","debit","posting-status","posting-comment"',
    '"1","2026-01-02","","","","Customer A","","assets:bank","500.00","$","","500.00","",""',
    '"1","2026-01-02","","","","Customer A","","income:sales","-500.00","$","500.00","","",""',
    '"2","2026-01-30","","","","AWS","","expenses:compute","20.50","$","","20.50","",""',
    '"2","2026-01-30","","","","AWS","","assets:bank","-20.50","$","20.50","","",""',
  ],
  'hledger aregister': [
    '"txnidx","date","code","description","otheraccounts","change","balance"',
    '"1","2026-01-02","","Customer A","income:sales","$500.00","$1500.00"',
    '"2","2026-01-30","","AWS","expenses:compute","$-20.50","$1479.50"',
  ],
  'Xero, account transactions': [
    'Acme Inc,,,,,,',
    'For the month ended 31 January 2026,,,,,,',
    'Date,Source,Description,Reference,Debit,Credit,Running Balance',
    '02 Jan 2026,Receive Money,Customer A,,500.00,,"1,500.00"',
    '30 Jan 2026,Spend Money,AWS,,,20.50,"1,479.50"',
    ',Total,,,500.00,20.50,"1,479.50"',
  ],
  'Xero, bank statement': [
    '*Date,*Amount,Payee,Description,Reference,Check Number',
    '01/02/2026,500.00,Customer A,,,',
    '01/30/2026,-20.50,AWS,,,',
  ],
  'QuickBooks, bank register': [
    'Date,Ref No.,Payee,Memo,Payment,Deposit,Reconciliation Status,Balance,Type,Account',
    '01/30/2026,,AWS,,20.50,,,"1,479.50",Expense,Compute',
    '01/02/2026,,Customer A,,,500.00,,"1,500.00",Deposit,Sales',
  ],
  'QuickBooks, transaction detail': [
    'Transaction Detail,,,,,,,',
    'Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance',
    ',Beginning Balance,,,,,,"1,000.00"',
    '01/02/2026,Deposit,,Customer A,,Sales,500.00,"1,500.00"',
    '01/30/2026,Expense,,AWS,,Compute,-20.50,"1,479.50"',
    'Total for Checking,,,,,,$479.50,',
  ],
  'QuickBooks Desktop, register': [
    ',Type,Date,Num,Name,Memo,Split,Debit,Credit,Balance',
    ',Deposit,01/02/2026,,Customer A,,Sales,500.00,,"1,500.00"',
    ',Check,01/30/2026,,AWS,,Compute,,20.50,"1,479.50"',
  ],
};

describe('exports of programs for books', () => {
  test.each(Object.entries(EXPORTS))('%s is known by its headers', (name, lines) => {
    const rules = name === 'hledger print' ? ['account: assets'] : null;
    const { months, newRules } = read(csv(...lines), rules);
    const isBalanced = lines.some((line) => line.includes('479.50'));
    expect(months).toEqual({
      '2026-01': { collections: 500, gross_burn: 20.5, ...(isBalanced ? { cash: 1479.5 } : {}) },
    });
    if (rules === null) expect(newRules).toContain(`# By its headers it is an export of ${name}.`);
  });

  test('of several accounts ask which is the bank', () => {
    const { said } = refused(csv(...EXPORTS['hledger print']!));
    expect(said).toContain('the file has 3 accounts: assets:bank, income:sales, expenses:compute [missing-key]');
    expect(said).toContain('as in account: assets:bank, in rules.yaml');
  });

  test('of a register of accounts that are parts of one are one', () => {
    const parts = EXPORTS['hledger register']!.map((line, i) =>
      i === 1 ? line.replace('bank', 'bank:savings') : line,
    );
    expect(read(csv(...parts), ['account: assets:bank']).months['2026-01']!.cash).toBe(1479.5);
  });
});

describe('rules', () => {
  test.each([
    [['dates: x'], 'unknown key "dates"; did you mean "date"? [unknown-key]'],
    [['date: D/M/Y'], 'date is "D/M/Y" [bad-value]'],
    [['columns: {day: Date}'], 'unknown key "day" [unknown-key]'],
    [['columns: {date: When, amount: Amount}'], 'there is no column "When" [bad-value]'],
    [
      ['lines: {aws: computer}'],
      '"computer" is no line of the scenario and no flow; did you mean "compute"? [unknown-measure]',
    ],
    [['last: March'], 'last: "March" is no month, YYYY-MM [bad-value]'],
    [['- x'], 'rules are a mapping of keys to values [wrong-type]'],
  ])('that say %j are refused', (rules, said) => {
    expect(refused(csv(...PLAIN), rules).said).toContain(said);
  });

  test('as they are written read the file as it was read without', () => {
    for (const lines of [PLAIN, ...Object.values(EXPORTS)]) {
      const account = lines === EXPORTS['hledger print'] ? ['account: assets'] : [];
      const first = read(csv(...lines), account.length === 0 ? null : account);
      if (first.newRules === null) continue;
      expect(read(csv(...lines), first.newRules.split('\n')).months).toEqual(first.months);
    }
  });

  test('name columns that nobody knows', () => {
    const odd = csv('Wann;Wieviel', '2026-01-02;500,00', '2026-01-30;-20,50');
    expect(refused(odd).said).toContain('no row names a column for the date and one for the amount');
    expect(read(odd, ['columns: {date: Wann, amount: Wieviel}']).months['2026-01']!.gross_burn).toBe(20.5);
  });
});

test("the scenario's own actuals stay, and differences of the bank's are reported", () => {
  const scenario = scenarioIn('USD');
  const { actuals } = readBank(csv(...PLAIN), null, 'rules.yaml', scenario);
  const merged = withActuals(scenario, actuals);
  expect(merged.notes).toEqual(['cash of 2026-01 is 1179.5, and the scenario says 1, which stands']);
  const [january] = [...merged.scenario.actuals.values()];
  expect([...january!.figures].map(([name, { value }]) => [name, value])).toEqual([
    ['collections', 500],
    ['gross_burn', 320.5],
    ['cash', 1],
  ]);
});

test('a table that breaks off, or is empty, is refused', () => {
  expect(refused(csv('Date,Amount', '2026-01-02,"12')).said).toContain('the table cannot be read: Quote Not Closed');
  expect(refused(source('bank.csv')).said).toContain('the file is empty');
});
