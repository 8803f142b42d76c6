/** The comparison of variants as a page in a file. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { plainText } from '../chart/text.ts';
import type { Source } from '../diagnostic/diagnostic.ts';
import { readSource } from '../host/read.ts';
import type { Comparison } from '../report/comparison.ts';
import { CASES, WORLDS } from '../report/comparison.ts';
import { overrideSection } from '../report/overrides.ts';
import type { Section } from '../report/page.ts';
import { titleSection } from '../report/run-page.ts';
import { rankInCase, rankOverWorlds } from '../report/sorting.ts';
import type { Compared } from '../report/variant.ts';
import { worldCount } from '../report/worlds-headline.ts';
import {
  type CompareOptions,
  type ComparisonAsked,
  casesOf,
  comparisonOf,
  manyOf,
  refuseLongTable,
  setsToRun,
} from './comparing.ts';
import { Interrupted, NO_REPORT } from './interrupt.ts';
import type { Io } from './io.ts';
import { VariantRun } from './many-variants.ts';
import { putReport } from './report-output.ts';
import { sorted } from './sort-options.ts';
import { VERSION } from './version.ts';

/** Writes the page of `compare` to a file of HTML or Markdown, whole; writes nothing where it was interrupted. */
export async function compareReport(
  io: Io,
  files: readonly string[],
  options: CompareOptions & { readonly output: string },
  format: 'html' | 'md',
): Promise<number> {
  const sources: Source[] = [];
  const read = (file: string) => (): Source => {
    const source = readSource(file);
    sources.push(source);
    return source;
  };
  const asked = comparisonOf(
    files.map((file) => ({ file, read: read(file) })),
    options,
  );
  refuseLongTable('md', asked, options);
  const { sets, worlds, sorting } = asked;
  const run = new VariantRun(io, setsToRun(asked, sets));
  const answers = run.answers();
  const own =
    worlds === null
      ? await pageOfAll(
          CASES,
          sorting === null ? casesOf(answers, sets) : sorted(casesOf(answers, sets), sorting, rankInCase),
        )
      : await pageOfAll(
          WORLDS,
          sorting === null
            ? manyOf(answers, sets, worlds)
            : sorted(manyOf(answers, sets, worlds), sorting, rankOverWorlds),
        );
  if (run.isStopped) throw new Interrupted(NO_REPORT);
  const page = [...headOf(asked), ...own, methodOf(sources)];
  return putReport(io, page, sets.map(({ scenario, file }) => scenario.name ?? file).join(', '), {
    format,
    output: options.output,
  });
}

async function pageOfAll<V extends Compared>(
  comparison: Comparison<V>,
  variants: AsyncIterable<V> | Iterable<V>,
): Promise<Section[]> {
  const all: V[] = [];
  for await (const variant of variants) all.push(variant);
  return comparison.page(all, 'blocks');
}

/** The title of the page: that of the scenario, or the names of several. */
function headOf({ sets, worlds }: ComparisonAsked): Section[] {
  const [{ scenario }] = sets as [ComparisonAsked['sets'][number]];
  const by = worlds?.sampler === 'sobol' ? ', sampler sobol' : '';
  const text =
    worlds === null
      ? 'Variants side by side, in the base case'
      : `Variants side by side, ${worldCount(worlds.count)} each, seed ${scenario.seed}${by}`;
  const title = titleSection(scenario, [{ text, role: 'muted' }]);
  if (sets.length > 1) {
    const names = sets.map(({ scenario: own, file }) => plainText(own.name ?? '') || plainText(basename(file)));
    return [{ kind: 'title', title: names.join(', '), aside: text, lines: [] }];
  }
  const [first] = sets[0]!.variants(0);
  return [title, overrideSection(scenario, first!.settings, 'blocks')];
}

const methodOf = (sources: readonly Source[]): Section => ({
  ...{ kind: 'notes', title: 'How this was computed', mark: '- ' },
  lines: [
    `runway ${VERSION}`,
    ...sources.map(({ name, text }) => {
      const digest = createHash('sha256').update(text).digest('hex');
      return `${plainText(name)}, SHA-256 of its text ${digest}`;
    }),
  ].map((text) => ({ text, role: 'plain' })),
});
