import type { ReadStream } from 'node:tty';
import type { ColorMode, Preferences } from '../preferences/preferences.ts';
import type { Output } from './output.ts';

/** The outside world of a command: what it reads, and where it writes. */
export interface Io {
  readonly stdin: ReadStream;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How to print text for people; default settings where absent. */
  readonly printing?: Printing;
}

/** How to print text for people, by the user's settings and the common options. */
export interface Printing {
  readonly color: ColorMode;
  /** Whether tables are printed one record a line, cells separated by tabs. */
  readonly isPlain: boolean;
  /** The command that shows text longer than the terminal; null: none. */
  readonly pager: string | null;
  /** All settings, for the screen. */
  readonly preferences: Preferences;
}
