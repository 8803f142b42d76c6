import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

describe.skipIf(!existsSync('dist'))('the package', () => {
  test('carries the program, scenarios, manual pages and papers, and no kept code: that would be of another machine', () => {
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const paths = files.map(({ path }) => path);
    expect(paths).toContain('dist/runway.js');
    expect(paths.filter((path) => !/^(dist|scenarios)\/.*\.(js|json|txt|yaml)$/.test(path)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'docs/man/runway-keys.7',
      'docs/man/runway.1',
      'package.json',
    ]);
  });
});

describe('the lock file', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { integrity?: string; resolved?: string }>;
  };
  const installed = Object.entries(packages).filter(([path]) => path !== '');

  test('has the checksum of every package, also of those that are for other machines', () => {
    expect(installed.length).toBeGreaterThan(100);
    expect(installed.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([path]) => path)).toEqual(
      [],
    );
  });

  test('names no registry: each machine asks its own', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });
});
