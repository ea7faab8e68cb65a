import type { Changed, DeskView } from '../decision.ts';
import { isNamed } from '../quiet/maintenance.ts';
import { findPerson } from '../people.ts';
import { stopOf } from '../stop/stop.ts';
import { fillIn, type TellOccasion, type TellSetting } from './tell-settings.ts';
import { cut, oneLine } from '../text.ts';
import { canOrder } from './order-obstacle.ts';
import { withReply } from './order.ts';
import type { Stage, Ticket } from './ticket.ts';

/** News that is older than this is told to nobody: the desk was away, and the customer knows by now. */
const LATE = 24 * 3_600_000;

/** Longest name that is put into a text. */
const NAME = 80;

const ENDS: Partial<Record<Stage, TellOccasion>> = { Done: 'done', Cancelled: 'cancelled', Rejected: 'rejected' };

/** A change of a ticket with the mails to its customer that follow from it, each once, whatever a ticket goes through. */
export function withTelling(before: Ticket | undefined, change: Changed<Ticket>, view: DeskView): Changed<Ticket> {
  const occasion = occasionOf(before, change.item, view);
  const setting = occasion && settingFor(change.item, view);
  const template = setting?.[occasion?.what ?? 'created'];
  if (!occasion || !setting || template === undefined) return change;
  const { item } = change;
  const { told = [] } = item;
  if (told.includes(occasion.key) || !mayBeTold(item, setting, view)) return change;
  const account = authorOf(item, setting, view);
  if (account === undefined || !canOrder(item, { verb: 'reply', words: { to: 'customer', text: '' } }, view))
    return change;
  const text = fillIn(template, wordsFor(item, view));
  const named = { ...change, item: { ...item, told: [...told, occasion.key] } };
  return withReply(named, { key: `tell-${item.ref}-${occasion.key}`, account, text }, view);
}

interface Occasion {
  what: TellOccasion;
  /** Names it for ever. */
  key: string;
}

/** However often a ticket is closed and opened again, its end is news only after another word of the customer. */
function occasionOf(before: Ticket | undefined, after: Ticket, view: DeskView): Occasion | undefined {
  const { facts, gone } = after;
  if (gone || facts.status === 'spam') return undefined;
  if (!before) {
    const isNews = facts.status !== 'closed' && view.now - facts.createdAt < LATE;
    return isNews ? { what: 'created', key: 'created' } : undefined;
  }
  const end = ENDS[closingAs(after) ?? after.stage];
  if (end) return before.stage === after.stage ? undefined : { what: end, key: `over-${facts.lastCustomerAt ?? 0}` };
  const { assignee } = facts;
  if (!assignee || assignee.id === before.facts.assignee?.id) return undefined;
  return { what: 'assigned', key: `assigned-${assignee.id}` };
}

/** What it is called when the close that is on its way has been written. */
function closingAs({ facts, orders = [] }: Ticket): Stage | undefined {
  if (facts.status !== 'closed') return undefined;
  return orders.find(({ verb }) => verb === 'close')?.as;
}

function settingFor({ facts }: Ticket, { settings }: DeskView): TellSetting | undefined {
  return settings.tickets.tell.find(({ mailboxes: some }) => some.length === 0 || some.includes(facts.mailbox.name));
}

/** Somebody who wrote to us, and reads what we write. */
function mayBeTold({ facts, client }: Ticket, { unknown }: TellSetting, view: DeskView): boolean {
  const { email } = facts.customer;
  if (email === undefined || isMachine(email) || isAutomatic(facts.subject)) return false;
  if (client === undefined ? !unknown : stopOf(client, view)) return false;
  return facts.awaitsResponse || facts.lastCustomerAt !== undefined;
}

const MACHINES = [
  /^(no|non|do|not|ne)[-_.]?(not[-_.]?)?(reply|respond|answer|repondre|antworten)/,
  /(^|[-_.+])(no-?reply|donotreply)([-_.+]|$)/,
  /^(mailer[-_.]?daemon|postmaster|bounces?|abuse|daemon|root|nobody|www-data|cron)([-_.+]|$)/,
  /(^|[-_.+])(bounces?|listserv|majordomo|mailman|newsletters?|notifications?|alerts?|list|lists)([-_.+]|$)/,
  /(^owner-|-(owner|request|admin|subscribe|unsubscribe)$)/,
];

/** Mailing lists, and addresses behind which nobody reads. */
export function isMachine(email: string): boolean {
  const local = email.split('@')[0]?.toLowerCase() ?? '';
  return local === '' || MACHINES.some((pattern) => pattern.test(local));
}

const AUTOMATIC = [
  /^(re: |fwd?: |aw: )*(auto(matic|matische|matisk)?[ -]?(reply|response|antwort|svar)|automatische antwort|réponse automatique|respuesta automática|risposta automatica)/i,
  /^(re: |fwd?: |aw: )*(out of( the)? office|abwesenheitsnotiz|abwesend|absence du bureau|fuera de la oficina|fuori sede)/i,
  /^(undeliver(able|ed)|delivery (status|has failed|failure)|returned mail|mail delivery|failure notice|unzustellbar)/i,
  /^auto:/i,
];

/** Mails that no human being wrote. */
export function isAutomatic(subject: string): boolean {
  return AUTOMATIC.some((pattern) => pattern.test(oneLine(subject)));
}

/** Whoever has it, else whom the configuration names. */
function authorOf({ facts, source }: Ticket, { by }: TellSetting, view: DeskView): string | undefined {
  if (facts.assignee) return facts.assignee.id;
  const person = by === undefined ? undefined : view.people.find((one) => isNamed(one, by));
  return person?.accounts[source] ?? person?.email;
}

function wordsFor({ facts, client, source }: Ticket, view: DeskView) {
  const { assignee, customer, number } = facts;
  const person = findPerson(view.people, { system: source, account: assignee?.id, email: assignee?.email });
  return {
    number,
    customer: cut(oneLine(customer.name), NAME),
    technician: cut(oneLine(person?.name ?? assignee?.name ?? 'our team'), NAME),
    client: cut(oneLine(client ?? ''), NAME),
  };
}
