import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CREDITOR_NAMES, MONTHLY_NAMES } from '../../src/engine/month/measures.ts';
import { variantJson } from '../../src/report/compare-json.ts';
import { CASES } from '../../src/report/comparison.ts';
import { runJson } from '../../src/report/json.ts';
import { pageMarkdown } from '../../src/report/page.ts';
import { longList, stringify } from '../../src/report/stringify.ts';
import type { ComparedCase } from '../../src/report/variant.ts';
import { aCase, aLever, aScenario } from './a-case.ts';

const START = 2024 * 12;

describe('run --json', () => {
  const scenario = aScenario(3, { levers: [aLever('layoffs')] }, { name: null, plan: 'shrink', seed: 7 });
  const result = aCase(3, {
    measures: {
      zeroCash: 1,
      runway: 1.25,
      failure: { t: 2, cause: 'unpaid:staff' },
      low: { cash: 0, t: 1 },
      insolvent: 0,
    },
    byMonth: { cash: [5, -0, 0], net_burn: [5, 5, 0] },
    lines: { wages: [5, 5, 5] },
    creditors: { staff: { due: [5, 5, 5] } },
    opening: { cash: 10, equity: 10 },
    warnings: [{ code: 'lever-out-of-range', where: 'levers.layoffs', months: null, message: 'beyond its range' }],
  });
  const json = JSON.parse(
    stringify(runJson(scenario, result, new Map([['layoffs', { value: 0.3, from: START + 1, until: null }]]))),
  );

  it('holds the head, the measures and the opening as the standard names them, null for what does not occur', () => {
    const { by_month: _months, lines: _lines, creditors: _creditors, ...rest } = json;
    expect(rest).toEqual({
      format: 1,
      command: 'run',
      scenario: { name: null, currency: 'USD', start: '2024-01', months: 3 },
      plan: 'shrink',
      levers: { layoffs: { value: 0.3, from: '2024-02' } },
      worlds: 0,
      seed: 7,
      measures: {
        zero_cash: '2024-02',
        first_unpaid: null,
        runway: 1.25,
        runway_now: null,
        failure: { month: '2024-03', cause: 'unpaid:staff' },
        months_alive: 3,
        low: { cash: 0, month: '2024-02' },
        insolvent: '2024-01',
        break_even: null,
        default_alive: 0,
      },
      opening: {
        cash: 10,
        receivable: 0,
        prepaid: 0,
        assets: 0,
        deferred_income: 0,
        due_later: 0,
        overdue: 0,
        debt: 0,
        owed: 0,
        equity: 10,
      },
      happened: [],
      by_day: [],
      warnings: [{ code: 'lever-out-of-range', where: 'levers.layoffs', months: null, message: 'beyond its range' }],
    });
  });

  it('holds every monthly measure, one number a month', () => {
    expect(Object.keys(json.by_month)).toEqual(['month', ...MONTHLY_NAMES]);
    expect(json.by_month.month).toEqual(['2024-01', '2024-02', '2024-03']);
    expect(json.by_month.cash).toEqual([5, 0, 0]);
    expect(json.lines).toEqual({ wages: [5, 5, 5] });
    expect(Object.keys(json.creditors.staff)).toEqual([...CREDITOR_NAMES]);
    expect(json.creditors.staff.due).toEqual([5, 5, 5]);
  });

  it('begins with format and command', () => {
    expect(Object.keys(json).slice(0, 2)).toEqual(['format', 'command']);
  });
});

describe('compare --json', () => {
  const variant = (name: string, zeroCash: number | null, failure: number | null, endCash: number): ComparedCase => ({
    name,
    file: 'a.yaml',
    figure: null,
    plan: null,
    start: START,
    months: 12,
    currency: 'USD',
    levers: new Map(),
    result: {
      measures: aCase(1, {
        measures: { zeroCash, failure: failure === null ? null : { t: failure, cause: 'petition:cloud' } },
      }).measures,
      endCash,
      endOwed: 2,
    },
  });

  const notesOf = (variants: ComparedCase[]): string => pageMarkdown(CASES.page(variants, 'ascii').slice(1), 'ascii');
  const compared = (...variants: ComparedCase[]) =>
    JSON.parse(stringify({ variants: variants.map((one) => variantJson(one, variants[0]!)) }));

  it('gives each variant its difference from the first, null where either does not occur', () => {
    const json = compared(variant('base', 2, 5, 10), variant('cut', 4, null, 25), variant('worse', 1, 3, 0));
    expect(json.variants.map((v: { name: string }) => v.name)).toEqual(['base', 'cut', 'worse']);
    expect(json.variants[0].delta).toMatchObject({ zero_cash: 0, failure: 0, end_cash: 0, end_owed: 0, low: 0 });
    expect(json.variants[1].delta).toMatchObject({ zero_cash: 2, failure: null, runway: null, end_cash: 15 });
    expect(json.variants[2].delta).toMatchObject({ zero_cash: -1, failure: -2, end_cash: -10 });
    expect(json.variants[1].measures.zero_cash).toBe('2024-05');
    expect(json.variants[1].end).toEqual({ cash: 25, owed: 2 });
  });

  it('subtracts no money of two currencies', () => {
    const euros = { ...variant('euros', 2, null, 30), currency: 'EUR' };
    const [, other] = compared(variant('base', 2, null, 10), euros).variants;
    expect(other.delta).toMatchObject({ zero_cash: 0, low: null, end_cash: null, end_owed: null });
    expect(notesOf([variant('base', 2, null, 10), euros])).toMatch(/^Money in EUR is not compared .* USD/);
    expect(notesOf([euros, euros])).toBe('');
  });

  it('counts months by the calendar where files begin in different ones', () => {
    const later = { ...variant('later', 2, null, 0), start: START + 3 };
    const json = compared(variant('base', 2, null, 0), later);
    expect(json.variants[1].delta.zero_cash).toBe(3);
  });
});

/** Whether a key is a whole number, which JavaScript lists before all other keys of an object. */
const hasIndex = (value: object): boolean => Object.keys(value).some((key) => /^\d+$/.test(key));

describe('stringify', () => {
  it('keeps lists of plain values and small objects on one line', () => {
    expect(stringify({ a: [1, 2.5, -0], b: { c: null, d: 'x"y' }, e: { f: [] }, g: {} })).toBe(
      '{\n  "a": [1, 2.5, 0],\n  "b": {"c": null, "d": "x\\"y"},\n  "e": {\n    "f": []\n  },\n  "g": {}\n}\n',
    );
  });

  it('writes numbers so that they read back the same', () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => v + 0));
    fc.assert(
      fc.property(numbers, (values) => {
        expect(JSON.parse(stringify(values))).toEqual(values);
      }),
    );
  });

  it('reads back as what any JSON value was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('writes a long list piece by piece as it writes the whole', () => {
    const plain = fc.dictionary(
      fc.string(),
      fc.jsonValue({ noUnicodeString: false }).map((v) => JSON.parse(JSON.stringify(v))),
    );
    const named = plain.filter(
      (value) => !['list', '__proto__'].some((key) => key in value && Object.hasOwn(value, key)),
    );
    fc.assert(
      fc.property(named, fc.array(plain, { minLength: 1 }), named, (head, list, tail) => {
        const pieces = list.map((entry, i) => longList.entry(entry, i === 0));
        const text = longList.start({ format: 1, ...head }, 'list') + pieces.join('') + longList.end(tail);
        const own = Object.fromEntries(
          Object.entries(tail).filter(([key]) => key !== 'format' && !Object.hasOwn(head, key)),
        );
        fc.pre(Object.keys(own).length === Object.keys(tail).length && ![head, tail].some(hasIndex));
        expect(text).toBe(stringify({ format: 1, ...head, list, ...tail }));
      }),
    );
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(() => stringify({ a: [Number.NaN] })).toThrow(RangeError);
  });
});
