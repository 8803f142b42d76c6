import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { el, px } from '../../src/report/html/markup.ts';
import { runCli } from '../cli/captured.ts';

const HOSTILE = `runway: 1
name: '<script>alert(1)</script>"&'
start: 2024-01
months: 6
cash: 1k
assumptions:
  noise: {value: "uniform(90, 110)", label: '<img src=x onerror=alert(1)>', note: "\\u202Eevil http://a.test/?a=1&b='x'"}
levers: {cut: {label: "</title></svg><b>", value: 0, range: [0, 1]}}
revenue: {sales: noise}
costs: {pay: {amount: "400 * (1 - cut / 2)", to: staff}}
creditors: {staff: {critical: true, label: '<svg onload="x">'}}
plans: {'deep': {label: '"><script>', set: {cut: 1}}}
`;

let folder = '';
const path = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-'));
  writeFileSync(path('hostile.yaml'), HOSTILE);
});
afterAll(() => rmSync(folder, { recursive: true }));
const report = (...args: string[]) => runCli(['report', path('hostile.yaml'), '--worlds', '100', ...args]);

/** The names of the elements of a page, which have to be closed in the order in which they were opened. */
function elementsOf(html: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  for (const [, end, name] of html
    .replace(/<style>[\s\S]*?<\/style>|<!.*?>/g, '')
    .matchAll(/<(\/?)([a-z]\w*)[^<>]*>/g)) {
    if (end === '/') expect(open.pop()).toBe(name);
    else {
      names.push(name!);
      if (!['meta'].includes(name!)) open.push(name!);
    }
  }
  expect(open).toEqual([]);
  return names;
}

describe('markup', () => {
  test('escapes what is text, in elements and in attributes', () => {
    expect(el('p', { title: `"<'&`, hidden: true, id: null }, '<b>', el('br'), ['a', null]).source).toBe(
      '<p title="&quot;&lt;&#39;&amp;" hidden>&lt;b&gt;<br>a</p>',
    );
    expect(el('p', {}, '\u202e').source).toBe('<p>\\u202e</p>');
    expect([px(1 / 3), px(-0.001), px(2)]).toEqual(['0.33', '0', '2']);
  });
});

describe('a report as HTML', () => {
  test('is one page that loads nothing, whatever stands in the file', async () => {
    const { status, stdout, stderr } = await report('--format', 'html', '--story');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const names = elementsOf(stdout);
    expect(names.filter((name) => ['script', 'img', 'iframe', 'link', 'object', 'b'].includes(name))).toEqual([]);
    expect(stdout).not.toMatch(/<[^>]*\s(?:src|on\w+)\s*=/);
    expect(stdout).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(stdout).toContain('\\u202eevil');
    expect(stdout).toContain('<a href="http://a.test/?a=1&amp;b=" rel="noreferrer">');
  });

  test('has a title, a description and a table for each picture', async () => {
    const { stdout } = await report('--format', 'html');
    const names = elementsOf(stdout);
    const count = (name: string): number => names.filter((one) => one === name).length;
    expect(count('figure')).toBeGreaterThanOrEqual(6);
    expect(count('svg')).toBe(2 * count('figure'));
    expect(count('desc')).toBe(count('svg'));
    expect(count('details')).toBe(count('figure'));
    const ids = [...stdout.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('is the same bytes each time', async () => {
    const args = ['--format', 'html', '--chapters', 'survival,tornado,bridge,evidence'];
    const [one, two] = [await report(...args), await report(...args)];
    expect(one.stdout).toBe(two.stdout);
  });
});

describe('the file of a report', () => {
  test('is written whole, and takes the place of a report alone', async () => {
    const file = path('report.html');
    expect((await report('-o', file)).stdout).toBe(`Written: ${file}\n`);
    const before = readFileSync(file, 'utf8');
    expect(before.startsWith('<!doctype html>\n<!-- runway report -->\n')).toBe(true);
    expect((await report('-o', file, '--chapters', 'method')).status).toBe(0);
    expect(readFileSync(file, 'utf8').length).toBeLessThan(before.length);
    writeFileSync(path('mine.html'), '<p>mine</p>');
    const { status, stderr } = await report('-o', path('mine.html'));
    expect(status).toBe(2);
    expect(stderr).toContain('is there already and is no report; it is as it was');
    expect(readFileSync(path('mine.html'), 'utf8')).toBe('<p>mine</p>');
  });

  test('is Markdown where its name says so, with its chapters and tables', async () => {
    expect((await report('-o', path('report.md'))).status).toBe(0);
    const text = readFileSync(path('report.md'), 'utf8');
    expect(text).toMatch(/^<!-- runway report -->\n\n# \\<script\\>/);
    expect(text).toContain('\n## By when to decide\n');
    expect(text).toContain('\n### Every figure\n\n| Figure');
  });

  test('faults are all told at once, and nothing is written', async () => {
    const args = ['-o', path('report.pdf'), '--chapters', 'survivl', '--until', 'cash >', '--worlds', '1'];
    const { status, stderr } = await runCli(['report', path('hostile.yaml'), ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain('the name says neither HTML nor Markdown');
    expect(stderr).toContain('there is no chapter "survivl"; did you mean "survival"?');
    expect(stderr).toContain('a whole number from 100 to 100000 is expected');
    expect(stderr).toContain('--until:1:');
    expect(existsSync(path('report.pdf'))).toBe(false);
  });

  test('a folder that is not there is told, with the status of what cannot be written', async () => {
    const { status, stderr } = await report('--chapters', 'method', '-o', path('no/report.html'));
    expect(status).toBe(74);
    expect(stderr).toContain('its folder is not there');
  });

  test('compare writes its variants side by side', async () => {
    const file = path('plans.html');
    const { status, stdout } = await runCli(['compare', path('hostile.yaml'), '--worlds', '100', '-o', file]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `Written: ${file}\n` });
    const html = readFileSync(file, 'utf8');
    expect(elementsOf(html).filter((name) => name === 'svg')).toHaveLength(2);
    expect(html).toContain('Share of worlds that survive: base ');
    const base = await runCli(['compare', path('hostile.yaml'), '--plans', 'deep', '-o', path('plans.md')]);
    expect(base.status).toBe(0);
    expect(readFileSync(path('plans.md'), 'utf8')).toContain('| Variant');
  });
});
