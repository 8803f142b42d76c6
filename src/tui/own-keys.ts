/** The user's keys for actions of the screen, in place of its own. */
import type { Diagnostic, Place } from '../diagnostic/diagnostic.ts';
import { didYouMean } from '../diagnostic/nearest.ts';
import { positionOf } from '../diagnostic/render.ts';
import type { KeySetting } from '../preferences/preferences.ts';
import { type Binding, type Context, isOwnable, KEY_SIGNS, type KeyName, keySign } from './key-binding.ts';
import { KEYMAP, keymapOf } from './keymap.ts';

export type OwnKeys = ReadonlyMap<string, readonly KeyName[]>;

/** The bindings that users may give other keys to, one for each action. */
export const OWNABLE: readonly Binding[] = KEYMAP.filter(({ context }) => isOwnable(context)).filter(
  ({ action }, i, all) => all.findIndex((other) => other.action === action) === i,
);

/**
 * Reads the settings of keys. Faults are an action that does not exist, a key that is none, and a key that would have
 * two meanings in one context.
 */
export function ownKeys(settings: readonly KeySetting[]): { keys: OwnKeys; faults: Diagnostic[] } {
  const faults: Diagnostic[] = [];
  const fault = (place: Place, message: string, hint: string): void => {
    faults.push({ severity: 'error', code: 'bad-value', place, message, hint });
  };
  const own = new Map<string, KeyName[]>();
  const actions = OWNABLE.map(({ action }) => action as string);
  for (const { action, keys, place } of settings) {
    const bound = keys.map((written) => ({ written, key: keyNamed(written) }));
    if (!actions.includes(action)) {
      const hint = 'runway config --keys lists the actions';
      fault(place, `there is no action "${action}"${didYouMean(action, actions)}`, hint);
    } else if (keys.length === 0) fault(place, `"${action}" has no key`, 'a key, or a list of keys');
    else
      own.set(
        action,
        bound.flatMap(({ key }) => (key === null ? [] : [key])),
      );
    for (const { written, key } of bound)
      if (key === null) fault(place, `"${written}" is no key`, `a character, or one of: ${WRITTEN.join(', ')}`);
  }
  if (faults.length === 0) for (const one of clashes(own, settings)) fault(one.place, one.message, one.hint);
  return { keys: own, faults };
}

/** An action that users may give other keys to, with the keys it has now, as people write them. */
export interface KeysOfAction {
  readonly action: string;
  readonly keys: readonly string[];
  /** Whether the keys are the user's. */
  readonly isOwn: boolean;
  readonly does: string;
}

/** All actions that users may give other keys to, under these settings, and the faults of the settings. */
export function keysInForce(settings: readonly KeySetting[]): { rows: KeysOfAction[]; faults: Diagnostic[] } {
  const { keys: own, faults } = ownKeys(settings);
  const rows = OWNABLE.map(({ action, keys, description: does }) => ({
    ...{ action, does, isOwn: own.has(action) },
    keys: (own.get(action) ?? keys).map(keySign),
  }));
  return { rows, faults };
}

/** The keys without a character of their own, as settings may write them. */
const WRITTEN = Object.entries(KEY_SIGNS).map(([name, sign]) => (/^[↑↓←→]|-[←→]/.test(sign) ? name : sign));

/** The key that a text names or writes, in upper or lower case; null where it is none. */
function keyNamed(written: string): KeyName | null {
  // The two cases of a letter are two keys.
  if ([...written].length === 1) return written === ' ' ? null : written;
  const isIt = ([name, sign]: readonly [string, string]): boolean =>
    [name, sign].some((one) => one.toLowerCase() === written.toLowerCase());
  return Object.entries(KEY_SIGNS).find(isIt)?.[0] ?? null;
}

/** Contexts whose keys act beside those of the pane in front. */
const BESIDE: Readonly<Partial<Record<Context, readonly Context[]>>> = {
  main: ['levers', 'table', 'months', 'creditors', 'month', 'odds', 'plans', 'moves', 'evidence'],
  table: ['months', 'creditors', 'month', 'odds', 'plans', 'moves', 'evidence'],
};

const isTogether = (a: Context, b: Context): boolean =>
  a === b || [a, b].includes('always') || BESIDE[a]?.includes(b) === true || BESIDE[b]?.includes(a) === true;

interface Clash {
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
}

/** The keys that would do two things in one context, each once. */
function clashes(own: OwnKeys, settings: readonly KeySetting[]): Clash[] {
  const places = new Map(settings.map(({ action, place }) => [action, place]));
  const keymap = keymapOf({ ownKeys: own });
  const told = new Set<string>();
  return [...own].flatMap(([action, keys]) =>
    keys.flatMap((key): Clash[] => {
      const mine = keymap.filter((one) => one.action === action && isOwnable(one.context));
      const other = keymap.find(
        (one) =>
          one.action !== action &&
          one.keys.includes(key) &&
          mine.some(({ context }) => isTogether(context, one.context)),
      );
      if (other === undefined || told.has(`${other.action} ${action} ${key}`)) return [];
      told.add(`${action} ${other.action} ${key}`);
      const place = places.get(action)!;
      const written = places.get(other.action);
      const where = written === undefined ? '' : `, on line ${positionOf(written.source, written.start).line}`;
      return [
        {
          place,
          message: `${keySign(key)} would be the key of "${action}" and of "${other.action}"${where}`,
          hint: `another key; or give "${other.action}" another one too (${other.description.toLowerCase()})`,
        },
      ];
    }),
  );
}
