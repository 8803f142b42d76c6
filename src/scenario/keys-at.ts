/** The keys and the words that the shape of a scenario file allows at a path. */
import * as z from 'zod/mini';
import { FILE } from './schema.ts';

/** The keys that the mapping at a path of the file may have, in order; null where any name may stand. */
export function keysAt(path: readonly PropertyKey[]): string[] | null {
  const inner = schemaAt(path);
  return inner instanceof z.ZodMiniObject ? Object.keys(inner._zod.def.shape) : null;
}

/** The words among which the value at a path must be; null where it may be others. */
export function choicesAt(path: readonly PropertyKey[]): string[] | null {
  const inner = schemaAt(path);
  return inner instanceof z.ZodMiniEnum ? inner.options.map(String) : null;
}

function schemaAt(path: readonly PropertyKey[]): z.core.$ZodType {
  let at: z.core.$ZodType = FILE;
  for (const step of path) at = stepInto(at, String(step));
  return objectIn(at);
}

function objectIn(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodMiniOptional) return objectIn(schema._zod.def.innerType);
  if (schema instanceof z.ZodMiniUnion) return objectIn(schema._zod.def.options.at(-1)!);
  return schema;
}

function stepInto(schema: z.core.$ZodType, key: string): z.core.$ZodType {
  const inner = objectIn(schema);
  if (inner instanceof z.ZodMiniObject) return inner._zod.def.shape[key] ?? inner;
  if (inner instanceof z.ZodMiniRecord) return inner._zod.def.valueType;
  if (inner instanceof z.ZodMiniArray) return inner._zod.def.element;
  return inner;
}
