import process from 'node:process';
import { cli } from './cli.ts';
import { standardError, standardOutput } from './output.ts';

/** A mistake of the program's own (EX_SOFTWARE of sysexits). */
const STALLED = 70;

// Node ends without a word, and with 0, where something is waited for that cannot come any more.
process.once('exit', () => {
  if (process.exitCode !== undefined) return;
  process.stderr.write('runway: this is a fault of the program, not of your file: it ended before it was done\n');
  process.exitCode = STALLED;
});

const status = await cli(process.argv.slice(2), {
  // Opened when it is asked for: it takes Node longer than most of what is done here.
  get stdin() {
    return process.stdin;
  },
  stdout: standardOutput(),
  stderr: standardError(),
  env: process.env,
});
// All is written by now. Left to itself Node would first wait for V8 to end what it does on the side, which takes longer
// than to read a scenario.
process.exit(status);
