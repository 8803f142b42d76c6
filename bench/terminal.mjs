// A program in a pseudo-terminal of its own, and the frames it writes there.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';

export const SIZE = { columns: 140, rows: 45 };
/** What stands around a frame of the screen: synchronized output, mode 2026. */
const FRAME_ENDS = '\u001b[?2026l';
const PATIENCE_MS = 30_000;
const QUIET_MS = 500;
const STEP_MS = 20;
const PROBE = new URL('./heap-probe.mjs', import.meta.url).href;

// More certificates to read would add to every start alike.
const { NODE_EXTRA_CA_CERTS: _, NO_COLOR: __, ...own } = process.env;
const env = { ...own, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' };

/** Runs Node with these arguments, and what is given beside the environment. */
export function openTerminal(args, more = {}) {
  const begun = performance.now();
  const options = { name: env.TERM, cols: SIZE.columns, rows: SIZE.rows, env: { ...env, ...more } };
  const child = spawn(process.execPath, args, options);
  const frames = [];
  let text = '';
  let look = () => {};
  child.onData((data) => {
    text += data;
    const time = performance.now();
    for (let end = text.indexOf(FRAME_ENDS); end >= 0; end = text.indexOf(FRAME_ENDS)) {
      frames.push({ time, text: text.slice(0, end + FRAME_ENDS.length) });
      text = text.slice(end + FRAME_ENDS.length);
    }
    look();
  });
  const exited = new Promise((resolve) => child.onExit(resolve));
  const until = (isThere) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('what was waited for never came')), PATIENCE_MS);
      look = () => {
        if (!isThere()) return;
        clearTimeout(timer);
        resolve(performance.now());
      };
      look();
    });
  return {
    pid: child.pid,
    begun,
    type: (keys) => child.write(keys),
    /** Frames so far: `{ time, text }`, the time that of their last byte. */
    frames,
    /** The frame of that number, once it is there. */
    async frame(i) {
      await until(() => frames.length > i);
      return frames[i];
    },
    /**
     * Resolves when the frame of that number is there, or none has come for half a second: what is typed while the
     * odds of the keys before are drawn may leave nothing to draw.
     */
    async frameOrQuiet(i) {
      for (let waited = 0; frames.length <= i && waited < QUIET_MS; waited += STEP_MS) await wait(STEP_MS);
    },
    /** When a text came. */
    shows: (wanted) => until(() => text.includes(wanted) || frames.some((frame) => frame.text.includes(wanted))),
    /** Resolves when no frame has come for half a second. */
    async rests() {
      for (let before = -1; before !== frames.length; ) {
        before = frames.length;
        await wait(QUIET_MS);
      }
    },
    async close() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/**
 * A program whose live memory can be asked for: it is told to collect its garbage from outside, and has no part in that
 * itself.
 */
export function openProbed(args) {
  const folder = mkdtempSync(join(tmpdir(), 'heap-'));
  const file = join(folder, 'bytes');
  const terminal = openTerminal(['--expose-gc', '--import', PROBE, ...args], { HEAP_PROBE: file });
  return {
    ...terminal,
    /** Megabytes in use by the main thread after a collection. */
    async liveMegabytes() {
      process.kill(terminal.pid, 'SIGURG');
      for (let waited = 0; !existsSync(file); waited += STEP_MS) {
        if (waited > PATIENCE_MS) throw new Error('the heap was never told');
        await wait(STEP_MS);
      }
      const bytes = Number(readFileSync(file, 'utf8'));
      rmSync(file);
      return bytes / 2 ** 20;
    },
    async close() {
      await terminal.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Seconds of processor time that a process and its threads have had; NaN where there is no /proc. */
export function processorSeconds(pid) {
  const fields = readProc(pid, 'stat')?.split(') ')[1]?.split(' ');
  // Fields 14 and 15 of proc(5), in ticks of which Linux has 100 a second for every program.
  return fields === undefined ? Number.NaN : (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident megabytes of a process; NaN where there is no /proc. */
export function residentMegabytes(pid) {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, 'status') ?? '');
  return found === null ? Number.NaN : Number(found[1]) / 1024;
}

function readProc(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}
