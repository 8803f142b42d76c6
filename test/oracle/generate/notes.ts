import { formatMonth } from '../../../src/formula/month.ts';
import { map, scalar, type Yaml } from '../yaml-text.ts';
import type { Stage } from './stage.ts';

export function plans(stage: Stage): [string, Yaml][] {
  const { dice } = stage;
  const levers = stage.known('rate', 'once', 'levers');
  if (levers.length === 0 || dice.chance(0.6)) return [];
  return ['shrink', 'stand_still'].slice(0, dice.whole(1, 2)).map((name) => {
    const chosen = dice.shuffled(levers).slice(0, dice.whole(1, levers.length));
    const set = chosen.map((lever): [string, Yaml] => {
      const value = `${5 * dice.whole(0, 20)}%`;
      const from = stage.start + dice.whole(0, stage.months - 1);
      const until = dice.chance(0.5) ? `..${formatMonth(from + dice.whole(0, 9))}` : '';
      return [lever.name, scalar(dice.chance(0.6) ? `${value}@${formatMonth(from)}${until}` : value)];
    });
    return [
      name,
      map([
        ['label', dice.chance(0.5) ? scalar('Shrink') : null],
        ['set', map(set)],
      ]),
    ];
  });
}

export function checks(stage: Stage): Yaml | null {
  const { dice, pen } = stage;
  const worlds: [string, Yaml | null] = ['worlds', dice.chance(0.5) ? scalar(dice.pick(['100', '1000'])) : null];
  const share = pen.share(dice.whole(1, 19) / 20).text;
  const alive = map([['measure', scalar('survival')], ['at_least', scalar(share)], worlds]);
  const covenant = map([
    ['measure', scalar(`${dice.pick(['min', 'max', 'mean'])}(${dice.pick(['cash', 'equity', 'overdue'])})`)],
    ['from', scalar(formatMonth(stage.start))],
    ['to', scalar(stage.month(0, stage.months - 1))],
    [dice.pick(['at_least', 'at_most']), scalar(pen.money(stage.scale).text)],
  ]);
  const entries: [string, Yaml | null][] = [
    ['alive', dice.chance(0.2) ? alive : null],
    ['covenant', dice.chance(0.2) ? covenant : null],
  ];
  return entries.every(([, entry]) => entry === null) ? null : map(entries);
}

export function sourceEntry(stage: Stage): Yaml {
  const { dice } = stage;
  return map([
    ['title', scalar('A title')],
    ['publisher', dice.chance(0.3) ? scalar('A publisher') : null],
    ['date', dice.chance(0.5) ? scalar('2024-04') : null],
    ['url', dice.chance(0.3) ? scalar('https://example.org/a?b=c#d') : null],
  ]);
}

export function reported(stage: Stage): Yaml {
  const { dice, pen } = stage;
  const last = stage.month(0, stage.months - 1);
  const source: [string, Yaml | null] = ['source', stage.sources.length > 0 ? scalar(stage.sources[0]!) : null];
  return map([
    [
      'sales_so_far',
      map([
        ['measure', scalar('revenue')],
        ['from', scalar(formatMonth(stage.start))],
        ['to', scalar(last)],
        ['about', scalar(pen.money(stage.scale).text)],
        source,
      ]),
    ],
    [
      'arrears',
      map([
        ['measure', scalar(`owed("${dice.pick(stage.creditors)}")`)],
        ['at', scalar(last)],
        ['about', scalar(pen.money(stage.scale).text)],
        source,
      ]),
    ],
  ]);
}
