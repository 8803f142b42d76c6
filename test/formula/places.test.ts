import { describe, expect, test } from 'vitest';
import { positionOf } from '../../src/diagnostic/render.ts';
import { readScenario } from '../../src/scenario/read.ts';

/** Files with one fault each, between « and »: however YAML has the formula, the fault is where a person wrote it. */
const STYLES: Record<string, string> = {
  plain: 'costs:\n  rent: 8k * (1 + «grwth»)',
  'plain, over two lines': 'costs:\n  rent: 8k *\n    (1 + «grwth»)',
  'plain, over three lines with a blank one': 'costs:\n  rent: 8k\n\n    * (1 +\n      «grwth»)',
  'plain, in a flow mapping': 'costs: {rent: {amount: 8k * «grwth», to: cloud}}',
  'plain, in a list': 'revenue:\n  sales:\n    amount: 5\n    collect: [50%, 10% * «grwth»]',
  'plain, before a comment': 'costs:\n  rent: «grwth» * 2   # of the office',
  'single quoted': "costs:\n  rent: '8k * «grwth»'",
  'single quoted, with quotes in it': "costs:\n  rent: 'at(''2024-01'') * «grwth»'",
  'single quoted, over two lines': "costs:\n  rent: '8k *\n    «grwth»'",
  'double quoted': 'costs:\n  rent: "8k * «grwth»"',
  'double quoted, with quotes in it': 'costs:\n  rent: "at(\\"2024-01\\") * «grwth»"',
  'double quoted, with a tab escaped': 'costs:\n  rent: "8k\\t* «grwth»"',
  'double quoted, with a line break escaped': 'costs:\n  rent: "8k\\n* «grwth»"',
  'double quoted, with a digit by its code': 'costs:\n  rent: "\\x38 * \\u0038 * «grwth»"',
  'double quoted, with a letter by its code': 'costs:\n  rent: "5 * \\x74 * «grwth»"',
  'double quoted, over two lines': 'costs:\n  rent: "8k *\n    «grwth»"',
  'double quoted, over two lines joined': 'costs:\n  rent: "8k * 10\\\n    00 * «grwth»"',
  folded: 'costs:\n  rent: >\n    8k *\n    (1 + «grwth»)',
  'folded, without its last line break': 'costs:\n  rent: >-\n    8k *\n    (1 + «grwth»)\n',
  literal: 'costs:\n  rent: |\n    8k *\n    (1 + «grwth»)',
  'literal, with deeper lines': 'costs:\n  rent: |-\n    8k *\n       (1 +\n         «grwth»)\n',
  'literal, with the name twice': 'assumptions: {g: 1}\ncosts:\n  rent: |\n    8k * g *\n    (1 + «gg»)',
  'literal, with its indentation told': 'costs:\n  rent: |2\n      8k *\n      (1 + «grwth»)',
  'literal, with a comment on its first line': 'costs:\n  rent: | # of the office, grwth\n    8k * «grwth»',
  anchored: 'costs:\n  rent: &rent 8k * «grwth»',
  'as a key of a plan': 'levers: {layoffs: 0%}\nplans:\n  shrink: {set: {layoffs: "20% * «grwth»@2024-02"}}',
  'as a month of a plan': "levers: {layoffs: 0%}\nplans:\n  shrink: {set: {layoffs: '20%@«2024-99»'}}",
  'after a word that is no ASCII': 'name: café 🚀\ncosts: {rent: 8k * «grwth»}',
};

const HEAD = 'runway: 1\nstart: 2024-01\ncash: 5\n';

function found(marked: string): string[] {
  const text = marked.replace(/[«»]/g, '');
  const { diagnostics } = readScenario({ name: 'test', text });
  return diagnostics.map(({ place }) => {
    const { line, column } = positionOf(place!.source, place!.start);
    return `${line}:${column} ${text.slice(place!.start, place!.end)}`;
  });
}

function wanted(marked: string): string {
  const before = marked.slice(0, marked.indexOf('«'));
  const line = before.split('\n').length;
  return `${line}:${before.length - before.lastIndexOf('\n')} ${marked.slice(before.length + 1, marked.indexOf('»'))}`;
}

describe('a fault of a formula is placed where it was written: ', () => {
  test.each(Object.entries(STYLES))('%s', (_, body) => {
    const marked = HEAD + body;
    expect(found(marked)).toEqual([wanted(marked)]);
  });

  test.each(Object.entries(STYLES))('%s, in a file from Windows', (_, body) => {
    const marked = (HEAD + body).replaceAll('\n', '\r\n');
    expect(found(marked)).toEqual([wanted(marked)]);
  });

  test('used by an alias, at its anchor', () => {
    const marked = `${HEAD}costs:\n  rent: &same 8k * «grwth»\n  wages: *same\n`;
    expect(found(marked)).toEqual([wanted(marked), wanted(marked)]);
  });

  test('in a file that begins with a byte order mark', () => {
    const marked = `${HEAD}costs: {rent: 8k * «grwth»}`;
    expect(found(`\ufeff${marked}`)).toEqual([wanted(marked)]);
  });
});
