import type { DeskView, Notice } from './decision.ts';
import type { Card } from './card.ts';
import type { Place } from './destination.ts';
import { isNamed } from './maintenance.ts';
import { channelNotice, personNotice } from './notices.ts';
import type { Person } from './people.ts';

/** Those who hear of every breach: by role or by name; where nobody there can be reached, the leads, else the owners. */
export function coordinators(view: Pick<DeskView, 'people' | 'settings' | 'platforms'>): Person[] {
  const { roles, people } = view.settings.sla.coordinator;
  const reached = view.people.filter(({ accounts }) => view.platforms.some((id) => accounts[id] !== undefined));
  const named = reached.filter((person) => roles.includes(person.role) || people.some((name) => isNamed(person, name)));
  if (named.length > 0) return named;
  const leads = reached.filter(({ role }) => role === 'lead');
  return leads.length > 0 ? leads : reached.filter(({ role }) => role === 'owner');
}

/** What is told, and on which occasion: its key names it for ever. */
interface Telling {
  item: { ref: string; places: readonly Place[] };
  occasion: string;
  card: Card;
}

/** To whoever has it; where nobody has it, or nobody can reach them, to its channels. */
export function tellHolder({ item, occasion, card }: Telling, holder: Person | undefined, view: DeskView): Notice[] {
  const about = { item, occasion, at: view.now };
  const direct = holder ? personNotice(about, holder, card, view) : [];
  return direct.length > 0 ? direct : channelNotice(about, card);
}

/** To its channels, whoever has it, and the coordinators: each of them once. */
export function tellAll({ item, occasion, card }: Telling, holder: Person | undefined, view: DeskView): Notice[] {
  const about = { item, occasion, at: view.now };
  const people = new Map([...(holder ? [holder] : []), ...coordinators(view)].map((person) => [person.id, person]));
  return [
    ...channelNotice(about, card, 0),
    ...[...people.values()].flatMap((person) => personNotice(about, person, card, view)),
  ];
}
