import { describe, expect, it } from 'vitest';
import { rowText, run } from '../../src/chart/cells.ts';
import { notes, pageMarkdown, pageRows, type Section } from '../../src/report/page.ts';
import { cell, type Table } from '../../src/report/table.ts';

const table = (...names: string[]): Table => ({
  columns: names.map((name) => ({ key: name, title: name, align: 'left' as const })),
  rows: [names.map((name) => cell(`${name} of it`))],
});

const PAGE: readonly Section[] = [
  { kind: 'title', title: 'A * company', aside: 'Jan to Dec', lines: [{ text: 'Plan x', role: 'accent' }] },
  { kind: 'answers', answers: [{ label: 'Zero cash', text: 'in March, after two months and a half', role: 'warn' }] },
  notes(),
  {
    kind: 'table',
    title: 'By month',
    table: table('Month', 'Cash', 'What happens'),
    notes: [],
    narrow: {
      table: table('Month', 'Cash'),
      notes: [{ text: 'marks: what they mean', role: 'muted', isCut: true }],
      room: 12,
    },
  },
  { kind: 'chart', draw: (width) => [[run('-'.repeat(width))], [run('x  ')]] },
  {
    kind: 'notes',
    title: 'Warnings',
    mark: '! ',
    lines: [{ text: 'costs below zero in two of many months', role: 'warn' }],
  },
];

const shown = (width: number): string[] => pageRows(PAGE, { width, glyphs: 'ascii' }).map(rowText);

describe('a page', () => {
  it('is rows for a person: what is empty is left out, lines go on, a table fits', () => {
    expect(shown(30)).toEqual([
      'A * company         Jan to Dec',
      'Plan x',
      '',
      'Zero cash      in March, after',
      '               two months and',
      '               a half',
      '',
      'By month',
      'Month        Cash',
      'Month of it  Cash of it',
      'marks: what they mean',
      '',
      '-'.repeat(30),
      'x',
      '',
      'Warnings',
      '! costs below zero in two of',
      '  many months',
    ]);
    expect(shown(60)).toContain('Month of it  Cash of it  What happens of it');
    expect(shown(60)).not.toContain('marks: what they mean');
  });

  it('is Markdown: headings, a list of answers, tables whole, charts in blocks', () => {
    expect(pageMarkdown(PAGE, 'ascii').split('\n')).toEqual([
      ...['# A \\* company', '', 'Jan to Dec', '', 'Plan x', ''],
      ...['- **Zero cash**: in March, after two months and a half', ''],
      ...['## By month', ''],
      '| Month       | Cash       | What happens       |',
      '| ----------- | ---------- | ------------------ |',
      '| Month of it | Cash of it | What happens of it |',
      ...['', '```text', '-'.repeat(100), 'x', '```', ''],
      ...['## Warnings', '', '- costs below zero in two of many months', ''],
    ]);
  });

  it('tells of things one under another, what is said of each set in beneath it', () => {
    const plain = (text: string) => ({ text, role: 'plain' }) as const;
    const entries: readonly Section[] = [
      {
        kind: 'entries',
        title: 'Costs',
        entries: [
          { head: plain('rent: 5'), lines: [plain('Ours: no * source, and more')] },
          { head: plain('pay: 20'), lines: [] },
        ],
      },
      { kind: 'entries', title: 'Debts', entries: [] },
    ];
    const rows = pageRows(entries, { width: 20, glyphs: 'ascii' }).map(rowText);
    expect(rows).toEqual(['Costs', 'rent: 5', '    Ours: no *', '    source, and more', 'pay: 20']);
    const text = pageMarkdown(entries, 'ascii');
    expect(text).toBe('## Costs\n\n- rent: 5\n  - Ours: no \\* source, and more\n- pay: 20\n');
  });
});
