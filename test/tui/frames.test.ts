import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/diagnostic/columns.ts';
import type { Size, State } from '../../src/tui/state.ts';
import { panels } from '../../src/tui/view/panels.ts';
import {
  act,
  answered,
  begun,
  frame,
  madeUp,
  opened,
  press,
  reread,
  SPECIMEN,
  screenText,
  UNCERTAIN,
} from './specimen.ts';

const SIZES: Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 160, rows: 50 },
  { columns: 200, rows: 60 },
  { columns: 300, rows: 90 },
];
const stability = readFileSync(new URL('../../scenarios/stability-ai-2023-10.yaml', import.meta.url), 'utf8');

/** Frames by title, each with the keys that lead to it. */
const WAYS: Record<string, string[]> = {
  opened: [],
  changed: ['right', 'right', ']', 'b', 'down', 'S-right'],
  months: ['tab', 'down', 'right', 'right', 'pgdn'],
  month: ['tab', 'down', 'enter', 'right', 'down', 'pgdn', 'tab', 't', 'right', 'w', 'tab', 'end', 'right', 'esc'],
  timeline: ['t', 'right', '}', ']', 'enter', 'esc', '{', '{', '{', '?', 'esc', 'p', '4', 'end'],
  creditors: ['2', 'tab', 'down', 'end', 'right', 'right', 'right', '.', '.', 'esc', 'left'],
  plans: ['3', 'tab', 'down', 'down', 'end', 'enter'],
  typing: ['enter', ...'1234567890123456789012345678901234567890%@2024-02'],
  saving: ['right', 's', ...'資Cut deep', 'enter', 'C-u', 'x', 'esc', 'q', 's', 'esc'],
  deleting: ['3', 'tab', 'end', 'r', 'esc', 'd', 'esc'],
  help: ['?', 'pgdn', 'down'],
  all: ['p', 'b', 'p', 'right', 'w'],
  odds: ['4', 'tab', 'down', 'enter', 'pgdn', '2', '.', '.', 'esc', 'esc', 'end', 'enter', 'right', 'tab', 'right'],
  evidence: ['5', 'tab', 'down', 'end', 'pgup'],
  finding: ['/', ...'los', 'down', 'backspace', 'pgdn', 'C-u', 'pgdn', 'pgdn', ...'zzz'],
  rescue: ['S', 'C-u', ...'x >', 'enter', 'esc', 'S', 'enter', 'right', 'esc'],
  moves: ['p', '6', 'tab', 'right', 'right', 'right', 'right', 'down'],
  reading: ['.', '.', 'b', 'right', ',', '4'],
};

function everyFrame(text: string, check: (state: State) => void, first: State = answered(opened(text))): void {
  for (const size of SIZES) {
    const begun = act(first, { type: 'resize', size });
    check(begun);
    for (const keys of Object.values(WAYS)) {
      let state = begun;
      for (const key of keys) {
        const before = state;
        state = press(state, key);
        // A frame that the key left unchanged has been checked already.
        if (state !== before) check(state);
      }
    }
  }
}

describe('every frame', () => {
  test.each([
    ['the specimen', SPECIMEN],
    ['one with odds', UNCERTAIN],
    ['Stability AI', stability],
  ])('covers the screen exactly, in the glyphs it was given: %s', (_, text) => {
    everyFrame(text, (state) => {
      const lines = frame(state);
      expect(lines.length).toBe(state.size.rows);
      expect(lines.filter((line) => columnsOf(line) !== state.size.columns)).toEqual([]);
      expect(lines.join('')).not.toMatch(/¤|undefined|NaN|Infinity|\[object/);
      const plain = screenText({ ...state, glyphs: 'ascii' });
      expect(plain.match(/[^\n\x20-\x7e]/g) ?? []).toEqual([]);
    });
  });

  test('holds for sizes between', () => {
    const first = answered(opened(stability));
    for (let columns = 80; columns <= 260; columns += 3) {
      const state = act(first, { type: 'resize', size: { columns, rows: 24 + (columns % 40) } });
      for (const keys of [[], ['2'], ['3'], ['4'], ['5'], ['.'], ['?'], ['enter', '5'], ['4', 'tab', 'enter']])
        frame(press(state, ...keys));
    }
  });

  test('holds for labels that are long, wide or hostile', () => {
    const label =
      '"資金\\u0301\\u200b 🚀 \\e[31m\\ttab \\u202e very long label that goes on and on and on and on and on and on"';
    const text = UNCERTAIN.replace('label: Lay off staff', `label: ${label}`)
      .replace('label: Shrink at once', `label: ${label}`)
      .replace('label: The cloud', `label: ${label}`)
      .replace('name: Specimen Ltd', `name: ${label}`)
      .replace('title: Sales ledger', `title: ${label}`)
      .replace('publisher: The auditor', `publisher: ${label}`)
      .replace('label: Sales a month', `label: ${label}`)
      .replace('note: Twelve months of invoices.', `note: ${label}`)
      .replace('label: The founder', `label: ${label}`);
    everyFrame(text, (state) => expect(screenText(state)).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u));
  });
});

describe('what the screen says', () => {
  const at = (columns: number, rows: number, ...keys: string[]): string =>
    screenText(press(opened(SPECIMEN, { columns, rows }), ...keys));

  test('the headline: dates, cause, plan, currency', () => {
    const [first, second] = at(120, 40).split('\n');
    expect(first).toMatch(/^ Specimen Ltd +plan: none · USD $/);
    expect(second).toMatch(
      /^ Zero cash Jun 2024 \(5\.\d mo\) {3}Fails Jun 2024 staff could not be paid in full {3}Owed then \$\d+k/,
    );
  });

  test('a change shows beside what it changes, and against what', () => {
    const text = at(160, 50, 'S-right', 'S-right');
    expect(text).toContain('plan: none + 1 lever by hand · USD');
    expect(text).toMatch(/Fails \w{3} 2024 \(\+\d mo\)/);
    expect(text).toContain('in brackets: against the file');
    expect(at(160, 50, 'p', 'b', 'right')).toContain('in brackets: against Shrink at once');
  });

  test('the levers: value, month, what a step would do', () => {
    const text = at(120, 40, 'S-right', 'right');
    expect(text).toMatch(/▸ Lay off staff +30%\*/);
    expect(text).toMatch(/from Mar 2024/);
    expect(text).toMatch(/decide by Feb 2024(?!,)/);
    expect(at(120, 40, '[', '[')).toMatch(/decide by Dec 2023, too late/);
    expect(text).toMatch(/at 35%: /);
    expect(text).toMatch(/at 25%: /);
  });

  test('at 80 by 24 there is all of it', () => {
    const text = at(80, 24);
    for (const word of [
      'Zero cash',
      'Fails',
      'staff unpaid',
      'Lay off staff',
      'Cash',
      '[1 Mon.]',
      'Gross burn',
      '? help',
      'q quit',
    ]) {
      expect(text).toContain(word);
    }
  });

  test('what is typed, and what it would do', () => {
    const text = at(120, 40, 'enter', ...'40%@2024-02');
    expect(text).toContain('› 40%@2024-02▏');
    expect(text).toMatch(/at 40% from Feb 2024:/);
    expect(text).toMatch(/fails|lives to the end/);
    expect(text).toMatch(/Enter set +Esc cancel/);
  });

  test('the months: figures, marks and words', () => {
    const text = at(160, 50, 'tab');
    expect(text).toMatch(/▸ Jan 2024/);
    expect(text).toMatch(/Jun 2024 ✗▼ +0 /);
    expect(text).toMatch(/Jul 2024 +· +·/);
    expect(at(250, 70)).toContain('staff could not be paid in full');
  });

  test('heads of the months end where their figures do', () => {
    const lines = at(120, 40).split('\n');
    const head = lines.findIndex((line) => line.includes('Gross burn'));
    for (const name of ['Cash', 'Collections', 'Gross burn', 'Arrears']) {
      const end = lines[head]!.indexOf(` ${name} `) + name.length;
      expect(lines[head + 1]!.slice(end, end + 2)).toMatch(/\S /);
    }
  });

  test('the names of the tabs stand apart, whichever is in front', () => {
    for (const columns of [80, 81, 90, 120])
      for (const tab of ['1', '2', '3', '4', '5']) {
        const names = at(columns, 24, tab).match(/\S?\[\d \w+\.?\]\S?/g);
        expect(names).toEqual([expect.stringMatching(new RegExp(`^\\[${tab} `))]);
        expect(names![0]).toMatch(/\]$/);
      }
  });

  test('a value typed outside the range is told of before it is set', () => {
    expect(at(100, 30, 'enter', ...'90%')).toContain('range 0% to 50%, outside it');
    expect(at(100, 30, 'enter', ...'40%')).not.toContain('range');
  });

  test('a long name of a plan has the room that is left', () => {
    const label = 'Shrink at once until May';
    const state = opened(SPECIMEN.replace('label: Shrink at once', `label: ${label}`), { columns: 100, rows: 30 });
    expect(screenText(press(state, '3'))).toMatch(new RegExp(` ${label} +\\w{3} 2024`));
  });

  test('the creditors, as they are paid', () => {
    // The first month in which somebody waits, until another is read in the chart.
    expect(at(160, 50, '2')).toMatch(/By Feb 2024 +Arrears/);
    const text = at(160, 50, '2', '.', '.', '.', '.', '.');
    expect(text).toMatch(/By Jun 2024 +Arrears +Acts in +Due +Paid +Owed +Oldest bill +1 mo late +2 mo late/);
    expect(text).toMatch(/✗ staff +\S+ +ends it +150k .* 1 mo /);
    expect(text).toMatch(/│ {3}The cloud +\S+ +no end .* 2 mo /);
    expect(text.indexOf(' staff  ')).toBeLessThan(text.indexOf(' The cloud  '));
    expect(text).toMatch(/✗ ends it Jun 2024: staff unpaid/);
    // Scrolling brings the other columns into view.
    const march = at(160, 50, '2', '.', '.', 'tab', ...Array(20).fill('right'));
    expect(march).toMatch(/By Mar 2024 .* Order +Terms/);
    expect(march).toMatch(/✗ staff .* 1 critical {2}net 0/);
  });

  test('the plans: what each would lead to, how that differs, and what it sets', () => {
    const text = at(160, 50, '3', 'tab', 'down');
    expect(text).toMatch(/● +No plan +Jun 2024 {2,}Jun 2024/);
    expect(text).toMatch(/▸ +Shrink at once +\w{3} 2024 +[+-]\d mo/);
    expect(text).toMatch(/Shrink at once: Lay off staff 40% from Feb 2024, defer 0% from Jan 2024\./);
    expect(at(160, 50, 'p', '3')).toMatch(/● +Shrink at once/);
  });

  test('what is in hand beside the plans, and the plan that it came from', () => {
    const text = at(120, 40, 'p', 'right', '3');
    expect(text).toMatch(/● +In hand +\w{3} 2024/);
    expect(text).toMatch(/○ +Shrink at once/);
    expect(at(120, 40, '3')).not.toContain('In hand');
    expect(at(80, 24, 'p', 'right', '3')).toMatch(/In hand[\s\S]*No plan[\s\S]*Shrink at once[\s\S]*grow/);
  });

  test('the plans against the pinned result, where there is one', () => {
    const [, before] = /Shrink at once +\w{3} 2024 +([+-]\d) mo/.exec(at(160, 50, '3'))!;
    const [, after] = /No plan +\w{3} 2024 +([+-]\d) mo/.exec(at(160, 50, 'p', 'b', 'p', '3'))!;
    expect(Number(after)).toBe(-Number(before));
  });

  test.each([
    [80, 24],
    [120, 40],
  ])('what is asked, at %i by %i', (columns, rows) => {
    const save = at(columns, rows, 'right', 's', ...'Cut deep');
    expect(save).toContain('Save the levers as a plan');
    expect(save).toContain('Name › Cut deep▏');
    expect(save.replace(/[┃│\s]+/g, ' ')).toContain('A new plan, cut_deep: Lay off staff 5% from Mar 2024.');
    expect(save).toMatch(/Enter save +Esc cancel/);
    const quit = at(columns, rows, 'right', 'q');
    expect(quit).toContain('Quit without saving?');
    expect(quit).toContain('Lay off staff 5% from Mar 2024.');
    expect(quit).toContain('s saves it first, y quits, Esc stays.');
    expect(quit).toMatch(/s save first +y yes +Esc no/);
    const remove = at(columns, rows, '3', 'tab', 'down', 'd');
    expect(remove).toContain('Shrink at once goes out of specimen.yaml:');
    expect(remove).toContain('y deletes it, Esc keeps it.');
    const rename = at(columns, rows, '3', 'tab', 'down', 'r', 'C-u', ...'grow');
    expect(rename).toContain('There is a plan grow already.');
    expect(at(columns, rows, 'right', 's', ...'grow', 'enter')).toContain('grow would lose what it sets now:');
  });

  test('the pinned result, on the chart and beside its name', () => {
    expect(at(160, 50, 'p', 'b', 'p')).toMatch(/Cash against Shrink at once/);
  });

  test('a broken file: where, what, a caret, over the last good result', () => {
    const state = reread(opened(SPECIMEN, { columns: 120, rows: 40 }), SPECIMEN.replace('cash: 900k', 'cash: 900k +'));
    const text = screenText(state);
    expect(text).toContain('file broken, last good result');
    expect(text).toContain('The file is broken; it is read again when it is saved');
    expect(text).toMatch(/specimen\.yaml:\d+:\d+: error: /);
    expect(text).toMatch(/\d+ \| cash: 900k \+/);
    expect(text).toMatch(/\| +\^/);
    expect(text).toContain('Zero cash Jun 2024');
  });

  test('the caret stays in view where the line is longer than the panel', () => {
    const long = `  wages: {amount: 150k * (1 - layoffs) ${'+ 0 '.repeat(30)} + nobody, to: staff}`;
    const text = screenText(reread(opened(), SPECIMEN.replace(/ {2}wages:.*/, long)));
    const lines = text.split('\n');
    const at = lines.findIndex((line) => /\| +\^+/.test(line));
    const caret = lines[at]!.lastIndexOf('^');
    expect(lines[at - 1]!.slice(caret - 5, caret + 1)).toBe('nobody');
  });

  test('a file that is broken from the start is told of on the whole screen', () => {
    const text = screenText(begun('cash: 1\n'));
    expect(text).toContain('The file has not been read yet.');
    expect(text).toMatch(/1:1: error: the scenario has no "start"/);
  });

  test('a lever that leaves a formula without a value is told of, and can be moved back', () => {
    const text = SPECIMEN.replace('{amount: 40k,', '{amount: 40k / (1 - layoffs * 2),');
    const state = press(opened(text, { columns: 120, rows: 40 }), ...Array(10).fill('right'));
    expect(screenText(state)).toContain('No result: a formula has no finite value with these levers.');
    expect(screenText(press(state, 'left'))).toContain('Zero cash');
  });

  test('what is worth a look is counted, and shown on w', () => {
    const keys = ['enter', ...'90%', 'enter'];
    expect(at(120, 40, ...keys)).toContain('1 warning (w) · plan: none + 1 lever by hand');
    const text = at(120, 40, ...keys, 'w');
    expect(text).toContain('Worth a look');
    expect(text).toMatch(/warning: levers\.layoffs: .*outside its range/);
    expect(at(120, 40, ...keys, 'w', '2')).not.toContain('Worth a look');
  });

  test('below 80 by 24 it says what it needs', () => {
    const text = screenText(opened(SPECIMEN, { columns: 79, rows: 10 }));
    expect(text).toContain('This terminal is 79 by 10.');
    expect(text).toContain('runway needs 80 by 24.');
    for (const size of [
      { columns: 20, rows: 5 },
      { columns: 1, rows: 1 },
    ])
      frame(opened(SPECIMEN, size));
  });
});

describe('what the screen says of many worlds', () => {
  const at = (columns: number, rows: number, ...keys: string[]): string =>
    screenText(press(madeUp(opened(UNCERTAIN, { columns, rows })), ...keys));

  test('the headline: the share that lives, of how many worlds', () => {
    expect(at(120, 40)).toMatch(/plan: none · 400 worlds · USD $/m);
    expect(at(120, 40)).toContain('Alive Dec 2024 25%  ');
    expect(at(80, 24)).toContain('Alive 25%');
  });

  test('the first answer on its way: the base case at once, and that the odds are being computed', () => {
    const text = screenText(opened(UNCERTAIN, { columns: 120, rows: 40 }));
    expect(text).toContain('plan: none … 10,000 worlds · USD');
    expect(text).toContain('Alive Dec 2024 …');
    expect(text).toContain('Cash, computing 10,000 worlds …');
    expect(text).toContain('Fails Aug 2024');
    expect(screenText(press(opened(UNCERTAIN, { columns: 120, rows: 40 }), '4'))).toContain(
      'Computing 10,000 worlds …',
    );
  });

  test('odds of the setting before are marked, and all of them are faint', () => {
    const state = press(madeUp(opened(UNCERTAIN, { columns: 120, rows: 40 })), '4', 'right');
    const text = screenText(state);
    expect(text).toContain('Alive Dec 2024 25%…');
    expect(text).toContain('Cash, computing … bands are as before');
    expect(text).toContain('Alive Dec 2024 25%… (95%');
    expect(text).toContain('Fails Sep 2024 (+1 mo)');
    const rows = panels(state)
      .find(({ name }) => name === 'table')!
      .rows.slice(1, -1);
    expect(
      new Set(rows.flatMap((row) => row.slice(1, -1).filter((r) => r.text.trim() !== '')).map((r) => r.role)),
    ).toEqual(new Set(['muted']));
    // The lane's name and the legend keep their colour.
    const chart = panels(state)
      .find(({ name }) => name === 'chart')!
      .rows.flat();
    expect(chart.filter(({ role }) => role === 'cash').map(({ text }) => text.trim())).toEqual(['cash', '⣿ p25-p75']);
  });

  test('the chart: bands, median, base case, arrears, and the pinned result', () => {
    const text = at(160, 50, 'p', 'b', 'u', 'right');
    for (const word of ['p25-p75', 'p5-p95', 'median', 'base case', 'pinned', 'arrears, below'])
      expect(text).toContain(word);
    expect(text).toContain('against Shrink at once, computing … bands are as before');
  });

  test('the month that the chart points at', () => {
    expect(at(160, 50, '.', '.', '.')).toMatch(
      /Mar 2024: cash \$\d+k, alive 100%, arrears \$\d+(\.\d)?k, cash p5-p95 \$\d+k to \$\S+M ─┘/,
    );
    expect(at(80, 24, '.')).toMatch(/Jan 2024: cash \$810k, alive 100% ─┘/);
    expect(at(160, 50, ...Array(12).fill('.'))).toContain('Dec 2024: after the failure, alive 25%');
    // The pinned result's cash is told as well, in months that it lives through.
    expect(at(160, 50, '.', 'b', 'S-right')).toMatch(/Jan 2024: cash \$810k, pinned \$810k, arrears \$0 ─/);
    const december = at(160, 50, ...Array(12).fill('.'), 'b', 'p');
    expect(december).toMatch(/Dec 2024: (?!.*pinned \$)/);
  });

  test('the odds: survival, failures by month, causes, worlds', () => {
    for (const [columns, rows] of [
      [120, 40],
      [200, 60],
    ] as const) {
      const text = at(columns, rows, '4', 'tab', 'down');
      expect(text).toMatch(/Alive Dec 2024 25% \(95%( interval|:) 21% to 29\.5%\)/);
      expect(text).toMatch(/100%┤⣿+.* alive /);
      expect(text).toMatch(/30%┤.* failing/);
      expect(text).toMatch(/staff (unpaid|could not be paid in full) +90% .*Jul 2024/);
      expect(text).toMatch(/▸ +world 12 +Jun 2024/);
    }
    expect(at(200, 60, '4')).toContain('95% interval');
  });

  test('at 80 by 24 each curve is a line', () => {
    const text = at(80, 24, '4', 'tab', 'down');
    expect(text).toContain('Alive Dec 2024 25% (95%: 21% to 29.5%)');
    expect(text).toMatch(/alive +█+\S+ half Aug 2024/);
    expect(text).toMatch(/failing +[▁-█ ]+ most Jul 2024/);
    expect(text).toMatch(/▸ +world 12 +Jun 2024/);
    expect(text).toContain('[4 Odds]');
    expect(text).toMatch(/Enter look at it/);
  });

  test('one world is never taken for the base case', () => {
    const text = at(120, 40, '4', 'tab', 'down', 'enter');
    expect(text).toContain('Cash in world 12, not the base case');
    expect(text).toContain('World 12, not the base case: ');
    expect(text).toMatch(/▸ Jun 2024/);
    expect(at(120, 40, '4', 'tab', 'down', 'enter', '2')).toContain('World 12, not the base case');
    expect(at(120, 40, '4', 'tab', 'down', 'enter', '4')).toContain('world 12 (in front)');
    expect(at(80, 24, '4', 'tab', 'down', 'enter')).toContain('World 12, not the base case. Esc goes back.');
    expect(at(120, 40, '4', 'tab', 'down', 'enter', 'esc')).not.toContain('not the base case');
  });

  test('a file without anything uncertain says so', () => {
    const text = screenText(press(opened(SPECIMEN, { columns: 120, rows: 40 }), '4'));
    expect(text).toContain('Nothing in this file is uncertain: every world is the base case.');
    expect(text).not.toMatch(/Alive|worlds ·/);
  });

  test('the evidence: value, source, note, and who says otherwise', () => {
    const text = at(120, 40, '5', 'tab');
    expect(text).toMatch(/▸ +Sales a month +lognormal\(60k, 70%\) +The auditor, 2024-01-15/);
    expect(text).toMatch(/The founder claims +90k +none/);
    expect(text).toContain('Source: Sales ledger, The auditor, 2024-01-15, https://example.com/ledger');
    expect(text).toContain('Twelve months of invoices.');
    expect(text).toContain('Others claim: 90k (The founder).');
    expect(at(80, 24, '5', 'tab', 'down')).toContain('Sales a month, claimed by The founder: 90k');
  });
});
