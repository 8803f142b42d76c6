import { Box, Transform } from 'ink';
import type { Background, Depth } from '../../chart/ansi.ts';
import type { Slots } from '../slots.ts';
import { styled } from '../styled.ts';
import type { PanelView as View } from '../view/panels.ts';

export interface PanelProps {
  readonly view: View;
  readonly depth: Depth;
  readonly background: Background;
  readonly slots: Slots;
}

/** The Ink component of a panel: its rows, each as the mark under which `slots` keeps it. */
export function Panel({ view, depth, background, slots }: PanelProps) {
  const { box, rows } = view;
  const draw = (_: string, line: number): string => slots.mark(styled(rows[line]!, depth, background), box.width);
  return (
    <Box position="absolute" marginLeft={box.x} marginTop={box.y} width={box.width} height={box.height}>
      <Transform transform={draw}>{Array(rows.length).fill(' ').join('\n')}</Transform>
    </Box>
  );
}
