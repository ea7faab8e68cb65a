import type { Action } from '../card.ts';
import type { Contact } from './conversation.ts';
import { type Decision, type DeskView, refused, titleOf, unchanged } from '../decision.ts';
import { threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { clientNamed, type Settings } from '../settings.ts';
import { type Line, oneLine } from '../text.ts';
import { whyGone } from './gone.ts';
import { withNote } from './order.ts';
import type { Ticket } from './ticket.ts';
import { wallTime } from '../clock/wall-time.ts';

/** How it was made sure that somebody is who they say, and what spoke against it. */
export const CONFIRMED_BY = {
  back: 'called back on a number on file',
  in: 'called from a number on file',
  known: 'known by voice or face',
  question: 'answered what was agreed for this',
  other: 'otherwise',
} as const;
export const NOT_CONFIRMED_BY = {
  unreached: 'nobody answered on a number on file',
  strange: 'no number on file, and unknown to us',
  wrong: 'the answers did not fit',
  unauthorised: 'may not order this',
  other: 'otherwise',
} as const;

/** May this person order changes? `by name` where only a name says so, which anybody can write; `unsaid` where nobody is named for the client. */
export type Authority = 'yes' | 'by name' | 'no' | 'unsaid' | 'no client';

export function authorityOf(ticket: Ticket, contact: Contact | undefined, settings: Settings): Authority {
  const client = clientNamed(ticket.client, settings);
  if (!client) return 'no client';
  if (client.authorised.length === 0) return 'unsaid';
  const named = new Set(client.authorised.map(folded));
  const { name, email } = ticket.facts.customer;
  const isNamed = (words: readonly (string | undefined)[]) => words.some((one) => one && named.has(folded(one)));
  if (isNamed([email, ...(contact?.emails ?? [])])) return 'yes';
  return isNamed([name, contact?.name]) ? 'by name' : 'no';
}

function folded(words: string): string {
  return oneLine(words).toLowerCase();
}

export interface CallerFinding {
  /** One form is one finding. */
  key: string;
  by: Actor;
  confirmed: boolean;
  how: string;
}

/** Who checked the caller, when and how: on the card, in the timeline, and in plain words in the ticket system. */
export function recordCaller(
  ticket: Ticket,
  { key, by, confirmed, how }: CallerFinding,
  view: DeskView,
): Decision<Ticket> {
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return refused(gone);
  if (ticket.caller?.key === key) return unchanged();
  const { name, email } = ticket.facts.customer;
  const who = email === undefined ? oneLine(name) : `${oneLine(name)} <${email}>`;
  const verdict = confirmed ? 'confirmed' : 'could not confirm';
  const text = `${by.name} ${verdict} the caller ${who}: ${how}`;
  const item = { ...ticket, caller: { key, by, at: view.now, confirmed, how } };
  const change = {
    is: 'changed' as const,
    item,
    entries: [{ at: view.now, by, what: 'caller-checked', text }],
    effects: [],
    notices: threadLine({ item, occasion: `caller-${key}`, at: view.now }, [text]),
  };
  const note = `Deskbell, caller check at ${wallTime(view.now, view.settings.zone)}: ${text}.`;
  return withNote(change, { key: `caller-${key}`, by, text: note }, view);
}

/** What a ticket's card says of its caller, once somebody has looked. */
export function callerLines({ caller }: Ticket): Line[] {
  if (!caller) return [];
  const { by, at, confirmed, how } = caller;
  const sign = confirmed ? '☎️ Caller confirmed by ' : '⚠️ Caller not confirmed by ';
  return [[sign, { bold: by.name }, ' ', { at, as: 'ago' }, `: ${oneLine(how)}`]];
}

export function callerActions(ticket: Ticket): Action[] {
  return ticket.gone ? [] : [{ verb: 'caller-check', label: 'Caller check' }];
}

/** What the ticket system has on file of the caller; `away` where it cannot be asked now. */
export type OnFile = Contact | 'nobody' | 'no address' | 'away';

/** All that is known of whoever says to be the customer, for those who have to make sure. */
export function callerFields(ticket: Ticket, onFile: OnFile, view: DeskView): { name: string; value: Line }[] {
  const source = titleOf(ticket.source, view);
  const contact = typeof onFile === 'string' ? undefined : onFile;
  const client = clientNamed(ticket.client, view.settings);
  const authority = {
    yes: '✅ yes',
    'by name': '⚠️ yes, by the name alone: make sure that it is them',
    no: `⛔ not named for ${client?.name ?? ''}: ask ${namesOf(client?.authorised ?? [])}`,
    unsaid: `nobody is named for ${client?.name ?? ''}`,
    'no client': '⚠️ unknown: no client has this address',
  };
  const found: [string, string][] = [
    ['Client', client?.name ?? ticket.client ?? '⚠️ unknown sender'],
    [`Known in ${source}`, knownAs(onFile, source)],
    ...(contact ? [['Numbers on file', listed(contact.phones, 'none')] satisfies [string, string]] : []),
    ...(contact && contact.emails.length > 1
      ? [['Addresses on file', listed(contact.emails, 'none')] satisfies [string, string]]
      : []),
    ['May order changes', authority[authorityOf(ticket, contact, view.settings)]],
  ];
  return found.map(([name, value]) => ({ name, value: [oneLine(value)] }));
}

function knownAs(onFile: OnFile, source: string): string {
  if (onFile === 'away') return `${source} does not answer: nobody can say now`;
  if (onFile === 'no address') return '⚠️ this ticket has no address to look for';
  if (onFile === 'nobody') return '⚠️ no';
  const { name, title, company } = onFile;
  return [name, title, company].filter((part) => part !== undefined && part !== '').join(', ');
}

const MOST_LISTED = 8;

function listed(values: readonly string[], none: string): string {
  const rest = values.length - MOST_LISTED;
  return values.length === 0 ? none : values.slice(0, MOST_LISTED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function namesOf(names: readonly string[]): string {
  return listed(names, 'a lead');
}
