import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/captured.ts';
import { Chromium, chromiumPath } from './chromium.ts';

const path = chromiumPath();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [400, 1400];

describe.skipIf(path === null)('a report in a browser (skipped where there is no Chromium to be found)', () => {
  let browser: Chromium;
  let folder = '';
  let url = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runway-report-'));
    const file = join(folder, 'report.html');
    const args = ['report', 'scenarios/stability-ai-2023-10.yaml', '--worlds', '100', '--story', '-o', file];
    const { status, stderr } = await runCli([
      ...args,
      '--chapters',
      'survival,plans,bridge,deadlines,tornado,evidence,method',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    url = pathToFileURL(file).href;
    browser = await Chromium.open(path!);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(WIDTHS)('at %d pixels nothing stands out, and the console is silent', async (width) => {
    await browser.show(url, width, 'light');
    const found = await browser.value<{ wide: number; out: string[]; text: number; pictures: number }>(`(() => {
      const isHeld = (e) => e.closest('.scroll') !== null;
      const all = [...document.querySelectorAll('body *')].filter((e) => !isHeld(e) && e.getClientRects().length > 0);
      return {
        wide: document.documentElement.scrollWidth,
        out: all.filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5).map((e) => e.outerHTML.slice(0, 80)),
        text: document.body.innerText.length,
        pictures: all.filter((e) => e.tagName === 'svg').length,
      };
    })()`);
    expect(found.out).toEqual([]);
    expect(found.wide).toBeLessThanOrEqual(width);
    expect(found.text).toBeGreaterThan(2000);
    // One of each two, which are for a wide and for a narrow page.
    expect(found.pictures).toBe(6);
    expect(browser.said).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    '%s, axe-core finds nothing that bars anybody, every table open',
    async (scheme) => {
      await browser.show(url, 1400, scheme);
      await browser.value(`document.querySelectorAll('details').forEach((e) => { e.open = true; })`);
      await browser.value(`${AXE};0`);
      const violations = await browser.value<{ id: string; nodes: string[] }[]>(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map((n) => n.html) })))`,
      );
      expect(violations).toEqual([]);
      expect(browser.said).toEqual([]);
    },
  );

  test('printed on A4, nothing is cut off at the side', async () => {
    await browser.show(url, 680, 'dark');
    await browser.send('Emulation.setEmulatedMedia', { media: 'print' });
    const wide = await browser.value<string[]>(`[...document.querySelectorAll('table, svg')]
      .filter((e) => e.getClientRects().length > 0 && e.getBoundingClientRect().right > innerWidth + 0.5)
      .map((e) => e.outerHTML.slice(0, 200))`);
    expect(wide).toEqual([]);
    const background = await browser.value<string>('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe('rgb(255, 255, 255)');
  });
});
