import { jsonSchema } from '../../src/scenario/json-schema.ts';
import { code, table } from './tables.ts';

/** The part of a JSON Schema that is read here. */
interface Schema {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
}

/** Keys that every entry may have. */
const COMMON = ['label', 'note', 'source'];

/** Every key of the scenario file: the top ones, then those of each section's entries. */
export function fileTables(): string {
  const file = jsonSchema() as Schema;
  const tables = [keys(file, [])];
  for (const [name, schema] of Object.entries(file.properties!)) tables.push(...entryTables(`${name}.NAME`, schema));
  const common = file.properties!.levers!.additionalProperties as Schema;
  const shared = Object.entries(long(common)!.properties!).filter(([name]) => COMMON.includes(name));
  tables.push(
    `On any entry:\n\n${table(
      ['key', 'is'],
      shared.map(([name, one]) => [code(name), one.description!]),
    )}`,
  );
  return tables.join('\n\n');
}

/** The tables of a section's entries and of sections inside of them; empty where the schema is no section. */
function entryTables(path: string, { additionalProperties: entry }: Schema): string[] {
  if (entry === undefined || entry === false) return [];
  const full = long(entry);
  if (full === undefined) return [];
  const missing = COMMON.filter((name) => full.properties![name] === undefined);
  if (missing.length > 0) throw new Error(`${path} has no ${missing.join(', ')}, which are said to stand on any entry`);
  const short = entry.anyOf?.[0] === undefined ? '' : `, or ${required(full)[0]} alone`;
  const inner = Object.entries(full.properties!).flatMap(([name, one]) => entryTables(`${path}.${name}.NAME`, one));
  return [`**${code(path)}**${short}\n\n${keys(full, COMMON)}`, ...inner];
}

const required = ({ required: names = [] }: Schema): string[] => names.map(code);

/** The mapping form of an entry. */
const long = (schema: Schema): Schema | undefined =>
  [schema, ...(schema.anyOf ?? [])].find(({ properties }) => properties !== undefined);

function keys({ properties, required: needed = [] }: Schema, without: readonly string[]): string {
  const rows = Object.entries(properties!)
    .filter(([name]) => !without.includes(name))
    .map(([name, schema]) => [
      code(name),
      needed.includes(name) ? 'required' : '',
      schema.description ?? schema.anyOf![0]!.description!,
      written(schema),
    ]);
  return table(['key', '', 'is', 'as in'], rows);
}

/** The allowed values as Markdown: all words of a choice, the bounds of a whole number, else examples. */
function written(schema: Schema): string {
  if (schema.minimum !== undefined) return `${schema.minimum} to ${schema.maximum}`;
  const texts = (schema.enum ?? schema.examples ?? []).filter((one) => typeof one !== 'string' || !isTwin(one));
  return texts.map((one) => code(flow(one))).join(' ');
}

/** A value as YAML in one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${key}: ${flow(one)}`)
    .join(', ')} }`;
}

/** Whether a word of a choice is the text of a boolean or a digit, which the schema lists as such too. */
const isTwin = (text: string): boolean => text === 'true' || text === 'false' || /^\d$/.test(text);
