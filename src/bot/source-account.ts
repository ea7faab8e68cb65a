import { titleOf } from '../desk/decision.ts';
import type { Ticket } from '../desk/ticket.ts';
import { linkAccount } from '../store/people.ts';
import { type Desk, personOf, type Press } from './table.ts';

/** The presser's own account at the ticket's source, or the sentence why there is none. */
export async function sourceAccount(
  desk: Desk,
  press: Press,
  ticket: Pick<Ticket, 'ref' | 'source'>,
): Promise<{ id: string; name: string } | string> {
  const { store, ports } = desk;
  const person = personOf(press);
  const title = titleOf(ticket.source, store.house);
  const linked = person.accounts[ticket.source];
  if (linked !== undefined) return { id: linked, name: person.name };
  if (person.email === undefined)
    return `Your ${title} account is unknown: add your e-mail address or "${ticket.source}" to your entry under people.`;
  try {
    const account = await ports.accountOf(ticket.source, person.email);
    if (!account) return `${title} has no active user with the address ${person.email}; nothing was changed.`;
    await linkAccount(store, ticket.source, account.id, person.id);
    return account;
  } catch (error) {
    desk.log.warn({ ref: ticket.ref, error }, 'an account could not be looked up');
    return `${title} does not answer, so your account there could not be looked up. Nothing was changed; try again in a minute.`;
  }
}
