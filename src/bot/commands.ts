import { alertFilters } from './alert/filter.ts';
import { REVIEW_ARGUMENT } from './report/review-clients.ts';
import type { CommandSpec } from './contract.ts';
import { ticketFilters } from '../desk/ticket/filter.ts';

/** What people can type; the manifest and the server's command list hold the same. */
export const commandSpecs: readonly CommandSpec[] = [
  {
    name: 'alerts',
    description: 'What fails now',
    argument: {
      name: 'filter',
      description: `${alertFilters.join(', ')}, client:, site:`,
      required: false,
      among: 'alert-filters',
    },
  },
  {
    name: 'tickets',
    description: 'Open tickets',
    argument: {
      name: 'filter',
      description: `${ticketFilters.join(', ')}, client:, stage:, P1, words; or board`,
      required: false,
      among: 'ticket-filters',
    },
  },
  {
    name: 'ticket',
    description: 'All that was written in a ticket',
    argument: {
      name: 'number',
      description: 'Its number, words of its subject, or new for a caller',
      required: false,
      among: 'tickets',
    },
  },
  { name: 'ticket-from-message', label: 'Make a ticket', description: 'Makes a ticket of this message' },
  { name: 'message-to-ticket', label: 'Add to a ticket', description: 'Notes this message in a ticket' },
  {
    name: 'log-time',
    description: 'Log time',
    argument: { name: 'customer', description: 'Whom it is for', required: false, among: 'customers' },
  },
  {
    name: 'desk',
    description: 'Deskbell itself',
    subcommands: [
      { name: 'home', description: 'Alerts, tickets and what to do next' },
      {
        name: 'find',
        description: 'A client, a device, a contact or a ticket',
        argument: { name: 'words', description: 'Some of its name, its number or its address', required: false },
      },
      { name: 'help', description: 'What Deskbell can do' },
      { name: 'health', description: 'What is wrong with Deskbell itself, and what mends it' },
      { name: 'digest', description: 'How things stand' },
      { name: 'weekly', description: 'How the last seven days went, with what changed' },
      { name: 'checkin', description: 'What to look at in the morning, step by step' },
      { name: 'handover', description: 'What the next shift must know, and hand the desk over' },
      { name: 'my-day', description: 'What is yours, what is due next, and hours that are not logged' },
      {
        name: 'day',
        description: 'Your hours of a day: claimed against logged',
        argument: { name: 'day', description: 'today, yesterday or 2026-11-20', required: false },
      },
      { name: 'unbilled', description: 'Hours by client that are not billed yet' },
      { name: 'mutes', description: 'What hides alerts now, whose it is and until when' },
      {
        name: 'noise',
        description: 'What fires and clears without anybody acting',
        argument: { name: 'days', description: 'How many days back; default 7', required: false },
      },
      { name: 'oncall', description: 'Who is on call now and next' },
      {
        name: 'review',
        description: 'How a month went for a client, to be sent to them',
        argument: { name: 'client', description: REVIEW_ARGUMENT, required: false, among: 'reviews' },
      },
      { name: 'stops', description: 'Clients where nothing automatic may happen now' },
      {
        name: 'ledger',
        description: 'What became of every alert and ticket that was seen',
        argument: { name: 'day', description: 'today, yesterday, 2026-11-20, or prove', required: false },
      },
      {
        name: 'link',
        description: 'Tell Deskbell who you are',
        argument: { name: 'email', description: 'Your address at work', required: false },
      },
    ],
  },
];
