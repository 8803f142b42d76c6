import { expect, test } from 'vitest';
import type { CheckResult } from '../../src/analysis/checks.ts';
import { rowText } from '../../src/chart/cells.ts';
import { checkPage } from '../../src/report/check-page.ts';
import { pageMarkdown, pageRows } from '../../src/report/page.ts';
import { scenarioOf } from '../scenario/reading.ts';

const { checks } = scenarioOf(`runway: 1
start: 2024-01
months: 6
cash: 100
checks:
  odds: {measure: survival, at_least: 90%, worlds: 2000}
  money: {measure: cash, at: 2024-03, at_least: 10}
  later: {measure: failure, at_least: 2024-05}
`);
const [odds, money, later] = [...checks.values()];
const result = (check: CheckResult['check'], found: CheckResult['found'], holds: boolean | null): CheckResult => ({
  ...{ check, sampler: null, found, holds },
});
const FOUND = {
  ...{ file: 'my_co.yaml', errors: [], warnings: [] },
  checks: [result(odds!, { number: 0.85 }, false), result(money!, null, null), result(later!, null, true)],
};

test('check tells each promise in a line, in a colour of its own, as a page', () => {
  const rows = pageRows(checkPage(FOUND), { width: 200, glyphs: 'ascii' });
  expect(rows.map(rowText)).toEqual([
    'my_co.yaml: no errors, 0 warnings, 1 of 3 checks broken',
    '  BROKEN odds: survival at least 0.9 over 2,000 worlds; found 0.85',
    '  open   money: cash at least 10; its months lie outside the horizon',
    '  holds  later: failure at least 2024-05; found never',
  ]);
  expect(rows.map((row) => row.at(-1)!.role)).toEqual(['title', 'bad', 'muted', 'good']);
});

test('a text longer than the page goes on in the next row', () => {
  const rows = pageRows(checkPage(FOUND), { width: 40, glyphs: 'ascii' }).map(rowText);
  expect(rows.slice(2, 4)).toEqual(['  BROKEN odds: survival at least 0.9', '  over 2,000 worlds; found 0.85']);
  expect(pageMarkdown(checkPage(FOUND), 'ascii')).toContain('## my\\_co.yaml: no errors');
});

test('a file of which there is nothing to say has its line alone', () => {
  const rows = pageRows(checkPage({ ...FOUND, checks: [] }), { width: 80, glyphs: 'ascii' });
  expect(rows.map(rowText)).toEqual(['my_co.yaml: no errors, 0 warnings, no checks']);
});
