import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostic/diagnostic.ts';
import { askCase, compile } from '../../src/engine/ask.ts';
import { parseMonth } from '../../src/formula/month.ts';
import { lint } from '../../src/scenario/lint.ts';
import { INIT_QUESTIONS, type InitAnswers, NO_ANSWERS, newScenario } from '../../src/scenario/new-scenario.ts';
import { leverSettings, planSettings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';

const START = parseMonth('2026-01')!;

const answers = (said: Partial<Record<keyof InitAnswers, string>>): InitAnswers =>
  Object.assign(
    {},
    NO_ANSWERS,
    ...Object.entries(said).map(([name, text]) => ({ [name]: { name: `--${name}`, text } })),
  );

/** The scenario of the text, which has no faults, and what check would warn of. */
function read(text: string) {
  const { scenario, diagnostics, idle } = readScenario({ name: 'new.yaml', text });
  expect(diagnostics, text).toEqual([]);
  const result = askCase(compile(scenario!), leverSettings(scenario!));
  return { scenario: scenario!, result, warnings: [...result.warnings, ...lint(scenario!, result.lines, idle)] };
}

const FULL = {
  cash: '4M',
  burn: '8M',
  revenue: '11M/year',
  growth: '3%',
  owed: 'AWS 2M, the landlord 40k',
  hope: '20M@2026-09',
};

describe('a new scenario', () => {
  test('says what was told, in the units it was told in', () => {
    const text = newScenario('Quayside', START, answers(FULL));
    for (const line of [
      'cash: 4M ',
      'value: 8M',
      'value: 11M/year',
      'value: "normal(3%, 2%)"',
      'overdue: 2M',
      'overdue: 40k',
    ])
      expect(text).toContain(line);
    const { scenario, result } = read(text);
    expect([...scenario.creditors.keys()]).toEqual(['staff', 'aws', 'the_landlord', 'suppliers']);
    expect(scenario.creditors.get('staff')!.critical).toBe(true);
    // 8M of costs less 11M / 12 of revenue.
    const { costs, revenue } = result.byMonth;
    expect(costs[0]).toBeCloseTo(8e6, 2);
    expect(revenue[0]).toBeCloseTo(11e6 / 12, 2);
    expect(planSettings(scenario, 'hoped_for').get('raise')).toMatchObject({
      value: 20e6,
      from: parseMonth('2026-09'),
    });
  });

  test('its plans do something: spending less lives longer, and the round comes', () => {
    const { scenario } = read(newScenario('Quayside', START, answers({ cash: '2M', burn: '300k', hope: '3M' })));
    const model = compile(scenario);
    const cash = (plan: string | null, t: number): number =>
      askCase(model, planSettings(scenario, plan)).byMonth.cash[t]!;
    expect(cash('lean', 5)).toBeGreaterThan(cash(null, 5));
    expect(cash('hoped_for', 6)).toBe(cash(null, 6) + 3e6);
  });

  const names = Object.keys(FULL) as (keyof typeof FULL)[];
  const subsets = [[], names, ...names.map((name) => [name])];

  test('has no warnings, whichever answers are skipped', () => {
    for (const some of subsets) {
      const text = newScenario('A b', START, answers(Object.fromEntries(some.map((name) => [name, FULL[name]]))));
      expect(read(text).warnings, some.join()).toEqual([]);
    }
  });

  test('two plans and four levers, and guesses that say so', () => {
    const text = newScenario('A b', START, NO_ANSWERS);
    const { scenario } = read(text);
    expect([scenario.plans.size, scenario.levers.size]).toEqual([2, 4]);
    expect(text.match(/guess/gi)!.length).toBeGreaterThan(5);
    expect(text).not.toContain('As told');
  });

  test('takes any name and whoever is owed', () => {
    const words = fc.oneof(
      fc.string(),
      fc.constantFrom('staff', 'others', 'pay', 'wait', 'raise', 'growth', 'round', 'a: b', '# no', 'null'),
    );
    fc.assert(
      fc.property(words, fc.array(words, { maxLength: 4 }), (name, owed) => {
        const said = owed.filter((who) => /[a-z]/i.test(who)).map((who) => `${who.replaceAll(',', '')} 5k`);
        const who = said.length === 0 ? {} : { owed: said.join(', ') };
        try {
          const text = newScenario(name, START, answers(who));
          expect(readScenario({ name: '', text }).scenario!.creditors.size).toBe(said.length + 2);
        } catch (error) {
          // Of a name such as `1e` nothing is left; all else can be written.
          if (!(error instanceof Faults)) throw error;
          expect(error.diagnostics.map(({ code }) => code)).toContain('bad-name');
        }
      }),
      { seed: 13, numRuns: 40 },
    );
  });

  test('is in the currency whose sign was written', () => {
    expect(read(newScenario('A', START, answers({ cash: '€4M', burn: '100k' }))).scenario.currency).toBe('EUR');
    expect(read(newScenario('A', START, answers({ burn: '£10k' }))).scenario.currency).toBe('GBP');
  });

  test.each<[keyof InitAnswers, string, string, string]>([
    ['cash', '-4M', 'bad-value', 'an amount that is not below 0 is expected'],
    ['cash', '4 million', 'missing-operator', ''],
    ['burn', '0', 'bad-value', 'an amount above 0 is expected'],
    ['burn', 'pay', 'not-constant', ''],
    ['growth', '300%', 'bad-value', 'a share a month above -100%'],
    ['owed', '2M', 'bad-name', 'who is owed has a name'],
    ['owed', 'cloud -2M', 'bad-value', ''],
    ['hope', '20M@soon', 'bad-value', '"soon" is not a month'],
    ['hope', '20M@2025-06', 'bad-dates', 'not before the start'],
    ['hope', '0', 'bad-value', ''],
  ])('refuses %s %s', (name, text, code, message) => {
    try {
      newScenario('A', START, answers({ [name]: text }));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Faults);
      const [first] = (error as Faults).diagnostics;
      expect([first!.code, first!.place?.source.name]).toEqual([code, `--${name}`]);
      expect(first!.message).toContain(message);
    }
  });

  test('tells all that is wrong at once', () => {
    const all = { cash: '-1', burn: '0', growth: '5', owed: '7', hope: '0' };
    expect(() => newScenario('A', START, answers(all))).toThrow(Faults);
    try {
      newScenario('A', START, answers(all));
    } catch (error) {
      expect((error as Faults).diagnostics).toHaveLength(5);
    }
  });

  test('every example of a question is an answer', () => {
    for (const { name, example } of INIT_QUESTIONS) {
      if (name === 'revenue') continue; // Two answers in one: see init.
      expect(() => newScenario('A', START, answers({ [name]: example }))).not.toThrow();
    }
  });
});
