import {
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OTHER, SPECIMEN, UNCERTAIN } from '../specimen.ts';
import { bundle, type Session, shell } from './terminal.ts';

let folder: string;
let file: string;
let session: Session;

/** The built program, of which a copy stands still while another build runs; `npm test` builds it first. */
const product = (): string => `node ${join(folder, 'dist', 'runway.js')} open`;
/** The program of `entry.ts`: the screen alone, which crashes where the file says so. */
const crashing = (): string => `node ${join(folder, 'crashing.mjs')}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runway-pty-'));
  cpSync(fileURLToPath(new URL('../../../dist', import.meta.url)), join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  await bundle(fileURLToPath(new URL('entry.ts', import.meta.url)), join(folder, 'crashing.mjs'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  file = join(folder, 'specimen.yaml');
  writeFileSync(file, SPECIMEN);
});
afterEach(() => session.close());

/** A shell in which the screen is open; its process id is in the file `pid`. */
async function open(
  columns = 80,
  rows = 24,
  env: Record<string, string> = {},
  program = product(),
  shown = 'q quit',
): Promise<Session> {
  session = shell(columns, rows, env);
  await session.until('$ ');
  // A program of its own in the job: `sh` writes its id and becomes the program.
  session.type(
    `bind 'set enable-bracketed-paste off'; printf '\\033]0;the shell\\007'; sh -c 'echo $$ > ${folder}/pid; ${program.startsWith('ulimit') ? '' : 'exec '}${program} ${file}'; echo "code $?"; stty -a | tr ' ' '\\n' | grep -xE -- '-?(icanon|echo|isig)' | tr '\\n' ' '\r`,
  );
  await session.until(shown);
  return session;
}

const pid = (): number => Number(readFileSync(join(folder, 'pid'), 'utf8'));

const DOWN = '\u001b[B';
const LEFT = '\u001b[D';
const RIGHT = '\u001b[C';
const ESCAPE = '\u001b';

/** The terminal is as the shell had it. */
async function restored(code: number): Promise<void> {
  const screen = await session.until(/code \d+\n(.*\n)*(isig|icanon|echo).*(isig|icanon|echo).*(isig|icanon|echo)/);
  expect(screen).toContain(`code ${code}\n`);
  expect(screen).toMatch(/(^|\s)isig /);
  expect(screen).toMatch(/(^|\s)icanon /);
  expect(screen).toMatch(/(^|\s)echo /);
  expect([session.isAlternate(), session.isCursorHidden(), session.isWrapping()]).toEqual([false, false, true]);
  expect([session.isMouseTaken(), session.isPasteTold(), session.title()]).toEqual([false, false, 'the shell']);
}

describe('in a terminal', { timeout: 60_000 }, () => {
  test('the first screen, on the alternate one, with the cursor hidden', async () => {
    const screen = await (await open()).until('Zero cash Jun 2024');
    expect(screen).toContain('▸ Lay off staff');
    expect([session.isAlternate(), session.isCursorHidden(), session.isPasteTold()]).toEqual([true, true, true]);
    expect([session.isMouseTaken(), session.title()]).toEqual([true, 'runway: specimen.yaml']);
  });

  test('the keys to begin with are told until one is pressed, and then no more', async () => {
    const state = { XDG_STATE_HOME: join(folder, 'state') };
    const hint = '→ pulls a lever, : finds, ? explains.';
    expect(await (await open(80, 24, state)).until(hint)).toContain('q quit');
    session.type(RIGHT);
    await session.until((text) => text.includes('5%*') && !text.includes(hint));
    session.type('qy');
    await restored(0);
    session.close();
    expect(await (await open(80, 24, state)).until('Zero cash Jun 2024')).not.toContain(hint);
  });

  test('keys change levers, and keys pressed together make one frame', async () => {
    await open(120, 40);
    const frames = (): number => session.written().split('\u001b[?2026h').length;
    // The last of what follows the first frame without a key.
    await session.until('latest: decide by');
    const before = frames();
    session.type(RIGHT.repeat(6));
    await session.until('30%*');
    expect(frames() - before).toBe(1);
    const middle = frames();
    session.type(RIGHT.repeat(200) + LEFT.repeat(2));
    await session.until('40%*');
    expect(frames() - middle).toBeLessThan(5);
    session.type(`${DOWN}\r1.5M@2024-05\r`);
    await session.until('Raise a round $1.5M from May 2024.');
    session.type('uu');
    await session.until(/▸ Raise a round +\$0 /);
  });

  test('the odds appear after the base case, follow the levers and the file, and lead to a failing world', async () => {
    writeFileSync(file, UNCERTAIN);
    await open(120, 40);
    const alive = (text: string): number => Number(/Alive Dec 2024 (\d+)% /.exec(text)?.[1] ?? Number.NaN);
    const before = alive(await session.until(/Alive Dec 2024 \d+% .*/));
    session.type(`${RIGHT.repeat(8)}4`);
    const screen = await session.until(/Cash in 10,000 worlds(.|\n)*40%\*(.|\n)*What ends it/);
    expect(alive(screen)).toBeGreaterThan(before);
    session.type(`\t${DOWN}\r`);
    const world = await session.until(/World \d+, not the base case: fails \w{3} 2024/);
    expect(world).toMatch(/▸ \w{3} 2024 ✗/);
    session.type(ESCAPE);
    writeFileSync(file, UNCERTAIN.replace('cash: 900k', 'cash: 9M'));
    await session.until(/Alive Dec 2024 100% .*/);
    session.type('qy');
    await restored(0);
  });

  test('a paste is not taken for keys', async () => {
    await open();
    session.type('\u001b[200~qqq\u001b[201~\r\u001b[200~25%\u001b[201~');
    await session.until('› 25%');
    session.type('\r');
    await session.until('25%*');
  });

  test('the screen follows the file; a broken one is told of and heals', async () => {
    await open(120, 40);
    writeFileSync(file, SPECIMEN.replace('cash: 900k', 'cash: 300k'));
    await session.until('Zero cash Mar 2024');
    writeFileSync(file, SPECIMEN.replace('cash: 900k', 'cash: 300k +'));
    const broken = await session.until('The file is broken');
    expect(broken).toContain('file broken, last good result');
    expect(broken).toContain('Zero cash Mar 2024');
    writeFileSync(`${file}.new`, SPECIMEN);
    renameSync(`${file}.new`, file);
    const healed = await session.until('Zero cash Jun 2024');
    expect(healed).not.toContain('broken');
  });

  test('an editor has the terminal to itself, at the lever in front; then the file is read again', async () => {
    const editor = join(folder, 'vim');
    const line = SPECIMEN.split('\n').findIndex((text) => text.startsWith('  raise:')) + 1;
    // The editor prints its arguments, waits for a line, and saves.
    writeFileSync(
      editor,
      `#!/bin/sh
echo "editing $*"; stty -a | grep -oE -- '-?icanon'; read -r typed
echo "typed $typed" > ${folder}/typed; sed -i 's/cash: 900k/cash: 300k/' "$2"
`,
    );
    chmodSync(editor, 0o755);
    await open(80, 24, { EDITOR: editor });
    await session.until('Zero cash Jun 2024');
    session.type(`${DOWN}e`);
    await session.until(`editing +${line} ${file}\nicanon`);
    expect([session.isAlternate(), session.isCursorHidden(), session.isMouseTaken()]).toEqual([false, false, false]);
    session.type('quit\r');
    await session.until('Zero cash Mar 2024');
    expect(readFileSync(join(folder, 'typed'), 'utf8')).toBe('typed quit\n');
    expect([session.isAlternate(), session.isCursorHidden(), session.isMouseTaken()]).toEqual([true, true, true]);
    session.type(RIGHT);
    await session.until('100k*');
    session.type('qy');
    await restored(0);
  });

  test('it reflows when the terminal is resized, down to where it says what it needs', async () => {
    await open(160, 50);
    for (const [columns, rows] of [
      [80, 24],
      [200, 60],
      [100, 30],
    ] as const) {
      session.resize(columns, rows);
      const isWhole = (text: string): boolean => {
        const lines = text.split('\n');
        return lines[0]!.length === columns && lines[0]!.endsWith('USD ') && lines.at(-1)!.includes('q quit');
      };
      const screen = await session.until(isWhole);
      expect(screen.split('\n').length).toBe(rows);
      expect(screen.match(/Specimen Ltd/g)).toHaveLength(1);
    }
    session.resize(60, 15);
    await session.until('This terminal is 60 by 15.');
    session.resize(80, 24);
    await session.until('▸ Lay off staff');
  });

  test('a lever that was set is saved as a plan, into a file that keeps the rest, byte for byte', async () => {
    const commented = SPECIMEN.replace('plans:\n', '# What we could do\nplans:   # ask the board\n');
    writeFileSync(file, commented);
    await open(120, 40);
    session.type(`${RIGHT}${RIGHT}]`);
    await session.until('Lay off staff 10% from Apr 2024.');
    session.type('q');
    await session.until('Quit without saving?');
    session.type('\u001b');
    await session.until((text) => !text.includes('Quit without'));
    session.type('s');
    await session.until('Save the levers as a plan');
    session.type('Cut a tenth\r');
    const screen = await session.until('Saved in specimen.yaml as Cut a tenth.');
    expect(screen).toContain('plan: Cut a tenth');
    const added = '  cut_a_tenth: {label: Cut a tenth, set: {layoffs: 10%@2024-04}}\n';
    expect(readFileSync(file, 'utf8')).toBe(commented + added);
    // A later save by somebody else is followed as ever.
    writeFileSync(file, (commented + added).replace('cash: 900k', 'cash: 300k'));
    await session.until('The file was read again.');
    session.type('q');
    await restored(0);
  });

  test('a file that changed unseen is not overwritten: what changed is shown, and the plan goes into the newer text', async () => {
    // A change under another name of the file, in another folder, is one that no watch tells of.
    mkdirSync(join(folder, 'elsewhere'));
    const elsewhere = join(folder, 'elsewhere', 'specimen.yaml');
    linkSync(file, elsewhere);
    const newer = SPECIMEN.replace('cash: 900k', 'cash: 800k # the bank, today');
    const added = '  cut_a_tenth: {label: Cut a tenth, set: {layoffs: 10%}}\n';
    await open(120, 40);
    session.type(`${RIGHT}${RIGHT}s`);
    await session.until('Save the levers as a plan');
    writeFileSync(elsewhere, newer);
    session.type('Cut a tenth\r');
    const asked = await session.until('y writes the plan into the newer text');
    expect(asked).toMatch(/- cash: 900k +[│┃]/);
    expect(asked).toContain('+ cash: 800k # the bank, today');
    expect(readFileSync(file, 'utf8')).toBe(newer);
    session.type(ESCAPE);
    await session.until((text) => !text.includes('the newer text'));
    session.type('q');
    await session.until('Quit without saving?');
    expect(readFileSync(file, 'utf8')).toBe(newer);
    session.type('sCut a tenth\r');
    await session.until('y writes the plan into the newer text');
    session.type('y');
    await restored(0);
    expect(readFileSync(file, 'utf8')).toBe(newer + added);
  });

  test('a plan that was deleted is back in the file with u, and gone again with U', async () => {
    await open(120, 40);
    session.type(`3\t${DOWN}d`);
    await session.until('Delete the plan?');
    session.type('y');
    await session.until('is deleted from specimen.yaml');
    const without = readFileSync(file, 'utf8');
    session.type('u');
    await session.until(/Undid: the plan .* is in specimen.yaml again/);
    expect([readFileSync(file, 'utf8'), without.length < SPECIMEN.length]).toEqual([SPECIMEN, true]);
    session.type('U');
    await session.until(/Did again: the plan .* is deleted from specimen.yaml/);
    expect(readFileSync(file, 'utf8')).toBe(without);
    session.type('q');
    await restored(0);
  });

  test('a save that was cut off is finished before the file is read, and told of', async () => {
    const after = `${SPECIMEN}  deep: {set: {layoffs: 40%}}\n`;
    writeFileSync(file, after.slice(0, -9));
    writeFileSync(join(folder, '.specimen.yaml.before'), SPECIMEN);
    writeFileSync(join(folder, '.specimen.yaml.after'), after);
    await open();
    await session.until('The last save of this file was cut off; it is finished now.');
    expect(readFileSync(file, 'utf8')).toBe(after);
    session.type('q');
    await restored(0);
  });

  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('%s leaves the terminal as it was', async (_, key) => {
    await open();
    session.type(key);
    await restored(0);
    expect(session.screen()).not.toContain('Zero cash');
    expect(readFileSync(file, 'utf8')).toBe(SPECIMEN);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGABRT', 134],
    ['SIGUSR2', 140],
    ['SIGALRM', 142],
    ['SIGVTALRM', 154],
    ['SIGXCPU', 152],
    ['SIGXFSZ', 153],
  ] as const)('%s leaves the terminal as it was', async (signal, code) => {
    await open();
    process.kill(pid(), signal);
    await restored(code);
  });

  test('it ends when its terminal is closed', async () => {
    session = shell(80, 24);
    await session.until('$ ');
    session.type(`exec ${product()} ${file}\r`);
    await session.until('q quit');
    session.hangUp();
    expect(await session.exited).toBe(constants.signals.SIGHUP);
  });

  test('a crash leaves the terminal as it was, and then tells of it', async () => {
    await open(80, 24, {}, crashing());
    writeFileSync(file, '# crash');
    await restored(70);
    expect(session.screen()).toContain('runway stopped because of a mistake of its own.');
    expect(session.screen()).toContain('TypeError: a mistake made for the test');
  });

  test.each([
    ['Ctrl-Z', () => session.type('\u001a')],
    ['SIGTSTP', () => process.kill(pid(), 'SIGTSTP')],
  ])('%s stops it, and fg brings it back', async (_, stop) => {
    await open();
    session.type(RIGHT);
    await session.until('5%*');
    stop();
    await session.until('Stopped');
    expect([session.isAlternate(), session.isCursorHidden()]).toEqual([false, false]);
    expect([session.isMouseTaken(), session.isPasteTold(), session.title()]).toEqual([false, false, 'the shell']);
    session.type('fg\r');
    await session.until(/▸ Lay off .* 5%\*/);
    expect([session.isAlternate(), session.isCursorHidden()]).toEqual([true, true]);
    expect([session.isMouseTaken(), session.isPasteTold()]).toEqual([true, true]);
    session.type(RIGHT);
    await session.until('10%*');
    session.type('qy');
    await session.until((text) => text.includes('$ ') && !session.isAlternate());
  });

  test('a terminal that is resized while it is stopped is filled when it comes back', async () => {
    await open(120, 40);
    session.type('\u001a');
    await session.until('Stopped');
    session.resize(90, 28);
    session.type('fg\r');
    await session.until(
      (text) => text.split('\n').length === 28 && /^ Specimen Ltd.* USD $/.test(text.split('\n')[0]!),
    );
    await session.until((text) => text.split('\n')[0]!.length === 90);
  });

  test('a stop from outside is drawn over when it is continued', async () => {
    await open();
    process.kill(pid(), 'SIGSTOP');
    await session.until(() => session.written().includes('Stopped'));
    session.type('fg\r');
    await session.until((text) => text.includes('▸ Lay off staff') && !text.includes('Stopped'));
    session.type(RIGHT);
    await session.until('5%*');
  });

  test('no colour is written where none is wanted, and the choice still shows', async () => {
    await open(80, 24, { NO_COLOR: '1' });
    const colours = session.written().match(/\u001b\[[0-9;]*m/g) ?? [];
    expect(colours.filter((colour) => colour !== '\u001b[0m')).toEqual([]);
    expect(session.screen()).toContain('▸ Lay off staff');
  });

  test('the mouse chooses, moves a lever, and is left to the terminal for selecting', async () => {
    await open(120, 40);
    const place = (text: string): string => {
      const lines = session.screen().split('\n');
      const y = lines.findIndex((line) => line.includes(text));
      return `${lines[y]!.indexOf(text) + 1};${y + 1}`;
    };
    session.type(`\u001b[<0;${place('Raise a round')}M\u001b[<0;${place('Raise a round')}m`);
    await session.until('▸ Raise a round');
    session.type(`\u001b[<64;${place('Lay off staff')}M`.repeat(3));
    await session.until(/▸ Lay off staff +15%\*/);
    // A report that the line brings in two parts.
    const [head, tail] = `\u001b[<0;${place('3 Plans')}M`.split(';', 2).map((part, i) => (i === 0 ? part : `;${part}`));
    session.type(head!);
    session.type(`${tail};${place('3 Plans').split(';')[1]}M`);
    await session.until('[3 Plans]');
    session.type('m');
    await session.until('text can be selected');
    expect(session.isMouseTaken()).toBe(false);
    session.type('m');
    await session.until('The mouse acts on the screen.');
    expect(session.isMouseTaken()).toBe(true);
    session.type('\u0003\u0003');
    await restored(0);
  });

  test('the mouse is not taken where that is not wanted', async () => {
    await open(80, 24, {}, `${product()} --no-mouse`);
    expect(session.isMouseTaken()).toBe(false);
  });

  test('words and lines for a screen reader, and what changes after each key', async () => {
    await open(120, 40, {}, `${product()} --screen-reader`, 'q leaves.');
    expect(session.isAlternate()).toBe(false);
    expect(session.screen()).toContain('Fails Jun 2024 staff could not be paid in full.');
    session.type(RIGHT);
    await session.until(/Lay off staff 5% from Mar 2024\.\n(.*\n)*Owed then .* thousand dollars/);
    session.type(`\r25%@2024-02\r`);
    await session.until('Lay off staff 25% from Feb 2024.');
    session.type('/raise');
    await session.until(/Raise a round, lever, 0 dollars/);
    session.type('\r');
    await session.until('Lever 2 of 3: Raise a round, 0 dollars from Apr 2024.');
    writeFileSync(file, SPECIMEN.replace('cash: 900k', 'cash: 300k +'));
    await session.until('The file cannot be used');
    // Only words are written; the one mode that is set is bracketed paste.
    const modes =
      session
        .written()
        .slice(session.written().indexOf('q leaves'))
        .match(/\u001b\[[^m]/g) ?? [];
    expect(modes).toEqual([]);
    session.type('q');
    await session.until('Quit without saving?');
    session.type('y');
    await restored(0);
  });

  test('words also where Ink is told of a screen reader', async () => {
    await open(120, 40, { INK_SCREEN_READER: 'true' }, product(), 'q leaves.');
    session.type('\u0003');
    await restored(0);
  });

  test('the colours follow the background that the terminal tells of, whenever it does', async () => {
    const accents = { dark: '\u001b[38;2;108;182;255m', light: '\u001b[38;2;0;87;174m' };
    await open(80, 24, { COLORTERM: 'truecolor' });
    expect(session.written()).toContain(accents.dark);
    expect(session.written()).toContain('\u001b]11;?');
    expect(session.written()).not.toContain(accents.light);
    session.type('\u001b]11;rgb:ffff/ff');
    session.type('ff/f0f0\u001b\\');
    await session.until(() => session.written().includes(accents.light));
  });

  test('two files side by side: each is followed, written and asked about', async () => {
    const other = join(folder, 'other.yaml');
    writeFileSync(other, OTHER);
    await open(120, 40, {}, `${product()} ${other}`);
    await session.until(/▸ A Other plc +Oct 2024(.|\n)* {2}B Specimen Ltd +Jun 2024/);
    expect(session.title()).toBe('runway: other.yaml, specimen.yaml');
    writeFileSync(file, SPECIMEN.replace('cash: 900k', 'cash: 900k +'));
    await session.until(/B Specimen Ltd broken(.|\n)*B, specimen.yaml: The file cannot be used/);
    writeFileSync(file, SPECIMEN.replace('cash: 900k', 'cash: 700k'));
    await session.until(/B Specimen Ltd +May 2024(.|\n)*B, specimen.yaml: The file was read again/);
    session.type(`${RIGHT}o`);
    await session.until(/▸ B Specimen Ltd(.|\n)*is in front/);
    session.type(`${RIGHT}${RIGHT}q`);
    await session.until(/In no plan of B, specimen.yaml is:(.|\n)*In no plan of A, other.yaml is:/);
    session.type('stenth\r');
    await session.until(/▸ A Other plc(.|\n)*In no plan of A, other.yaml is:(.|\n)*Saved in specimen.yaml as tenth/);
    expect(readFileSync(file, 'utf8')).toContain('tenth: {set: {layoffs: 10%}}');
    expect(readFileSync(other, 'utf8')).toBe(OTHER);
    session.type('y');
    await restored(0);
  });

  test.each([
    ['without WebAssembly', 'node --jitless', 'which this Node does not have'],
    ['without room for it', 'ulimit -v 8000000; exec node', 'and there is not enough address space for it'],
  ])('%s it says so in one sentence, and what works', async (_, node, lack) => {
    await open(200, 24, {}, product().replace('node', node).replace('exec ulimit', 'ulimit'), 'code 71');
    await restored(71);
    const said = session
      .written()
      .split('\r\n')
      .filter((line) => line.includes('WebAssembly'));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`runway: the screen needs WebAssembly, ${lack}`);
    expect(said[0]).toContain('runway run FILE prints the result instead');
    expect(session.written()).not.toMatch(/Aborted| {4}at /);
    session.type(`node --jitless ${join(folder, 'dist', 'runway.js')} run ${file} | head -1\r`);
    await session.until('Specimen Ltd');
  });

  test('it works where CI is set', async () => {
    await open(80, 24, { CI: 'true' });
    session.type(RIGHT);
    await session.until('5%*');
    session.type('qy');
    await restored(0);
  });
});
