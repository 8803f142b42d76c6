import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { build } from 'esbuild';

/** Bundles the entry as the product is bundled. Returns the path of the program. */
export async function bundle(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: 'import{createRequire as makeRequire__}from"node:module";const require=makeRequire__(import.meta.url);',
    },
    plugins: [
      {
        name: 'no-devtools',
        setup(it) {
          it.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'none', namespace: 'none' }));
          it.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'export default {}' }));
        },
      },
    ],
  });
  return outfile;
}

const FRAME_BEGINS = '\u001b[?2026h';
const FRAME_ENDS = '\u001b[?2026l';
const PATIENCE_MS = 15_000;

export interface Session {
  readonly pid: number;
  type(text: string): void;
  resize(columns: number, rows: number): void;
  /** Resolves with the screen's text once it fulfils the condition; rejects with it where it never does. */
  until(condition: string | RegExp | ((screen: string) => boolean)): Promise<string>;
  screen(): string;
  /** All characters written to the terminal so far. */
  written(): string;
  isAlternate(): boolean;
  isCursorHidden(): boolean;
  isWrapping(): boolean;
  isPasteTold(): boolean;
  /** Whether the program has asked for clicks and the wheel. */
  isMouseTaken(): boolean;
  title(): string;
  /** Closes the terminal. */
  hangUp(): void;
  /** The signal that ended the shell, or the program that replaced it; 0: none did. */
  readonly exited: Promise<number>;
  close(): void;
}

/** A shell in a pseudo-terminal of its own, so that jobs can be stopped and continued as a person does. */
export function shell(columns: number, rows: number, env: Record<string, string> = {}): Session {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    scrollback: 1000,
    windowOptions: { pushTitle: true, popTitle: true },
  });
  let title = '';
  terminal.onTitleChange((text) => {
    title = text;
  });
  const child: IPty = spawn('bash', ['--norc', '--noprofile', '-i'], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    env: {
      PATH: process.env.PATH!,
      HOME: '/nonexistent',
      XDG_STATE_HOME: '/dev/null',
      LANG: 'C.UTF-8',
      PS1: '$ ',
      TERM: 'xterm-256color',
      ...env,
    },
  });
  let written = '';
  /** Number of pieces that have been received and are not on the screen yet. */
  let coming = 0;
  const looks = new Set<() => void>();
  child.onData((data) => {
    written += data;
    coming++;
    terminal.write(data, () => {
      coming--;
      for (const look of [...looks]) look();
    });
  });
  const screen = (): string => {
    const { active } = terminal.buffer;
    const line = (_: unknown, y: number): string => active.getLine(active.viewportY + y)?.translateToString(true) ?? '';
    return Array.from({ length: terminal.rows }, line).join('\n');
  };
  const core = (terminal as unknown as { _core: { coreService: { isCursorHidden: boolean } } })._core;
  return {
    pid: child.pid,
    type: (text) => child.write(text),
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    until: (condition) =>
      new Promise((resolve, reject) => {
        const holds =
          typeof condition === 'function'
            ? condition
            : (text: string) => (typeof condition === 'string' ? text.includes(condition) : condition.test(text));
        const end = (finish: () => void): void => {
          clearTimeout(timer);
          looks.delete(look);
          finish();
        };
        const look = (): void => {
          // The condition is not tried on a frame that has been received in part.
          if (coming > 0 || written.lastIndexOf(FRAME_ENDS) < written.lastIndexOf(FRAME_BEGINS)) return;
          const text = screen();
          if (holds(text)) end(() => resolve(text));
        };
        const fail = (): void => reject(new Error(`${condition} never came; the screen is\n${screen()}`));
        const timer = setTimeout(() => end(fail), PATIENCE_MS);
        looks.add(look);
        look();
      }),
    screen,
    written: () => written,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    isCursorHidden: () => core.coreService.isCursorHidden,
    isWrapping: () => terminal.modes.wraparoundMode,
    isPasteTold: () => terminal.modes.bracketedPasteMode,
    isMouseTaken: () => terminal.modes.mouseTrackingMode !== 'none',
    title: () => title,
    exited: new Promise((resolve) => child.onExit(({ signal }) => resolve(signal ?? 0))),
    hangUp: () => (child as unknown as { destroy(): void }).destroy(),
    close: () => child.kill('SIGKILL'),
  };
}
