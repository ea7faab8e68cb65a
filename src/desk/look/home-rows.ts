import type { Alert } from '../alert/alert.ts';
import { isLate, responseDue } from '../alert/response.ts';
import type { Action, CardRow } from '../card.ts';
import { dueSpans } from '../clock/lines.ts';
import type { DeskView } from '../decision.ts';
import type { WorkItem } from '../item.ts';
import type { Person } from '../people.ts';
import { severityRank } from '../alert/severity.ts';
import { cut, type Line, oneLine, type Span } from '../text.ts';
import { personOf } from '../ticket/command.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** For whom the rows are drawn, and with what. */
export interface HomeView {
  person: Person;
  /** May press what changes something. */
  acts: boolean;
  /** Addresses of the messages that show these items, by reference. */
  messages: ReadonlyMap<string, string>;
  view: Pick<DeskView, 'now' | 'people' | 'abilities' | 'timeBook'>;
  /** What the buttons hand on, so that the answer is drawn for the same place. */
  word?: string;
}

/** So long a title leaves room for who has it. */
const TITLE_LIMIT = 90;
const NAME_LIMIT = 40;

const BADGE = { critical: '🔴', high: '🟠', warning: '🟡', info: '🔵' } as const;

export function alertRow(alert: Alert, home: HomeView): CardRow {
  const { facts, acknowledged, claimed } = alert;
  const where = [facts.client, facts.site].filter(Boolean).join(', ');
  const line: Line = [
    `${BADGE[alert.severity]} `,
    titled(facts.title, alert, home),
    where === '' ? '' : ` · ${cut(oneLine(where), NAME_LIMIT)}`,
    ' · ',
    { at: facts.startedAt, as: 'ago' },
    ...dueLine(alert),
    ...snoozeAndOrder(alert),
    ...(claimed ? [` · 🙋 ${name(claimed.by.name)}`] : []),
    ...(acknowledged ? [` · 👀 ${name(acknowledged.by.name)}`] : []),
    ...(claimed || acknowledged ? [] : [' · ', { bold: 'nobody' }]),
  ];
  return { line, action: alertAction(alert, home) };
}

/** By when somebody must have it, where nobody has. */
function dueLine(alert: Alert): Line {
  const due = responseDue(alert);
  if (due === undefined) return [];
  return [isLate(alert) ? ' · ⏰ response was due ' : ' · ⏳ response due ', { at: due, as: 'ago' }];
}

/** What keeps it quiet, and what was ordered at its source and is on its way. */
function snoozeAndOrder({ facts, order, snooze, muted }: Alert): Line {
  const until = snooze?.until ?? facts.snoozed?.until;
  const doing = order && { snooze: 'snoozes it', wake: 'ends the snooze', resolve: 'resolves it' }[order.what];
  return [
    ...(muted ? [' · 🔧 in maintenance'] : []),
    ...(muted?.until === undefined ? [] : [' until ', { at: muted.until, as: 'clock' as const }]),
    ...(facts.snoozed ? [' · snoozed'] : []),
    ...(facts.snoozed && until !== undefined ? [' until ', { at: until, as: 'clock' as const }] : []),
    ...(order ? [` · ⏳ ${name(order.by.name)} ${doing} …`] : []),
  ];
}

/** What is most likely to be done next; the rest is behind the card. */
function alertAction(alert: Alert, home: HomeView): Action {
  const { ref, acknowledged, claimed } = alert;
  const urgent = severityRank(alert.severity) <= 1;
  if (home.acts && !acknowledged && !claimed)
    return { ...deed('acknowledge', 'Acknowledge', ref, home), ...(urgent ? { style: 'primary' } : {}) };
  if (home.acts && !claimed) return deed('claim', 'Claim', ref, home);
  return ownAction(ref, claimed?.by.id === home.person.id, home);
}

export function ticketRow(ticket: Ticket, home: HomeView): CardRow {
  const { facts, stage, priority } = ticket;
  const line: Line = [
    `🎫 #${facts.number} `,
    titled(facts.subject || '(no subject)', ticket, home),
    ` · ${name(ticket.client ?? facts.customer.name)} · ${priority} ${stage} · `,
    { at: facts.createdAt, as: 'ago' },
    ...dueSpans(ticket),
    ...holder(ticket, home),
  ];
  return { line, action: ticketAction(ticket, home) };
}

function holder(ticket: Ticket, { view }: HomeView): Line {
  const { intent, facts, acknowledged } = ticket;
  if (intent) return [` · ✍️ ${name(intent.by.name)} ${intent.assignee ? 'takes' : 'releases'} it …`];
  const has = personOf(ticket, view)?.name ?? facts.assignee?.name;
  return [
    ...(has === undefined ? [' · ', { bold: 'nobody' }] : [` · 🙋 ${name(has)}`]),
    ...(acknowledged ? [` · 👀 ${name(acknowledged.by.name)}`] : []),
  ];
}

function ticketAction(ticket: Ticket, home: HomeView): Action {
  const { ref, facts, intent, acknowledged, source } = ticket;
  const free = facts.assignee === undefined && intent === undefined;
  const assigns = home.view.abilities[source]?.includes('assign') === true;
  if (home.acts && free && assigns) return deed('claim', 'Claim', ref, home);
  if (home.acts && free && !acknowledged) return deed('acknowledge', 'Acknowledge', ref, home);
  return ownAction(ref, personOf(ticket, home.view)?.id === home.person.id, home);
}

/** What was answered, below what it was about. */
export function noteRow({ line, action }: CardRow): CardRow {
  return { line: ['↳ ', ...line], ...(action === undefined ? {} : { action }) };
}

function ownAction(ref: string, own: boolean, { acts, view }: HomeView): Action {
  if (acts && own && view.timeBook !== undefined) return { verb: 'log-time', label: 'Log time', ref };
  return { verb: 'show', label: 'Open', ref };
}

/** A deed of which the answer is the page itself, as it stands then. */
function deed(verb: 'acknowledge' | 'claim', label: string, ref: string, { word }: HomeView): Action {
  return { verb: `home-${verb}`, label, ref, ...(word === undefined ? {} : { with: word }) };
}

/** Leads to the card in the chat; where there is none, to the item at its source. */
function titled(text: string, item: WorkItem, { messages }: HomeView): Span {
  const title = cut(oneLine(text), TITLE_LIMIT);
  const url = messages.get(item.ref) ?? item.facts.links[0]?.url;
  return url === undefined ? { bold: title } : { link: title, url };
}

function name(text: string): string {
  return cut(oneLine(text), NAME_LIMIT);
}
