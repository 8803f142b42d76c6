import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../src/scenario/json-schema.ts';
import { generateScenario } from '../oracle/generate.ts';
import { standardFolder } from '../standard.ts';
import { codesOf, HEAD } from './reading.ts';

const ROOT = join(import.meta.dirname, '../..');
const CONFORMANCE = standardFolder('conformance-2');
const SCENARIOS = join(ROOT, 'scenarios');

const validate = new Ajv({ strict: false, allErrors: true }).compile(jsonSchema());

/** The faults that an editor finds in a text, which it reads as YAML with numbers, booleans and nulls. */
function complaints(text: string): string[] {
  const isValid = validate(parse(text, { schema: 'core', merge: false }) as unknown);
  return isValid ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const yamlFiles = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')) : [];

describe('the JSON Schema takes what the program takes: ', () => {
  const valid = yamlFiles(CONFORMANCE).filter((file) => !file.startsWith('bad-'));
  if (valid.length === 0) console.warn(`SKIPPED: no conformance cases at ${CONFORMANCE}`);

  test.skipIf(valid.length === 0).for(valid)('%s of the standard', (file) => {
    expect(complaints(readFileSync(join(CONFORMANCE, file), 'utf8'))).toEqual([]);
  });

  test.for(yamlFiles(SCENARIOS))('the shipped %s', (file) => {
    expect(complaints(readFileSync(join(SCENARIOS, file), 'utf8'))).toEqual([]);
  });

  test('hundreds of random scenarios', () => {
    for (let seed = 1; seed <= 300; seed++) expect(complaints(generateScenario(seed)), `seed ${seed}`).toEqual([]);
  });

  test.each([
    'name: 2024',
    'name: true',
    'name: null',
    'months: 24',
    'reserve: 1e3',
    'reserve: 1_000',
    'costs:',
    'costs: {}',
    'costs: {rent: 5}',
    'costs: {rent: 5k}',
    'creditors: {cloud: {}}',
    'creditors: {cloud: {critical: true, priority: 1, terms: net 30, due: [1, 2k]}}',
    'creditors: {cloud: {terms: net 360, then: petition}}',
    'levers: {cut: {value: 0, range: [0%, 1], delay: 3, from: 2024-05, until: 2024-08}}',
    'plans: {p: {set: {cut: 20%@2024-06..2024-08}}}\nlevers: {cut: 0}',
    'assets: 500k',
    'assets:',
    'assets: {stock: 500k, van: {value: 5k, sold: 2024-04, proceeds: 3k, day: 12}}',
    'assets: {stock: {value: 5, sold: {when: cash < 3M}}}',
    'revenue: {sales: {amount: 5, over: 12, deferred: [4, 2k], day: 31}}',
    'costs: {rent: {amount: 5, over: 120, prepaid: [4]}}',
    'creditors: {cloud: {patience: 2, then: call, reactions: [{limit: 5, then: suspend}, {patience: 3, then: petition}], day: 5}}',
    'creditors: {tax: {critical: true, patience: 1, pay: 50%}}',
    'debts: {n: {principal: 5, draw: {when: cash < 5}, kind: accruing, due: 2025-01, converts: 2024-06, call: {when: t > 3}}}',
    'debts: {n: {principal: 5, premium: 1, draw: 2024-02, kind: scheduled, payment: 1k, day: 3}}',
    'debts: {n: {principal: 0, kind: revolving, limit: 5M, keep: 1M}}',
    'debts: {n: {principal: 5, kind: amortising, interest_only_months: 0, due: 2025-01}}',
    'funding: {x: {amount: 5, month: {when: cash < 3}, day: 1}}',
    'funding: {x: {amount: 5, month: "whole(1, 2)"}}',
    'checks: {a: {measure: min(cash), at_least: 5}, b: {measure: "max(owed(\'others\'))", from: 2024-02, at_most: 3}}\ncosts: {c: 1}',
    'plans: {p: {set: {}}}',
    'levers: {cut: 0}\nplans: {p: {set: {cut: 20%@2024-06}}}',
    'funding: {x: {amount: 5, month: 3}}',
    'currency: EUR',
    'seed: 0',
    'sources: {memo: {title: 5, date: 2024}}',
    'checks: {a: {measure: survival, at_least: 80%, worlds: 1000}}',
    'correlate:',
    'assumptions: {a: "normal(1, 2)", b: "normal(1, 2)"}\ncorrelate: {x: {pair: [a, b], rank: 5%, note: Ours}}',
    'assumptions: {a: "normal(1, 2)", b: "normal(1, 2)"}\ncorrelate: {x: {pair: [a, b], rank: -0.5}}',
  ])('%s', (text) => {
    expect(codesOf(HEAD + text)).toEqual([]);
    expect(complaints(HEAD + text)).toEqual([]);
  });
});

describe('the JSON Schema refuses the faults of shape that the program refuses: ', () => {
  test.each([
    'unknown: 5',
    'costs: {rent: {amount: 5, too: x}}',
    'costs: {rent: {to: x}}',
    'costs: {rent: [5]}',
    'costs: [rent]',
    'costs: 5',
    'revenue: {sales: {amount: 5, collect: 80%}}',
    'creditors: {cloud: net 30}',
    'creditors: {cloud: {priority: 0}}',
    'creditors: {cloud: {priority: high}}',
    'creditors: {cloud: {priority: 1.5}}',
    'creditors: {cloud: {critical: maybe}}',
    'creditors: {cloud: {critical: 1}}',
    'creditors: {cloud: {terms: 30}}',
    'creditors: {cloud: {then: sue}}',
    'costs: {rent: {amount: 5, day: 5}}',
    'costs: {rent: {amount: 5, over: 0}}',
    'revenue: {sales: {amount: 5, day: 32}}',
    'revenue: {sales: {amount: 5, over: 121}}',
    'assets: {stock: {sold: 2024-04}}',
    'assets: [5]',
    'creditors: {cloud: {reactions: [{patience: 3}]}}',
    'creditors: {cloud: {reactions: {patience: 3, then: call}}}',
    'creditors: {cloud: {day: 0}}',
    'debts: {note: {principal: 5, kind: accruing, due: 2025-01, draw: {if: cash < 3}}}',
    'debts: {note: {principal: 5, kind: accruing, due: 2025-01, call: soon}}',
    'debts: {note: {principal: 5, kind: amortising, due: 2025-01, interest_only_months: -1}}',
    'funding: {x: {amount: 5, month: {}}}',
    'levers: {cut: {value: 5, until: never}}',
    'debts: {note: {principal: 5, due: 2025-01}}',
    'debts: {note: {principal: 5, due: 2025-01, kind: balloon}}',
    'debts: {note: {principal: 5, due: soon, kind: accruing}}',
    'funding: {x: {amount: 5}}',
    'levers: {cut: {value: 5, delay: -1}}',
    'levers: {cut: {value: 5, from: June}}',
    'assumptions: {g: {value: 5, claims: [5]}}',
    'assumptions: {Growth: 5}',
    'plans: {p: {}}',
    'months: 0',
    'months: 241',
    'months: two',
    'seed: -1',
    'currency: dollars',
    'checks: {a: {at_least: 5}}',
    'correlate: [{pair: [a, b], rank: 5%}]',
    'correlate: {x: {pair: [a, b]}}',
    'correlate: {x: {pair: [a], rank: 5%}}',
    'correlate: {x: {pair: [a, b, c], rank: 5%}}',
  ])('%s', (text) => {
    expect(codesOf(HEAD + text)).not.toEqual([]);
    expect(complaints(HEAD + text)).not.toEqual([]);
  });

  test.each([
    'runway: 1\ncash: 5',
    'start: 2024-01\ncash: 5',
    'runway: 1\nstart: 2024-01',
    'runway: 2\nstart: 2024-01\ncash: 5',
    '[]',
  ])('the whole file %j', (text) => {
    expect(codesOf(text)).not.toEqual([]);
    expect(complaints(text)).not.toEqual([]);
  });
});

interface Said {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly anyOf?: readonly Said[];
}

describe('the JSON Schema beside the shipped scenarios', () => {
  const path = join(SCENARIOS, 'schema.json');

  test('is what `runway schema` prints', () => {
    expect(existsSync(path), 'node dist/runway.js schema > scenarios/schema.json').toBe(true);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
  });

  test.for(yamlFiles(SCENARIOS))('is named in the first line of %s', (file) => {
    const [first] = readFileSync(join(SCENARIOS, file), 'utf8').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=schema.json');
  });

  /** Every key of the schema with its path, once for each place where it may stand. */
  const keys: { path: string; isRequired: boolean; said: Said }[] = [];
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties = {}, required = [] } = schema as { properties?: Record<string, Said>; required?: string[] };
    for (const [name, property] of Object.entries(properties)) {
      const isRequired = required.includes(name);
      keys.push({ path: `${path}.${name}`, isRequired, said: { ...property.anyOf?.[0], ...property } });
    }
    for (const [key, value] of Object.entries(schema)) visit(value, /^\w+$/.test(key) ? `${path}.${key}` : path);
  };
  visit(jsonSchema(), '');
  const without = (has: (said: Said, isRequired: boolean) => boolean) =>
    keys.filter(({ said, isRequired }) => !has(said, isRequired)).map(({ path }) => path);

  test('describes every key, with an example or its words', () => {
    expect(keys.length).toBeGreaterThan(140);
    expect(without(({ description }) => description !== undefined)).toEqual([]);
    expect(without(({ examples, enum: words }) => (examples ?? words ?? []).length > 0)).toEqual([]);
  });

  test('says of every key what is assumed without it, as a value where it is one', () => {
    const isSaid = ({ description, default: value }: Said): boolean =>
      value !== undefined || /\bDefault: |\bRequired /.test(description ?? '');
    expect(without((said, isRequired) => isRequired || isSaid(said))).toEqual([]);
    const defaults = Object.fromEntries(
      keys.map(({ path, said }) => [path.replaceAll('.properties', ''), said.default]),
    );
    expect(defaults).toMatchObject({ '.months': 24, '.currency': 'USD', '.seed': 1 });
    expect(Object.values(defaults)).toEqual(
      expect.arrayContaining(['net 0', false, ['100%'], 'suspend', 'equity', 0, 3]),
    );
  });

  test('gives examples and defaults that it takes itself', () => {
    const ajv = new Ajv({ strict: false });
    const refused = keys.flatMap(({ path, said }) => {
      const holds = ajv.compile(said);
      const all = [...(said.examples ?? []), ...(said.default === undefined ? [] : [said.default])];
      return all.filter((value) => !holds(value)).map((value) => `${path}: ${JSON.stringify(value)}`);
    });
    expect(refused).toEqual([]);
  });
});
