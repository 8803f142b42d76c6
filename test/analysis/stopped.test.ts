import { expect, test } from 'vitest';
import { deadlines } from '../../src/analysis/deadlines.ts';
import { solve } from '../../src/analysis/solve.ts';
import { TrialAsking } from '../../src/analysis/trials.ts';
import { readVaried } from '../../src/analysis/vary.ts';
import { rowText } from '../../src/chart/cells.ts';
import { compile, Engine } from '../../src/engine/ask.ts';
import { deadlinesText } from '../../src/report/deadlines-text.ts';
import { pageRows } from '../../src/report/page.ts';
import { solveJson } from '../../src/report/solve-json.ts';
import { solveText } from '../../src/report/solve-text.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { readTarget } from '../../src/scenario/target.ts';
import { scenarioOf } from '../scenario/reading.ts';

/** Six months of wages of 30 against 100 in the bank: a cut of 1 - 100/180, 44.44…%, is what it takes. */
const scenario = scenarioOf(`runway: 1
start: 2024-01
months: 6
cash: 100
levers: {cut: {value: 0%, range: [0%, 100%]}, idle: 0}
costs: {wages: {amount: 30 * (1 - cut) + idle, to: staff}}
creditors: {staff: {critical: true}}
`);
const model = compile(scenario);
const settings = leverSettings(scenario);
const held = { target: readTarget({ name: '--until', text: 'survival >= 100%' }, scenario), confidence: 1 };
const about = { scenario, settings, held, worlds: null };
const plain = (sections: Parameters<typeof pageRows>[0]): string =>
  pageRows(sections, { width: 200, glyphs: 'ascii' }).map(rowText).join('\n');

/** An asker that is stopped after it has answered so many variants. */
function stoppingAfter(count: number): TrialAsking {
  let left = count;
  const engine = new Engine();
  return new TrialAsking(function* (question) {
    for (const answer of engine.ask(question)) {
      if (left-- <= 0) return;
      yield answer;
    }
  }, null);
}

const solved = (count: number) =>
  solve(stoppingAfter(count), held, readVaried(model, settings, { name: '--vary', text: 'cut' }, null));

test.each([0, 1])('solve knows nothing before a value was tried: stopped after %i', async (count) => {
  expect(await solved(count)).toBeNull();
});

test('solve tells of the values that were tried, and of none beyond', async () => {
  // The value now, then 0%, 1%, … 29%.
  const early = (await solved(31))!;
  expect(early).toMatchObject({ isStopped: true, holds: [], least: null });
  const text = plain(solveText({ ...about, solution: early, simulated: 31 }, 'ascii'));
  expect(text).toContain('nothing tried from 0% to 29% reaches it');
  expect(text).toMatch(/Stopped: 30 values tried, .* from the lowest to 29%\. Whether it holds beyond was not seen/);
  const late = (await solved(61))!;
  // The end at 45% is not narrowed any more: it is known to a cell of the scan.
  expect(late).toMatchObject({ isStopped: true, holds: [{ from: 0.45, to: 0.59 }], tolerance: 0.01 });
  expect(solveJson({ ...about, solution: late, simulated: 61 })).toMatchObject({ stopped: true });
  expect((await solved(1000))!).toMatchObject({ isStopped: false, holds: [{ to: 1 }], tolerance: 0.0001 });
});

const dated = (count: number) => deadlines(stoppingAfter(count), held, model, settings, (plan) => plan);

test('deadlines tells of levers of which every month was tried', async () => {
  expect(await dated(0)).toBeNull();
  // As things stand; then without the cut, and from each of six months on.
  expect(await dated(7)).toMatchObject({ levers: [], asked: 2 });
  const found = (await dated(8))!;
  expect(found.levers.map(({ name, status }) => [name, status])).toEqual([['cut', 'open']]);
  const text = plain(deadlinesText({ ...about, found, simulated: 8, warnings: [] }, 'ascii'));
  expect(text).toContain('Stopped: 1 of 2 levers and plans were tried.');
  const all = (await dated(9))!;
  expect(all.levers).toHaveLength(2);
  expect(plain(deadlinesText({ ...about, found: all, simulated: 9, warnings: [] }, 'ascii'))).not.toContain('Stopped');
});
