import { addMessage } from './ticket/add-message.ts';
import { alertsCommand } from './alert/list.ts';
import { deskCommand } from './desk-command.ts';
import { logTimeCommand } from './time/log-time.ts';
import { newTicketCommand, newTicketFromMessage } from './ticket/new-ticket.ts';
import type { Click, Command, OnMessage, Verb, Verbs } from './table.ts';
import { ticketCommand } from './ticket/command.ts';
import { ticketsCommand } from './ticket/list.ts';
import { alertVerbs } from './alert/verbs.ts';
import { clockVerbs } from './clock/verbs.ts';
import { reviewVerbs } from './report/review-verbs.ts';
import { deskVerbs } from './desk-verbs.ts';
import { onCallVerbs } from './on-call/verbs.ts';
import { reportVerbs } from './report/verbs.ts';
import { ticketVerbs } from './ticket/verbs.ts';
import { timeVerbs } from './time/verbs.ts';
import { workingVerbs } from './working/verbs.ts';

const rooms: readonly Verbs[] = [
  deskVerbs,
  alertVerbs,
  ticketVerbs,
  workingVerbs,
  timeVerbs,
  clockVerbs,
  reportVerbs,
  onCallVerbs,
  reviewVerbs,
];

/** Buttons, by the verb in their identifier. */
export const clicks: Readonly<Record<string, Verb<Click>>> = Object.assign({}, ...rooms.map((room) => room.clicks));

/** Forms, by their name. */
export const forms: Verbs['forms'] = Object.assign({}, ...rooms.map((room) => room.forms));

/** Commands by name. */
export const commandVerbs: Readonly<Record<string, Verb<Command>>> = {
  alerts: alertsCommand,
  tickets: ticketsCommand,
  ticket: ticketCommand,
  'ticket new': newTicketCommand,
  'log-time': logTimeCommand,
  desk: deskCommand,
};

/** What is chosen in the menu of a message, by name. */
export const messageVerbs: Readonly<Record<string, Verb<OnMessage>>> = {
  'ticket-from-message': newTicketFromMessage,
  'message-to-ticket': addMessage,
};
