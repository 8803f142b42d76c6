import { describe, expect, test } from 'vitest';
import { FUNCTION_NAMES } from '../../src/formula/functions.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { codesOf, faultsOf, HEAD, scenarioOf } from './reading.ts';

describe('a name', () => {
  const RESERVED = [
    ...FUNCTION_NAMES,
    ...'t cash k month quarter year month_of_year days and or not to in mod xor true false null'.split(' '),
  ];
  const ENTRIES: Record<string, string> = {
    assumptions: '5',
    levers: '5',
    assets: '5',
    revenue: '5',
    costs: '5',
    creditors: '{}',
    debts: '{principal: 5, kind: accruing, due: 2025-01, lender: bank}',
    funding: '{amount: 5, month: 2024-06}',
    sources: '{}',
    plans: '{set: {}}',
    checks: '{measure: survival, at_least: 1}',
    reported: '{measure: survival, about: 1}',
  };

  test.each(Object.entries(ENTRIES))('under %s is no word of the formula language', (section, entry) => {
    for (const word of RESERVED) expect(codesOf(`${HEAD}${section}: {${word}: ${entry}}`), word).toEqual(['bad-name']);
  });

  test.each(Object.entries(ENTRIES))(
    'under %s is a small letter, then small letters, digits and _',
    (section, entry) => {
      for (const name of ['Rent', '1a', '_a', 'a-b', 'a.b', 'é', '"a b"', '""', '__proto__', 'toString', '~', 'ᵃ'])
        expect(codesOf(`${HEAD}${section}: {${name}: ${entry}}`), name).toEqual(['bad-name']);
      for (const name of ['a', 'a1', 'a_b', 'constructor', 'a'.repeat(200)])
        expect(codesOf(`${HEAD}${section}: {${name}: ${entry}}`), name).toEqual([]);
    },
  );

  test('of a creditor is held to the same where a cost or debt names it', () => {
    expect(faultsOf(`${HEAD}costs:\n  rent: {amount: 5, to: The landlord}`)).toEqual(['5:25 bad-name']);
    expect(faultsOf(`${HEAD}debts:\n  note: {principal: 5, kind: accruing, due: 2025-01, lender: cash}`)).toEqual([
      '5:62 bad-name',
    ]);
    expect(codesOf(`${HEAD}costs: {rent: {amount: 5, to: __proto__}}`)).toEqual(['bad-name']);
  });

  test('of a claim is held to the same', () => {
    expect(faultsOf(`${HEAD}assumptions:\n  g: {value: 1, claims: {The press: 2}}`)).toEqual(['5:26 bad-name']);
  });

  test('stands once among assumptions, levers, revenue and costs', () => {
    const sections = ['assumptions', 'levers', 'revenue', 'costs'];
    for (const first of sections)
      for (const second of sections)
        if (first !== second)
          expect(codesOf(`${HEAD}${first}: {x: 5}\n${second}: {x: 5}`), `${first}, ${second}`).toEqual([
            'duplicate-name',
          ]);
  });

  test('may stand again among creditors, debts, funding, assets, sources and plans', () => {
    const text = `${HEAD}assumptions: {x: 5}\ncreditors: {x: {}}\nfunding: {x: {amount: 5, month: 2024-06}}
debts: {x: {principal: 5, kind: accruing, due: 2025-01}}\nassets: {x: 5}\nsources: {x: {}}\nplans: {x: {set: {}}}`;
    expect([...scenarioOf(text).creditors.keys()]).toEqual(['x']);
  });

  test('of the prototype is a name like any other where it is one', () => {
    const text = `${HEAD}levers: {constructor: 5}\nrevenue: {valueof: constructor * 2}
costs: {rent: {amount: 1, to: constructor}}\nplans: {constructor: {set: {constructor: 3}}}`;
    const scenario = scenarioOf(text);
    expect([...scenario.creditors.keys()]).toEqual(['constructor']);
    expect(scenario.plans.get('constructor')!.set.get('constructor')!.value).toBe(3);
  });
});

describe('names that every JavaScript object has', () => {
  test('is no key of the file', () => {
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(codesOf(`${HEAD}${key}: 5`), key).toEqual(['unknown-key']);
      expect(codesOf(`${HEAD}creditors: {cloud: {${key}: 5}}`), key).toEqual(['unknown-key']);
      expect(codesOf(`${HEAD}assumptions: {g: {value: 1, ${key}: 5}}`), key).toEqual(['unknown-key']);
    }
  });

  test('is no name, creditor, source, lever or measure', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(codesOf(`${HEAD}costs: {rent: 5 * ${name}}`), name).toEqual(['unknown-name']);
      expect(codesOf(`${HEAD}costs: {rent: 'owed("${name}")'}`), name).toEqual(['unknown-creditor']);
      expect(codesOf(`${HEAD}costs: {rent: {amount: 5, source: ${name}}}`), name).toEqual(['unknown-source']);
      expect(codesOf(`${HEAD}plans: {p: {set: {${name}: 5}}}`), name).toEqual(['unknown-lever']);
      expect(codesOf(`${HEAD}checks: {c: {measure: ${name}, at: 2024-02, at_least: 1}}`), name).toEqual([
        'unknown-measure',
      ]);
      expect(codesOf(`${HEAD}checks: {c: {measure: ${name}("others"), at: 2024-02, at_least: 1}}`)[0], name).toMatch(
        /unknown-(measure|creditor)/,
      );
    }
  });

  test('is left as it was', () => {
    readScenario({ name: 'test', text: `${HEAD}__proto__: {polluted: 1}\ncosts: {__proto__: {amount: 5}}` });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).amount).toBeUndefined();
  });
});

describe('all faults are reported at once', () => {
  test('ten faults of ten kinds', () => {
    const text = `runway: 1
start: 2024-1
cash: 400k +
horizon: 24
assumptions:
  Growth: 2%
  churn: normal(3%, -1%)
revenue:
  sales: 30k * (1 + grwth)
costs:
  fee: 8 % 3
  travel: {amount: 5k, source: memo}
creditors:
  staff: {critical: true, pay: 50%}
plans:
  shrink: {set: {layoffs: 20%}}
`;
    expect(faultsOf(text).sort()).toEqual(
      [
        '2:8 bad-value',
        '3:12 formula-syntax',
        '4:1 unknown-key',
        '6:3 bad-name',
        '7:10 bad-distribution',
        '9:21 unknown-name',
        '11:8 remainder',
        '12:32 unknown-source',
        '14:27 pay-on-critical',
        '16:18 unknown-lever',
      ].sort(),
    );
  });

  test('in the shape and in formulas beside it, and in duplicates', () => {
    expect(codesOf(`${HEAD}costs:\n  rent: {amout: 5}\n  wages: 5 +\n  wages: 3\nmonths: 0`).sort()).toEqual(
      expect.arrayContaining(['bad-value', 'duplicate-key', 'formula-syntax', 'unknown-key']),
    );
  });

  test('of the syntax of YAML', () => {
    expect(faultsOf('runway: 1\nstart: [2024-01\ncash: "5\n').length).toBeGreaterThan(0);
  });
});

describe('one mistake is one fault', () => {
  test.each<[string, string, string]>([
    ['a required key that is misspelt', 'costs: {rent: {ammount: 5}}', 'unknown-key'],
    ['a measure that is misspelt', 'checks: {alive: {measure: survivel, at_least: 1}}', 'unknown-measure'],
    ['an alias without its anchor', 'costs: {rent: *office}', 'yaml-syntax'],
    [
      'a name that stands twice and reads itself',
      'assumptions: {wages: 5}\ncosts: {wages: wages * 2}',
      'duplicate-name',
    ],
    ['a comma that YAML took, in a mapping', 'assumptions: {g: {value: max(3, 2), label: G}}', 'formula-syntax'],
    ['a comma that YAML took, in a list', 'revenue: {sales: {amount: 5, collect: [min(1, 2), 0]}}', 'formula-syntax'],
    ['an assumption without a value', 'assumptions: {g: }', 'formula-syntax'],
    ['a creditor that is a list', 'creditors: {cloud: [1, 2]}', 'wrong-type'],
    ['a name that is not there, in a chain of names', 'assumptions: {a: b + 1, b: c}', 'unknown-name'],
    ['a plan that sets what is no number', 'levers: {cut: 0}\nplans: {p: {set: {cut: much}}}', 'not-constant'],
    ['a debt without a kind', 'debts: {note: {principal: 5, due: 2025-01}}', 'missing-key'],
    [
      'a creditor with a faulty key, asked for elsewhere',
      'creditors: {cloud: {terms: soon}}\ncosts: {rent: \'owed("cloud")\'}',
      'bad-value',
    ],
    [
      'an assumption with a faulty key, used elsewhere',
      'assumptions: {g: {value: 2, clams: {}}}\ncosts: {rent: g}',
      'unknown-key',
    ],
    ['a currency that is none, and its signs', 'currency: EURO\nassumptions: {a: €5, b: $4}', 'bad-value'],
    [
      'a draw that is no month, with what needs one',
      'debts: {n: {principal: 5, premium: 1, day: 3, draw: soon, kind: accruing, due: 2025-01}}',
      'bad-value',
    ],
    ['a sale that is no month, with its day', 'assets: {a: {value: 5, sold: soon, day: 3}}', 'bad-value'],
    [
      'a patience that is a list, with what needs one',
      'creditors: {c: {critical: true, pay: 5%, patience: [1]}}',
      'wrong-type',
    ],
    ['a debt without what its kind needs', 'debts: {n: {principal: 5, kind: revolving}}', 'missing-key'],
    [
      'a key of another kind, with a fault of its own',
      'debts: {n: {principal: 5, kind: accruing, due: soon}}',
      'bad-value',
    ],
    ['a bound of a check that is no month', 'checks: {c: {measure: failure, at_least: never}}', 'bad-value'],
    ['an event with a fault in its test', 'funding: {f: {amount: 5, month: {when: cash <}}}', 'formula-syntax'],
    ['a lag on itself without a month between', 'assumptions: {a: "lag(b, 1) + b", b: a}', 'cycle'],
    ['a first value that leans on its own name', 'assumptions: {a: "lag(a, 2, a)"}', 'cycle'],
    ['a cycle of two', 'assumptions: {a: b, b: a}', 'cycle'],
    ['a cycle that others read', 'assumptions: {a: b, b: a, c: a + b}', 'cycle'],
  ])('%s', (_, text, code) => {
    expect(codesOf(HEAD + text)).toEqual([code]);
  });
});

describe('memory', () => {
  test('of months ago breaks a cycle', () => {
    const text = `revenue:
  a: lag(b, 1, 1)
  b: a * 2
  z: lag(z, 2, 5) + 1
  p: past("revenue", 3) * 1%`;
    expect(codesOf(HEAD + text)).toEqual([]);
  });

  test('is none before the first month', () => {
    const once = (formula: string) =>
      codesOf(`${HEAD}levers: {l: 5}\nassumptions:\n  a: ${formula}\nassets: {x: {value: a}}`);
    for (const formula of [
      'lag(l, 1)',
      'past("costs", 1)',
      'month_of_year',
      'days',
      'every(2, "2024-01")',
      'series("2024-01", 5)',
    ])
      expect(once(formula), formula).toEqual(['not-once']);
    expect(once('from(l) + 1')).toEqual([]);
  });
});

describe('a file that is no scenario', () => {
  test.each<[string, string, string]>([
    ['empty', '', 'wrong-type'],
    ['blank', ' \n\n', 'wrong-type'],
    ['a comment', '# later', 'wrong-type'],
    ['a byte order mark alone', '\ufeff', 'wrong-type'],
    ['a list', '- 1\n- 2', 'wrong-type'],
    ['a word', 'hello', 'wrong-type'],
    ['two documents', `${HEAD}---\n${HEAD}`, 'yaml-syntax'],
    ['JSON of something else', '{"a": [1, {"b": 2}]}', 'unknown-key'],
    ['a web page', '<!DOCTYPE html>\n<html><body>404: not found</body></html>', 'yaml-syntax'],
    ['tabs', 'runway: 1\ncosts:\n\trent: 5', 'yaml-syntax'],
    ['a tag', `${HEAD}costs: {rent: !!js/function "x"}`, 'yaml-syntax'],
    ['a merge key', `${HEAD}creditors:\n  a: &a {priority: 1}\n  b:\n    <<: *a`, 'unknown-key'],
    ['a mapping as a key', `${HEAD}costs: {? {a: 1} : 5}`, 'yaml-syntax'],
    ['an alias to itself', `${HEAD}costs: &c {rent: *c}`, 'yaml-syntax'],
    ['a control character', `${HEAD}costs: {rent: "5\u0000"}`, 'not-allowed'],
  ])('%s is refused', (_, text, code) => {
    expect(codesOf(text)).toContain(code);
  });
});

/** Whatever is in a file is answered at once: each of these took minutes, or all memory, with a careless reader. */
describe('a file made to hurt is refused in bounded time: ', () => {
  const bomb = (width: number, depth: number): string =>
    `a0: &a0 [${'1, '.repeat(width)}]\n${Array.from({ length: depth }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(width)}]\n`).join('')}`;
  const nested = (open: string, close: string, depth: number): string =>
    `${HEAD}costs: ${open.repeat(depth)}5${close.repeat(depth)}\n`;
  const blocks = (depth: number): string => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:\n`).join('');
  const lines = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');

  test.each<[string, () => string, string]>([
    ['a bomb of aliases', () => HEAD + bomb(10, 9), 'yaml-syntax'],
    ['a bomb of aliases in a section', () => `${HEAD}costs:\n${bomb(10, 9).replace(/^/gm, '  ')}`, 'yaml-syntax'],
    ['lists in lists', () => nested('[', ']', 100_000), 'too-deep'],
    ['mappings in mappings', () => nested('{a: ', '}', 50_000), 'too-deep'],
    ['lists that do not end', () => nested('[', '', 200_000), 'too-deep'],
    ['indented mappings', () => blocks(900), 'too-deep'],
    ['dashes', () => `${HEAD}costs:\n  ${'- '.repeat(100_000)}5`, 'too-deep'],
    ['question marks', () => `${HEAD}${'? '.repeat(100_000)}5`, 'too-deep'],
    ['ten megabytes of one word', () => `${HEAD}name: ${'x'.repeat(10_000_000)}`, 'too-large'],
    ['ten megabytes of lines', () => `${HEAD}costs:\n${lines(800_000, (i) => `  c${i}: 5`)}`, 'too-large'],
    ['ten megabytes of brackets', () => '['.repeat(10_000_000), 'too-large'],
    ['ten megabytes of line breaks', () => '\n'.repeat(10_000_000), 'too-large'],
    ['half a megabyte of marks', () => `${HEAD}sources: [${'{}, '.repeat(120_000)}]`, 'too-large'],
    ['half a megabyte of anchors', () => `${HEAD}costs: ${'&a '.repeat(150_000)}5`, 'too-large'],
    ['half a megabyte of quotes', () => `${HEAD}name: "${'""'.repeat(240_000)}`, 'too-large'],
    ['a formula of parentheses', () => `${HEAD}reserve: ${'('.repeat(3000)}5${')'.repeat(900)}`, 'formula-syntax'],
    ['a formula of minus signs', () => `${HEAD}reserve: ${'-'.repeat(100_000)}5`, 'formula-syntax'],
    ['a formula of a hundred thousand terms', () => `${HEAD}reserve: 1${' + 1'.repeat(100_000)}`, 'formula-syntax'],
    ['a number of a hundred thousand digits', () => `${HEAD}reserve: ${'9'.repeat(100_000)}`, 'formula-syntax'],
    ['a key of a hundred thousand letters', () => `${HEAD}${'x'.repeat(100_000)}: 5`, 'yaml-syntax'],
    ['a key of a thousand letters', () => `${HEAD}${'x'.repeat(1000)}: 5`, 'unknown-key'],
    [
      'a creditor of a hundred thousand letters',
      () => `${HEAD}costs: {rent: 'owed("${'x'.repeat(3000)}")'}`,
      'unknown-creditor',
    ],
    [
      'a list of thousands of shares',
      () => `${HEAD}revenue: {sales: {amount: 5, collect: [${'0, '.repeat(20_000)}]}}`,
      'bad-value',
    ],
    ['thousands of unknown keys', () => HEAD + lines(8000, (i) => `unknown_key_${i}: 5`), 'unknown-key'],
    [
      'thousands of unknown names',
      () => `${HEAD}costs:\n${lines(6000, (i) => `  c${i}: d${i} * e${i}`)}`,
      'unknown-name',
    ],
    ['thousands of duplicates', () => `${HEAD}costs:\n${lines(8000, () => '  rent: 5')}`, 'duplicate-key'],
    [
      'a cycle of a thousand names',
      () => `${HEAD}assumptions:\n${lines(1000, (i) => `  a${i}: a${(i + 1) % 1000}`)}`,
      'cycle',
    ],
    ['a month 9999-99', () => 'runway: 1\nstart: 9999-99\ncash: 5', 'bad-value'],
    ['a month of many digits', () => `runway: 1\nstart: ${'9'.repeat(10_000)}-01\ncash: 5`, 'bad-value'],
    ['months without end', () => `${HEAD}months: 1e9`, 'bad-value'],
    ['a horizon of many digits', () => `${HEAD}months: ${'9'.repeat(10_000)}`, 'bad-value'],
    ['a number beyond all', () => `${HEAD}reserve: 1e999`, 'not-finite'],
    ['a lever beyond all', () => `${HEAD}levers: {x: 1e308 * 10}`, 'not-finite'],
  ])(
    '%s',
    (_, make, code) => {
      expect(codesOf(make())).toContain(code);
    },
    5000,
  );

  test('names that fan out: forty, each of which reads the one before twice', () => {
    const text = `${HEAD}assumptions:\n  a0: 1\n${lines(40, (i) => `  a${i + 1}: a${i} + a${i}`)}\nreserve: a40`;
    expect(codesOf(text)).toEqual([]);
    expect(codesOf(`${text}\nfunding: {x: {amount: 1, month: a40}}`)).toEqual([]);
    expect(codesOf(`${text.replace('a0: 1', 'a0: t')}\nfunding: {x: {amount: 1, month: a40}}`)).toEqual(['not-once']);
    expect(codesOf(text.replace('a0: 1', 'a0: a40'))).toContain('cycle');
  }, 5000);

  test('a chain of thousands of names, the first in the file the last that can be known', () => {
    const chain = (last: string) =>
      `${HEAD}assumptions:\n${lines(6000, (i) => `  a${i}: a${i + 1} + 1`)}\n  a6000: ${last}\n`;
    expect(codesOf(chain('1')).filter((code) => code !== 'too-large')).toEqual([]);
    expect(codesOf(`${chain('t')}reserve: 5\nfunding: {x: {amount: 1, month: a0}}`)[0]).toMatch(/not-once|too-large/);
  }, 5000);

  test('a cycle that can be gone round in a million ways', () => {
    const all = Array.from({ length: 20 }, (_, i) => `a${i}`);
    const text = `${HEAD}assumptions:\n${all.map((name) => `  ${name}: ${all.join(' + ')}`).join('\n')}`;
    const codes = codesOf(text);
    expect(new Set(codes)).toEqual(new Set(['cycle']));
    expect(codes.length).toBeLessThanOrEqual(400);
  }, 5000);
});

describe('numbers at the end of what there is', () => {
  test('are read', () => {
    for (const number of ['1e308', '1.7976931348623157e308', '4.9e-324', '1e-400', '-1e308'])
      expect(codesOf(`${HEAD}reserve: ${number}`), number).toEqual([]);
  });

  test('are the years 1900 to 2199', () => {
    for (const month of ['1900-01', '2199-12']) expect(codesOf(`runway: 1\nstart: ${month}\ncash: 5`)).toEqual([]);
    for (const month of [
      '1899-12',
      '2200-01',
      '0000-01',
      '2024-00',
      '2024-13',
      '2024-1',
      '24-01',
      '2024/01',
      'January',
    ])
      expect(codesOf(`runway: 1\nstart: ${month}\ncash: 5`), month).toEqual(['bad-value']);
  });

  test('are 1 to 240 months', () => {
    for (const months of ['1', '240']) expect(codesOf(`${HEAD}months: ${months}`)).toEqual([]);
    for (const months of ['0', '241', '-1', '1.5', '12 months', '1e2', '0x10', '""'])
      expect(codesOf(`${HEAD}months: ${months}`), months).toEqual(['bad-value']);
  });
});
