import process from 'node:process';
import { cli } from './cli.ts';
import { standardOutput } from './output.ts';

const stdout = standardOutput();

process.exitCode = await cli(process.argv.slice(2), {
  // Each is opened when it is asked for: it takes Node longer than most of what is done here.
  get stdin() {
    return process.stdin;
  },
  stdout,
  get stderr() {
    return process.stderr;
  },
  env: process.env,
});
