import { describe, expect, test } from 'vitest';
import { progressBar } from '../../src/chart/progress-bar.ts';

const progress = { share: 0.412672, count: 1_000_000, of: 'worlds' as const, secondsLeft: 11.2, isStopping: false };

describe('a progress bar', () => {
  test('shows the share, the worlds that are done, and the time left', () => {
    expect(progressBar(progress, 76, 'braille')).toBe(
      `${'█'.repeat(12)}▊${' '.repeat(18)}  41%  412,672 of 1,000,000 worlds  12 s left`,
    );
    expect(progressBar(progress, 76, 'ascii')).toMatch(/^#{13} {18} {2}41%/);
  });

  test('is never wider than there is room, and says less where there is little', () => {
    for (let width = 0; width < 130; width++) {
      expect([...progressBar(progress, width, 'braille')].length).toBeLessThanOrEqual(width);
    }
    expect(progressBar(progress, 50, 'braille')).toBe('41%  412,672 of 1,000,000 worlds  12 s left');
  });

  test.each([
    [0.2, '1 s'],
    [90, '90 s'],
    [91, '2 min'],
    [3600, '60 min'],
    [7201, '3 h'],
  ])('with %d seconds left says %s', (secondsLeft, text) => {
    expect(progressBar({ ...progress, secondsLeft }, 80, 'ascii')).toMatch(new RegExp(` {2}${text} left$`));
  });

  test('says nothing of time where nobody can tell, and that it is stopping', () => {
    expect(progressBar({ ...progress, share: 0, secondsLeft: null }, 60, 'ascii')).toMatch(
      / 0% {2}0 of 1,000,000 worlds$/,
    );
    expect(progressBar({ ...progress, isStopping: true }, 80, 'ascii')).toMatch(/worlds {2}stopping$/);
  });
});
