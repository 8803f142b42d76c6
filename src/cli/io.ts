import type { ReadStream } from 'node:tty';
import type { Output } from './output.ts';

/** The world outside, as commands see it: what they read, where they write. */
export interface Io {
  readonly stdin: ReadStream;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}
