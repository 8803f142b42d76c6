import { dirname } from 'node:path';
import { Faults } from '../../diagnostic/diagnostic.ts';
import { positionOf } from '../../diagnostic/render.ts';
import { type FoundPreferences, findPreferences, preferencesPath } from '../../host/preferences-file.ts';
import { makeUserFolder } from '../../host/user-folder.ts';
import { reasonOf } from '../../host/write.ts';
import { writeNew } from '../../host/write-new.ts';
import {
  PREFERENCES,
  type PreferenceEntry,
  type Preferences,
  preferencesSchema,
  preferencesText,
} from '../../preferences/preferences.ts';
import { notes, type Section } from '../../report/page.ts';
import { cell, type Table } from '../../report/table.ts';
import type { KeysOfAction } from '../../tui/own-keys.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { printJson, printPage } from '../print.ts';
import { usage } from '../usage.ts';

export interface ConfigOptions {
  readonly init?: boolean;
  readonly keys?: boolean;
  readonly schema?: boolean;
  readonly json?: boolean;
}

/** `config`: the user's settings in force and their origin, or all that is wrong with them. Throws Faults. */
export async function config(io: Io, { init, keys = false, schema, json = false }: ConfigOptions): Promise<number> {
  if (schema === true) {
    io.stdout.write(`${JSON.stringify(preferencesSchema(), null, 2)}\n`);
    return EXIT.done;
  }
  if (init === true) return writeFirst(io);
  const found = findPreferences(io.env);
  // Only the screen knows its actions and which keys are taken.
  const { keysInForce } = await import('../../tui/own-keys.ts');
  const { rows, faults } = keysInForce(found.preferences.keys);
  if (faults.length > 0) throw new Faults(faults);
  if (json) printJson(io, configJson(found, keys ? rows : null));
  else printPage(io, 'table', keys ? [keysTable(rows)] : sections(found));
  return EXIT.done;
}

function writeFirst(io: Io): number {
  const path = preferencesPath(io.env);
  if (path === null) throw new Faults([usage(NOWHERE, 'RUNWAY_CONFIG=FILE names one')]);
  try {
    makeUserFolder(dirname(path));
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'nothing can be made there' : reasonOf(code, message);
    throw new Faults([usage(`${path} cannot be written: its folder cannot be made: ${why}`)]);
  }
  const written = writeNew(path, preferencesText());
  if (written.kind === 'written') {
    io.stdout.write(`Written: ${path}\n`);
    return EXIT.done;
  }
  const message = written.kind === 'there' ? `${path} is there already, and it is as it was` : written.why;
  throw new Faults([usage(message)]);
}

const NOWHERE = 'there is no place for a settings file: RUNWAY_CONFIG is empty, or nobody has a home';

/** The value of a setting as it would be written in the file. */
function writtenValue(preferences: Preferences, { key, standard }: PreferenceEntry): string {
  const { color, theme, currency, worlds, startTab, mouse, pager, keys } = preferences;
  const values: Readonly<Record<string, string>> = {
    ...{ color, theme, currency, worlds: String(worlds), start_tab: startTab, mouse: String(mouse) },
    pager: pager ?? standard,
    keys: keys.length === 0 ? standard : keys.map((one) => `${one.action}: ${one.keys.join(', ')}`).join('; '),
  };
  return values[key]!;
}

const lineIn = ({ written }: FoundPreferences, key: string): number | null => {
  const place = written.get(key);
  return place === undefined ? null : positionOf(place.source, place.start).line;
};

function sections(found: FoundPreferences): Section[] {
  const from = (key: string): string => {
    const line = lineIn(found, key);
    return line === null ? 'standard' : `line ${line}`;
  };
  const table: Table = {
    columns: [
      { key: 'key', title: 'Setting', align: 'left' },
      { key: 'value', title: 'Value', align: 'left' },
      { key: 'from', title: 'From', align: 'left' },
    ],
    rows: PREFERENCES.map((entry) => [
      cell(entry.key),
      cell(writtenValue(found.preferences, entry)),
      cell(from(entry.key), from(entry.key), 'muted'),
    ]),
  };
  return [{ kind: 'table', title: null, table, notes: [] }, notes({ text: placeWords(found), role: 'muted' })];
}

function placeWords({ path, isThere }: FoundPreferences): string {
  if (path === null) return 'No settings file is read: RUNWAY_CONFIG is empty, or nobody has a home.';
  return isThere ? `Settings file: ${path}` : `No settings file: ${path} would be it; runway config --init writes one.`;
}

const keysTable = (rows: readonly KeysOfAction[]): Section => ({
  ...{ kind: 'table', title: null, notes: [] },
  table: {
    columns: [
      { key: 'action', title: 'Action', align: 'left' },
      { key: 'keys', title: 'Keys', align: 'left' },
      { key: 'from', title: 'From', align: 'left' },
      { key: 'does', title: 'Does', align: 'left' },
    ],
    rows: rows.map(({ action, keys, isOwn, does }) => [
      cell(action),
      cell(keys.join('  ')),
      cell(isOwn ? 'settings' : 'standard'),
      cell(does, does, 'muted'),
    ]),
  },
});

/** The value for JSON; null for a pager that PAGER sets. */
function valueJson(preferences: Preferences, entry: PreferenceEntry): unknown {
  const { worlds, mouse, pager, keys } = preferences;
  if (entry.key === 'mouse') return mouse;
  if (entry.key === 'keys') return Object.fromEntries(keys.map((one) => [one.action, one.keys]));
  return entry.key === 'worlds' ? worlds : entry.key === 'pager' ? pager : writtenValue(preferences, entry);
}

const configJson = (found: FoundPreferences, keys: readonly KeysOfAction[] | null): object => ({
  ...{ format: 1, command: 'config', file: found.path, is_there: found.isThere },
  settings: Object.fromEntries(
    PREFERENCES.map((entry) => {
      const line = lineIn(found, entry.key);
      return [
        entry.key,
        { value: valueJson(found.preferences, entry), from: line === null ? 'standard' : 'file', line },
      ];
    }),
  ),
  ...(keys === null ? {} : { keys: keys.map(({ isOwn, ...row }) => ({ ...row, from: isOwn ? 'file' : 'standard' })) }),
});
