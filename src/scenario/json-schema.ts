import * as z from 'zod/mini';
import { DESCRIPTIONS, FILE } from './schema.ts';

/** The JSON Schema (draft 7, which editors know best) of a scenario file. */
export function jsonSchema(): object {
  const schema = z.toJSONSchema(FILE, {
    target: 'draft-7',
    metadata: DESCRIPTIONS,
    io: 'input',
    override: ({ zodSchema, jsonSchema: json }) => {
      // `io: input` leaves examples out; they are what helps while typing.
      const described = DESCRIPTIONS.get(zodSchema as z.core.$ZodType);
      if (described?.examples !== undefined) json.examples = [...described.examples];
    },
  });
  return { ...schema, title: 'runway scenario', description: 'A startup-failure financial runway scenario, format 1.' };
}
