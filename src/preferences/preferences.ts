/** The user's settings: a table of them, and the file that they are read from. */
import type { Place, Source } from '../diagnostic/diagnostic.ts';
import { SmallFile } from '../scenario/small-file.ts';

export const COLORS = ['auto', 'always', 'never'] as const;
export type ColorMode = (typeof COLORS)[number];

export const THEMES = ['auto', 'dark', 'light'] as const;
export const CURRENCY_STYLES = ['sign', 'code'] as const;
const MOUSE = ['true', 'false'] as const;
export type CurrencyStyle = (typeof CURRENCY_STYLES)[number];
/** Tabs that the screen can start with. */
export const START_TABS = ['months', 'creditors', 'plans', 'odds', 'evidence', 'moves'] as const;

/** Worlds simulated for the odds of the screen. */
const WORLDS = { least: 100, most: 1_000_000, standard: 10_000 } as const;

/** Own keys for an action of the screen. */
export interface KeySetting {
  readonly action: string;
  readonly keys: readonly string[];
  readonly place: Place;
}

export interface Preferences {
  readonly color: ColorMode;
  readonly theme: (typeof THEMES)[number];
  readonly currency: CurrencyStyle;
  readonly worlds: number;
  /** Whether the screen uses the mouse (clicks and wheel) from the start. */
  readonly mouse: boolean;
  readonly startTab: (typeof START_TABS)[number];
  /** The command that long text is piped through; null: that of PAGER; `none`: no command. */
  readonly pager: string | null;
  /** As written; whether actions exist, and keys are free, is checked by the screen. */
  readonly keys: readonly KeySetting[];
}

export const STANDARD: Preferences = {
  ...{ color: 'auto', theme: 'auto', currency: 'sign', worlds: WORLDS.standard, startTab: 'months' },
  ...{ mouse: true, pager: null, keys: [] },
};

/** A setting as documented: its key in the file, its values, its default, and its purpose. */
export interface PreferenceEntry {
  readonly key: string;
  readonly allowed: readonly string[] | 'whole' | 'text' | 'keys';
  readonly standard: string;
  readonly example: string;
  readonly means: string;
}

/** Every setting, in the order of the documentation. */
export const PREFERENCES: readonly PreferenceEntry[] = [
  {
    key: 'color',
    allowed: COLORS,
    standard: STANDARD.color,
    example: 'never',
    means: 'colours: auto, on a terminal that has them and without NO_COLOR; always, also into files and pipes; never',
  },
  {
    key: 'theme',
    allowed: THEMES,
    standard: STANDARD.theme,
    example: 'light',
    means: "the terminal's background; auto: as it tells",
  },
  {
    key: 'currency',
    allowed: CURRENCY_STYLES,
    standard: STANDARD.currency,
    example: 'code',
    means: 'how amounts are written for people: sign, $1.2M; code, USD 1.2M',
  },
  {
    key: 'worlds',
    allowed: 'whole',
    standard: String(WORLDS.standard),
    example: '2000',
    means: `worlds of the screen's odds, ${WORLDS.least} to ${WORLDS.most}`,
  },
  {
    key: 'start_tab',
    allowed: START_TABS,
    standard: STANDARD.startTab,
    example: 'odds',
    means: 'the tab that the screen opens with',
  },
  {
    key: 'mouse',
    allowed: MOUSE,
    standard: 'true',
    example: 'false',
    means: 'whether the screen takes clicks and the wheel; m there takes and leaves them too',
  },
  {
    key: 'pager',
    allowed: 'text',
    standard: '$PAGER',
    example: 'less -FRX',
    means: 'the command that text for people goes through where it is longer than the terminal; none for none',
  },
  {
    key: 'keys',
    allowed: 'keys',
    standard: 'as ? lists them',
    example: "{quit: Q, next-pane: [Tab, ';']}",
    means: 'keys of the screen, by action: one key or a list of them, in place of its own',
  },
];

const KEYS = PREFERENCES.map(({ key }) => key);

/** By key, the place in the file of each setting that it has. */
export type WrittenSettings = ReadonlyMap<string, Place>;

/** Reads a settings file. Throws Faults, all together. */
export function readPreferences(source: Source): {
  readonly preferences: Preferences;
  readonly written: WrittenSettings;
} {
  const none = { preferences: STANDARD, written: new Map() };
  return (
    SmallFile.read(source, 'settings', KEYS, (file) => ({
      preferences: preferencesOf(file),
      written: writtenIn(file),
    })) ?? none
  );
}

const preferencesOf = (file: SmallFile): Preferences => ({
  color: file.choice('color', COLORS) ?? STANDARD.color,
  theme: file.choice('theme', THEMES) ?? STANDARD.theme,
  currency: file.choice('currency', CURRENCY_STYLES) ?? STANDARD.currency,
  worlds: worldsOf(file),
  startTab: file.choice('start_tab', START_TABS) ?? STANDARD.startTab,
  mouse: file.choice('mouse', MOUSE) !== 'false',
  pager: file.text(['pager']),
  keys: file.keys(['keys']).map((action) => {
    const path = ['keys', action];
    return { action, keys: file.texts(path), place: file.place(path) };
  }),
});

function worldsOf(file: SmallFile): number {
  const text = file.text(['worlds']);
  if (text === null) return WORLDS.standard;
  const worlds = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (worlds >= WORLDS.least && worlds <= WORLDS.most) return worlds;
  file.fault('bad-value', ['worlds'], `worlds is "${text}"`, `a whole number from ${WORLDS.least} to ${WORLDS.most}`);
  return WORLDS.standard;
}

const writtenIn = (file: SmallFile): WrittenSettings => new Map(file.keys([]).map((key) => [key, file.place([key])]));

/** JSON Schema (draft 7) of the file, for editors. */
export function preferencesSchema(): object {
  const key = { type: 'string', minLength: 1 };
  const typeOf = ({ allowed }: PreferenceEntry): object => {
    if (allowed === 'whole') return { type: 'integer', minimum: WORLDS.least, maximum: WORLDS.most };
    if (allowed === 'text') return { type: 'string' };
    if (allowed === 'keys')
      return { type: 'object', additionalProperties: { anyOf: [key, { type: 'array', items: key, minItems: 1 }] } };
    return allowed === MOUSE ? { type: 'boolean' } : { enum: [...allowed] };
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'runway settings',
    description: 'What runway does where no option says otherwise.',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      PREFERENCES.map((entry) => [entry.key, { ...typeOf(entry), description: entry.means }]),
    ),
  };
}

/** A settings file that sets nothing: each setting as a comment, with its description. */
export const preferencesText = (): string =>
  `${[
    '# Settings of runway: what it does where no option says otherwise. Take the # away from what you set.',
    ...PREFERENCES.flatMap(({ key, means, standard, example }) => [
      '',
      `# ${means} (${standard})`,
      `# ${key}: ${example}`,
    ]),
  ].join('\n')}\n`;
