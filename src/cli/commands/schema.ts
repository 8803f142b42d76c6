import { jsonSchema } from '../../scenario/json-schema.ts';
import type { Io } from '../io.ts';

/** `schema`: the JSON Schema of scenario files, for editors. */
export function schema(io: Io): number {
  io.stdout.write(schemaText());
  return 0;
}

export const schemaText = (): string => `${JSON.stringify(jsonSchema(), null, 2)}\n`;
