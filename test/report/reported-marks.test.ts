import { expect, test } from 'vitest';
import { askCase, compile } from '../../src/engine/ask.ts';
import { reportedMarks } from '../../src/report/reported-marks.ts';
import { leverSettings } from '../../src/scenario/override.ts';
import { scenarioOf } from '../scenario/reading.ts';

test('a figure reported of one creditor is drawn where it is one of the company too', () => {
  const scenario = scenarioOf(`runway: 1
start: 2024-01
months: 6
cash: 10
costs: {rent: {amount: 5, to: landlord}, hosting: {amount: 3, to: cloud}}
creditors:
  landlord: {pay: 1 - since("2024-03"), patience: 12, then: petition}
  cloud: {pay: 0}
reported:
  in_bank: {measure: cash, at: 2024-02, about: 4}
  later: {measure: cash, at: 2024-12, about: 4}
  least: {measure: min(cash), from: 2024-01, to: 2024-02, at_least: 1}
  cloud_alone: {measure: overdue("cloud"), at: 2024-02, about: 6}
  with_rent: {measure: overdue("cloud"), at: 2024-03, about: 9}
  bounds: {measure: overdue("cloud"), at: 2024-03, at_least: 8, at_most: 10}
  in_all: {measure: overdue, at: 2024-04, at_most: 30}
  owed_then: {measure: owed("cloud"), at: 2024-02, about: 6}
`);
  const base = askCase(compile(scenario), leverSettings(scenario));
  expect(reportedMarks(scenario, base)).toEqual([
    { t: 1, lane: 'cash', kind: 'about', value: 4 },
    { t: 1, lane: 'arrears', kind: 'about', value: 6 },
    { t: 2, lane: 'arrears', kind: 'at least', value: 8 },
    { t: 3, lane: 'arrears', kind: 'at most', value: 30 },
  ]);
});
