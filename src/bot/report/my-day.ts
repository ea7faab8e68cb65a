import { myDayCard } from '../../desk/digest/my-day.ts';
import { readMyDay } from '../../store/my-day.ts';
import { type Command, personOf, type Verb } from '../table.ts';

/** `/desk my-day`: what the morning message would say now. */
export const myDayCommand: Verb<Command> = {
  least: 'viewer',
  run: async ({ store }, press) => ({
    is: 'card',
    card: myDayCard(await readMyDay(store, personOf(press), press.place)),
  }),
};
