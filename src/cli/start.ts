/** What `node dist/runway.js` does: the texts that never change at once, all else by the program that has what it takes. */
import { COMMAND_NAMES } from './command-names.ts';
import { start } from './loader.ts';
import { standardOutput } from './output.ts';

/** What the program prints for one word, such as --help; put in by the build. */
declare const RUNWAY_ANSWERS: Readonly<Record<string, string>>;

const [first = '', ...rest] = process.argv.slice(2);
const answer = rest.length === 0 && Object.hasOwn(RUNWAY_ANSWERS, first) ? RUNWAY_ANSWERS[first] : undefined;
if (answer !== undefined) standardOutput().write(answer);
else {
  const isOpen = first === 'open' || !COMMAND_NAMES.some((name) => name === first);
  const isScreen = isOpen && standardOutput().isTTY && process.stdin.isTTY;
  start(isScreen ? 'screen' : 'print', false);
}
