import { describe, expect, test } from 'vitest';
import { FUNCTION_NAMES } from '../../src/formula/functions.ts';
import { jsonSchema } from '../../src/scenario/json-schema.ts';
import { CREDITOR_NAMES, MONTHLY_NAMES, WORLD } from '../../src/scenario/measure-names.ts';
import { read } from './page.ts';

const PAGE = read('docs/standard.md');
/** A section of the page, with its subsections. */
function section(number: number): string {
  const [, body] = new RegExp(`^## ${number}\\. .*\\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(PAGE)!;
  return body!;
}
/** What stands in code spans, cut into words. */
const wordsOf = (text: string): Set<string> =>
  new Set([...text.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => code!.match(/[a-z][a-z0-9_]*/g) ?? []));

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** Every key of the format, wherever it stands. */
function keysIn(schema: Schema | boolean | undefined): string[] {
  if (schema === undefined || typeof schema === 'boolean') return [];
  const { properties = {}, additionalProperties, items = [], anyOf = [] } = schema;
  return [
    ...Object.entries(properties).flatMap(([key, value]) => [key, ...keysIn(value)]),
    ...keysIn(additionalProperties),
    ...[items].flat().flatMap((item) => keysIn(item as Schema)),
    ...anyOf.flatMap((one) => keysIn(one)),
  ];
}

describe('the standard says', () => {
  test('every key of the format', () => {
    const keys = new Set(keysIn(jsonSchema() as Schema));
    expect(keys.size).toBeGreaterThan(60);
    const said = wordsOf(section(1));
    expect([...keys].filter((key) => !said.has(key))).toEqual([]);
  });

  test('every function', () => {
    const said = wordsOf(section(2));
    expect(FUNCTION_NAMES.filter((name) => !said.has(name))).toEqual([]);
  });

  test('every measure', () => {
    const said = wordsOf(section(4));
    for (const [, name] of section(4).matchAll(/\*\*([a-z_]+)\*\*/g)) said.add(name!);
    const names = [...MONTHLY_NAMES, ...CREDITOR_NAMES, ...Object.keys(WORLD)];
    expect(names.filter((name) => !said.has(name))).toEqual([]);
  });

  test('each of the ten steps of a month, in their order', () => {
    const steps = [...section(3).matchAll(/^\*\*Step (\d+b?)/gm)].map(([, step]) => step);
    expect(steps).toEqual(['1', '2', '3', '4', '5', '6', '7', '7b', '8', '9', '10']);
  });
});
