/** Shape of the JSON file that `freeze` writes. */
import * as z from 'zod/mini';
import { PERCENTILES, type Percentile } from '../engine/answers.ts';
import { parseMonth } from '../formula/month.ts';

const number = z.nullable(z.number());
const whole = z.number().check(z.int(), z.nonnegative());
const month = z.string().check(
  z.check(({ value, issues }) => {
    if (parseMonth(value) === null) issues.push({ code: 'custom', message: 'a month is YYYY-MM', input: value });
  }),
);
const series = z.object(
  Object.fromEntries(PERCENTILES.map((p) => [`p${p}`, z.array(number)])) as Record<
    Percentile,
    z.ZodMiniArray<typeof number>
  >,
);
const ofName = z.optional(z.record(z.string(), series));
const FILE = z.object({
  format: z.literal(1),
  command: z.literal('freeze'),
  scenario: z.object({ currency: z.string(), start: month, months: whole }),
  plan: z.nullable(z.string()),
  frozen: z.object({ as_of: month, digest: z.string(), version: z.string() }),
  worlds: whole,
  seed: whole,
  by_month: z.record(z.string(), z.union([z.array(z.unknown()), series])),
  lines: ofName,
  creditors: z.optional(z.record(z.string(), z.record(z.string(), series))),
});

type FrozenFile = z.output<typeof FILE>;

/** Validates parsed JSON: the file, or the first thing wrong with it and where. */
export function frozenShape(json: unknown): { readonly file: FrozenFile } | { readonly wrong: string } {
  const found = FILE.safeParse(json);
  if (found.success) return { file: found.data };
  const [first] = found.error.issues;
  return { wrong: `${first!.path.map(String).join('.') || 'the file'}: ${first!.message}` };
}
