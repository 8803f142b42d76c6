import * as z from 'zod/mini';
import { DESCRIPTIONS, FILE } from './schema.ts';

/** The JSON Schema (draft 7, which editors know best) of a scenario file. */
export function jsonSchema(): object {
  const schema = z.toJSONSchema(FILE, {
    target: 'draft-7',
    metadata: DESCRIPTIONS,
    io: 'input',
    override: ({ zodSchema, jsonSchema: json }) => {
      const described = DESCRIPTIONS.get(zodSchema as z.core.$ZodType);
      if (described === undefined) return;
      // `io: input` leaves examples out; editors show them while a person types.
      const { examples = [], description = '' } = described;
      if (examples.length > 0) json.examples = [...examples] as never;
      // Editors show `description` as plain text, and `markdownDescription` with its backquotes as code.
      if (description.includes('`')) json.markdownDescription = description;
      const standard = defaultIn(description);
      if (standard !== null) json.default = standard as never;
    },
  });
  return { ...schema, title: 'runway scenario', description: 'A startup-failure financial runway scenario, format 1.' };
}

/**
 * The value that a description calls the default, as in `Default 24.` or `Default [100%].`; null where it names none,
 * or explains it in words after a colon.
 */
function defaultIn(description: string): unknown {
  const [, list, word] = /\bDefault (?:\[(.*?)\]|([^:.,]+))/.exec(description) ?? [];
  if (list !== undefined) return list.split(/,\s*/);
  if (word === undefined) return null;
  if (word === 'true' || word === 'false') return word === 'true';
  return /^\d+$/.test(word) ? Number(word) : word;
}
