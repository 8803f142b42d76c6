import { jsonSchema } from '../../scenario/json-schema.ts';
import type { Io } from '../io.ts';

/** JSON Schema of the file, for editors. */
export function schema(io: Io): number {
  io.stdout.write(schemaText());
  return 0;
}

export const schemaText = (): string => `${JSON.stringify(jsonSchema(), null, 2)}\n`;
