import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leverText, planEntries } from '../../src/scenario/lever-text.ts';
import { leverSettings, planSettings, readSetting } from '../../src/scenario/override.ts';
import { editPlan, type PlanEdit } from '../../src/scenario/plan-edit.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const HEAD = `runway: 1 # the version
start: 2024-01
cash: 900k

levers:
  layoffs: {value: 0%, range: [0%, 50%], from: 2024-03} # people
  raise: {value: 0, range: [0, 2M]}
  defer: 50%
`;
const SET = new Map([
  ['layoffs', '30%@2024-02'],
  ['raise', '1.5M'],
]);
const saved = (
  text: string,
  name = 'rescue',
  set: ReadonlyMap<string, string | null> = SET,
  label: string | null = null,
) => editPlan(text, { kind: 'save', name, label, set })!;
const renamed = (text: string, from: string, name: string, label: string | null = null) =>
  editPlan(text, { kind: 'rename', from, name, label })!;
const removed = (text: string, name: string) => editPlan(text, { kind: 'remove', name })!;

/** The lines added to a text and the lines removed from it; all others must stay in order. */
function changedLines(before: string, after: string): { gone: string[]; come: string[] } {
  const a = before.split('\n');
  const b = after.split('\n');
  let from = 0;
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from++;
  let to = 0;
  while (to < Math.min(a.length, b.length) - from && a.at(-1 - to) === b.at(-1 - to)) to++;
  return { gone: a.slice(from, a.length - to), come: b.slice(from, b.length - to) };
}

describe('a plan that is saved', () => {
  test('makes a section where there is none', () => {
    expect(saved(HEAD)).toBe(`${HEAD}
plans:
  rescue:
    set: {layoffs: 30%@2024-02, raise: 1.5M}
`);
  });

  test('in a file without a final line break there is none afterwards either', () => {
    const text = HEAD.trimEnd();
    expect(saved(text)).toBe(`${text}\n\nplans:\n  rescue:\n    set: {layoffs: 30%@2024-02, raise: 1.5M}`);
    expect(removed(saved(text), 'rescue')).toBe(text);
  });

  test.each([
    ['an empty section', 'plans:\n', 'plans:\n  rescue:\n    set: {layoffs: 30%@2024-02, raise: 1.5M}\n'],
    ['empty braces', 'plans: {}\n', 'plans: {rescue: {set: {layoffs: 30%@2024-02, raise: 1.5M}}}\n'],
    [
      'plans on a line each',
      'plans:\n  a: {set: {raise: 1M}} # one\n    # more of one\n# the end\nname: X\n',
      'plans:\n  a: {set: {raise: 1M}} # one\n    # more of one\n  rescue: {set: {layoffs: 30%@2024-02, raise: 1.5M}}\n# the end\nname: X\n',
    ],
    [
      'plans in blocks, with lines between',
      'plans:\n\n  a:\n    set:\n      raise: 1M\n\n  b:\n    set:\n      raise: 2M\n\nname: X\n',
      'plans:\n\n  a:\n    set:\n      raise: 1M\n\n  b:\n    set:\n      raise: 2M\n\n  rescue:\n    set:\n      layoffs: 30%@2024-02\n      raise: 1.5M\n\nname: X\n',
    ],
    [
      'braces over several lines',
      'plans: {\n  a: {set: {raise: 1M}}, # one\n  b: {set: {raise: 2M}} # two\n}\n',
      'plans: {\n  a: {set: {raise: 1M}}, # one\n  b: {set: {raise: 2M}}, # two\n  rescue: {set: {layoffs: 30%@2024-02, raise: 1.5M}}\n}\n',
    ],
    [
      'four blanks a level, and the line ends of Windows',
      'plans:\r\n    a:\r\n        set: {raise: 1M}\r\n',
      'plans:\r\n    a:\r\n        set: {raise: 1M}\r\n    rescue:\r\n        set: {layoffs: 30%@2024-02, raise: 1.5M}\r\n',
    ],
  ])('follows the style that is there: %s', (_, section, expected) => {
    expect(saved(HEAD + section)).toBe(HEAD + expected);
  });

  test('a label is quoted where YAML would take it for something else', () => {
    for (const label of [
      'Cut deep, then raise',
      'yes',
      '"So": said',
      '50% less',
      'Süß & sauer',
      '#1',
      "l'été",
      'a\\b',
    ]) {
      const { scenario } = readScenario({ name: '', text: saved(HEAD, 'rescue', SET, label) });
      expect(scenario!.plans.get('rescue')!.label).toBe(label);
    }
    expect(saved(HEAD, 'rescue', SET, 'Cut deep')).toContain('    label: Cut deep\n');
  });

  test('levers that do not fit on a line have one each', () => {
    const levers = Array.from({ length: 12 }, (_, i) => `  a_rather_long_name_${i}: 0\n`).join('');
    const text = HEAD + levers;
    const set = new Map(Array.from({ length: 12 }, (_, i) => [`a_rather_long_name_${i}`, '5M']));
    expect(saved(text, 'all', set)).toContain('    set:\n      a_rather_long_name_0: 5M\n');
  });
});

describe('a plan that is there', () => {
  const PLANS = `${HEAD}
# What could be done
plans:
  # first of all
  cut:
    label: 'Cut deep'       # as said
    note: >
      Decided on
      Monday.
    set: {layoffs: "20%", raise: 1M}   # carefully
  other: {set: {defer: 0%}}
`;

  test('changes in the entries that change, in the quotes that are there', () => {
    const after = saved(
      PLANS,
      'cut',
      new Map([
        ['layoffs', '30%'],
        ['raise', null],
      ]),
    );
    expect(changedLines(PLANS, after)).toEqual({
      gone: ['    set: {layoffs: "20%", raise: 1M}   # carefully'],
      come: ['    set: {layoffs: "30%", raise: 1M}   # carefully'],
    });
  });

  test('loses and gains levers', () => {
    const after = saved(
      PLANS,
      'cut',
      new Map([
        ['raise', null],
        ['defer', '10%'],
      ]),
    );
    expect(changedLines(PLANS, after).come).toEqual(['    set: {raise: 1M, defer: 10%}   # carefully']);
    expect(changedLines(PLANS, saved(PLANS, 'cut', new Map())).come).toEqual(['    set: {}   # carefully']);
  });

  test('is renamed, its label with it', () => {
    expect(changedLines(PLANS, renamed(PLANS, 'cut', 'shrink', 'Shrink'))).toEqual({
      gone: ['  cut:', "    label: 'Cut deep'       # as said"],
      come: ['  shrink:', "    label: 'Shrink'       # as said"],
    });
    expect(changedLines(PLANS, renamed(PLANS, 'other', 'late', 'Pay late')).come).toEqual([
      '  late: {label: Pay late, set: {defer: 0%}}',
    ]);
    expect(changedLines(PLANS, renamed(PLANS, 'other', 'late')).come).toEqual(['  late: {set: {defer: 0%}}']);
  });

  test('is removed with what stands in it; what stands before it stays', () => {
    expect(removed(PLANS, 'cut')).toBe(PLANS.replace(/ {2}cut:[\s\S]*(?= {2}other)/, ''));
    expect(removed(removed(PLANS, 'other'), 'cut')).toBe(`${HEAD}\n# What could be done\nplans:\n  # first of all\n`);
  });

  test('is not there: nothing is changed', () => {
    expect(editPlan(PLANS, { kind: 'remove', name: 'none' })).toBeNull();
    expect(editPlan(PLANS, { kind: 'rename', from: 'none', name: 'x', label: null })).toBeNull();
  });
});

describe('a layout that does not allow it is left alone', () => {
  test.each<[string, string, PlanEdit]>([
    ['a plan that another repeats', 'plans:\n  a: &a {set: {raise: 1M}}\n  b: *a\n', { kind: 'remove', name: 'a' }],
    [
      'levers that another repeats',
      'plans:\n  a: {set: &s {raise: 1M}}\n  b: {set: *s}\n',
      { kind: 'save', name: 'a', label: null, set: SET },
    ],
    [
      'a repetition',
      'plans:\n  a: &a {set: {raise: 1M}}\n  b: *a\n',
      { kind: 'save', name: 'b', label: null, set: SET },
    ],
    ['no YAML', 'plans: {a: {set: [}}\n', { kind: 'save', name: 'b', label: null, set: SET }],
  ])('%s', (_, section, edit) => {
    expect(editPlan(HEAD + section, edit)).toBeNull();
  });

  test('plans beside a layout that cannot be edited can be changed', () => {
    const text = `${HEAD}plans: &all\n  a: &a {set: {raise: 1M}}\n  b: *a\n`;
    expect(removed(text, 'b')).toBe(`${HEAD}plans: &all\n  a: &a {set: {raise: 1M}}\n`);
    expect(saved(text)).toBe(`${text}  rescue:\n    set: {layoffs: 30%@2024-02, raise: 1.5M}\n`);
  });
});

/** The scenario without its plans and the places of its entries. */
const rest = (scenario: Scenario): string =>
  JSON.stringify({ ...scenario, plans: null }, (key, value) =>
    key === 'place' || key === 'locate' ? undefined : value instanceof Map ? [...value] : value,
  );
const plansOf = (scenario: Scenario) =>
  [...scenario.plans].map(([name, { label, note, set }]) => ({
    name,
    label,
    note,
    set: [...set].map(([lever, { value, from }]) => [lever, value, from]),
  }));

const read = (text: string): Scenario => {
  const { scenario, diagnostics } = readScenario({ name: '', text });
  expect(diagnostics).toEqual([]);
  return scenario!;
};

/** Plans in any of the styles that people write. */
const section: fc.Arbitrary<string> = fc
  .record({
    style: fc.constantFrom('none', 'block', 'inline', 'braces', 'spread'),
    count: fc.integer({ min: 1, max: 4 }),
    spaced: fc.boolean(),
    comments: fc.array(fc.constantFrom('', '# a comment', '# plans: {x: 1}'), { minLength: 8, maxLength: 8 }),
    unit: fc.constantFrom('  ', '    ', '   '),
    foot: fc.constantFrom(
      '',
      'checks: {}\n',
      '\n# the end\n',
      '\n# ── checks ──\n\nchecks:\n  alive: {measure: runway, at_least: 1}\n',
    ),
  })
  .map(({ style, count, spaced, comments, unit, foot }) => {
    const remark = (i: number): string => (comments[i] ? ` ${comments[i]}` : '');
    const plan = (i: number): string => `{label: "Plan ${i}", set: {layoffs: ${i + 1}0%}}`;
    const block = (i: number): string =>
      `${unit}p${i}:${remark(i)}\n${unit}${unit}label: Plan ${i}\n${unit}${unit}set:\n${unit.repeat(3)}layoffs: ${i + 1}0%${remark(i + 1)}\n`;
    const entries = Array.from({ length: count }, (_, i) => i);
    const gap = spaced ? '\n' : '';
    if (style === 'none') return foot;
    if (style === 'block') return `plans:${remark(5)}\n${entries.map(block).join(gap)}${foot}`;
    if (style === 'inline')
      return `plans:${remark(5)}\n${entries.map((i) => `${unit}p${i}: ${plan(i)}${remark(i)}\n`).join(gap)}${foot}`;
    if (style === 'braces')
      return `plans: {${entries.map((i) => `p${i}: ${plan(i)}`).join(', ')}}${remark(0)}\n${foot}`;
    return `plans: {\n${entries.map((i) => `${unit}p${i}: ${plan(i)}${i < count - 1 || spaced ? ',' : ''}${remark(i)}\n`).join('')}}\n${foot}`;
  });

const file = fc.record({ section, crlf: fc.boolean(), ended: fc.boolean() }).map(({ section, crlf, ended }) => {
  const text = (HEAD + section).replace(/\n+$/, ended ? '\n' : '');
  return crlf ? text.replaceAll('\n', '\r\n') : text;
});
const entries = fc
  .record(
    { layoffs: fc.constantFrom('5%', '30%@2024-02'), raise: fc.constantFrom('1.5M', '400k@2024-05') },
    { requiredKeys: [] },
  )
  .map((set) => new Map(Object.entries(set)) as Map<string, string>);
const name = fc.constantFrom('rescue', 'p0', 'p1', 'p3', 'zz_9');
const label = fc.constantFrom(null, 'Plain', 'a: b, {c} #d', "it's");

describe('in any layout', () => {
  test('a saved plan reads as it was set, and nothing else has changed', () => {
    fc.assert(
      fc.property(file, entries, name, label, (text, set, name, label) => {
        const before = read(text);
        const after = read(saved(text, name, set, label));
        expect(rest(after)).toBe(rest(before));
        const wanted = [...set].map(([lever, text]) => [lever, readSetting(text).value, readSetting(text).from]);
        const old = plansOf(before);
        const now = plansOf(after);
        expect(new Map(now.map((plan) => [plan.name, plan])).get(name)!.set.sort()).toEqual(wanted.sort());
        expect(now.filter((plan) => plan.name !== name)).toEqual(old.filter((plan) => plan.name !== name));
      }),
    );
  });

  test('saved, renamed and removed, it leaves the file as it was, byte for byte', () => {
    fc.assert(
      fc.property(file, entries, label, label, (text, set, first, second) => {
        const there = saved(text, 'rescue', set, first);
        expect(removed(there, 'rescue')).toBe(text);
        expect(removed(renamed(there, 'rescue', 'other', second), 'other')).toBe(text);
      }),
    );
  });

  test("all lines but the plan's own stay", () => {
    fc.assert(
      fc.property(file, entries, (text, set) => {
        const { gone, come } = changedLines(text, saved(text, 'rescue', set));
        // In braces the last line gains a comma, or the plan itself.
        for (const line of gone)
          expect(come.some((other) => other.startsWith(line.replace(/[\s}]*(#.*)?\r?$/, '')))).toBe(true);
        if (!/plans: \{/.test(text) && text.endsWith('\n')) expect(gone).toEqual([]);
      }),
    );
  });
});

describe('the values of levers', () => {
  const { levers } = read(HEAD);
  const at = (lever: string, value: number, from = levers.get(lever)!.from) =>
    leverText(levers.get(lever)!, { value, from, until: null });

  test('are written as people do', () => {
    expect([0.3, 0.125, 0, 1, 0.29, -0.05].map((value) => at('layoffs', value))).toEqual([
      '30%',
      '12.5%',
      '0%',
      '100%',
      '29%',
      '-5%',
    ]);
    expect([12e6, 1.5e6, 400e3, 1e9, 950, 1_234_567, 0, 2.5e9].map((value) => at('raise', value))).toEqual([
      '12M',
      '1.5M',
      '400k',
      '1B',
      '950',
      '1234567',
      '0',
      '2.5B',
    ]);
    expect(at('raise', 5, levers.get('raise')!.from + 3)).toBe('5@2024-04');
  });

  test('are written where a percentage of them is no number', () => {
    expect(readSetting(at('layoffs', 1e308)).value).toBe(1e308);
  });

  test('have their months where they are not those of the lever', () => {
    const own = { ...levers.get('layoffs')!, from: 2024 * 12, until: 2024 * 12 + 5 };
    const written = (from: number, until: number | null) =>
      leverText(own, { value: 0.2, from: 2024 * 12 + from, until: until === null ? null : 2024 * 12 + until });
    expect(written(0, 5)).toBe('20%');
    expect(written(0, null)).toBe('20%@2024-01');
    expect(written(2, 5)).toBe('20%@2024-03..2024-06');
    expect(written(0, 0)).toBe('20%@2024-01..2024-01');
    expect(readSetting(written(2, 11))).toEqual({ value: 0.2, from: 2024 * 12 + 2, until: 2024 * 12 + 11 });
  });

  test('are read as exactly the number', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 });
    fc.assert(
      fc.property(number, fc.constantFrom('layoffs', 'raise'), (value, lever) => {
        expect(readSetting(at(lever, value)).value).toBe(value + 0);
      }),
    );
  });
});

describe('the entries of a plan', () => {
  const text = `${HEAD}plans:\n  cut: {set: {layoffs: 0.2, defer: 50%}}\n`;
  const scenario = read(text);

  test('are the levers that differ from the file', () => {
    const settings = leverSettings(scenario);
    settings.set('raise', { value: 2e6, from: scenario.start, until: null });
    expect([...planEntries(scenario, settings, null)]).toEqual([['raise', '2M']]);
  });

  test('keep the last month of the lever, or give it up', () => {
    const ending = read(`${HEAD.replace('layoffs: {', 'layoffs: {until: 2024-06, ')}`);
    const before = ending.levers.get('layoffs')!;
    expect(before.until).toBe(2024 * 12 + 5);
    const settings = leverSettings(ending);
    settings.set('layoffs', { value: 0.3, from: before.from, until: before.until });
    expect([...planEntries(ending, settings, null)]).toEqual([['layoffs', '30%']]);
    settings.set('layoffs', { value: 0.3, from: before.from, until: null });
    expect([...planEntries(ending, settings, null)]).toEqual([['layoffs', '30%@2024-03']]);
  });

  test('stay as they are written where they say the same', () => {
    const settings = planSettings(scenario, 'cut');
    settings.set('raise', { value: 2e6, from: scenario.start + 2, until: null });
    expect([...planEntries(scenario, settings, scenario.plans.get('cut')!)]).toEqual([
      ['layoffs', null],
      ['defer', null],
      ['raise', '2M@2024-03'],
    ]);
  });
});

test.each(['stability-ai-2023-10', 'first-scenario', 'inflection-ai'])(
  'the shipped %s comes back as it was',
  (name) => {
    const text = readFileSync(`scenarios/${name}.yaml`, 'utf8');
    const [lever] = read(text).levers.keys();
    const there = saved(text, 'mine', new Map([[lever!, '5%']]));
    expect(changedLines(text, there).gone).toEqual([]);
    expect(removed(renamed(there, 'mine', 'yours', 'Yours: {all}'), 'yours')).toBe(text);
    for (const plan of read(text).plans.keys()) expect(read(removed(text, plan)).plans.has(plan)).toBe(false);
  },
);

describe('names that every object has', () => {
  const NAMES = ['constructor', 'valueOf', 'toString', 'hasOwnProperty'].map((name) => name.toLowerCase());
  const levers = `runway: 1\nstart: 2024-01\ncash: 9\nlevers: {constructor: 0, ${NAMES.slice(1).join(': 0, ')}: 0}\n`;

  test.each(NAMES)('are saved, renamed and taken out as levers and plans: %s', (name) => {
    const set = new Map([[name, '5']]);
    const first = saved(levers, name, set);
    expect(first).toBe(`${levers}\nplans:\n  ${name}:\n    set: {${name}: 5}\n`);
    const more = saved(first, name, new Map([...set, ['constructor', '6']]));
    expect(more).toContain(name === 'constructor' ? 'set: {constructor: 6}' : `set: {${name}: 5, constructor: 6}`);
    const other = renamed(more, name, 'other');
    expect(other).toBe(more.replace(`\n  ${name}:\n`, '\n  other:\n'));
    expect(saved(other, name, set)).toBe(`${other}  ${name}:\n    set: {${name}: 5}\n`);
    expect(removed(first, name)).toBe(levers);
    expect(editPlan(levers, { kind: 'remove', name })).toBeNull();
    expect(editPlan(levers, { kind: 'rename', from: name, name: 'x', label: null })).toBeNull();
  });

  test('are kept beside a plan that is saved', () => {
    const text = `${levers}plans:\n  a: {set: {constructor: 1}}\n`;
    expect(saved(text, 'b', new Map([['constructor', '2']]))).toBe(`${text}  b: {set: {constructor: 2}}\n`);
  });
});

describe('a byte order mark', () => {
  const file = 'runway: 1\nstart: 2024-01\ncash: 9\nlevers: {l: 0}\n';
  const set = new Map([['l', '5']]);
  const plans = 'plans:\n  rescue:\n    set: {l: 5}\n';

  test.each([
    ['no plans', `\ufeff${file}`, `\ufeff${file}\n${plans}`],
    [
      'plans',
      `\ufeff${file}plans:\n  a: {set: {l: 1}}\n`,
      `\ufeff${file}plans:\n  a: {set: {l: 1}}\n  rescue: {set: {l: 5}}\n`,
    ],
    ['plans first', `\ufeffplans:\n${file}`, `\ufeff${plans}${file}`],
    [
      'an only line',
      '\ufeff{runway: 1, levers: {l: 0}}',
      '\ufeff{runway: 1, levers: {l: 0}, plans: {rescue: {set: {l: 5}}}}',
    ],
  ])('stays where it is: %s', (_, before, after) => {
    expect(saved(before, 'rescue', set)).toBe(after);
    expect(removed(after, 'rescue').replace('plans:\n', '').replace(', plans: {}', '')).toBe(
      before.replace('plans:\n', ''),
    );
  });

  test('stays before a first plan that is taken out with its section', () => {
    expect(removed(`\ufeff${plans}${file}`, 'rescue')).toBe(`\ufeff${file}`);
  });
});
