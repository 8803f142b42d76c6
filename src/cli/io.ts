import type { ReadStream } from 'node:tty';
import type { ColorMode, Preferences } from '../preferences/preferences.ts';
import type { Output } from './output.ts';

/** The world outside, as commands see it: what they read, where they write. */
export interface Io {
  readonly stdin: ReadStream;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How text for people is printed; as without settings where it is left out. */
  readonly printing?: Printing;
}

/** How text for people is printed, by the user's settings and the options that every command takes. */
export interface Printing {
  readonly color: ColorMode;
  /** Whether each record of a table is one line, its cells apart by tabs. */
  readonly isPlain: boolean;
  /** The command that what is longer than the terminal goes through; null for none. */
  readonly pager: string | null;
  /** For the screen. */
  readonly preferences: Preferences;
}
