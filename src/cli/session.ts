import type { ReadStream } from 'node:tty';
import { Option } from 'commander';
import { isDumb } from '../chart/appearance.ts';
import { writeCurrencies } from '../chart/money.ts';
import { findPreferences } from '../host/preferences-file.ts';
import { COLORS, type ColorMode, type Preferences, STANDARD } from '../preferences/preferences.ts';
import { ASKED_BY_SHELLS } from './command-names.ts';
import type { Io, Printing } from './io.ts';
import type { Output } from './output.ts';

/** The common options, as commander gives them. */
export interface PrintingOptions {
  readonly color?: ColorMode;
  readonly pager: boolean;
  readonly plain?: boolean;
}

/** The options that every command takes: how to print for people. */
export const PRINTING_OPTIONS = (): Option[] => [
  new Option('--color <when>', 'colours: auto (default), always or never').choices(COLORS),
  new Option('--no-pager', 'print what is longer than the terminal as it is'),
  new Option('--plain', 'a record a line, its cells apart by tabs; no charts, nothing cut'),
];

/**
 * Commands that do not read the settings: `config`, which reports what is wrong with them, and those that must work in
 * any case.
 */
const WITHOUT_SETTINGS: ReadonlySet<string> = new Set(['config', 'mcp', ASKED_BY_SHELLS]);

/** The outside world of a command line, with its printing options once they are known. */
export class Session implements Io {
  printing?: Printing;
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

  /** Takes the user's settings; the environment overrides them, and options override both. Throws Faults. */
  take(options: PrintingOptions, command: string): void {
    const { preferences } = findPreferences(WITHOUT_SETTINGS.has(command) ? {} : this.env);
    writeCurrencies(preferences.currency);
    this.use(options, preferences);
  }

  /** As `take`, for help, which is printed even where the settings have faults. */
  takeForHelp(options: PrintingOptions): void {
    try {
      this.use(options, findPreferences(this.env).preferences);
    } catch {
      this.use(options, STANDARD);
    }
  }

  private use({ color, pager, plain = false }: PrintingOptions, preferences: Preferences): void {
    this.printing = {
      color: color ?? (this.env.NO_COLOR || isDumb(this.env) ? 'auto' : preferences.color),
      isPlain: plain,
      pager: pager ? pagerOf(this.env.RUNWAY_PAGER ?? preferences.pager ?? this.env.PAGER) : null,
      preferences,
    };
  }
}

/** Texts that mean no pager; `cat` does not wait for the reader. */
const NO_PAGER: ReadonlySet<string> = new Set(['', 'none', 'cat']);

const pagerOf = (command = ''): string | null => (NO_PAGER.has(command.trim()) ? null : command.trim());
