import { ticketSystem } from '../../desk/alert/ticket.ts';
import type { Destination } from '../../desk/destination.ts';
import type { Choice } from '../../desk/form.ts';
import { mask } from '../../desk/mask.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { readClosedTickets, readOpen } from '../../store/read.ts';
import { readTicket } from '../../store/signals.ts';
import type { Store } from '../../store/store.ts';
import { viewNow } from '../../store/view.ts';
import { type Command, said, type Verb } from '../table.ts';
import { openTickets } from './tickets-here.ts';
import { conversationOf } from './view.ts';

/** How far back a closed ticket is found by a number that is not its id. */
const CLOSED_FOR = 30 * 24 * 3_600_000;

const LABEL = 90;

/** `/ticket 1234`: its whole conversation, by the number that people see or by the id of its source. */
export const ticketCommand: Verb<Command> = {
  least: 'viewer',
  async run(desk, press) {
    const typed = oneLine(press.ask.argument ?? '');
    const number = typed.replace(/^#\s*/u, '');
    if (number === '') return said('Which ticket? Write its number, such as /ticket 1042. /tickets lists them.');
    if (!/^\d{1,18}$/u.test(number))
      return said(`"${cut(typed, 40)}" is no number of a ticket. /tickets ${cut(typed, 40)} searches for it.`);
    const ref = await refOf(desk.store, number);
    if (ref === undefined)
      return said(`No ticket #${number} is known here, and no system is connected that might have it.`);
    return conversationOf(desk, press, ref, { page: 1, quoted: false });
  },
};

/** What people see comes before the id; one that is known nowhere here may still be at the source. */
export async function refOf(store: Store, number: string): Promise<string | undefined> {
  const open = (await readOpen(store, 'ticket')).filter((item) => item.kind === 'ticket');
  const byNumber = open.find(({ facts }) => facts.number === number);
  if (byNumber) return byNumber.ref;
  const system = ticketSystem(await viewNow(store)) ?? open[0]?.source;
  const ref = system === undefined ? undefined : `${system}/${number}`;
  if (ref !== undefined && (await readTicket(store, ref))?.facts.number === number) return ref;
  const closed = await readClosedTickets(store, store.now() - CLOSED_FOR);
  return closed.find(({ facts }) => facts.number === number)?.ref ?? ref;
}

/** What to offer while somebody types a number, or words of the subject. */
export async function ticketChoices(store: Store, place: Destination): Promise<Choice[]> {
  const open = await openTickets(store, place, store.house);
  return open.map(({ facts, client }) => ({
    id: facts.number,
    label: cut(`#${facts.number} ${oneLine(mask(facts.subject))} · ${oneLine(client ?? facts.customer.name)}`, LABEL),
  }));
}
