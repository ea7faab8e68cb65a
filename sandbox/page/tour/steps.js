/** @import { Pictures, TrmmAlert, Ticket } from '../wire.d.ts' */

/** What was there when the tour began; it counts only what came since. */
/** @typedef {{ alert: number, ticket: number, sheets: string[], digests: number }} Start */

/** @typedef {{ title: string, how: string, part: 'slack' | 'discord' | 'panel' | 'behind', tab?: string, done: (pictures: Pictures, start: Start) => boolean }} Step */

/**
 * The main job, each step with where to press and how the systems themselves show that it was done.
 * @type {readonly Step[]}
 */
export const STEPS = [
  {
    title: 'Raise an alert',
    how: 'In "Make it happen", tab "An alert": press Raise the alert.',
    part: 'panel',
    tab: 'alert',
    done: (pictures, start) => alertsSince(pictures, start).length > 0,
  },
  {
    title: 'See its card on both chats',
    how: 'Wait a moment: the same card comes in Slack and in Discord.',
    part: 'slack',
    done: (pictures, start) =>
      alertsSince(pictures, start).some((alert) => chats(pictures).every((chat) => cardOf(chat, alert) !== undefined)),
  },
  {
    title: 'Acknowledge it on one chat',
    how: 'Press Acknowledge on the card, in Slack or in Discord.',
    part: 'slack',
    done: (pictures, start) => acknowledged(pictures, start).some((seen) => seen.includes(true)),
  },
  {
    title: 'See it on the other',
    how: 'The other chat says who has acknowledged it, without a press.',
    part: 'discord',
    done: (pictures, start) => acknowledged(pictures, start).some((seen) => !seen.includes(false)),
  },
  {
    title: 'Let it recover',
    how: 'In "As it really stands", Tactical RMM: press Recover beside the alert.',
    part: 'behind',
    done: (pictures, start) => alertsSince(pictures, start).some((alert) => alert.resolved),
  },
  {
    title: 'A customer writes',
    how: 'In "Make it happen", tab "A mail": press Send the mail.',
    part: 'panel',
    tab: 'mail',
    done: (pictures, start) => ticketsSince(pictures, start).length > 0,
  },
  {
    title: 'Claim the ticket',
    how: "Press Claim on its card, as Ann, Ben or Cara, and see FreeScout's assignee change.",
    part: 'slack',
    done: (pictures, start) => ticketsSince(pictures, start).some((ticket) => ticket.assignee !== null),
  },
  {
    title: 'Log time',
    how: 'Press Log time on a card, fill in hours, send. The draft stands in ERPNext.',
    part: 'slack',
    done: (pictures, start) => (pictures.erpnext?.timesheets ?? []).some(({ name }) => !start.sheets.includes(name)),
  },
  {
    title: 'Wake up tomorrow',
    how: 'In "Make it happen", tab "Clock": press Tomorrow 08:00. A digest comes.',
    part: 'panel',
    tab: 'clock',
    done: (pictures, start) => digestsIn(pictures) > start.digests,
  },
];

/**
 * @param {Pictures} pictures
 * @returns {Start}
 */
export function startOf(pictures) {
  return {
    alert: Math.max(0, ...(pictures.trmm?.alerts ?? []).map(({ id }) => id)),
    ticket: Math.max(0, ...(pictures.freescout?.tickets ?? []).map(({ id }) => id)),
    sheets: (pictures.erpnext?.timesheets ?? []).map(({ name }) => name),
    digests: digestsIn(pictures),
  };
}

/**
 * @param {Pictures} pictures
 * @param {Start} start
 * @returns {TrmmAlert[]}
 */
function alertsSince(pictures, start) {
  return (pictures.trmm?.alerts ?? []).filter(({ id }) => id > start.alert);
}

/**
 * @param {Pictures} pictures
 * @param {Start} start
 * @returns {Ticket[]}
 */
function ticketsSince(pictures, start) {
  return (pictures.freescout?.tickets ?? []).filter(({ id }) => id > start.ticket);
}

/**
 * The messages of each chat's channels as text, the newest last.
 * @param {Pictures} pictures
 */
function chats({ slack, discord }) {
  return [slack, discord].map((chat) =>
    (chat?.channels ?? []).flatMap(({ messages }) => messages.map((message) => JSON.stringify(message))),
  );
}

/**
 * A card names its alert by the number that Tactical RMM gave it.
 * @param {string[]} chat
 * @param {TrmmAlert} alert
 */
function cardOf(chat, { id }) {
  return chat.find((text) => text.includes(`alert ${id}`));
}

/**
 * Of each alert, for each chat: whether its card says that somebody has acknowledged it.
 * @param {Pictures} pictures
 * @param {Start} start
 */
function acknowledged(pictures, start) {
  const all = chats(pictures);
  return alertsSince(pictures, start).map((alert) =>
    all.map((chat) => cardOf(chat, alert)?.includes('Acknowledged by') === true),
  );
}

/** @param {Pictures} pictures */
function digestsIn(pictures) {
  return chats(pictures)
    .flat()
    .filter((text) => text.includes('How things stand')).length;
}
