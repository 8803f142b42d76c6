import { describe, expect, test } from 'vitest';
import type { FaultCode } from '../../src/diagnostic/codes.ts';
import { FUNCTIONS } from '../../src/formula/functions.ts';
import { parseFormula } from '../../src/formula/parse.ts';

/** Formulas that are refused, by code; « and » stand around the stretch that is blamed. */
const REFUSED: Partial<Record<FaultCode, readonly string[]>> = {
  'formula-syntax': [
    '8 *« »',
    '8 «*»',
    '«)»',
    '(8 + «2»',
    '8 + 2«)»',
    '8 * «/» 2',
    '8 + «*» 2',
    '8 ? «2»',
    'max(1,«)»',
    'max(«,» 1)',
    '«1,000»',
    '«1,000,000»',
    '«2024-05»',
    ' «2024-5» ',
    '«2024-05-17»',
    '«2024-13»',
    '3 * («2024-10»)',
    'max(1, «2024-10»)',
    '1 + «007»',
    '«000»',
    '«00.5»',
    '«0_1»',
    '«05k» * 2',
    '5 > «>» 3',
    'owed(«"cloud)»',
    "at(«'2024-01)»",
    '«$» 5',
    '«€»k',
    '«£».5',
    '1 <« »',
    '(«)»',
  ],
  'not-allowed': [
    'x «=» 3',
    '«[»1',
    '«{»1',
    'staff«.»wages',
    '5«!»',
    '5 «|» 3',
    '5 «~» 3',
    '5 «;» 3',
    '5 «×» 2',
    '5 «÷» 2',
    '5 «−» 2',
    '5 «#» 2',
    '5 «\\» 2',
    '5 «@» 2',
    '5 «🚀» 2',
    '8 «mod» 3',
    '1 «xor» 0',
    '5 «to» 3',
    '5 «in» 3',
    '«true»',
    '«false» or 1',
    '1 + «null»',
    '«"cloud"» + 1',
    '2 * «"2024-01"»',
    'max(1, «"cloud"»)',
    '«8 : 2»',
    '1 + («2 : 3»)',
  ],
  remainder: [
    '«8 % 3»',
    '«8%3»',
    '5 + «8 % (»3 + t)',
    '«8 % t»',
    '«8% (»3)',
    '«8% "»2024-01"',
    '«8% not» (1)',
    '«8% $»5',
    '«5k%»',
    '«5 M %»',
    't «%»',
    't «%» 3',
    '(8)«%»',
    '8%«%»',
    '«%»8',
  ],
  'unary-plus': ['«+»5', '3 * «+»5', '(«+»5)', 'max(1, «+»2)', '1 < «+»2', '2 - «+»3', '1 ? «+»2 : 3', '2 ^ «+»3'],
  'missing-operator': [
    '«2 growth»',
    '«2growth»',
    '«5K»',
    '«5m»',
    '«5mm»',
    '«5bn»',
    '«5 kk»',
    '«5k5»',
    '«5 k 5»',
    '«2 (»3 + t)',
    '(2«) (»3)',
    '(2«)(»3)',
    '(2«) t»',
    '«t t»',
    '«2 not» (t)',
    '«0x10»',
    '«1.2.3»',
    '«1__0»',
    '«5 max»(1, 2)',
    'at(«"2024-01" "2024-02"»)',
  ],
  'bad-not': [
    '«not t» > 3',
    '3 < «not t»',
    '1 + «not t»',
    '«not t» * 2',
    '-«not t»',
    '2 ^ «not (t)»',
    '«not 3»',
    '«not -t»',
    '«not not t»',
    '«not t^2»',
  ],
  'nested-conditional': ['1 ? 2 : «3 ? 4 : 5»'],
  'unknown-function': [
    '«pow»(2, 3)',
    '1 + «mx»(1, 2)',
    '«Max»(1)',
    '«toString»(1)',
    '«constructor»(1)',
    '«t»(1)',
    '«k»(3)',
    '«year»(1)',
  ],
  'bare-period': [
    '100 * («month» == 4)',
    '«quarter» == 1',
    '«year»',
    '5 + «month»',
    '«year» / 12',
    '(«month»)',
    'max(1, «quarter»)',
    '«month»^2 * 3',
    'change(«year»)',
    'since("2024-01") - «month»',
  ],
  'other-currency': ['«€4k»', '5 + «£3M» * 2', '$5 + «€1_000»', 'max(1, «£5%»)'],
  'bad-argument': [
    'every(«0», "2024-01")',
    'every(«1.5», "2024-01")',
    'every(12, «2024»)',
    'every(12, «"2024-13"»)',
    '«every(12)»',
    'paydays(«"2026-02-30"», 14)',
    'paydays(«"2026-01"», 14)',
    'paydays(«""», 14)',
    'paydays(«5», 14)',
    'paydays("2026-01-02", «0»)',
    'paydays("2026-01-02", «367»)',
    '«series("2026-01")»',
    'series(«5», 6)',
    '«steps("2026-01", 5, "2026-03")»',
    'steps("2026-01", 5, «"2026-01"», 6)',
    'steps("2026-01", 5, "2026-03", 6, «"2026-02"», 7)',
    '«by_month(1, 2, 3)»',
    '«by_month(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)»',
    'lag(sales, «0»)',
    'lag(sales, «61»)',
    'lag(sales, «2.5», 3)',
    'lag(«5», 2)',
    '«lag(sales)»',
    'past(«net_income», 3)',
    'past("net_income", «0»)',
    'past("net_income", «25»)',
    '«past("net_income")»',
    'from(«3»)',
    'from(«days»)',
    'arrived(«series_b»)',
    'lag(«month_of_year», 1)',
    '2 * «every»',
    '«max()»',
    '«abs(1, 2)»',
    '1 + «clamp(5, 0)»',
    '«if(1, 2)»',
    '«prev(sales, 1, 2)»',
    '2 * «max»',
    '«since»',
    'since(«2024-01»)',
    'since(«start»)',
    'since(«"2024-13"»)',
    'since(«"2024-1"»)',
    'since(«"9999-99"»)',
    'since(«"1899-12"»)',
    'since(«""»)',
    'between("2024-01", «5»)',
    '«between("2024-02", "2024-01")»',
    'ramp(«3», 4)',
    '«ramp("2024-01")»',
    'prev(«1»)',
    'prev(«sales + 1», 0)',
    'prev(«"sales"», 0)',
    'prev(«t», 0)',
    'prev(«cash», 0)',
    'prev(«(sales)», 0)',
    'owed(«cloud»)',
    'overdue(«5»)',
    '«suspended()»',
    '«monthly(5%)»',
    '«monthly(normal(0, 1) + 1)»',
    '«monthly(monthly(normal(0, 1)))»',
    '«monthly()»',
    '«normal(1)»',
    '«bernoulli()»',
  ],
  'not-constant': [
    'normal(«growth», 1)',
    'normal(1, «t * 2»)',
    'uniform(0, «cash»)',
    'normal(«uniform(0, 1)», 1)',
    'bernoulli(«since("2024-01")»)',
    'beta(«owed("cloud")», 1)',
  ],
  'bad-distribution': [
    '«normal(0, -1)»',
    '«lognormal(0, 1)»',
    '«lognormal(-1, 1)»',
    '«lognormal(1, -1)»',
    '«uniform(2, 1)»',
    '«triangular(1, 0, 2)»',
    '«triangular(0, 3, 2)»',
    '«pert(2, 1, 0)»',
    '«beta(0, 1)»',
    '«beta(1, -1)»',
    '«bernoulli(-1%)»',
    '«bernoulli(101%)»',
    '«whole(0.5, 2)»',
    '«whole(2, 1)»',
    '«normal(1/0, 1)»',
    '«normal(0, 0/0)»',
  ],
  'not-finite': ['«1e400»', '2 * «1e306k»', '«1_000e308»'],
};

function unmarked(marked: string): { text: string; start: number; end: number } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  return { text: marked.replace(/[«»]/g, ''), start, end };
}

for (const [code, formulas] of Object.entries(REFUSED)) {
  describe(`${code} is found where it stands: `, () => {
    test.each(formulas)('%s', (marked) => {
      const { text, start, end } = unmarked(marked);
      const { node, faults } = parseFormula(text);
      expect(node).toBeNull();
      const found = faults.map(
        ({ code, at }) => `${code} ${text.slice(0, at.start)}«${text.slice(at.start, at.end)}»${text.slice(at.end)}`,
      );
      expect(found[0]).toBe(`${code} ${marked}`);
      expect([faults[0]!.at.start, faults[0]!.at.end]).toEqual([start, end]);
    });
  });
}

test('every fault of a formula says something, and no fault says it twice', () => {
  for (const marked of Object.values(REFUSED).flat()) {
    const { faults } = parseFormula(unmarked(marked).text);
    for (const { message, hint } of faults) {
      expect(message.length, marked).toBeGreaterThan(8);
      expect(message.endsWith('.'), marked).toBe(false);
      expect(hint === undefined || hint.length > 3, marked).toBe(true);
    }
    const places = faults.map(({ code, at, message }) => `${code} ${at.start} ${message}`);
    expect(new Set(places).size, marked).toBe(places.length);
  }
});

test('all faults of a formula are given at once', () => {
  const { faults } = parseFormula('mx(1) + pow(2, 3) + since(5) + normal(t, 1)');
  expect(faults.map(({ code }) => code)).toEqual([
    'unknown-function',
    'unknown-function',
    'bad-argument',
    'not-constant',
  ]);
});

test('digits that are no month are a difference, and those that begin with 0 and a point a number', () => {
  for (const text of ['2024 - 5', '2024-x', '1500-10', '0', '0.5', '10 - 0', '2024-100', '0k'])
    expect(parseFormula(text).faults, text).toEqual([]);
});

test('each kind of slip has a way out of its own', () => {
  const hint = (text: string) => parseFormula(text).faults.map(({ hint }) => hint);
  expect(hint('100000 USD')).toEqual(['an amount has no currency: the scenario has one, as in currency: USD']);
  expect(hint('USD 100000')).toEqual(hint('100000 USD'));
  expect(hint('12k per month')).toEqual(['an amount a month or a year has a /: 12k/month, 144k/year']);
  expect(hint('12k a year')).toEqual(hint('12k per month'));
  expect(hint('8 percent')).toEqual(['a percentage is written 8%']);
  expect(hint('5 months')).toEqual(['a number has no unit: months are counted, and days are not']);
  expect(hint('1.000.000')).toEqual([
    'a number is written without blanks, and with one point: 1000000, 1_000_000 or 1M',
  ]);
  expect(hint('2 growth')).toEqual(['multiplication is written with *']);
  for (const text of ['t % 12', 't mod 12', 'mod(t, 12)'])
    expect(hint(text), text).toEqual(['a remainder is written t - 12 * floor(t / 12)']);
  expect(hint('000')).toEqual(['thousands have no comma: write 1000, 1_000 or 1k']);
  expect(hint('007k')).toEqual(['write 7k']);
});

test('a function of another language is told what to write here, and no other name', () => {
  expect(parseFormula('next(t)').faults).toMatchObject([
    { message: 'there is no function next', hint: 'a formula looks back, never ahead: prev(x) is x a month ago' },
  ]);
});

test('a misspelt function is told the nearest one', () => {
  expect(parseFormula('maxx(1, 2)').faults[0]!.message).toContain('"max"');
});

test('every function refuses a call without arguments', () => {
  for (const name of Object.keys(FUNCTIONS)) {
    const { node, faults } = parseFormula(`${name}()`);
    expect(node, name).toBeNull();
    expect(faults[0], name).toMatchObject({ code: 'bad-argument', at: { start: 0, end: name.length + 2 } });
  }
});

test('names of the prototype are plain unknown names and functions', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
    expect(parseFormula(`${name} + 1`).node, name).toMatchObject({ op: 'add', left: { op: 'name', name } });
    expect(parseFormula(`${name}(1)`).faults[0], name).toMatchObject({ code: 'unknown-function' });
  }
});

test('a formula that is too long or too deep is refused, not read', () => {
  for (const text of [
    '('.repeat(3000),
    `${'('.repeat(1900)}1${')'.repeat(1900)}`,
    '-'.repeat(3999),
    `1${'+1'.repeat(5000)}`,
  ]) {
    const { node, faults } = parseFormula(text);
    if (node === null) expect(faults[0]!.code).toBe('formula-syntax');
  }
  expect(parseFormula(`1${'+1'.repeat(5000)}`).faults[0]!.message).toMatch(/10001 characters; at most 4000/);
});

test('an empty formula is said to be empty', () => {
  for (const text of ['', '   ', '\n']) expect(parseFormula(text).faults[0]!.message).toBe('the formula is empty');
});

test('a misspelt function with a text in it is one fault', () => {
  const { faults } = parseFormula('overdu("cloud")');
  expect(faults.map(({ message }) => message)).toEqual(['there is no function overdu; did you mean "overdue"?']);
});
