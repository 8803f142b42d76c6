/** What `node dist/runway.js` does: the texts that never change at once, all else by the program that has what it takes. */
import { COMMAND_NAMES } from './command-names.ts';
import { EXIT, UnwrittenError } from './exit.ts';
import { start } from './loader.ts';
import { standardError, standardOutput } from './output.ts';

/** What the program prints for one word, such as --help, where it is told of no width; put in by the build. */
declare const RUNWAY_ANSWERS: Readonly<Record<string, string>>;

const output = standardOutput();
const [first = '', ...rest] = process.argv.slice(2);
const isAnswered = rest.length === 0 && Object.hasOwn(RUNWAY_ANSWERS, first);
if (isAnswered && !process.env.COLUMNS && !output.isTTY) answer(RUNWAY_ANSWERS[first]!);
else {
  const isOpen = first === 'open' || !COMMAND_NAMES.some((name) => name === first);
  const isScreen = isOpen && output.isTTY && process.stdin.isTTY;
  start(isScreen ? 'screen' : 'print', false);
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
