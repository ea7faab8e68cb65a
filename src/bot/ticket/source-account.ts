import { titleOf } from '../../desk/decision.ts';
import type { Person } from '../../desk/people.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { linkAccount } from '../../store/people.ts';
import { type Desk, personOf, type Press } from '../table.ts';

/** The presser's own account at the ticket's source, or the sentence why there is none. */
export async function sourceAccount(
  desk: Desk,
  press: Press,
  ticket: Pick<Ticket, 'ref' | 'source'>,
): Promise<{ id: string; name: string } | string> {
  return accountFor(desk, personOf(press), ticket);
}

/** A colleague's account at the ticket's source, or the sentence why there is none. */
export async function accountFor(
  desk: Desk,
  person: Person,
  ticket: Pick<Ticket, 'ref' | 'source'>,
): Promise<{ id: string; name: string } | string> {
  const { store, ports } = desk;
  const title = titleOf(ticket.source, store.house);
  const linked = person.accounts[ticket.source];
  if (linked !== undefined) return { id: linked, name: person.name };
  if (person.email === undefined)
    return `The ${title} account of ${person.name} is unknown: add an e-mail address or "${ticket.source}" to their entry under people.`;
  try {
    const account = await ports.accountOf(ticket.source, person.email);
    if (!account) return `${title} has no active user with the address ${person.email}; nothing was changed.`;
    await linkAccount(store, ticket.source, account.id, person.id);
    return account;
  } catch (error) {
    desk.log.warn({ ref: ticket.ref, error }, 'an account could not be looked up');
    return `${title} does not answer, so the account of ${person.name} there could not be looked up. Nothing was changed; try again in a minute.`;
  }
}
