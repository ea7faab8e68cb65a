import { type Card, plainCard } from '../card.ts';
import type { DeskView, Notice } from '../decision.ts';
import { directMessage } from '../destination.ts';
import { mask } from '../mask.ts';
import { isNamed } from '../quiet/maintenance.ts';
import { isReachable, type OnCallView, reachableOnCall } from '../on-call/on-call.ts';
import type { Person } from '../people.ts';
import type { Stop } from './stop.ts';
import { type Line, oneLine } from '../text.ts';
import { span } from '../clock/when.ts';

/** More calls than this do not wake anybody who has slept through them. */
const MOST_PAGES = 12;

export const PAGE_EVERY = 5 * 60_000;

export function pagesLeft({ pages }: Stop): number {
  return Math.max(0, MOST_PAGES - pages);
}

/**
 * Who is called, all in the same breath: whoever the configuration names, everybody with one of its roles, and whoever is on call for
 * the client, unless they stopped it themselves.
 */
export function pagedPeople({ client, by }: Pick<Stop, 'client' | 'by'>, view: PageView): Person[] {
  const { roles, people } = view.settings.stop.page;
  const onCall = reachableOnCall(client, view);
  return view.people.filter(
    (person) =>
      (roles.includes(person.role) ||
        people.some((name) => isNamed(person, name)) ||
        (person === onCall && person.id !== by.id)) &&
      isReachable(person, view),
  );
}

export type PageView = OnCallView & { now: number };

/** One call: to each person on every platform where they have an account, and by name in each channel of the client. */
export function pageNotices(stop: Stop, view: DeskView): Notice[] {
  const people = pagedPeople(stop, view);
  const key = `${stop.ref}/page-${stop.pages}`;
  const base = { at: view.now, loud: true, rank: 0, clients: [stop.client] };
  const direct = people.flatMap((person) =>
    view.platforms.flatMap((platform): Notice[] => {
      const account = person.accounts[platform];
      if (account === undefined) return [];
      const destination = directMessage(platform, account);
      return [{ ...base, key: `${key}/${destination}`, destination, card: pageCard(stop, []) }];
    }),
  );
  const channels = stop.places.map(({ destination }): Notice => ({
    ...base,
    key: `${key}/${destination}`,
    destination,
    ref: stop.ref,
    card: pageCard(stop, [callLine(people)]),
  }));
  return [...direct, ...channels];
}

function pageCard(stop: Stop, calls: readonly Line[]): Card {
  const left = pagesLeft(stop);
  const next =
    left === 0
      ? 'This was the last call.'
      : `Until somebody acknowledges it, this comes again every ${span(PAGE_EVERY)}, ${left} more ${left === 1 ? 'time' : 'times'}.`;
  return plainCard({
    ref: stop.ref,
    tone: 'critical',
    badge: '⛔ STOP',
    title: `${stop.client}: ${oneLine(mask(stop.reason))}`,
    lines: [...calls, [{ bold: stop.by.name }, ' stopped it ', { at: stop.at, as: 'ago' }, '. ', next]],
    actions: [
      { verb: 'stop-acknowledge', label: 'Acknowledge', style: 'primary' },
      { verb: 'stop-show', label: 'Show the stop' },
    ],
  });
}

function callLine(people: readonly Person[]): Line {
  if (people.length === 0) return [{ bold: 'Nobody is known here who could be called: call a lead by telephone.' }];
  return people.flatMap(({ name, accounts }): Line => [{ mention: name, accounts }, ' ']);
}
