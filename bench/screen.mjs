// Measurements of the screen in a pseudo-terminal: how fast a key is answered and how much is written, the first frame,
// rest, memory.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import xterm from '@xterm/headless';
import { bundleLine, HOME } from './bundle.mjs';
import { inTurn } from './rounds.mjs';
import { openProbed, openTerminal, processorSeconds, residentMegabytes, SIZE } from './terminal.mjs';

const PROGRAM = join(HOME, 'dist/runway.js');
const FILE = join(HOME, 'scenarios/stability-ai-2023-10.yaml');
const WHERE = `${SIZE.columns} by ${SIZE.rows}`;

const [DOWN, LEFT, RIGHT] = ['\u001b[B', '\u001b[D', '\u001b[C'];
const PRESSES = 300;
const WARM_UPS = 20;
const REST_SECONDS = 20;
/** Presses in one write, as a terminal sends what comes while the program works: they make one frame. */
const AT_ONCE = 10;

/** The screen, open, on a lever of twelve steps, with its odds. */
async function openScreen(open = openTerminal) {
  const screen = open([PROGRAM, 'open', FILE]);
  await screen.frame(0);
  screen.type(DOWN.repeat(3));
  await screen.rests();
  return screen;
}

/** Ten steps up, ten down. */
const step = (i) => (i % 20 < 10 ? RIGHT : LEFT);

/** From a key to the last byte of the base case on screen, and to that of the odds. */
export async function keys() {
  const screen = await openScreen();
  const found = { base: [], odds: [] };
  for (let i = -WARM_UPS; i < PRESSES; i++) {
    const next = screen.frames.length;
    const pressed = performance.now();
    screen.type(step(i + WARM_UPS));
    const base = await screen.frame(next);
    const odds = await screen.frame(next + 1);
    if (i < 0) continue;
    found.base.push({ time: base.time - pressed, at: next });
    found.odds.push({ time: odds.time - pressed, at: next + 1 });
  }
  await screen.close();
  const written = await differences(screen.frames);
  const figures = (frames) => {
    const times = frames.map(({ time }) => time);
    const of = (figure) => frames.map(({ at }) => written[at][figure]);
    const p99 = [...times].sort((a, b) => a - b)[Math.ceil(0.99 * times.length) - 1];
    return new Map([
      ['time', times],
      ['p99', [p99]],
      ['bytes', of('bytes')],
      ['cells written', of('written')],
      ['cells that differ', of('differing')],
    ]);
  };
  return {
    title: `A key that moves a lever, ${WHERE}, odds of 10,000 worlds`,
    notes: [
      `from the key to the last byte of the frame. A whole screen is ${written[0].bytes.toLocaleString('en')} bytes and ${SIZE.columns * SIZE.rows} cells.`,
    ],
    main: 'time',
    unit: 'ms',
    results: new Map([
      ['base case', figures(found.base)],
      ['odds', figures(found.odds)],
    ]),
    limits: [
      { of: 'base case', figure: 'time', atMost: 30 },
      { of: 'base case', figure: 'p99', atMost: 60 },
      { of: 'odds', figure: 'time', atMost: 80 },
    ],
  };
}

/** By frame: its bytes, and the cells that are another character or another colour after it. */
async function differences(frames) {
  const terminal = new xterm.Terminal({ cols: SIZE.columns, rows: SIZE.rows, allowProposedApi: true });
  let before = [];
  const found = [];
  for (const { text } of frames) {
    await new Promise((done) => terminal.write(text, done));
    const after = cells(terminal);
    found.push({
      bytes: Buffer.byteLength(text),
      written: [...text.replace(/\u001b\[[?0-9;]*[a-zA-Z]/g, '')].length,
      differing: after.filter((cell, i) => cell !== before[i]).length,
    });
    before = after;
  }
  return found;
}

function cells({ buffer }) {
  return Array.from({ length: SIZE.rows }, (_, y) => {
    const line = buffer.active.getLine(y);
    return Array.from({ length: SIZE.columns }, (_, x) => {
      const cell = line.getCell(x);
      return `${cell.getChars()} ${cell.getFgColor()} ${cell.isBold()} ${cell.isInverse()}`;
    });
  }).flat();
}

/** From the start of the process to the first frame. */
export async function firstFrame({ folder, rounds }) {
  const line = await bundleLine(folder);
  const timeTo = async (args, shown) => {
    const terminal = openTerminal(args);
    const time = (await shown(terminal)) - terminal.begun;
    await terminal.close();
    return { time };
  };
  const contestants = [
    { name: 'Ink, one line', turn: () => timeTo([line], ({ shows }) => shows('One line.')) },
    {
      name: 'runway open FILE',
      turn: () => timeTo([PROGRAM, 'open', FILE], async ({ frame }) => (await frame(0)).time),
    },
  ];
  return {
    title: `From start to first frame, ${WHERE}`,
    notes: [
      'the line comes from a program of two statements, bundled as runway is, with Ink as it comes: with the fetch that runway leaves out.',
    ],
    main: 'time',
    unit: 'ms',
    results: await inTurn(4 * rounds, contestants),
    over: ['Ink, one line'],
    targets: [{ of: 'runway open FILE', over: 'Ink, one line', atMost: 2.5 }],
  };
}

/** What the screen takes of a processor when it is left alone. */
export async function rest() {
  const screen = await openScreen();
  const before = processorSeconds(screen.pid);
  await wait(1000 * REST_SECONDS);
  const spent = processorSeconds(screen.pid) - before;
  await screen.close();
  return {
    title: `${REST_SECONDS} s without a key`,
    notes: ['from /proc, all threads; of one processor.'],
    main: 'processor',
    unit: '%',
    results: new Map([['runway open FILE', new Map([['processor', [(100 * spent) / REST_SECONDS]]])]]),
    limits: [{ of: 'runway open FILE', figure: 'processor', atMost: 0.5 }],
  };
}

/**
 * Memory as keys are pressed, each of which undo remembers: what the process has, and in another one what is alive in
 * it.
 */
export async function held() {
  const goals = [1000, 4000, 7000, 10_000];
  const resident = await memoryAt(goals, openTerminal, ({ pid }) => residentMegabytes(pid));
  const live = await memoryAt(goals, openProbed, (screen) => screen.liveMegabytes());
  const name = (goal) => `after ${goal.toLocaleString('en')}`;
  return {
    title: `Keys pressed, ${AT_ONCE} to a frame`,
    notes: [
      'resident: memory of the process, from /proc, with what is not collected yet.',
      'live: heap and buffers of the main thread after a collection forced from outside; what undo remembers is in it.',
    ],
    main: 'resident',
    unit: 'MB',
    results: new Map(
      goals.map((goal, i) => [
        name(goal),
        new Map([
          ['resident', [resident[i]]],
          ['live', [live[i]]],
        ]),
      ]),
    ),
    over: ['after 1,000'],
    targets: [{ of: 'after 10,000', over: 'after 1,000', atMost: 1.15 }],
  };
}

/** A figure of the screen after so many keys each. */
async function memoryAt(goals, open, figure) {
  const screen = await openScreen(open);
  const found = [];
  let pressed = 0;
  for (const goal of goals) {
    for (; pressed < goal; pressed += AT_ONCE) {
      const next = screen.frames.length;
      screen.type(step(pressed).repeat(AT_ONCE));
      await screen.frameOrQuiet(next);
    }
    await screen.rests();
    found.push(await figure(screen));
  }
  await screen.close();
  return found;
}
