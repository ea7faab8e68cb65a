import { isDeepStrictEqual } from 'node:util';
import type { Alert } from '../alert/alert.ts';
import { sameClient } from '../alert/ticket.ts';
import { type Changed, type Decision, type DeskView, type TimelineEntry, titleOf, unchanged } from '../decision.ts';
import type { Effect } from '../effect.ts';
import { mask } from '../mask.ts';
import { threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { clean, oneLine } from '../text.ts';
import type { LinkedAlert, LinkedTicket } from './link.ts';
import type { Ticket } from './ticket.ts';
import { wallTime } from '../clock/wall-time.ts';

/** What `told` says of an alert that the ticket was never told of, and of one that follows an earlier episode. */
const NOTHING = '';
const EARLIER = 'earlier';

/** The ticket with one of its alerts as that is now, told by a note; undefined where it says so already. */
export function ticketWithAlert(ticket: Ticket, alert: Alert, view: DeskView): Changed<Ticket> | undefined {
  const link = alert.ticket;
  if (link?.ref !== ticket.ref || link.state !== 'linked') return undefined;
  const alerts = ticket.alerts ?? [];
  const before = alerts.find(({ ref }) => ref === alert.ref);
  const now = seen(alert, link, before, ticket, view);
  if (before && isDeepStrictEqual(now, before)) return undefined;
  const others = alerts.filter(({ ref }) => ref !== alert.ref && ref !== alert.earlier);
  const told = withNotes({ ...ticket, alerts: [...others, now] }, view);
  const text = before && telling(before) === telling(now) ? undefined : lineOf(now, before);
  const by: Actor = before ? { name: titleOf(alert.source, view), via: alert.source } : now.by;
  const entries: TimelineEntry[] = text === undefined ? [] : [{ at: view.now, by, what: `alert-${now.state}`, text }];
  const occasion = { item: ticket, occasion: `alert-${alert.ref}-${link.key}-${telling(now)}`, at: view.now };
  return {
    is: 'changed',
    item: told.ticket,
    entries,
    effects: told.effects,
    notices: text === undefined ? [] : threadLine(occasion, [text]),
  };
}

function seen(
  alert: Alert,
  link: LinkedTicket,
  before: LinkedAlert | undefined,
  ticket: Ticket,
  view: DeskView,
): LinkedAlert {
  const { ended, facts, firings } = alert;
  const state = ended?.how ?? 'failing';
  const since = ended?.at ?? (firings === before?.firings ? before.at : Math.max(facts.startedAt, before?.at ?? 0));
  return {
    ref: alert.ref,
    ...(sameClient(alert, ticket, view.settings) ? { title: oneLine(mask(facts.title)) } : {}),
    severity: alert.severity,
    state,
    at: since,
    firings,
    by: link.by,
    told: before?.told ?? firstTold(alert, link, ticket),
    ...(before?.telling ? { telling: before.telling } : {}),
  };
}

/** A ticket that was made from the alert says by its own text that it fails. */
function firstTold(alert: Alert, link: LinkedTicket, ticket: Ticket): string {
  if (ticket.alerts?.some(({ ref }) => ref === alert.earlier)) return EARLIER;
  return link.firings === undefined ? NOTHING : `failing-${link.firings}`;
}

function telling({ state, firings }: LinkedAlert): string {
  return `${state}-${firings}`;
}

/** A note for each alert of which the ticket says something else, one at a time: they arrive in the order in which things happened. */
function withNotes(ticket: Ticket, view: DeskView): { ticket: Ticket; effects: Effect[] } {
  const effects: Effect[] = [];
  if (ticket.gone || !view.abilities[ticket.source]?.includes('note')) return { ticket, effects };
  const alerts = (ticket.alerts ?? []).map((one): LinkedAlert => {
    const what = telling(one);
    if (one.telling || one.told === what || one.title === undefined) return one;
    const key = `tell-${ticket.ref}-${one.ref}-${one.told}-${what}-${ticket.revision}`;
    effects.push(noteEffect(ticket, key, noteText(one, view), one.by, view));
    return { ...one, telling: { key, what } };
  });
  return { ticket: { ...ticket, alerts }, effects };
}

function noteEffect(ticket: Ticket, key: string, text: string, author: Actor, view: DeskView): Effect {
  const { ref, source, row } = ticket;
  const person = view.people.find(({ id }) => id === author.id);
  const by = person?.accounts[source] ?? person?.email ?? '';
  return { job: 'write-back', key, ref, system: source, write: { verb: 'note', on: row, text, by } };
}

/** Whole by itself: who reads the ticket knows nothing of the chat. */
function noteText(one: LinkedAlert, view: DeskView): string {
  const title = `The alert "${clean(one.title ?? '')}"`;
  const at = wallTime(one.at, view.settings.zone);
  const link = one.told === NOTHING ? `Linked with this ticket by ${one.by.name}. ` : '';
  const texts = {
    failing: `${title} ${link === '' ? 'fails again' : 'fails'} since ${at}.`,
    recovered: `${title} recovered at ${at}. The ticket stays as it is until somebody closes it.`,
    resolved: `${title} was resolved by hand at ${at}. It comes back if the check still fails.`,
    deleted: `${title} was deleted at its source at ${at}. Whether it still fails is not known.`,
    withdrawn: `${title} is out of Deskbell's sight since ${at}. Whether it still fails is not known.`,
  };
  return `Deskbell: ${link}${texts[one.state]}`;
}

function lineOf(now: LinkedAlert, before: LinkedAlert | undefined): string {
  const title = now.title ?? 'An alert of another client';
  if (!before && now.told === NOTHING) return `${now.by.name} linked the alert ${title}`;
  if (!before && now.state === 'failing' && now.told !== EARLIER) return `Made from the alert ${title}`;
  const texts = {
    failing: `${title} fails again`,
    recovered: `${title} recovered`,
    resolved: `${title} was resolved by hand`,
    deleted: `${title} was deleted at its source`,
    withdrawn: `${title} may not be seen by Deskbell any more`,
  };
  return texts[now.state];
}

/** How a note ended: written, or with the sentence why not. What has happened since goes as the next note. */
export function settleNote(
  ticket: Ticket,
  { key, sentence }: { key: string; sentence?: string },
  view: DeskView,
): Decision<Ticket> {
  const one = ticket.alerts?.find(({ telling: under }) => under?.key === key);
  if (!one?.telling) return unchanged();
  const { telling: arrived, ...rest } = one;
  const settled = { ...rest, told: arrived.what };
  const alerts = (ticket.alerts ?? []).map((other) => (other === one ? settled : other));
  const told = withNotes({ ...ticket, alerts }, view);
  const text =
    sentence === undefined ? undefined : `Could not be noted in ${titleOf(ticket.source, view)}: ${sentence}`;
  const by: Actor = { name: 'Deskbell', via: 'clock' };
  return {
    is: 'changed',
    item: told.ticket,
    entries: text === undefined ? [] : [{ at: view.now, by, what: 'not-noted', text }],
    effects: told.effects,
    notices: text === undefined ? [] : threadLine({ item: ticket, occasion: `not-noted-${key}`, at: view.now }, [text]),
    silent: text === undefined,
  };
}

/** The ticket without an alert that was unlinked, and a note of it; undefined where it is not there. */
export function ticketWithoutAlert(
  ticket: Ticket,
  ref: string,
  by: Actor,
  view: DeskView,
): Changed<Ticket> | undefined {
  const one = ticket.alerts?.find((other) => other.ref === ref);
  if (!one) return undefined;
  const alerts = (ticket.alerts ?? []).filter((other) => other !== one);
  const text = `${by.name} unlinked the alert ${one.title ?? 'of another client'}`;
  const noted = !ticket.gone && view.abilities[ticket.source]?.includes('note') === true && one.title !== undefined;
  const key = `untell-${ticket.ref}-${ref}-${ticket.revision}`;
  return {
    is: 'changed',
    item: { ...ticket, alerts },
    entries: [{ at: view.now, by, what: 'alert-unlinked', text }],
    effects: noted ? [noteEffect(ticket, key, `Deskbell: ${text}.`, by, view)] : [],
    notices: threadLine({ item: ticket, occasion: `unlinked-${ref}-${ticket.revision}`, at: view.now }, [text]),
  };
}
