import { describe, expect, test } from 'vitest';
import { ODDS_WORLDS } from '../../src/tui/state.ts';
import { followStudies, type StudyAnswer, type StudyQuestion, type StudySource } from '../../src/tui/studies.ts';
import { storeOf, told } from './following.ts';
import { standingOf } from './some-studies.ts';
import { answerOf, ofRead, SPECIMEN, UNCERTAIN } from './specimen.ts';

/** A store whose studies go to a source that keeps the questions; null among them ends the one before. */
function follow(text: string, isRestAwaited = false) {
  const { store, atRest, rest, key } = storeOf(text, isRestAwaited);
  const asked: (StudyQuestion | null)[] = [];
  let tell: (answer: StudyAnswer) => void = () => {};
  const source: StudySource = {
    study: (question) => asked.push(question),
    onStudy: (listener) => {
      tell = listener;
    },
  };
  let mayAsk = true;
  const end = followStudies(store, source, () => mayAsk, atRest);
  const state = () => ofRead(store.current());
  return {
    ...{ store, asked, end, state, rest, key },
    tell: (answer: StudyAnswer) => tell(answer),
    allow: (is: boolean) => {
      mayAsk = is;
    },
    odds: async (): Promise<void> => {
      store.dispatch({ type: 'odds', loaded: state().loaded, odds: answerOf(state(), 50) });
      await told();
    },
    /** Answers the last question. */
    answer: async (): Promise<void> => {
      const { id, asked: what } = asked.at(-1)!;
      const standing = await standingOf(state().loaded, what, 16);
      if (standing.kind !== 'found') throw new Error(standing.kind);
      tell({ id, found: standing.found });
      await told();
    },
  };
}

const subjects = (asked: readonly (StudyQuestion | null)[]): string[] =>
  asked.map((one) => (one === null ? 'nothing' : one.asked.what === 'deadline' ? one.asked.lever : one.asked.what));

describe('what takes many runs', () => {
  test('waits for the odds, which a key waits for, and for the keys to rest', async () => {
    const { asked, odds, key, rest, end } = follow(UNCERTAIN, true);
    await key('6', 'S', 'enter');
    expect(asked).toEqual([]);
    await odds();
    expect(asked).toEqual([]);
    rest();
    expect(subjects(asked)).toEqual(['rescue']);
    end();
    expect(subjects(asked)).toEqual(['rescue', 'nothing']);
  });

  test('is asked of the lever in front, and of all along the months, each once', async () => {
    const { asked, odds, key, answer, state } = follow(UNCERTAIN);
    await odds();
    expect(subjects(asked)).toEqual(['layoffs']);
    expect(asked[0]).toMatchObject({ worlds: 1000, sampler: 'random', scenario: state().loaded.scenario });
    await answer();
    expect(asked).toHaveLength(1);
    await key('t');
    expect(subjects(asked).slice(1)).toEqual(['raise']);
    await answer();
    expect(subjects(asked).slice(1)).toEqual(['raise', 'defer']);
    await answer();
    await key('down', 'up', 't', '2');
    expect(asked).toHaveLength(3);
  });

  test('of what is asked first in front comes first, and takes the place of what is worked on', async () => {
    const { asked, odds, key, answer } = follow(UNCERTAIN);
    await odds();
    await key('right', 'right');
    await odds();
    await key('6', 'S', 'enter', 'esc');
    await key('tab', 'right', 'right', 'right');
    // The last three pages show parts of one answer.
    expect(subjects(asked)).toEqual(['layoffs', 'nothing', 'layoffs', 'explain', 'sensitivity']);
    expect(asked.at(-1)!.worlds).toBe(ODDS_WORLDS);
    await answer();
    await key('right');
    expect(subjects(asked).slice(5)).toEqual(['layoffs', 'failed'].slice(0, asked.length - 5));
  });

  test('is dropped with the setting that it is of', async () => {
    const { asked, odds, key, tell, state } = follow(UNCERTAIN);
    await odds();
    const { id } = asked.at(-1)!;
    await key('right');
    expect(subjects(asked)).toEqual(['layoffs', 'nothing']);
    tell({ id, progress: { done: 1, of: 2, rescue: null, sensitivity: null } });
    expect(state().results.studies.size).toBe(0);
  });

  test('that failed is told, and asked again where it is wanted later', async () => {
    const { asked, odds, key, tell, state, answer } = follow(UNCERTAIN);
    await odds();
    tell({ id: asked.at(-1)!.id, found: null, faults: [], failed: 'there is not enough memory' });
    await told();
    expect(state().message!.text).toContain('could not be computed: there is not enough memory');
    expect(subjects(asked)).toEqual(['layoffs']);
    await key('down');
    await answer();
    await key('up');
    expect(subjects(asked)).toEqual(['layoffs', 'raise', 'layoffs']);
  });

  test('that the file forbids is not asked again', async () => {
    const { asked, odds, key, tell } = follow(UNCERTAIN);
    await odds();
    tell({ id: asked.at(-1)!.id, found: null, faults: [] });
    await key('down', 'up');
    expect(subjects(asked).filter((what) => what === 'layoffs')).toHaveLength(1);
  });

  test('is asked of the base case where nothing is uncertain', () => {
    const { asked } = follow(SPECIMEN);
    expect(asked).toMatchObject([{ worlds: 0, asked: { what: 'deadline', lever: 'layoffs' } }]);
  });

  test('is not asked of a file that is not in front, nor of one without a result', async () => {
    const { asked, allow, key } = follow(SPECIMEN);
    allow(false);
    await key('t');
    expect(subjects(asked)).toEqual(['layoffs', 'nothing']);
    expect(follow(SPECIMEN.replace('sales: 20k', 'sales: 20k / layoffs')).asked).toEqual([]);
    expect(follow('runway: 1\n').asked).toEqual([]);
  });
});
