import type { ReadStream } from 'node:tty';
import { Option } from 'commander';
import { writeCurrencies } from '../chart/money.ts';
import { findPreferences } from '../host/preferences-file.ts';
import { COLORS, type ColorMode } from '../preferences/preferences.ts';
import { ASKED_BY_SHELLS } from './command-names.ts';
import type { Io, Manner } from './io.ts';
import type { Output } from './output.ts';

/** What commander makes of the options that every command takes. */
export interface MannerOptions {
  readonly color?: ColorMode;
  readonly pager: boolean;
  readonly plain?: boolean;
}

/** The options that every command takes: how what is for people is printed. */
export const MANNER_OPTIONS = (): Option[] => [
  new Option('--color <when>', 'colours: auto (default), always or never').choices(COLORS),
  new Option('--no-pager', 'print what is longer than the terminal as it is'),
  new Option('--plain', 'a record a line, its cells apart by tabs; no charts, nothing cut'),
];

/**
 * Commands that do not read the settings: `config`, which says what is wrong with them, and what must answer whatever
 * they say.
 */
const WITHOUT_SETTINGS: ReadonlySet<string> = new Set(['config', 'mcp', ASKED_BY_SHELLS]);

/** The world outside with the manner of one command line, once that is known. */
export class Session implements Io {
  manner?: Manner;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Io['env'];

  constructor(private readonly io: Io) {
    this.stdout = io.stdout;
    this.stderr = io.stderr;
    this.env = io.env;
  }

  get stdin(): ReadStream {
    return this.io.stdin;
  }

  /** Takes the settings of the user, and over them the options. Throws Faults. */
  take({ color, pager, plain = false }: MannerOptions, command: string): void {
    const { preferences } = findPreferences(WITHOUT_SETTINGS.has(command) ? {} : this.env);
    writeCurrencies(preferences.currency);
    this.manner = {
      color: color ?? preferences.color,
      isPlain: plain,
      pager: pager ? pagerOf(preferences.pager ?? this.env.PAGER ?? null) : null,
      preferences,
    };
  }
}

const pagerOf = (command: string | null): string | null => (command === '' || command === 'none' ? null : command);
