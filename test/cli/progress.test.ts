import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Session, shell } from '../tui/pty/terminal.ts';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let folder: string;
let session: Session;

beforeAll(() => {
  // A copy stands still while another build runs; `npm test` builds it first.
  folder = mkdtempSync(join(tmpdir(), 'runway-progress-'));
  cpSync(fromHere('../../dist'), join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => session.close());

const BAR = /\d+% {2}[\d,]+ of 4,000,000,000 worlds/;
const INTERRUPT = '\u0003';

/** Begins a run that would last for hours, and waits for its bar. */
async function begin(rest: string, columns = 80, env: Record<string, string> = {}): Promise<string> {
  session = shell(columns, 12, env);
  await session.until('$ ');
  const file = fromHere('../../scenarios/stability-ai-2023-10.yaml');
  session.type(
    `clear; node ${join(folder, 'dist', 'runway.js')} run ${file} --worlds 4000000000 ${rest}; echo "code $?"\r`,
  );
  // The first bar of a busy machine knows no time yet.
  return session.until(/ of 4,000,000,000 worlds .* left/);
}

const result = (): { worlds: number; stopped: boolean } => JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'));

describe('in a terminal, a long run', { timeout: 60_000 }, () => {
  test('shows how far it is; interrupted, it prints what is done, says so, and leaves nothing of the bar', async () => {
    const bar = await begin(`--json > ${join(folder, 'out.json')}`);
    expect(bar).toMatch(/ h left\n/);
    session.type(INTERRUPT);
    const screen = await session.until('code 130');
    expect(screen).not.toMatch(BAR);
    const { worlds, stopped } = result();
    expect(stopped).toBe(true);
    expect(worlds).toBeGreaterThan(0);
    expect(worlds).toBeLessThan(4_000_000_000);
  });

  test('interrupted, says to a person how many worlds are done', async () => {
    await begin('');
    session.type(INTERRUPT);
    await session.until('code 130');
    expect(session.written()).toMatch(/Stopped: [\d,]+ of 4,000,000,000 worlds\./);
  });

  test('fits its bar to the terminal, in the characters that it has, without colours', async () => {
    const bar = await begin(`--json > ${join(folder, 'out.json')}`, 100, { LANG: 'C', LC_ALL: 'C' });
    const [line] = bar.split('\n').filter((text) => BAR.test(text));
    expect(line).toMatch(/^[ #]{10,} +\d+% {2}[\d,]+ of 4,000,000,000 worlds {2}\d+ h left$/);
    expect(line!.length).toBeLessThan(100);
    const bars = session
      .written()
      .split('\r')
      .filter((text) => BAR.test(text));
    expect(bars.filter((text) => text.includes('\u001b'))).toEqual([]);
    session.type(INTERRUPT);
    await session.until('code 130');
  });
});
