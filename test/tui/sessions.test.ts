import { EventEmitter } from 'node:events';
import type { ReadStream, WriteStream } from 'node:tty';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from '../../src/diagnostic/columns.ts';
import { drawnFace } from '../../src/tui/drawn.tsx';
import type { Size } from '../../src/tui/state.ts';
import { go, type Session, sessions, World } from './sessions.ts';
import { frame } from './specimen.ts';

/**
 * So many random sessions, of which the seed is the same in every run of the tests. More of them, with another seed:
 * `SESSIONS=5000 SESSION_SEED=7 npx vitest run test/tui/sessions.test.ts`; one that failed: with the seed and the path
 * that are printed, `SESSION_SEED=7 SESSION_PATH=12:0:3 …`.
 */
const { SESSIONS = '40', SESSION_SEED = '1', SESSION_PATH } = process.env;
const COUNT = Number(SESSIONS);
/** Of so many sessions one goes through the real renderer too. */
const OF_WHICH_DRAWN = 10;
const [STEPS, DRAWN_STEPS] = [60, 20];
const timeout = Math.max(60_000, COUNT * 3000);

test(`${SESSIONS} random sessions end in no fault`, { timeout }, async () => {
  await fc.assert(fc.asyncProperty(sessions(STEPS), go), {
    numRuns: COUNT,
    seed: Number(SESSION_SEED),
    ...(SESSION_PATH === undefined ? {} : { path: SESSION_PATH, endOnFailure: true }),
  });
});

test('the terminal shows what the state says, after every step', { timeout }, async () => {
  const drawn = fc.sample(sessions(DRAWN_STEPS), {
    numRuns: Math.ceil(COUNT / OF_WHICH_DRAWN),
    seed: Number(SESSION_SEED) + 1,
  });
  for (const session of drawn) await draws(session);
});

/**
 * The terminal that stands in for the real one has the widths of Unicode 6, in which emoji are narrow; these are of
 * today.
 */
const WIDTHS = {
  version: 'today',
  wcwidth: (code: number) => columnsOf(String.fromCodePoint(code)) as 0 | 1 | 2,
  /** Its width, two bits, over whether it joins the one before it, whose properties are given. */
  charProperties(code: number, before: number): number {
    const width = this.wcwidth(code);
    return width === 0 && before !== 0 ? (before & 0b110) | 1 : width << 1;
  },
};

/** Goes through a session with the real renderer at a terminal. */
async function draws(session: Session): Promise<void> {
  const world = new World(session);
  const { columns: cols, rows } = world.state.size;
  const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true });
  terminal.unicode.register(WIDTHS);
  terminal.unicode.activeVersion = WIDTHS.version;
  const stdout = Object.assign(new EventEmitter(), {
    columns: cols,
    rows,
    isTTY: true,
    write: terminal.write.bind(terminal),
  });
  const stdin = Object.assign(new EventEmitter(), { isTTY: true, setRawMode: () => stdin });
  const face = drawnFace(stdin as unknown as ReadStream, stdout as unknown as WriteStream, '256', {
    title: 'runway',
    hasMouse: true,
    asksBackground: false,
  });
  const faults: unknown[] = [];
  face.enter();
  const unfollow = face.follow(world.store, (fault) => faults.push(fault));
  const resized = (size: Size): void => {
    // One column is too few for the terminal that stands in for the real one.
    terminal.resize(Math.max(2, size.columns), size.rows);
    Object.assign(stdout, { ...size, columns: Math.max(2, size.columns) });
    stdout.emit('resize');
  };
  for (const step of session.steps) {
    if ('resize' in step) resized(step.resize);
    else await world.take(step);
    const expected = frame(world.state);
    const lines = await settled(terminal, expected);
    expect(faults).toEqual([]);
    expect(lines, `${JSON.stringify(session)}, at ${JSON.stringify(step)}`).toEqual(expected);
  }
  unfollow();
  terminal.dispose();
}

/** Turns of the loop in which store, renderer and terminal have had their turn, however busy the machine is. */
const MOST_TURNS = 500;

/** The terminal's text once it is the expected one, or after time enough. */
async function settled(terminal: InstanceType<typeof xterm.Terminal>, expected: string[]): Promise<string[]> {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((done) => terminal.write('', done));
    if (shown(terminal).every((line, i) => line === expected[i])) break;
  }
  return shown(terminal);
}

const shown = (terminal: InstanceType<typeof xterm.Terminal>): string[] =>
  Array.from({ length: terminal.rows }, (_, y) =>
    terminal.buffer.active.getLine(terminal.buffer.active.viewportY + y)!.translateToString(false, 0, terminal.cols),
  );
