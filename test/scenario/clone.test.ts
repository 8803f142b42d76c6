import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readScenario } from '../../src/scenario/read.ts';

/** The shipped scenarios, and what is drawn and correlated in them. */
const FILES = readdirSync('scenarios').filter((name) => name.endsWith('.yaml'));

test.each(FILES)('%s is plain data: a thread gets what was read', (name) => {
  const { scenario } = readScenario({ name, text: readFileSync(`scenarios/${name}`, 'utf8') });
  expect(structuredClone(scenario)).toEqual(scenario);
});
