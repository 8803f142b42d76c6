/** A page as one HTML file that loads nothing: no script, no font, no image. */
import { rowText } from '../../chart/cells.ts';
import { eventWordings } from '../../chart/chart-events.ts';
import { trimRow } from '../../chart/text.ts';
import type { Line, Section } from '../page.ts';
import type { PagePicture } from '../picture.ts';
import type { Column, Table } from '../table.ts';
import type { Naming } from './axes.ts';
import { drawFan } from './fan-picture.ts';
import { type Child, el, type Markup, sourceOf } from './markup.ts';
import { drawBars, drawSteps, drawSurvival } from './other-pictures.ts';
import { STYLE } from './style.ts';

/** Width of a picture in pixels, on a wide page and on a narrow one. */
const WIDE = 720;
const NARROW = 340;
/** Characters in a row of a chart that is drawn in text. */
const CHART = 90;

/** The whole file; `first` is its first line after the doctype. */
export function pageHtml(sections: readonly Section[], title: string, first: string): string {
  const drawn = new HtmlDrawing(sections.some(({ kind }) => kind === 'chapter'));
  const body = sections.map((section) => drawn.section(section));
  const head = el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('title', {}, title),
  );
  // Unescaped, as the style is a constant of ours.
  const style = `<style>${STYLE}</style>`;
  return `<!doctype html>\n${first}\n<html lang="en">\n${head.source.replace('</head>', `${style}</head>`)}\n<body><main>\n${body.map((one) => `${sourceOf(one)}\n`).join('')}</main></body>\n</html>\n`;
}

class HtmlDrawing {
  private pictures = 0;
  private isInChapter = false;

  constructor(private readonly hasChapters: boolean) {}

  section(section: Section): Child {
    switch (section.kind) {
      case 'title':
        return [
          el('h1', {}, section.title),
          el('p', { class: 'aside' }, section.aside),
          ...section.lines.map(paragraph),
        ];
      case 'chapter':
        this.isInChapter = true;
        return [el('h2', { id: section.id }, section.title), ...section.lines.map(paragraph)];
      case 'answers':
        return el(
          'dl',
          { class: 'answers' },
          ...section.answers.flatMap(({ label, text, role }) => [
            el('dt', {}, label),
            el('dd', { class: role }, ...linked(text)),
          ]),
        );
      case 'table':
        return this.table(section);
      case 'chart':
        if (section.isDrawnOfTable === true) return null;
        return el(
          'pre',
          { tabindex: 0, role: 'img', 'aria-label': 'Chart' },
          section
            .draw(CHART, 'blocks')
            .map((row) => `${rowText(trimRow(row))}\n`)
            .join(''),
        );
      case 'notes':
        return this.notes(section);
      case 'entries':
        if (section.entries.length === 0) return null;
        return [
          this.heading(section.title),
          el(
            'ul',
            {},
            ...section.entries.map(({ head, lines }) =>
              el('li', {}, el('span', { class: head.role }, ...linked(head.text)), ...lines.map(small)),
            ),
          ),
        ];
    }
  }

  private heading(title: string): Markup {
    return el(this.hasChapters && this.isInChapter ? 'h3' : 'h2', {}, title);
  }

  private notes({ title, mark, lines }: Extract<Section, { kind: 'notes' }>): Child {
    if (lines.length === 0) return null;
    const [first, ...rest] = lines as [Line, ...Line[]];
    if (title === null && mark === '' && first.role === 'title')
      return [this.heading(first.text), ...rest.map(paragraph)];
    const items =
      mark === ''
        ? lines.map(paragraph)
        : [el('ul', {}, ...lines.map(({ text, role }) => el('li', { class: role }, ...linked(text))))];
    return [title === null ? null : this.heading(title), ...items];
  }

  private table({ title, table, notes, picture }: Extract<Section, { kind: 'table' }>): Child {
    const head = title === null ? null : this.heading(title);
    const foot = notes.map((line) => small(line));
    if (picture === undefined) return [head, tableOf(table, title ?? table.columns[0]?.title ?? 'Table'), ...foot];
    // `title` names the table, which folds; the picture has a title of its own.
    return [
      title === null ? null : this.heading(picture.title),
      el(
        'figure',
        title === null ? {} : { 'aria-label': picture.title },
        title === null ? el('figcaption', {}, picture.title) : null,
        el('div', { class: 'wide' }, this.drawn(picture, WIDE)),
        el('div', { class: 'narrow' }, this.drawn(picture, NARROW)),
        legendOf(picture),
      ),
      el(
        'details',
        {},
        el('summary', {}, `The same as a table: ${title ?? picture.title}`),
        tableOf(table, picture.title),
        foot,
      ),
    ];
  }

  private drawn(picture: PagePicture, width: number): Markup {
    const naming: Naming = { id: `figure-${++this.pictures}`, title: picture.title, describes: picture.describes };
    switch (picture.kind) {
      case 'fan':
        return drawFan(picture, naming, width);
      case 'survival':
        return drawSurvival(picture, naming, width);
      case 'bars':
        return drawBars(picture, naming, width);
      case 'steps':
        return drawSteps(picture, naming, width);
    }
  }
}

const paragraph = ({ text, role }: Line): Markup => el('p', { class: role }, ...linked(text));
const small = ({ text, role }: Line): Markup => el('p', { class: `small ${role}` }, ...linked(text));

/** Web addresses in a text; they become links. */
const ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/;
const linked = (text: string): Child[] =>
  text.split(ADDRESS).map((part, i) => (i % 2 === 1 ? el('a', { href: part, rel: 'noreferrer' }, part) : part));

/** Columns of bars drawn in characters are drawn as pictures here. */
const isBar = ({ key, title }: Column): boolean => key === 'bar' && title === '';

/** A table in a box of its own, which scrolls where the page is narrower than the table. */
function tableOf({ columns, rows }: Table, label: string): Markup {
  const shown = columns.flatMap((column, i) => (isBar(column) ? [] : [{ column, i }]));
  const align = ({ align: side }: Column): string | null => (side === 'right' ? 'r' : null);
  const head = shown.map(({ column }) =>
    column.title === '' ? el('td', {}) : el('th', { scope: 'col', class: align(column) }, column.title),
  );
  const body = rows.map((row) =>
    el(
      'tr',
      {},
      ...shown.map(({ column, i }, at) => {
        const { text, role } = row[i]!;
        const name = [align(column), role === 'plain' ? null : role].filter((one) => one !== null).join(' ') || null;
        return at === 0 && text !== ''
          ? el('th', { scope: 'row', class: name }, text)
          : el('td', { class: name }, ...linked(text));
      }),
    ),
  );
  return el(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': label },
    el('table', {}, el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...body)),
  );
}

/** The legend of a fan's marks and lines; other pictures label their parts themselves. */
function legendOf(picture: PagePicture): Child {
  if (picture.kind !== 'fan') return null;
  const { fan } = picture;
  const items: Child[] = [
    el('li', {}, 'Bands: 50% and 90% of worlds; line: the median'),
    ...(fan.base === null ? [] : [el('li', {}, 'dashed: the base case')]),
    ...((fan.reported ?? []).length === 0
      ? []
      : [el('li', { class: 'warn' }, '○ reported; △ at least, ▽ at most so much')]),
    ...eventWordings(fan.events, fan.start, 'blocks')[0]!.map(({ text, role }) => el('li', { class: role }, text)),
  ];
  return el('ul', { class: 'legend' }, ...items);
}
