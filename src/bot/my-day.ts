import { myDayCard } from '../desk/my-day.ts';
import { readMyDay } from '../store/my-day.ts';
import { howToLink } from './link.ts';
import { type Command, said, type Verb } from './table.ts';

/** `/desk my-day`: what the morning message would say now. */
export const myDayCommand: Verb<Command> = {
  least: 'viewer',
  async run({ store }, { person, presser, place }) {
    if (!person) return said(howToLink(presser));
    return { is: 'card', card: myDayCard(await readMyDay(store, person, place)) };
  },
};
