import type { DeskView, Notice } from '../decision.ts';
import type { Card } from '../card.ts';
import type { Place } from '../destination.ts';
import { clientOf, type WorkItem } from '../item.ts';
import { isNamed } from '../quiet/maintenance.ts';
import { channelNotice, personNotice } from '../notices.ts';
import { onCallAt } from '../on-call/on-call.ts';
import type { Person } from '../people.ts';
import { rotationFor } from '../on-call/rotation-for.ts';

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

/** Whoever is on call where something that nobody has happens; undefined where no rotation serves the client, or somebody is called about it already. */
export function watchFor(item: WorkItem, view: DeskView): Person | undefined {
  const rotation = item.chain ? undefined : rotationFor(clientOf(item), view.settings);
  return rotation && onCallAt(rotation, view, view.now);
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
