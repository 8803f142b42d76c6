import { plainText } from '../chart/text.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { calledBy } from './words.ts';

/**
 * Title, publisher, date and address of a source, as far as given; the name alone where the file does not describe it.
 */
export function sourceWords(scenario: Scenario, name: string): string[] {
  const source = scenario.sources.get(name);
  if (source === undefined) return [name];
  const { title, publisher, date, url } = source;
  const words = [title ?? calledBy(source), publisher, date, url].filter((text) => text !== null);
  return words.map(plainText);
}

/** Publisher and date of a source, as titles are long. */
export function sourceInShort(scenario: Scenario, name: string): string {
  const source = scenario.sources.get(name);
  if (source === undefined) return name;
  return [source.publisher ?? source.title ?? calledBy(source), source.date]
    .filter((text) => text !== null)
    .map(plainText)
    .join(', ');
}
