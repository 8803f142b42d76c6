import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMAND_NAMES } from '../../src/cli/command-names.ts';
import { MANUAL, roff } from './manual.ts';
import { ROOT } from './page.ts';

const pathOf = (name: string): string => join(ROOT, 'docs/man', name);

test.each(Object.keys(MANUAL))('%s shows what the program says: npm run docs writes it anew', async (name) => {
  await expect(roff(MANUAL[name]!())).toMatchFileSnapshot(pathOf(name));
});

test('the manual pages are installed with the package', () => {
  const { man } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { man: string[] };
  expect(man.map((path) => join(ROOT, path)).sort()).toEqual(Object.keys(MANUAL).map(pathOf).sort());
});

test('every command is on its page', () => {
  const page = MANUAL['runway.1']!();
  for (const name of COMMAND_NAMES) expect(page).toContain(`### runway ${name} `);
  expect(page).not.toContain('runway complete ');
});

const hasMan = existsSync('/usr/bin/groff');
if (!hasMan) console.warn('SKIPPED: there is no groff');

test.skipIf(!hasMan)('groff sets them without a complaint', () => {
  for (const name of Object.keys(MANUAL)) {
    const words = ['-k', '-Kutf8', '-man', '-Tutf8', '-ww', '-z', pathOf(name)];
    const { status, stderr } = spawnSync('/usr/bin/groff', words, { encoding: 'utf8' });
    expect([name, status, stderr]).toEqual([name, 0, '']);
  }
});
