import { type CardRow, NO_ITEM, plainCard } from '../desk/card.ts';
import { findPerson, mayAct, type Person } from '../desk/people.ts';
import { oneLine } from '../desk/text.ts';
import {
  addLinkWish,
  addPerson,
  dropLinkWish,
  type LinkWish,
  linkAccount,
  readLinkWishes,
  readPeople,
} from '../store/people.ts';
import type { Store } from '../store/store.ts';
import type { Answer, Presser } from './contract.ts';
import { colleague } from './people.ts';
import { type Click, type Command, type Desk, type Press, said, type Verb } from './table.ts';

/** What an unlinked presser is told. */
export function howToLink(presser: Presser): string {
  return `I do not know you yet, ${presser.name}: run /desk link your-address@your-company and have an owner confirm it. Nothing was changed.`;
}

/** `/desk link`: ask to be joined with an e-mail address; an owner sees here who asks. */
export const linkCommand: Verb<Command> = {
  least: 'anyone',
  run: async (desk, press) => (press.ask.argument ? ask(desk, press, press.ask.argument) : overview(desk.store, press)),
};

/** An owner says yes. */
export const confirmLink: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    if (!isOwner(press)) return said('Only an owner can confirm a link.');
    const wish = (await readLinkWishes(store)).find((one) => nameOf(one) === press.ask.with);
    if (!wish) return said('This link was confirmed, withdrawn or asked for anew: look again with /desk link.');
    const person = await personFor(store, wish);
    if (!person) return said(`Nobody with the address ${wish.email} is configured any more.`);
    await join(store, wish, person);
    await dropLinkWish(store, wish);
    return said(`${wish.name} is ${person.name} from now on.`);
  },
};

async function ask({ store }: Desk, press: Command, typed: string): Promise<Answer> {
  const { presser } = press;
  const email = typed
    .trim()
    .toLowerCase()
    .replaceAll(/^<?(mailto:)?|(\|.*)?>?$/g, '');
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return said(`"${oneLine(typed)}" is no e-mail address.`);
  const wish: LinkWish = {
    system: presser.platform,
    account: presser.account,
    name: presser.name,
    email,
    at: store.now(),
  };
  const person = await personFor(store, wish);
  if (!person) return said(`Nobody with the address ${email} is configured. Ask an owner to add you under people.`);
  if (presser.email?.toLowerCase() === email && !presser.guest) {
    await join(store, wish, person);
    return said(`You are ${person.name} from now on.`);
  }
  await addLinkWish(store, wish);
  return said(`Asked. An owner confirms it with /desk link; then you are ${person.name} here.`);
}

async function overview(store: Store, press: Press): Promise<Answer> {
  const wishes = isOwner(press) ? await readLinkWishes(store) : [];
  if (wishes.length > 0) {
    const rows = wishes.map((wish): CardRow => ({
      line: [{ bold: wish.name }, ` on ${wish.system} says to be ${wish.email}, asked `, { at: wish.at, as: 'ago' }],
      action: { verb: 'confirm-link', label: 'Confirm', ref: NO_ITEM, with: nameOf(wish) },
    }));
    return { is: 'card', card: plainCard({ title: 'Who wants to be linked', rows }) };
  }
  if (press.person) return said(`You are ${press.person.name} (${press.person.role}).`);
  return said(howToLink(press.presser));
}

/** Whoever administers the platform counts as an owner: somebody must be able to confirm the first link. */
function isOwner({ person, presser }: Press): boolean {
  return presser.admin || (person !== undefined && mayAct(person, 'owner'));
}

/** One wish of an account: what is asked for anew is another, so that an owner confirms what was on the screen. */
function nameOf(wish: LinkWish): string {
  return `${wish.account}.${wish.at.toString(36)}`;
}

/** A new colleague is remembered only now that the link counts. */
async function join(store: Store, wish: LinkWish, person: Person): Promise<void> {
  const known = (await readPeople(store)).some(({ id }) => id === person.id);
  if (!known) await addPerson(store, person);
  await linkAccount(store, wish.system, wish.account, person.id);
}

/** The person whom the wish names; where nobody is configured, a new colleague. */
async function personFor(store: Store, wish: LinkWish): Promise<Person | undefined> {
  const known = findPerson(await readPeople(store), { system: '', email: wish.email });
  if (known || store.house.settings.people.length > 0) return known;
  return colleague({ name: wish.name }, wish.email, store.house.settings.roles.colleague);
}
