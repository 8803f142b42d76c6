import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { programOf } from './bundled.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runway-mounts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Whether the system gives a process mounts of its own. */
const MAY_MOUNT = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;

const SAVE = `
const [path, after] = process.argv.slice(2);
console.log(JSON.stringify(writeOver(path, readFileSync(path, 'utf8'), after.repeat(3000))));
`;

/** What the script prints that mounts what it likes and runs `save FILE WORD`, which saves 3000 of that word. */
function inMounts(script: string): string[] {
  const save = `save() { '${process.execPath}' '${programOf(folder, 'save', SAVE)}' "$@"; }`;
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
  const out = execFileSync('unshare', ['-rm', 'sh', '-ec', `${save}\n${script}`], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return out.trimEnd().split('\n');
}

describe.skipIf(!MAY_MOUNT)('a file that is', () => {
  test('a mount of its own is written', () => {
    const out = inMounts(`
      printf before > there; touch a; mount --bind there a
      save a x`);
    expect(out).toEqual(['{"kind":"written"}']);
    expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('x'.repeat(3000));
  });

  test('in a folder that may not be written is written; its texts are among the own files meanwhile', () => {
    const out = inMounts(`
      mkdir f; printf before > there; touch f/a
      mount --bind f f; mount --bind there f/a; mount -o remount,bind,ro f
      save f/a x; ls -A f`);
    expect(out).toEqual(['{"kind":"written"}', 'a']);
    expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('x'.repeat(3000));
    expect(readdirSync(join(folder, 'state', 'runway'))).toEqual([]);
  });

  test('on a full disk is as it was, also where it had begun to grow', () => {
    const full =
      'mkdir disk; mount -t tmpfs -o size=16k tmpfs disk; printf before > disk/a; cat /dev/zero > disk/z || true';
    const why = (path: string): string =>
      JSON.stringify({ kind: 'failed', why: `${path} cannot be written: the disk is full; it is as it was` });
    const out = inMounts(`
      ${full} 2>/dev/null
      save disk/a xyz; ls -A disk; cat disk/a; echo
      mkdir f; touch f/a; mount --bind f f; mount --bind disk/a f/a; mount -o remount,bind,ro f
      save f/a xyz; cat f/a; echo; ls -A disk`);
    expect(out).toEqual([why('disk/a'), 'a', 'z', 'before', why('f/a'), 'before', 'a', 'z']);
    expect(readdirSync(join(folder, 'state', 'runway'))).toEqual([]);
  });

  test('on a disk that is read-only is told of', () => {
    const out = inMounts('mkdir f; printf before > f/a; mount --bind f f; mount -o remount,bind,ro f; save f/a x');
    expect(out).toEqual(['{"kind":"failed","why":"f/a cannot be written: its disk is read-only; it is as it was"}']);
  });
});

/** Only the superuser can be somebody else. */
const MAY_CHANGE = process.getuid?.() === 0;

const AS_NOBODY = `
process.setgroups([]);
process.setgid(65534);
process.setuid(65534);
${SAVE}`;

describe.skipIf(!MAY_CHANGE)('a file of somebody else, in a folder that anybody may write', () => {
  const saved = (mode: string): string[] => {
    const script = `chmod 777 .; printf before > a; chmod ${mode} a; '${process.execPath}' '${programOf(folder, 'save', AS_NOBODY)}' a x`;
    const out = execFileSync('sh', ['-ec', `${script}; stat -c '%u %a' a; head -c 6 a`], {
      cwd: folder,
      encoding: 'utf8',
    });
    return out.split('\n');
  };

  test('is left alone where only its owner may write it', () => {
    const why = 'a cannot be written: it may not be written to; it is as it was';
    expect(saved('644')).toEqual([JSON.stringify({ kind: 'failed', why }), '0 644', 'before']);
    expect(readdirSync(folder)).toEqual(['a', 'save.mjs']);
  });

  test('stays that of its owner where others may write it', () => {
    expect(saved('666')).toEqual(['{"kind":"written"}', '0 666', 'xxxxxx']);
  });
});

/** Whether Python can read extended attributes, to which Node has no access. */
const SEES_ATTRIBUTES = spawnSync('python3', ['-c', 'import os; os.listxattr']).status === 0;

test.skipIf(!SEES_ATTRIBUTES)('a file keeps its extended attributes', () => {
  const python = (code: string): string => execFileSync('python3', ['-c', code], { cwd: folder, encoding: 'utf8' });
  const isSet = python(`
import os
open('a', 'w').write('before')
try: os.setxattr('a', 'user.kind', b'scenario'); print('set')
except OSError: print('no such file system')`);
  const out = execFileSync(process.execPath, [programOf(folder, 'save', SAVE), 'a', 'x'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const kept = python("import os; print(os.listxattr('a').count('user.kind'))");
  expect([out, kept]).toEqual(['{"kind":"written"}\n', isSet === 'set\n' ? '1\n' : '0\n']);
});
