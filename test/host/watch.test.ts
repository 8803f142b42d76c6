import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Content, readContent } from '../../src/host/read.ts';
import { watchFileContent } from '../../src/host/watch.ts';

let folder: string;
let stop: (() => void) | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-watch-'));
});
afterEach(() => {
  stop?.();
  rmSync(folder, { recursive: true });
});

/** Watches the file. Each call of the function that it returns awaits the next reported content. */
function following(path: string): () => Promise<string> {
  const told: Content[] = [];
  const waiting: ((content: Content) => void)[] = [];
  stop = watchFileContent(
    path,
    readContent(path),
    (text) => text.endsWith('whole'),
    (content) => {
      const next = waiting.shift();
      if (next === undefined) told.push(content);
      else next(content);
    },
  );
  return async () => {
    const content = told.shift() ?? (await new Promise<Content>((resolve) => waiting.push(resolve)));
    return 'text' in content ? content.text : content.fault.message;
  };
}

describe('the watch on a file', () => {
  test('tells of a file that is written in place, once for each content', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, '1 whole');
    const next = following(path);
    writeFileSync(path, '2 whole');
    expect(await next()).toBe('2 whole');
    writeFileSync(path, '2 whole');
    writeFileSync(path, '3 whole');
    expect(await next()).toBe('3 whole');
  });

  test('tells of a file that an editor replaces by renaming, again and again', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, '0 whole');
    const next = following(path);
    for (let i = 1; i <= 5; i++) {
      writeFileSync(join(folder, '.a.yaml.swp'), `${i} whole`);
      renameSync(join(folder, '.a.yaml.swp'), path);
      expect(await next()).toBe(`${i} whole`);
    }
  });

  test('a write seen half done is not told of when the rest follows', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, '0 whole');
    const next = following(path);
    writeFileSync(path, '');
    writeFileSync(path, 'half');
    writeFileSync(path, 'half, then whole');
    expect(await next()).toBe('half, then whole');
  });

  test('a file that stays half written is reported', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, '0 whole');
    const next = following(path);
    writeFileSync(path, 'half');
    expect(await next()).toBe('half');
  });

  test('tells of a file that is taken away and comes back', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, '0 whole');
    const next = following(path);
    unlinkSync(path);
    expect(await next()).toBe(`${path}: there is no such file`);
    writeFileSync(path, '1 whole');
    expect(await next()).toBe('1 whole');
  });

  test('tells of a pipe in the place of the file, and waits for nobody to write into it', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, '0 whole');
    const next = following(path);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    renameSync(join(folder, 'pipe'), path);
    expect(await next()).toBe(`${path}: it is not a regular file`);
    unlinkSync(path);
    writeFileSync(path, '1 whole');
    expect(await next()).toMatch(/1 whole|there is no such file/);
  });

  test('follows a link to the file that is written', async () => {
    const inside = mkdtempSync(join(folder, 'inside-'));
    writeFileSync(join(inside, 'real.yaml'), '0 whole');
    symlinkSync(join(inside, 'real.yaml'), join(folder, 'link.yaml'));
    const next = following(join(folder, 'link.yaml'));
    writeFileSync(join(inside, 'real.yaml'), '1 whole');
    expect(await next()).toBe('1 whole');
  });
});
