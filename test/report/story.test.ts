import { describe, expect, test } from 'vitest';
import { datesFor, evidenceFor, plansFor, testedFor } from '../../src/cli/reporting.ts';
import { askCase, compile, Engine, type NumbersQuestion } from '../../src/engine/ask.ts';
import { readSource } from '../../src/host/read.ts';
import { type StorySentence, storyOf } from '../../src/report/story.ts';
import { WORLDS_SERIES } from '../../src/report/worlds-series.ts';
import { leverSettings, type Settings } from '../../src/scenario/override.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { runCli } from '../cli/captured.ts';

const WORLDS = 200;

async function storyFrom(file: string, text = readSource(file).text): Promise<StorySentence[]> {
  const { scenario } = readScenario({ name: file, text });
  const model = compile(scenario!);
  const settings = leverSettings(scenario!);
  const worlds = { first: 0, count: WORLDS, seed: scenario!.seed, sampler: 'random' as const };
  const engine = new Engine();
  const ask = async function* (question: NumbersQuestion) {
    yield* engine.ask(question);
  };
  const asked = {
    ask,
    model,
    settings,
    worlds,
    file,
    refused: [],
    check: () => {},
    over: (plan: Settings) => plan,
  };
  return storyOf({
    ...{ scenario: scenario!, settings, base: askCase(model, settings) },
    worlds: engine.answer({ want: 'measures', model, variants: [{ settings }], worlds, series: [...WORLDS_SERIES] }),
    ...{ dated: await datesFor(asked), plans: await plansFor(asked) },
    ...{ evidence: await evidenceFor(asked), tested: await testedFor(asked) },
    command: (name) =>
      `runway ${name === 'worlds' ? 'run' : name} ${file}${name === 'run' ? '' : ` --worlds ${WORLDS}`}`,
  });
}

const texts = async (text: string): Promise<string> =>
  (await storyFrom('x.yaml', text)).map((one) => one.text).join('\n');

describe('the story', () => {
  test('each figure of a sentence is printed by the command that stands with it', async () => {
    const told = await storyFrom('scenarios/stability-ai-2023-10.yaml');
    expect(told).toHaveLength(10);
    const outputs = new Map<string, string>();
    for (const { text, figures, command, source } of told) {
      expect(source).not.toBe('');
      if (!outputs.has(command)) {
        const { status, stdout } = await runCli(command.split(' ').slice(1), { env: { COLUMNS: '250' } });
        expect(status).toBe(0);
        outputs.set(command, stdout.replace(/\s+/g, ' '));
      }
      for (const figure of figures)
        expect({ text, said: outputs.get(command) }).toMatchObject({ said: expect.stringContaining(figure) });
    }
    expect(told.flatMap(({ figures }) => figures).length).toBeGreaterThan(15);
  });

  const BARE = 'runway: 1\nstart: 2024-01\nmonths: 6\ncash: 10k\ncosts: {pay: {amount: 100, to: staff}}\n';

  test('of a company that lives says so, and asks nothing of plans that are not there', async () => {
    const text = await texts(`${BARE}creditors: {staff: {critical: true}}\n`);
    expect(text).toContain('In 100% of the simulated futures it can pay all that is due through Jun 2024.');
    expect(text).toContain('In none of the simulated futures did it fail by the end of Jun 2024.');
    expect(text).toContain('What would have saved it was not asked: the file names no plans.');
    expect(text).toContain('In the base case nobody was owed overdue bills at the end of Jun 2024.');
    expect(text).not.toMatch(/kept it alive|There was time until/);
  });

  test('does not ask whether a company survives that nobody could end', async () => {
    const text = await texts(
      `${BARE.replace('10k', '300').replace('staff', 'shop')}creditors: {shop: {critical: false}}\n`,
    );
    expect(text).toContain('Whether it survives cannot be asked: no creditor is critical or petitions');
    expect(text).not.toMatch(/It fails|saved/);
  });

  test('of plans none of which saves it names the best as what it is', async () => {
    const text = await texts(
      `${BARE.replace('10k', '300')}creditors: {staff: {critical: true}}\nlevers: {cut: {value: 0%, range: [0%, 90%]}}\nplans: {less: {set: {cut: 10%}}}\n`,
    );
    expect(text).toContain('The one plan of the file, none survives');
  });
});
