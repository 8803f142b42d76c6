// How long a key waits while the thread beside the screen works on what takes many runs: what moves it, deadlines, a
// rescue.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import xterm from '@xterm/headless';
import { HOME } from './bundle.mjs';
import { openTerminal, SIZE } from './terminal.mjs';

const PROGRAM = join(HOME, 'dist/runway.js');
const FILE = join(HOME, 'scenarios/stability-ai-2023-10.yaml');
const [DOWN, LEFT, RIGHT, TAB, ESCAPE] = ['\u001b[B', '\u001b[D', '\u001b[C', '\t', '\u001b'];
const PRESSES = 100;
const WARM_UPS = 5;
/** A study begins 150 ms after the odds are there; keys come so long after them, in turn. */
const LATER_MS = [180, 220, 260, 300, 340];

/** The value of the lever that is moved, as it stands on the screen. */
const value = (text) => /Lay off staff +(\S+)/.exec(text)?.[1];
/** Levers of which the timeline tells by when they must be decided. */
const dated = (text) => text.match(/◂/g)?.length ?? 0;
const LEVERS = 12;

const STUDIES = {
  // The third page: shares of the variance.
  'what moves it, shares': { opens: `6${TAB}${RIGHT}${RIGHT}${TAB}`, isRunning: (text) => text.includes('omput') },
  'deadlines of all levers': { opens: 't', isRunning: (text) => dated(text) < LEVERS },
};

/** The screen as text, after each frame that has come so far. */
function watched(terminal) {
  const screen = new xterm.Terminal({ cols: SIZE.columns, rows: SIZE.rows, allowProposedApi: true });
  const texts = [];
  const text = async (i) => {
    while (texts.length <= i) {
      const frame = await terminal.frame(texts.length);
      await new Promise((done) => screen.write(frame.text, done));
      const line = (_, y) => screen.buffer.active.getLine(y).translateToString(true);
      texts.push(Array.from({ length: SIZE.rows }, line).join('\n'));
    }
    return texts[i];
  };
  return {
    /** The screen as it stands. */
    now: () => text(terminal.frames.length - 1),
    /** The first frame from that number on after which the screen is so. */
    async until(from, isSo) {
      for (let i = from; ; i++) if (isSo(await text(i))) return terminal.frames[i];
    },
  };
}

async function open() {
  const terminal = openTerminal([PROGRAM, 'open', FILE]);
  await terminal.frame(0);
  terminal.type(DOWN.repeat(3));
  await terminal.rests();
  return { terminal, screen: watched(terminal) };
}

/** A lever is moved while a study runs: until the base case shows it, and until the odds do. */
async function lever({ opens, isRunning }) {
  const { terminal, screen } = await open();
  terminal.type(opens);
  const found = { base: [], odds: [], running: 0 };
  for (let i = -WARM_UPS; i < PRESSES; i++) {
    await wait(LATER_MS[(i + WARM_UPS) % LATER_MS.length]);
    const before = await screen.now();
    const next = terminal.frames.length;
    const pressed = performance.now();
    terminal.type((i + WARM_UPS) % 16 < 8 ? RIGHT : LEFT);
    const base = await screen.until(next, (text) => value(text) !== value(before));
    const odds = await screen.until(next, (text) => value(text) !== value(before) && !text.includes('computing'));
    if (i < 0) continue;
    if (isRunning(before)) found.running++;
    found.base.push(base.time - pressed);
    found.odds.push(odds.time - pressed);
  }
  await terminal.close();
  return found;
}

/** The help is opened and closed while a rescue is looked for, which is not asked anew for that. */
async function rescue() {
  const { terminal, screen } = await open();
  const found = { base: [], running: 0 };
  for (let i = -WARM_UPS; i < PRESSES; i++) {
    const isHelp = (text) => text.includes('Keys and words');
    if (!(await screen.now()).includes('Looking for it')) {
      terminal.type(`${ESCAPE}`);
      await wait(LATER_MS[0]);
      // Another setting: what is known of the one before is not looked for again.
      terminal.type(`${i % 2 === 0 ? RIGHT : LEFT}`);
      await wait(LATER_MS.at(-1));
      const next = terminal.frames.length;
      terminal.type('S\r');
      await screen.until(next, (text) => text.includes('Looking for it'));
    }
    await wait(LATER_MS[(i + WARM_UPS) % LATER_MS.length] / 4);
    const isRunning = (await screen.now()).includes('Looking for it');
    const next = terminal.frames.length;
    const pressed = performance.now();
    terminal.type('?');
    const shown = await screen.until(next, isHelp);
    const back = terminal.frames.length;
    terminal.type('?');
    await screen.until(back, (text) => !isHelp(text));
    if (i < 0) continue;
    if (isRunning) found.running++;
    found.base.push(shown.time - pressed);
  }
  await terminal.close();
  return found;
}

const p99 = (times) => [...times].sort((a, b) => a - b)[Math.ceil(0.99 * times.length) - 1];

/** From a key to the last byte of what it shows, while a study runs. */
export async function studies() {
  const results = new Map();
  const put = (name, times, running) =>
    results.set(
      name,
      new Map([
        ['time', times],
        ['p99', [p99(times)]],
        ...(running === undefined ? [] : [['% of keys while it ran', [(100 * running) / PRESSES]]]),
      ]),
    );
  for (const [name, study] of Object.entries(STUDIES)) {
    const { base, odds, running } = await lever(study);
    put(`${name}: base case`, base, running);
    put(`${name}: odds`, odds);
  }
  const { base, running } = await rescue();
  put('rescue: the help', base, running);
  return {
    title: `A key while a study runs, ${SIZE.columns} by ${SIZE.rows}`,
    notes: ['a key that moves a lever 180 to 340 ms after the odds; in a rescue one that shows the help.'],
    main: 'time',
    unit: 'ms',
    results,
    limits: [...results.keys()].map((of) =>
      of.endsWith('odds') ? { of, figure: 'time', atMost: 80 } : { of, figure: 'p99', atMost: 60 },
    ),
  };
}
