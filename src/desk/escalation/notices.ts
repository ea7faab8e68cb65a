import { type Card, plainCard } from '../card.ts';
import { dueSpans } from '../clock/lines.ts';
import type { DeskView, Notice } from '../decision.ts';
import { type Destination, directMessage } from '../destination.ts';
import { type Escalation, FACTS, factNames } from './escalation.ts';
import { mask } from '../mask.ts';
import type { Person } from '../people.ts';
import { clean, type Line, oneLine } from '../text.ts';
import { TICKET_TONES } from '../ticket/tone.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** What rings about an escalation. `calls` are those who are called because time is short; undefined where nobody is. */
export function escalationNotices(
  ticket: Ticket,
  escalation: Escalation,
  calls: readonly Person[] | undefined,
  view: DeskView,
): Notice[] {
  const cards = ticket.places.flatMap(({ destination, as }) => (as === 'card' ? [destination] : []));
  const loud = escalation.places.length > 0 ? escalation.places : cards;
  const notice = (destination: Destination, card: Card, more: Partial<Notice>): Notice => ({
    key: `${ticket.ref}/escalated-${escalation.keys.at(-1) ?? ''}/${destination}`,
    destination,
    loud: true,
    rank: calls ? 0 : 1,
    at: view.now,
    card,
    ...more,
  });
  const line: Line = [{ bold: escalation.by.name }, ` escalated it${whom(escalation)}`];
  return [
    ...loud.map((to) => notice(to, escalationCard(ticket, escalation, calls && callLine(calls)), { ref: ticket.ref })),
    ...cards
      .filter((destination) => !loud.includes(destination))
      .map((to) => notice(to, plainCard({ title: '', lines: [line] }), { ref: ticket.ref, loud: false, rank: 5 })),
    ...directs(escalation, calls, view).map((to) =>
      notice(to, escalationCard(ticket, escalation, calls && [{ bold: 'You are called: time is short.' }]), {}),
    ),
  ];
}

/** Whoever is called hears it on every platform; who was merely chosen, on the first one. */
function directs({ to, by }: Escalation, calls: readonly Person[] | undefined, view: DeskView): Destination[] {
  if (calls) return calls.flatMap((person) => accountsOf(person, view));
  const chosen = view.people.find(({ id }) => id === to?.person && id !== by.id);
  return chosen ? accountsOf(chosen, view).slice(0, 1) : [];
}

function accountsOf({ accounts }: Person, { platforms }: DeskView): Destination[] {
  return platforms.flatMap((platform) => {
    const account = accounts[platform];
    return account === undefined ? [] : [directMessage(platform, account)];
  });
}

function callLine(people: readonly Person[]): Line {
  if (people.length === 0) return [{ bold: 'Nobody is known here who could be called: call by telephone.' }];
  return people.flatMap(({ name, accounts }): Line => [{ mention: name, accounts }, ' ']);
}

function escalationCard(ticket: Ticket, escalation: Escalation, call: Line | undefined): Card {
  const { facts, client, priority } = ticket;
  const said = factNames.map((name) => `${FACTS[name]}\n${mask(clean(escalation.facts[name])).trim()}`);
  return plainCard({
    ref: ticket.ref,
    revision: ticket.revision,
    tone: TICKET_TONES[priority],
    badge: `🆙 ESCALATED · ${priority}`,
    title: `#${facts.number} ${oneLine(mask(facts.subject)) || '(no subject)'}`,
    lines: [
      ...(call ? [call] : []),
      [client ?? oneLine(facts.customer.name), ...dueSpans(ticket)],
      [{ bold: escalation.by.name }, ` escalated it${whom(escalation)} `, { at: escalation.at, as: 'ago' }],
    ],
    quote: { text: said.join('\n\n'), as: 'prose', whole: true },
    actions: [
      { verb: 'claim', label: 'Claim', style: 'primary' },
      { verb: 'show', label: 'Open' },
    ],
    links: facts.links,
  });
}

function whom({ to }: Escalation): string {
  return to ? ` to ${to.name}` : '';
}
