import { typedDay } from '../../desk/clock/day.ts';
import { zoneOf } from '../../desk/people.ts';
import { readDayTime } from '../../store/my-day.ts';
import { viewNow } from '../../store/view.ts';
import { openLogTime } from './log-time.ts';
import { type Click, personOf, said, type Verb } from '../table.ts';

/** The form for what is missing of one item on a day (the button's word), as it is when it is pressed. */
export const logGap: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  async run(desk, press) {
    const { store } = desk;
    const view = await viewNow(store);
    const person = personOf(press);
    const zone = zoneOf(person, view.settings);
    const day = typedDay(press.ask.with ?? '', view.now, zone);
    if (!day) return said('This day is no longer known.');
    const time = await readDayTime(store, person, day, press.place);
    const one = time.items.find(({ item }) => item.ref === press.ask.ref);
    if (!one || one.gap === 0) return said(`Nothing of this is missing any more: the hours of ${day.date} are logged.`);
    const isToday = day.to > view.now;
    const hours = isToday ? String(one.gap) : `${day.date} ${one.gap}`;
    return openLogTime(desk, press, { about: one.item.ref, filled: { hours } });
  },
};
