import { type Card, type CardRow, NO_ITEM, plainCard } from '../card.ts';
import type { DayTime } from './claimed.ts';
import { dayRows, hoursOf } from './day-rows.ts';
import type { DeskView } from '../decision.ts';
import type { Person } from '../people.ts';
import type { Line } from '../text.ts';
import { isUnsettled } from './entry.ts';

/** Rows in a message that nobody asked for. */
const MOST_ROWS = 7;

/** Is there anything that only this person can put right? */
export function wantsWord({ gap, entries }: DayTime): boolean {
  return gap > 0 || entries.some(isUnsettled);
}

/** The message at the end of somebody's day. */
export function dayEndCard(person: Person, time: DayTime, view: Pick<DeskView, 'now' | 'titles' | 'timeBook'>): Card {
  const rows = dayRows(time, view);
  const rest = rows.length - MOST_ROWS;
  const more: CardRow[] = rest > 0 ? [{ line: [`… and ${rest} more`] }] : [];
  return plainCard({
    ...dayHead(person, time, view),
    rows: [...rows.slice(0, MOST_ROWS), ...more],
    actions: [
      { verb: 'day', label: rest > 0 ? 'Show the whole day' : 'As it is now', ref: NO_ITEM, with: time.day.date },
    ],
  });
}

/** What stands above the rows of a day, and below. */
export function dayHead(
  person: Person,
  time: DayTime,
  { now }: Pick<DeskView, 'now'>,
): Pick<Card, 'title' | 'tone' | 'lines' | 'footer'> {
  const { day, gap, entries } = time;
  const refused = entries.filter(({ state }) => state === 'refused').length;
  const calm = gap > 0 ? 'warning' : 'good';
  const title =
    gap > 0 ? `${gap} h of ${day.date} are not logged, ${person.name}` : `The hours of ${day.date}, ${person.name}`;
  return {
    title: `⏱ ${title}`,
    tone: refused > 0 ? 'high' : calm,
    lines: [sumLine(time)],
    footer: ['As of ', { at: now, as: 'clock' }],
  };
}

function sumLine({ claimed, logged, items }: DayTime): Line {
  if (claimed === 0 && logged === 0) return ['Nothing was claimed that day, and no time was logged.'];
  const several = items.filter((one) => one.claimed > 0).length > 1;
  return [
    'Claimed ',
    { bold: hoursOf(claimed) },
    ', logged ',
    { bold: hoursOf(logged) },
    several ? '. What was held at the same time counts once.' : '.',
  ];
}
