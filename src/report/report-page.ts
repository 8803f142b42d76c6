/** The report on a scenario, chapter by chapter: results, and how they were found. */
import type { FailedInCommon } from '../analysis/failed.ts';
import type { Glyphs } from '../chart/glyphs.ts';
import { plainText } from '../chart/text.ts';
import type { Case, Worlds } from '../engine/answers.ts';
import type { Settings } from '../scenario/override.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Backtested } from './backtest-json.ts';
import { reportedSections } from './backtest-page.ts';
import { WORLDS as OVER_WORLDS } from './comparison.ts';
import type { Dated } from './deadlines-json.ts';
import { deadlineSections } from './deadlines-text.ts';
import type { Evidenced } from './evidence-json.ts';
import { countWords, disputeSection, findOutSection, partsText, sourceSection } from './evidence-page.ts';
import type { ExplainAnswer } from './explain-json.ts';
import { againstWords, explainSections } from './explain-page.ts';
import { notes, type Section } from './page.ts';
import type { RescueAnswer } from './rescue-json.ts';
import { rescueSections } from './rescue-page.ts';
import type { SensitivityAnswer } from './sensitivity-json.ts';
import { tornadoSection } from './sensitivity-page.ts';
import { sourceInShort } from './source-words.ts';
import { type StorySentence, storyTold } from './story.ts';
import { cell } from './table.ts';
import { calledBy } from './words.ts';
import { worldCount } from './worlds-headline.ts';
import { worldsPage } from './worlds-page.ts';
import { survivalPicture, survivalTable } from './worlds-pictures.ts';
import type { WorldsVariant } from './worlds-variant.ts';

/** The chapters in their order; the keys name them in options. */
export const CHAPTERS = {
  story: 'The story, for a reader of newspapers',
  survival: 'Survival, month by month',
  plans: 'Plans side by side',
  bridge: 'What the plan changes, part by part',
  deadlines: 'By when to decide',
  rescue: 'What would save it',
  tornado: 'What moves it',
  evidence: 'Where the figures come from',
  reported: 'Held against what was reported',
  method: 'How this was computed',
} as const;

export type Chapter = keyof typeof CHAPTERS;
export const CHAPTER_NAMES = Object.keys(CHAPTERS) as Chapter[];

/** Program, file and options that made the report. */
export interface Method {
  readonly version: string;
  /** The file's name as given; `digest` is the SHA-256 of its text. */
  readonly file: string;
  readonly digest: string;
  /** The command line that makes the same report again. */
  readonly command: string;
}

/** All answers of the report; null for a question not asked, or without an answer. */
export interface ReportAnswers {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly worlds: Worlds;
  readonly base: Case;
  readonly failed: FailedInCommon;
  readonly method: Method;
  readonly story: readonly StorySentence[] | null;
  readonly plans: readonly WorldsVariant[] | null;
  readonly bridge: { readonly answer: ExplainAnswer; readonly plan: string } | null;
  readonly deadlines: Dated | null;
  readonly rescue: RescueAnswer | null;
  readonly tornado: SensitivityAnswer | null;
  readonly evidence: Evidenced | null;
  readonly tested: Backtested | null;
}

/** The headline and the odds, then the chapters asked for. */
export function reportPage(of: ReportAnswers, chapters: ReadonlySet<Chapter>, glyphs: Glyphs): Section[] {
  const { scenario, settings, worlds, base, failed } = of;
  return [
    ...worldsPage(scenario, worlds, base, settings, glyphs, worlds.count, failed),
    ...CHAPTER_NAMES.filter((name) => chapters.has(name)).flatMap((name) => chapter(name, of, glyphs)),
  ];
}

function chapter(name: Chapter, of: ReportAnswers, glyphs: Glyphs): Section[] {
  const own = sectionsOf(name, of, glyphs);
  if (own === null) return [];
  return [{ kind: 'chapter', id: name, title: CHAPTERS[name], lines: [] }, ...own];
}

function sectionsOf(name: Chapter, of: ReportAnswers, glyphs: Glyphs): Section[] | null {
  const { scenario, worlds, story, plans, bridge, deadlines, rescue, tornado, evidence, tested } = of;
  switch (name) {
    case 'story':
      return story && [storyTold(story)];
    case 'survival':
      return [
        {
          ...{ kind: 'table', title: null, table: survivalTable(scenario, worlds), notes: [] },
          picture: survivalPicture(scenario, worlds),
        },
      ];
    case 'plans':
      return plans && OVER_WORLDS.page(plans, glyphs);
    case 'bridge':
      return bridge && bridgeSections(bridge, glyphs);
    case 'deadlines':
      return deadlines && deadlineSections(deadlines, glyphs);
    case 'rescue':
      return rescue && [...rescueSections(rescue, glyphs), notes({ text: BRIEF, role: 'muted' })];
    case 'tornado':
      return tornado?.found.tornado ? [tornadoSection(tornado, tornado.found.tornado, glyphs)] : null;
    case 'evidence':
      return evidence && evidenceSections(evidence, glyphs);
    case 'reported':
      return tested && tested.lines.length > 0 ? reportedSections(tested, glyphs) : null;
    case 'method':
      return [methodSection(of)];
  }
}

const BRIEF =
  'A report searches briefly. runway rescue FILE --until TARGET searches on, and may find what is less painful.';

function bridgeSections({ answer, plan }: NonNullable<ReportAnswers['bridge']>, glyphs: Glyphs): Section[] {
  const label = answer.scenario.plans.get(plan)?.label ?? null;
  const called = label === null ? plan : `${plan} (${plainText(label)})`;
  const text = `From ${againstWords(answer).replace(/^Against /, '')}, to plan ${called}.`;
  return [notes({ text, role: 'muted' }), ...explainSections(answer, glyphs)];
}

/** A table of every figure, then each figure's sources and claims. */
function evidenceSections(evidence: Evidenced, glyphs: Glyphs): Section[] {
  const { scenario, figures } = evidence;
  const rows = figures
    .filter(({ section }) => section !== 'levers')
    .map((figure) => {
      const { section, name, entry, origin } = figure;
      const claims = section === 'assumptions' ? [...scenario.assumptions.get(name)!.claims.values()] : [];
      const source =
        origin === 'source' ? sourceInShort(scenario, entry!.source!) : origin === 'ours' ? 'ours' : 'computed';
      const others = claims.map((claim) => `${calledBy(claim)}: ${plainText(claim.value.text.trim())}`);
      return [
        cell(entry === null ? name : calledBy(entry), name),
        cell(partsText(figure)),
        cell(source, null, origin === 'source' ? 'plain' : 'muted'),
        cell(others.join('; ')),
        cell(plainText(entry?.note ?? ''), null, 'muted'),
      ];
    });
  const columns = [
    { key: 'figure', title: 'Figure', align: 'left' },
    { key: 'value', title: 'Value', align: 'left' },
    { key: 'source', title: 'Source', align: 'left' },
    { key: 'claims', title: 'Who says otherwise', align: 'left' },
    { key: 'note', title: 'Note', align: 'left' },
  ] as const;
  return [
    notes({ text: countWords(figures), role: 'muted' }),
    disputeSection(evidence, glyphs),
    findOutSection(evidence, glyphs),
    { kind: 'table', title: 'Every figure', table: { columns, rows }, notes: [] },
    sourceSection(scenario),
  ];
}

function methodSection({ method, worlds }: ReportAnswers): Section {
  const by = worlds.sampler === 'random' ? 'at random' : `by the sampler ${worlds.sampler}`;
  return {
    ...{ kind: 'notes', title: null, mark: '- ' },
    lines: [
      `runway ${method.version}; ${plainText(method.file)}, SHA-256 of its text ${method.digest}.`,
      `${worldCount(worlds.count)}, drawn ${by}, seed ${worlds.seed}: each is one draw of all that is uncertain, simulated month by month. The same file, seed and version give the same report.`,
      'The base case is the world in which every distribution has its median, and every probability its likelier half.',
      'Intervals in parentheses, or said to be, are of 95%: of what more worlds would change, not of whether the model is right.',
      `Made by: ${plainText(method.command)}`,
    ].map((text) => ({ text, role: 'plain' })),
  };
}
