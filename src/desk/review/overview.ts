import type { Action, CardRow } from '../card.ts';
import { dayOf } from '../clock/day.ts';
import { type Figure, figureText } from './figure.ts';
import { type Review, figuresOf } from './review.ts';
import type { Settings } from '../settings.ts';
import { oneLine } from '../text.ts';
import { workingBetween } from '../clock/calendar.ts';
import { hoursOf } from '../clock/sla-policy.ts';

/** A row for each client, the one with the most first: what decides whether to look closer. */
export function overviewRows(reviews: readonly Review[], open: (review: Review) => Action): CardRow[] {
  return reviews
    .map((review) => ({ review, figures: new Map(figuresOf(review).map((figure) => [figure.id, figure])) }))
    .toSorted((left, right) => weight(right.figures) - weight(left.figures))
    .map(({ review, figures }) => ({
      line: [{ bold: oneLine(review.client) }, ...words(figures).map((word) => ` · ${word}`)],
      action: open(review),
    }));
}

type Figures = ReadonlyMap<string, Figure>;

function weight(figures: Figures): number {
  return ['tickets-new', 'hours', 'alerts'].reduce((sum, id) => sum + (figures.get(id)?.value ?? 0), 0);
}

function words(figures: Figures): string[] {
  const missed = figures.get('response-missed');
  const [tickets, alerts] = ['tickets-new', 'alerts'].map((id) => figures.get(id)?.value ?? 0);
  const hours = figures.get('hours');
  return [
    `${tickets} ${tickets === 1 ? 'ticket' : 'tickets'}`,
    ...(missed ? [`${missed.value ?? 0} first ${missed.value === 1 ? 'response' : 'responses'} missed`] : []),
    ...(hours ? [figureText(hours)] : []),
    `${alerts} ${alerts === 1 ? 'alert' : 'alerts'}`,
  ];
}

/** The first day of a month on which the shop works: by its calendar, from Monday to Friday where it has none. Both are `2026-11-02`. */
export function firstWorkingDay(date: string, settings: Settings): string | undefined {
  const hours = hoursOf(undefined, settings);
  const first = Temporal.PlainDate.from(date).with({ day: 1 });
  const days = Array.from({ length: first.daysInMonth }, (_, index) => first.add({ days: index }));
  return days
    .find((day) => {
      if (hours.calendar.always) return day.dayOfWeek <= 5;
      const { from, to } = dayOf(day, hours.zone);
      return workingBetween(from, to, hours) > 0;
    })
    ?.toString();
}
