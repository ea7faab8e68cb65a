import { type Action, NO_ITEM } from '../../desk/card.ts';
import { type Day, typedDay } from '../../desk/clock/day.ts';
import type { DeskView } from '../../desk/decision.ts';
import { type Destination, directAccount } from '../../desk/destination.ts';
import { placesOf } from '../../desk/digest/settings.ts';
import { mayAct } from '../../desk/people.ts';
import { ownerOf } from '../../desk/routing.ts';
import type { Settings } from '../../desk/settings.ts';
import { oneLine } from '../../desk/text.ts';
import { viewNow } from '../../store/view.ts';
import type { Desk, Press } from '../table.ts';
import { destinationName } from '../where.ts';

export const ELSEWHERE = 'This belongs to another channel.';

export interface Asking {
  desk: Desk;
  view: DeskView;
  place: Destination;
  day: Day;
  /** The one destination that may be told of here; absent where all may. */
  only: Destination | undefined;
}

/** What may be told to whom: a client's channel hears of itself alone, a direct message is for owners. */
export async function ask(desk: Desk, press: Press, typed: string): Promise<Asking | string> {
  const view = await viewNow(desk.store);
  const { settings } = view;
  const { place, person } = press;
  if (directAccount(place) !== undefined && !(person && mayAct(person, 'owner')))
    return 'In a direct message the balance sheet of all channels is for owners. Ask in the channel that it is about.';
  const only = ownerOf(place, settings) === undefined ? undefined : place;
  const day = typedDay(typed, view.now, only === undefined ? settings.zone : zoneAt(only, settings));
  if (!day)
    return `There is no balance sheet of "${oneLine(typed)}". Say today, yesterday, or a day that has come, such as 2026-11-20.`;
  return { desk, view, place, day, only };
}

/** A channel has a zone of its own where its digest has. */
function zoneAt(destination: Destination, settings: Settings): string {
  const digest = settings.digests?.find((one) => placesOf(one).includes(destination));
  return digest?.zone ?? settings.zone;
}

export function nameOf({ place, view }: Asking, destination: Destination): string {
  return destinationName(destination, place, view);
}

export function before(day: Day): string {
  return Temporal.PlainDate.from(day.date).subtract({ days: 1 }).toString();
}

export function toward({ day }: Asking, word: string, label: string, date = day.date): Action {
  return { verb: 'ledger', label, ref: NO_ITEM, with: `${date}.${word}` };
}
