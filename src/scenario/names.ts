import { readDocument } from './document.ts';
import type { Located } from './located.ts';
import { SECTION_NAMES } from './sections.ts';

/** A name in a section of a file, with the label that tools show in its place. */
export interface NamedEntry {
  readonly name: string;
  readonly label: string | null;
  /** The names of an assumption's claims; empty for all other entries. */
  readonly claims: readonly string[];
}

export type ScenarioNames = Readonly<Record<(typeof SECTION_NAMES)[number], readonly NamedEntry[]>>;

/**
 * The names in the sections of a scenario file, which may have any other faults; none where it cannot be read as YAML.
 */
export function namesOf(text: string): ScenarioNames {
  const { root } = readDocument({ name: '', text });
  const sections = SECTION_NAMES.map((section) => [section, entriesOf(under(root, section))]);
  return Object.fromEntries(sections) as ScenarioNames;
}

const under = (node: Located | null, key: string): Located | null =>
  node?.kind === 'map' ? (node.entries.get(key)?.value ?? null) : null;

function entriesOf(section: Located | null): NamedEntry[] {
  if (section?.kind !== 'map') return [];
  return [...section.entries.values()].map(({ key, value }) => {
    const label = under(value, 'label');
    const claims = under(value, 'claims');
    return {
      name: key,
      label: label?.kind === 'scalar' ? label.text : null,
      claims: claims?.kind === 'map' ? [...claims.entries.keys()] : [],
    };
  });
}
