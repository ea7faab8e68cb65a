import { plainCard } from '../desk/card.ts';
import type { Line } from '../desk/text.ts';
import { digestCommand } from './report/digest.ts';
import { checkinCommand } from './report/checkin.ts';
import { dayCommand } from './report/day.ts';
import { findCommand } from './look/find.ts';
import { handoverCommand } from './on-call/handover.ts';
import { helpCommand } from './help.ts';
import { homeCommand } from './look/home.ts';
import { ledgerCommand } from './report/ledger.ts';
import { linkCommand } from './link.ts';
import { myDayCommand } from './report/my-day.ts';
import { mutesCommand } from './alert/mutes.ts';
import { noiseCommand } from './alert/noise.ts';
import { onCallCommand } from './on-call/on-call.ts';
import { roleRefusal } from './role.ts';
import { reviewCommand } from './report/review.ts';
import { stopsCommand } from './alert/stop.ts';
import { weeklyCommand } from './report/weekly.ts';
import { type Command, said, type Verb } from './table.ts';
import { unbilledCommand } from './time/unbilled.ts';

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
  help: helpCommand,
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
