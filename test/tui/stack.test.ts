import { describe, expect, test } from 'vitest';
import { mapStack, type Stack } from '../../src/tui/stack.ts';
import { opened, press } from './specimen.ts';

const ABC: Stack<string> = { top: 'a', below: { top: 'b', below: { top: 'c', below: null } } };

describe('a stack', () => {
  test('keeps its order when each thing is changed, however deep', () => {
    expect(mapStack(ABC, (each) => each.toUpperCase())).toEqual({
      top: 'A',
      below: { top: 'B', below: { top: 'C', below: null } },
    });
    expect(mapStack(null, (each) => each)).toBeNull();
    let deep: Stack<number> = null;
    for (let i = 0; i < 100_000; i++) deep = { top: i, below: deep };
    expect(mapStack(deep, (each) => each + 1)!.top).toBe(100_000);
  });

  test('stays from the first thing on that is not to be changed', () => {
    const changed = mapStack(ABC, (each) => (each === 'b' ? null : each.toUpperCase()));
    expect(changed).toEqual({ top: 'A', below: ABC.below });
    expect(changed!.below).toBe(ABC.below);
  });

  test('undo goes back through all changes, and do again through all of them forward', () => {
    const first = opened();
    const keys = Array.from({ length: 500 }, (_, i) => (i % 2 === 0 ? 'right' : 'left'));
    const last = press(first, ...keys);
    const back = press(last, ...keys.map(() => 'u'));
    expect(back.choice).toBe(first.choice);
    expect(press(back, 'u').message?.text).toBe('There is nothing to undo.');
    expect(press(back, ...keys.map(() => 'U')).choice).toBe(last.choice);
  });
});
