import type { Decision, DeskView } from '../decision.ts';
import { refused, unchanged } from '../decision.ts';
import { channelNotice, threadLine } from '../notices.ts';
import { plainCard } from '../card.ts';
import { type Actor, mayAct } from '../people.ts';
import { route } from '../routing.ts';
import { clientNamed } from '../settings.ts';
import { ago } from '../clock/when.ts';
import { PAGE_EVERY, pageNotices, pagesLeft } from './page.ts';
import type { Stop } from './stop.ts';

export interface StopOrder {
  /** What every stop of the client is kept under; at most 60 characters. */
  condition: string;
  client: string;
  about?: string | undefined;
  by: Actor;
  reason: string;
}

/** Stops a client: one stop, however many press at once. The leads are called in the same commit. */
export function stopClient(before: Stop | undefined, order: StopOrder, view: DeskView): Decision<Stop> {
  if (before && !before.lifted)
    return refused(
      `${before.client} is stopped already: by ${before.by.name}, ${ago(before.at, view.now)} (${before.reason}).`,
    );
  const episode = (before?.episode ?? 0) + 1;
  const { condition, about, by, reason } = order;
  const client = clientNamed(order.client, view.settings)?.name ?? order.client;
  const { places } = route({ kind: 'alert', client, severity: 'critical' }, view.settings, view.defaults);
  const item: Stop = {
    kind: 'stop',
    schema: 1,
    ref: `${condition}/${episode}`,
    revision: 0,
    condition,
    episode,
    client,
    ...(about === undefined ? {} : { about }),
    by,
    at: view.now,
    reason,
    pages: 1,
    pagedAt: view.now,
    isShown: false,
    places: places.map(({ destination }) => ({ destination, as: 'card' })),
  };
  const text = `${by.name} stopped ${client}: ${reason}`;
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what: 'stopped', text }],
    effects: [],
    notices: pageNotices(item, view),
  };
}

/** Whoever stops cannot be the one who has seen it, unless they lead themselves. */
export function acknowledgeStop(stop: Stop, by: Actor, view: DeskView): Decision<Stop> {
  if (stop.lifted) return refused(`The stop of ${stop.client} was lifted by ${stop.lifted.by.name} already.`);
  const seen = stop.acknowledged;
  if (seen?.by.id === by.id && seen) return unchanged();
  if (seen)
    return refused(`${seen.by.name} acknowledged the stop of ${stop.client} ${ago(seen.at, view.now)} already.`);
  const person = view.people.find(({ id }) => id === by.id);
  if (stop.by.id === by.id && !(person && mayAct(person, 'lead')))
    return refused(`You stopped ${stop.client} yourself: somebody else has to say that they have seen it.`);
  return done(
    { ...stop, acknowledged: { by, at: view.now } },
    'acknowledged',
    `${by.name} has seen the stop`,
    by,
    view,
  );
}

/** Everything automatic goes on from here. */
export function liftStop(stop: Stop, by: Actor, reason: string, view: DeskView): Decision<Stop> {
  if (stop.lifted)
    return refused(
      `${stop.lifted.by.name} lifted the stop of ${stop.client} ${ago(stop.lifted.at, view.now)} already.`,
    );
  const item: Stop = { ...stop, lifted: { by, at: view.now, note: reason }, isShown: false };
  const text = `${by.name} lifted the stop of ${stop.client}: ${reason}`;
  const card = plainCard({ ref: item.ref, tone: 'good', title: `${stop.client} goes on`, lines: [[text]] });
  return {
    ...done(item, 'lifted', text, by, view),
    notices: channelNotice({ item, occasion: 'lifted', at: view.now }, card),
  };
}

/** When it wants to be looked at again: at once while cards do not show it, else for the next call. */
export function stopWake(stop: Stop): number | undefined {
  if (!stop.isShown) return stop.lifted?.at ?? stop.at;
  return stop.lifted || stop.acknowledged || pagesLeft(stop) === 0 ? undefined : stop.pagedAt + PAGE_EVERY;
}

/** Calls again where nobody has answered; after a time in which nobody could be called, once. */
export function tickStop(stop: Stop, view: DeskView): Decision<Stop> {
  const isDue = pagesLeft(stop) > 0 && stop.pagedAt + PAGE_EVERY <= view.now;
  if (stop.lifted || stop.acknowledged || !isDue) return unchanged();
  const item: Stop = { ...stop, pages: stop.pages + 1, pagedAt: view.now };
  const by: Actor = { name: 'Deskbell', via: 'clock' };
  const text = `Nobody has acknowledged the stop: call ${item.pages} goes out`;
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what: 'paged', text }],
    effects: [],
    notices: pageNotices(item, view),
  };
}

function done(item: Stop, what: string, text: string, by: Actor, view: DeskView) {
  return {
    is: 'changed' as const,
    item,
    entries: [{ at: view.now, by, what, text }],
    effects: [],
    notices: threadLine({ item, occasion: what, at: view.now }, [text]),
  };
}
