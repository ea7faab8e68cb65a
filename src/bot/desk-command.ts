import { plainCard } from '../desk/card.ts';
import type { Line } from '../desk/text.ts';
import { digestCommand } from './digest.ts';
import { checkinCommand } from './checkin.ts';
import { dayCommand } from './day.ts';
import { findCommand } from './find.ts';
import { handoverCommand } from './handover.ts';
import { homeCommand } from './home.ts';
import { ledgerCommand } from './ledger.ts';
import { linkCommand } from './link.ts';
import { myDayCommand } from './my-day.ts';
import { mutesCommand } from './mutes.ts';
import { noiseCommand } from './noise.ts';
import { onCallCommand } from './on-call.ts';
import { roleRefusal } from './role.ts';
import { reviewCommand } from './review.ts';
import { stopsCommand } from './stop.ts';
import { weeklyCommand } from './weekly.ts';
import { type Command, said, type Verb } from './table.ts';
import { unbilledCommand } from './unbilled.ts';

const HELP: readonly Line[] = [
  [{ code: '/alerts' }, ' what fails now; also ', { code: '/alerts critical' }, ' or ', { code: '/alerts mine' }],
  [{ code: '/ticket 1042' }, ' all that was written in it; ', { code: '/ticket new' }, ' for a caller'],
  [{ code: '/tickets' }, ' open tickets; also ', { code: '/tickets unassigned' }, ' or ', { code: '/tickets mine' }],
  [
    { code: '/tickets client:Acme stage:Awaiting printer' },
    ' words that narrow the list combine; ',
    { code: '/tickets board' },
    ' shows them by stage',
  ],
  [{ code: '/ticket 1042' }, ' all that was written in a ticket'],
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
  [
    { bold: 'Acknowledge' },
    ' says that you have seen it; it solves nothing. ',
    { bold: 'Claim' },
    ' says that you work on it.',
  ],
];

const help: Verb<Command> = {
  least: 'anyone',
  run: async () => ({ is: 'card', card: plainCard({ title: 'Deskbell', lines: HELP }) }),
};

const MARK = { good: '✅', warning: '⚠️', bad: '❌' } as const;

const health: Verb<Command> = {
  least: 'anyone',
  async run({ ports }) {
    const checks = await ports.checks();
    const wrong = checks.filter((check) => check.state !== 'good');
    const lines = [...wrong, ...checks.filter((check) => check.state === 'good')].map((check): Line => [
      `${MARK[check.state]} `,
      { bold: check.what },
      `: ${check.says}`,
      check.mend === undefined ? '' : ` ${check.mend}`,
    ]);
    const title = wrong.length === 0 ? 'All is well' : `${wrong.length} of ${checks.length} checks need attention`;
    return { is: 'card', card: plainCard({ title, tone: wrong.length === 0 ? 'good' : 'warning', lines }) };
  },
};

const subcommands: Readonly<Record<string, Verb<Command>>> = {
  home: homeCommand,
  find: findCommand,
  help,
  health,
  digest: digestCommand,
  handover: handoverCommand,
  checkin: checkinCommand,
  weekly: weeklyCommand,
  'my-day': myDayCommand,
  day: dayCommand,
  unbilled: unbilledCommand,
  mutes: mutesCommand,
  noise: noiseCommand,
  review: reviewCommand,
  ledger: ledgerCommand,
  oncall: onCallCommand,
  stops: stopsCommand,
  link: linkCommand,
};

/** `/desk` with its subcommands; without one it shows the desk. */
export const deskCommand: Verb<Command> = {
  least: 'anyone',
  run: async (desk, press) => {
    const chosen = subcommands[press.ask.subcommand ?? 'home'];
    if (!chosen) return said(`There is no /desk ${press.ask.subcommand}. Try /desk help.`);
    const refusal = roleRefusal(press.person, chosen.least, press.presser);
    return refusal === undefined ? chosen.run(desk, press) : said(refusal);
  },
};
