import { expect, test } from 'vitest';
import { targetJson } from '../../src/report/target-json.ts';
import { readTarget } from '../../src/scenario/target.ts';
import { HEAD, scenarioOf } from '../scenario/reading.ts';

const scenario = scenarioOf(`${HEAD}months: 12\ncosts: {wages: {amount: 1, to: staff}}\n`);
const json = (text: string, confidence: number | null) =>
  targetJson(readTarget({ name: '--until', text }, scenario), confidence);

test.each([
  ['survival >= 80%', null, { measure: 'survival', at_least: 0.8 }],
  ['failure >= 2025-01', 0.8, { measure: 'failure', at_least: '2025-01', confidence: 0.8 }],
  ['owed("staff")@2024-05 <= 10M', 0.9, { measure: 'owed("staff")', at: '2024-05', at_most: 1e7, confidence: 0.9 }],
  ['min(cash)@2024-01..2024-12 >= 1M', null, { measure: 'min(cash)', from: '2024-01', to: '2024-12', at_least: 1e6 }],
])('%s', (text, confidence, expected) => {
  expect(json(text, confidence)).toEqual({ text, ...expected });
});
