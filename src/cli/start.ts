/**
 * The first code of `node dist/runway.js`: prints texts that never change at once, and starts the right program for all
 * else.
 */
import { isCommandName } from './command-names.ts';
import { EXIT, UnwrittenError } from './exit.ts';
import { standardError, standardOutput } from './output.ts';

/** Constant answers by word, such as --help, for a terminal of unknown width; put in by the build. */
declare const RUNWAY_ANSWERS: Readonly<Record<string, string>>;

const output = standardOutput();
const [first = '', ...rest] = process.argv.slice(2);
const isAnswered = rest.length === 0 && Object.hasOwn(RUNWAY_ANSWERS, first);
if (isAnswered && !process.env.COLUMNS && !output.isTTY) answer(RUNWAY_ANSWERS[first]!);
else {
  // `init` opens the file that it has written, so it needs the screen.
  const isOpen = first === 'open' || first === 'init' || !isCommandName(first);
  const isScreen = isOpen && output.isTTY && process.stdin.isTTY;
  const lack = isScreen ? lackOfScreen() : null;
  if (lack !== null) sayNoScreen(lack);
  else startProgram(isScreen ? 'screen' : first === 'run' ? 'run' : 'print');
}

/** Imported late, as Node's modules that the loader needs take longer than a constant answer. */
async function startProgram(name: string): Promise<void> {
  const { start } = await import('./loader.ts');
  const { ended } = start(name, false);
  if (name === 'screen') ended.catch((error) => sayNoScreen(`which cannot be had: ${firstLine(error)}`));
}

interface Host {
  readonly WebAssembly?: { readonly Memory: new (limits: { initial: number }) => unknown };
}

/**
 * What the screen's layout, which is WebAssembly, lacks on this host; null: nothing. Checked here, as its own error is
 * long.
 */
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
  standardError().write(`runway: the screen needs WebAssembly, ${lack}; runway run FILE prints the result instead\n`);
  process.exitCode = EXIT.machine;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!;
}

function answer(text: string): void {
  try {
    output.write(text);
  } catch (error) {
    if (!(error instanceof UnwrittenError)) throw error;
    standardError().write(`runway: ${error.message}\n`);
    process.exitCode = EXIT.unwritten;
  }
}
