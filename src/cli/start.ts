/** What `node dist/runway.js` does: the texts that never change at once, all else by the program that has what it takes. */
import { COMMAND_NAMES } from './command-names.ts';
import { start } from './loader.ts';
import { standardOutput } from './output.ts';

/** What the program prints for one word, such as --help; put in by the build. */
declare const RUNWAY_ANSWERS: Readonly<Record<string, string>>;

/** The exit status where the machine lacks what is needed, as in `cli.ts` (EX_OSERR of sysexits). */
const NO_SCREEN = 71;

const [first = '', ...rest] = process.argv.slice(2);
const answer = rest.length === 0 && Object.hasOwn(RUNWAY_ANSWERS, first) ? RUNWAY_ANSWERS[first] : undefined;
if (answer !== undefined) standardOutput().write(answer);
else {
  const isOpen = first === 'open' || !COMMAND_NAMES.some((name) => name === first);
  const isScreen = isOpen && standardOutput().isTTY && process.stdin.isTTY;
  const lack = isScreen ? lackOfScreen() : null;
  if (lack !== null) sayNoScreen(lack);
  else {
    const { ended } = start(isScreen ? 'screen' : 'print', false);
    if (isScreen) ended.catch((error) => sayNoScreen(`which cannot be had: ${firstLine(error)}`));
  }
}

interface Host {
  readonly WebAssembly?: { readonly Memory: new (limits: { initial: number }) => unknown };
}

/** What the layout of the screen, which is WebAssembly, does not find here; null where it finds all. It would not be brief about it. */
function lackOfScreen(): string | null {
  const { WebAssembly: wasm } = globalThis as Host;
  if (wasm === undefined) return 'which this Node does not have';
  try {
    new wasm.Memory({ initial: 1 });
    return null;
  } catch {
    return 'and there is not enough address space for it (ulimit -v)';
  }
}

function sayNoScreen(lack: string): void {
  process.stderr.write(`runway: the screen needs WebAssembly, ${lack}; runway run FILE prints the result instead\n`);
  process.exitCode = NO_SCREEN;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!;
}
