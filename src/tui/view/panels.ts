import { type Row, run } from '../../chart/cells.ts';
import { fitRow } from '../../chart/text.ts';
import { columnsOf } from '../../diagnostic/columns.ts';
import { isCovered, isMonthShown, isOverAll } from '../covers.ts';
import { type Box, boxesOf, isFitting, isInSight, LEAST } from '../layout.ts';
import { isRescueShown } from '../rescue.ts';
import { isBroken, isRead, type ReadState, type State } from '../state.ts';
import { besideChart, chart } from './chart.ts';
import { findView } from './find.ts';
import { footer } from './footer.ts';
import { headlineRows } from './headline.ts';
import { levers } from './levers.ts';
import { monthPanel } from './month.ts';
import { pairHeadline } from './pair-headline.ts';
import { panel, partShown } from './panel.ts';
import { promptTitle } from './prompts.ts';
import { rescueView } from './rescue.ts';
import { monthBox, overlayBox, overlayRows } from './scroll.ts';
import { table } from './table.ts';

/** A panel: its box, and its rows, each exactly as wide as the box. */
export interface PanelView {
  readonly name: string;
  readonly box: Box;
  readonly rows: readonly Row[];
}

/** All panels of the screen, in characters that the terminal can show. */
export function panels(state: State): PanelView[] {
  const all = drawn(state);
  if (state.glyphs !== 'ascii') return all;
  return all.map((view) => ({ ...view, rows: view.rows.map((row) => row.map((r) => run(inAscii(r.text), r.role))) }));
}

const ASCII: Readonly<Record<string, string>> = { '↑': '^', '↓': 'v', '←': '<', '→': '>', '·': '.', '…': '.' };

const inAscii = (text: string): string =>
  text.replace(/[^\x20-\x7e]/gu, (char) => ASCII[char] ?? '?'.repeat(columnsOf(char)));

function drawn(state: State): PanelView[] {
  if (!isFitting(state.size)) return [tooSmall(state)];
  const boxes = boxesOf(state);
  const edges = [
    drawnIn(boxes.headline, 'headline', state.beside === null ? headlineRows : pairHeadline, state),
    drawnIn(boxes.footer, 'footer', footer, state),
  ];
  if (!isRead(state) || (isOverAll(state) && state.prompt === null)) return [...edges, overlay(state)];
  const draw = (name: Exclude<keyof typeof boxes, 'beside'>, view: View<ReadState>): PanelView =>
    drawnIn(boxes[name], name, view, state);
  const beside = boxes.beside === undefined ? [] : [drawnIn(boxes.beside, 'beside', besideChart, state)];
  const charts = isInSight(state, 'chart') ? [draw('chart', chart), ...beside] : [];
  const left = isInSight(state, 'levers') ? [draw('levers', levers)] : [];
  if (state.find !== null) return [...edges, ...leversBeside(state), { name: 'find', ...findView(state) }];
  if (isRescueShown(state)) return [...edges, ...leversBeside(state), { name: 'rescue', ...rescueView(state) }];
  if (isCovered(state)) {
    const over = overlay(state);
    const isOverTable = over.box.height === boxes.table.height;
    return [...edges, ...(state.zoom === null ? [...left, ...(isOverTable ? charts : [])] : []), over];
  }
  if (!isInSight(state, 'table')) return [...edges, ...left, ...charts];
  if (!isMonthShown(state)) return [...edges, ...left, ...charts, draw('table', table)];
  const box = monthBox(state);
  const month = { name: 'month', box, rows: monthPanel(state, box.width, box.height) };
  return [...edges, ...left, ...(box.height === boxes.table.height ? charts : []), month];
}

/** The levers' panel beside the search, where they are shown even if another panel is zoomed. */
const leversBeside = (state: ReadState): PanelView[] => [
  drawnIn(boxesOf({ ...state, zoom: null }).levers, 'levers', levers, state),
];

type View<S extends State> = (state: S, width: number, height: number) => Row[];

const drawnIn = <S extends State>(box: Box, name: string, view: View<S>, state: S): PanelView => ({
  name,
  box,
  rows: view(state, box.width, box.height),
});

function overlay(state: State): PanelView {
  const box = overlayBox(state);
  const all = overlayRows(state);
  const shown = box.height - 2;
  const { prompt } = state;
  const isOfFaults = prompt === null && (state.overlay === 'faults' || !isRead(state)) && state.overlay !== 'help';
  const bad = isOfFaults && isBroken(state);
  const title = [run(prompt !== null ? promptTitle(prompt) : overlayTitle(state), 'title')];
  const foot = partShown(state.overlayScroll, shown, all.length);
  const look = {
    title,
    foot,
    focused: !isOfFaults,
    glyphs: state.glyphs,
    ...(isOfFaults ? { tone: bad ? ('bad' as const) : ('warn' as const) } : {}),
  };
  const rows = panel(all.slice(state.overlayScroll), box.width, box.height, look);
  return { name: 'overlay', box, rows };
}

/** The title of the overlay. */
function overlayTitle(state: State): string {
  if (state.overlay === 'help') return 'Keys and words';
  if (state.overlay === 'figures') return 'The figures of the headline';
  if (isRead(state) && state.overlay === 'runways') return 'Runway by its definitions, of the base case';
  if (isRead(state) && state.overlay === 'command') return 'The command that gives this';
  return isBroken(state) ? 'The file is broken; it is read again when it is saved' : 'Worth a look';
}

function tooSmall({ size, prompt }: State): PanelView {
  const { columns: width, rows: height } = size;
  const lines = [
    `This terminal is ${width} by ${height}.`,
    `runway needs ${LEAST.columns} by ${LEAST.rows}.`,
    prompt?.kind === 'quit' ? 'Quit without saving? y or Esc' : 'Make it larger, or q to quit.',
  ];
  const top = Math.max(0, Math.floor((height - lines.length) / 2));
  const rows = Array.from({ length: height }, (_, i): Row => {
    const text = lines[i - top] ?? '';
    return fitRow(
      [run(' '.repeat(Math.max(0, Math.floor((width - text.length) / 2)))), run(text, i === top ? 'plain' : 'title')],
      width,
    );
  });
  return { name: 'too-small', box: { x: 0, y: 0, width, height }, rows };
}
