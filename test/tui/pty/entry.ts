import { readScenario } from '../../../src/scenario/read.ts';
import { openTui } from '../../../src/tui/open.tsx';

/** A program that shows the screen, and crashes when the file asks for it. */
process.exitCode = await openTui({
  files: [{ path: process.argv[2]!, odds: { ask() {}, onAnswer() {}, study() {}, onStudy() {}, close() {} } }],
  read: (source) => {
    if (source.text.startsWith('# crash')) throw new TypeError('a mistake made for the test');
    return readScenario(source);
  },
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
});
