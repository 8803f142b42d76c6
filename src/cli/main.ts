import process from 'node:process';
import { cli } from './cli.ts';
import { standardError, standardOutput } from './output.ts';

process.exitCode = await cli(process.argv.slice(2), {
  // Opened when it is asked for: it takes Node longer than most of what is done here.
  get stdin() {
    return process.stdin;
  },
  stdout: standardOutput(),
  stderr: standardError(),
  env: process.env,
});
