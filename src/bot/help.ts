import { plainCard } from '../desk/card.ts';
import type { Line } from '../desk/text.ts';
import type { Command, Verb } from './table.ts';

const WORDS: Line = [
  { bold: 'Acknowledge' },
  ' says that you have seen it; it solves nothing. ',
  { bold: 'Claim' },
  ' says that you work on it.',
];

const COMMANDS: readonly Line[] = [
  [{ code: '/alerts' }, ' what fails now; also ', { code: '/alerts critical' }, ' or ', { code: '/alerts mine' }],
  [{ code: '/ticket 1042' }, ' all that was written in it; ', { code: '/ticket new' }, ' for a caller'],
  [{ code: '/tickets' }, ' open tickets; also ', { code: '/tickets unassigned' }, ' or ', { code: '/tickets mine' }],
  [
    { code: '/tickets client:Acme stage:Awaiting printer' },
    ' words that narrow the list combine; ',
    { code: '/tickets board' },
    ' shows them by stage',
  ],
  [{ code: '/desk find' }, ' a client, a device, a contact or a ticket, by any words'],
  [{ code: '/log-time' }, ' log time without a card'],
  [{ code: '/desk' }, ' or ', { code: '/desk home' }, ' the desk at a glance: alerts, tickets, what to do next'],
  [{ code: '/desk digest' }, ' how things stand'],
  [{ code: '/desk weekly' }, ' how the last seven days went, for leads and owners'],
  [{ code: '/desk checkin' }, ' what to look at in the morning, step by step'],
  [{ code: '/desk handover' }, ' what the next shift must know, and hand the desk over'],
  [{ code: '/desk my-day' }, ' what is yours, what is due next, and hours of yesterday that are not logged'],
  [{ code: '/desk day' }, ' your hours: claimed against logged; also ', { code: '/desk day yesterday' }, ' or a date'],
  [{ code: '/desk unbilled' }, ' for leads: hours by client that are not logged, not saved, or drafts alone'],
  [{ code: '/desk mutes' }, ' what hides alerts now; plan maintenance there'],
  [{ code: '/desk noise' }, ' what fires and clears without anybody acting; also ', { code: '/desk noise 30' }],
  [
    { code: '/desk ledger' },
    ' what became of all that was seen; also ',
    { code: '/desk ledger yesterday' },
    ' or a date; ',
    { code: '/desk ledger prove' },
    ' counts again at the sources',
  ],
  [{ code: '/desk oncall' }, ' who is on call now and next; take over, swap or give away a shift there'],
  [{ code: '/desk review Acme' }, ' how a month went for a client; also ', { code: '/desk review Acme quarter' }],
  [{ code: '/desk stops' }, ' clients where nothing automatic may happen now, and why'],
  [{ code: '/desk health' }, ' what is wrong with Deskbell itself, and what mends it'],
  [{ code: '/desk link you@company' }, ' tell Deskbell who you are'],
];

/** `/desk help`: each command is a row of its own, for which every platform has more room than for lines. */
export const helpCommand: Verb<Command> = {
  least: 'anyone',
  run: async () => ({
    is: 'card',
    card: plainCard({ title: 'Deskbell', lines: [WORDS], rows: COMMANDS.map((line) => ({ line })) }),
  }),
};
