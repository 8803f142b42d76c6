import type { ReadStream, WriteStream } from 'node:tty';

/** The world outside, as commands see it: what they read, where they write. */
export interface Io {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}
