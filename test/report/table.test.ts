import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowText, rowWidth } from '../../src/chart/cells.ts';
import { csv } from '../../src/report/csv.ts';
import { escaped, markdown } from '../../src/report/markdown.ts';
import type { Table } from '../../src/report/table.ts';
import { cell, tableRows, tableWidth } from '../../src/report/table.ts';

const table: Table = {
  columns: [
    { key: 'name', title: 'Name', align: 'left' },
    { key: 'cash', title: 'Cash', align: 'right' },
    { key: 'cash_delta', title: '+/-', align: 'right', joined: true },
    { key: 'owed', title: 'Owed', align: 'right' },
    { key: 'remark', title: 'Remark', align: 'left' },
  ],
  rows: [
    [cell('base'), cell('$4M', 4e6), cell('', null), cell('$120k', 120_000), cell('as it is')],
    [cell('cut'), cell('$12.5M', 12.5e6), cell('+$8.5M', 8.5e6), cell('$0', -0), cell('')],
  ],
};
const text = (width: number): string[] => tableRows(table, width).map(rowText);

describe('a table in a terminal', () => {
  it('sets figures flush right and text flush left', () => {
    expect(text(80)).toEqual([
      'Name    Cash     +/-   Owed  Remark', //
      'base     $4M          $120k  as it is',
      'cut   $12.5M  +$8.5M     $0',
    ]);
    expect(tableWidth(table)).toBe(37);
  });

  it('continues beneath where it does not fit, and parts no joined columns', () => {
    expect(text(28)).toEqual([
      'Name    Cash     +/-   Owed',
      'base     $4M          $120k',
      'cut   $12.5M  +$8.5M     $0',
      '',
      'Name  Remark',
      'base  as it is',
      'cut',
    ]);
    expect(text(20)[0]).toBe('Name    Cash     +/-');
    expect(text(19)[0]).toBe('Name    Cash');
  });

  it('fits the width, and cuts no figure', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '0'), maxLength: 30 });
    const figure = fc.integer({ min: -99_999, max: 999_999 }).map(String);
    const shape = fc.array(fc.record({ left: fc.boolean(), joined: fc.boolean() }), { minLength: 1, maxLength: 12 });
    const anyTable = shape.chain((columns) =>
      fc.record({
        columns: fc.constant(
          columns.map(({ left, joined }, i) => ({
            key: `k${i}`,
            title: `T${i}`,
            align: left || i === 0 ? ('left' as const) : ('right' as const),
            joined,
          })),
        ),
        rows: fc.array(
          fc.tuple(...columns.map(({ left }, i) => (left || i === 0 ? word : figure).map((t) => cell(t)))),
        ),
      }),
    );
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 24, max: 200 }), (any, width) => {
        const rows = tableRows(any, width);
        for (const row of rows) expect(rowWidth(row)).toBeLessThanOrEqual(width);
        const words = rows.flatMap((row) => row.map((r) => r.text.trim()));
        any.rows.forEach((row) => {
          row.forEach((c, i) => {
            if (any.columns[i]?.align === 'right') expect(words).toContain(c.text);
          });
        });
      }),
    );
  });
});

describe('CSV', () => {
  it('has values for machines, quoted by RFC 4180', () => {
    const odd: Table = {
      columns: table.columns.slice(0, 2),
      rows: [
        [cell('a "b", c'), cell('$0', -0)],
        [cell('x', 'two\nlines'), cell('never', null)],
        [cell('plain'), cell('$1.2k', 1234.5678)],
      ],
    };
    expect(csv(odd)).toBe('name,cash\r\n"a ""b"", c",0\r\n"two\nlines",\r\nplain,1234.5678\r\n');
  });

  it('has no text that a spreadsheet takes for a formula, nor one that steers a terminal', () => {
    const texts = ['=1+2', '+1', '-1', '@SUM(A1)', ' =1', '\uff1d1', 'a=1', '\t=1', '\u001b[31m', 'a\r', '\u202ea'];
    const told = csv({
      columns: table.columns.slice(0, 2),
      rows: texts.map((text, i) => [cell(text), cell('', -i - 1)]),
    });
    expect(told.split('\r\n').slice(1, -1)).toEqual([
      "'=1+2,-1",
      "'+1,-2",
      "'-1,-3",
      "'@SUM(A1),-4",
      "' =1,-5",
      "'\uff1d1,-6",
      'a=1,-7',
      '\\u0009=1,-8',
      '\\u001b[31m,-9',
      'a\\u000d,-10',
      '\\u202ea,-11',
    ]);
  });

  it('reads back field by field', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ') });
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field)), (rows) => {
        const text = csv({ columns: table.columns.slice(0, 2), rows: rows.map((row) => row.map((t) => cell(t))) });
        expect(readCsv(text)).toEqual([['name', 'cash'], ...rows]);
      }),
    );
  });
});

/** Records of RFC 4180, read naively. */
function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (let end = ','; end === ','; at++) {
      const quoted = /"((?:[^"]|"")*)"/y;
      const bare = /[^",\r\n]*/y;
      quoted.lastIndex = bare.lastIndex = at;
      const match = quoted.exec(text) ?? bare.exec(text);
      if (match === null) throw new Error(`no field at ${at}`);
      record.push(match[1] === undefined ? match[0] : match[1].replaceAll('""', '"'));
      at += match[0].length;
      end = text[at] as string;
    }
    expect(text.slice(at - 1, at + 1)).toBe('\r\n');
    at++;
    records.push(record);
  }
  return records;
}

describe('Markdown', () => {
  it('aligns columns and lets text be text', () => {
    const odd: Table = {
      columns: table.columns.slice(0, 2),
      rows: [[cell('a|b_c*'), cell('$4M', 4e6)]],
    };
    expect(markdown(odd)).toBe('| Name      | Cash |\n| --------- | ---: |\n| a\\|b\\_c\\* |  $4M |\n');
  });

  it('leaves an address as it is, and what follows it is text again', () => {
    const text = 'a_b (https://example.com/a_b~c/d_e.html), *c* http://x.org/_f_ and g_h';
    expect(escaped(text)).toBe('a\\_b (https://example.com/a_b~c/d_e.html), \\*c\\* http://x.org/_f\\_ and g\\_h');
  });
});
