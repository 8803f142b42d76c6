import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/** An editor's program and arguments. */
export interface EditorCommand {
  readonly program: string;
  readonly args: readonly string[];
}

interface Spot {
  /** `line` and `column`, both from 1. */
  readonly line: number;
  readonly column: number;
}

/** Arguments by which editors open a file at a line, by the name of their program. */
const VI = (file: string, { line }: Spot): string[] => [`+${line}`, file];
const NANO = (file: string, { line, column }: Spot): string[] => [`+${line},${column}`, file];
const EMACS = (file: string, { line, column }: Spot): string[] => [`+${line}:${column}`, file];
const CODE = (file: string, { line, column }: Spot): string[] => ['--goto', `${file}:${line}:${column}`];
const HELIX = (file: string, { line, column }: Spot): string[] => [`${file}:${line}:${column}`];

const BY_NAME: Readonly<Record<string, (file: string, spot: Spot) => string[]>> = {
  ...{ vi: VI, vim: VI, nvim: VI, view: VI, gvim: VI, joe: VI, mg: VI },
  ...{ nano: NANO, pico: NANO },
  ...{ emacs: EMACS, emacsclient: EMACS, micro: EMACS, kak: EMACS },
  ...{ code: CODE, 'code-insiders': CODE, codium: CODE, cursor: CODE, windsurf: CODE },
  ...{ hx: HELIX, helix: HELIX, subl: HELIX, zed: HELIX },
};

const FALLBACK = process.platform === 'win32' ? 'notepad' : 'vi';

/**
 * The command that opens the file in the user's editor ($VISUAL, else $EDITOR), at the place given where the editor is
 * known to support it. The variable may contain arguments, and words in quotes.
 */
export function editorOf(
  env: Readonly<Record<string, string | undefined>>,
  path: string,
  spot: Spot | null,
): EditorCommand {
  const written = [env.VISUAL, env.EDITOR].find((text) => text !== undefined && text.trim() !== '') ?? FALLBACK;
  const [program = FALLBACK, ...args] = [...written.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare!,
  );
  // A path that begins with - or + would be taken for an option.
  const file = path.startsWith('-') || path.startsWith('+') ? `./${path}` : path;
  const name = basename(program).replace(/\.(?:exe|cmd)$/i, '');
  const at = spot === null || !Object.hasOwn(BY_NAME, name) ? [file] : BY_NAME[name]!(file, spot);
  return { program, args: [...args, ...at] };
}

/** Runs an editor in this terminal until it ends; gives the reason where it could not be run, else null. */
export function runEditor({ program, args }: EditorCommand): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    child.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const why = code === 'ENOENT' ? 'there is no such program' : message;
      resolve(`the editor ${program} could not be started: ${why}; VISUAL or EDITOR names another`);
    });
    child.once('close', () => resolve(null));
  });
}
