import { NO_ITEM } from '../../desk/card.ts';
import { dayHead } from '../../desk/time/day-end.ts';
import { dayRows } from '../../desk/time/day-rows.ts';
import { type Day, typedDay } from '../../desk/clock/day.ts';
import { type Person, zoneOf } from '../../desk/people.ts';
import { readDayTime } from '../../store/my-day.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { pageCard } from '../page-card.ts';
import { type Click, type Command, type Desk, personOf, type Press, said, type Verb } from '../table.ts';

const NO_BOOK = 'No time book is connected, so no hours are counted here.';

/** `/desk day [yesterday|date]`: what the presser held against what they logged. */
export const dayCommand: Verb<Command> = {
  least: 'technician',
  run: (desk, press) => showDay(desk, press, personOf(press), (press.ask.argument ?? '').trim().toLowerCase(), 1),
};

/** The same behind a button, whose word is `2026-11-20` or `2026-11-20.2`: always the presser's own day. */
export const dayClick: Verb<Click> = {
  least: 'technician',
  run(desk, press) {
    const [date = '', page] = (press.ask.with ?? '').split('.');
    return showDay(desk, press, personOf(press), date, Number(page) || 1);
  },
};

async function showDay(desk: Desk, press: Press, person: Person, typed: string, page: number): Promise<Answer> {
  const { store } = desk;
  const view = await viewNow(store);
  if (view.timeBook === undefined) return said(NO_BOOK);
  const day = typedDay(typed, view.now, zoneOf(person, view.settings));
  if (!day) return said(`"${typed}" is no day that has come: write today, yesterday, or a date such as 2026-11-20.`);
  const time = await readDayTime(store, person, day, press.place);
  const { title, ...head } = dayHead(person, time, view);
  const turn = (next: number) => ({ verb: 'day', ref: NO_ITEM, with: `${day.date}.${next}` });
  return {
    is: 'card',
    card: pageCard(dayRows(time, view), page, title, turn, {
      ...head,
      actions: [{ ...turn(1), label: 'The day before', with: before(day) }],
    }),
  };
}

function before({ date }: Day): string {
  return Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
}
