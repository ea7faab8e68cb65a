import { ticketSystem } from '../desk/alert/ticket.ts';
import { mayAct } from '../desk/people.ts';
import { isServed } from '../desk/routing.ts';
import { readCustomers } from '../store/customers.ts';
import { readMailboxes } from '../store/mailboxes.ts';
import { readBookFacts } from '../store/time-book.ts';
import { viewNow } from '../store/view.ts';
import type { Destination } from '../desk/destination.ts';
import type { Choice } from '../desk/form.ts';
import { colleagueChoices } from './ticket/assign.ts';
import { filterChoices } from './alert/filter.ts';
import type { Presser } from './contract.ts';
import { devicesAbout } from './working/device-form.ts';
import { incidentsAbout } from './working/incident-form.ts';
import { visibleAlerts } from './alert/list.ts';
import { clientsHere } from './report/review-clients.ts';
import { asChoices, suggestWords } from './alert/filter-words.ts';
import { ticketChoices } from './ticket/command.ts';
import { ticketFilterChoices } from './ticket/filter-words.ts';
import { namesOf, openTickets } from './ticket/tickets-here.ts';
import { suggest } from './match.ts';
import { activityChoices, visibleCustomers } from './time/form.ts';
import { identify } from './people.ts';
import type { Desk } from './table.ts';
import { mailboxChoices } from './ticket/form.ts';
import { scopesFor } from './alert/window-form.ts';

/** More than any platform shows at once. */
const MOST_CHOICES = 25;

/** `about` is the item whose choices they are, where they are an item's own. */
type Chooser = (desk: Desk, place: Destination, about: string) => Promise<readonly Choice[]>;

/** What technicians alone may see the names of. */
const forTechnicians: Readonly<Record<string, Chooser>> = {
  customers: async ({ store }, place) => visibleCustomers(await readCustomers(store), { place }, await viewNow(store)),
  async activities({ store }) {
    const [book, view] = await Promise.all([readBookFacts(store), viewNow(store)]);
    return activityChoices({ book, view }, false);
  },
  async mailboxes({ store }) {
    const system = ticketSystem(store.house);
    return system === undefined ? [] : mailboxChoices(await readMailboxes(store, system));
  },
  reviews: async ({ store }, place) => asChoices(await clientsHere(store, place)),
  scopes: scopesFor,
  devices: devicesAbout,
  incidents: incidentsAbout,
  colleagues: async ({ store }) => colleagueChoices((await viewNow(store)).people),
};

/** What a field or an argument that names one of these may become, by what was typed so far; nothing for those who may not see it. */
export async function choicesFor(
  desk: Desk,
  among: string,
  typed: string,
  { place, presser }: { presser: Presser; place: Destination },
): Promise<readonly Choice[]> {
  const [kind = '', about = ''] = among.split('@');
  const chooser = forTechnicians[kind];
  if (chooser) {
    const person = await identify(desk.store, presser);
    if (!person || !mayAct(person, 'technician')) return [];
    return suggest(typed, await chooser(desk, place, about), MOST_CHOICES);
  }
  if (among === 'tickets') {
    const person = await identify(desk.store, presser);
    return person ? suggest(typed, await ticketChoices(desk.store, place), MOST_CHOICES) : [];
  }
  const filters = among === 'alert-filters' ? alertChoices : ticketFilterWords;
  return suggestWords(typed, await filters(desk, presser, place), MOST_CHOICES);
}

/** Names of clients are for those who may see their alerts there. */
async function alertChoices(desk: Desk, presser: Presser, place: Destination): Promise<Choice[]> {
  const { settings, defaults } = desk.store.house;
  const sees = isServed(place, settings, defaults) || (await identify(desk.store, presser)) !== undefined;
  return filterChoices(sees ? await visibleAlerts(desk, place, { settings }) : [], settings);
}

/** Names of clients and mailboxes, and in the same way. */
async function ticketFilterWords({ store }: Desk, presser: Presser, place: Destination): Promise<Choice[]> {
  const { settings, defaults } = store.house;
  const person = await identify(store, presser);
  const sees = isServed(place, settings, defaults) || person !== undefined;
  const open = sees ? await openTickets(store, place, { settings }) : [];
  return ticketFilterChoices(namesOf(open, { place, person }, { settings }));
}
