import process from 'node:process';
import { cli } from './cli.ts';
import { standardError, standardOutput } from './output.ts';

/** Exit status of an internal software error (EX_SOFTWARE of sysexits). */
const STALLED = 70;

// Node ends silently with status 0 where it awaits a promise that nothing can settle any more.
process.once('exit', () => {
  if (process.exitCode !== undefined) return;
  process.stderr.write('runway: this is a fault of the program, not of your file: it ended before it was done\n');
  process.exitCode = STALLED;
});

const status = await cli(process.argv.slice(2), {
  // Opened on first use, as opening it takes Node longer than most commands.
  get stdin() {
    return process.stdin;
  },
  stdout: standardOutput(),
  stderr: standardError(),
  env: process.env,
});
// All output is written by now. Without this call, Node would wait for V8's background work, which takes longer than
// reading a scenario.
process.exit(status);
