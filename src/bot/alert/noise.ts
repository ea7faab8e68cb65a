import { createHash } from 'node:crypto';
import { type Action, NO_ITEM } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import { noiseLine, noiseReport, type NoiseRow } from '../../desk/quiet/noise.ts';
import { mayShow } from '../../desk/routing.ts';
import { oneLine } from '../../desk/text.ts';
import { scopesOf } from '../../desk/quiet/window-choices.ts';
import { readFired } from '../../store/noise.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { itemRow } from '../../desk/look/item-rows.ts';
import { pageCard } from '../page-card.ts';
import { type Click, type Command, type Desk, type Press, said, type Verb } from '../table.ts';

const DAY = 24 * 3_600_000;
const DEFAULT_DAYS = 7;
/** More alerts than that of one shop cannot be counted while somebody waits. */
const MOST_DAYS = 30;

/** `/desk noise`, `/desk noise 30`: what fires and clears without anybody acting. */
export const noiseCommand: Verb<Command> = {
  least: 'anyone',
  async run(desk, press) {
    const typed = (press.ask.argument ?? '').trim();
    const days = typed === '' ? DEFAULT_DAYS : Number(typed);
    if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
      return said(`Write a number of days between 1 and ${MOST_DAYS}, such as /desk noise 30.`);
    return report(desk, press, days, 1);
  },
};

/** Another page of the report (`7.2`), or the alerts behind one of its rows (`7.1.<row>`). */
export const noise: Verb<Click> = {
  least: 'anyone',
  async run(desk, press) {
    const [typed, page, row] = (press.ask.with ?? '').split('.');
    const days = Math.min(Math.max(1, Math.trunc(Number(typed)) || DEFAULT_DAYS), MOST_DAYS);
    return row === undefined ? report(desk, press, days, Number(page)) : behind(desk, press, days, Number(page), row);
  },
};

async function report(desk: Desk, press: Press, days: number, page: number): Promise<Answer> {
  const { rows } = await read(desk, press, days);
  const title = `Noise of the last ${days === 1 ? 'day' : `${days} days`}`;
  const turn = (next: number) => ({ verb: 'noise', ref: NO_ITEM, with: `${days}.${next}` });
  const line =
    rows.length === 0
      ? 'Nothing has cleared without somebody acting.'
      : 'What cleared without an acknowledge, a claim, a ticket or time, the worst first.';
  const all = rows.map((row) => ({ line: noiseLine(row), action: open(days, row) }));
  return { is: 'card', card: pageCard(all, page || 1, title, turn, { lines: [[line]] }) };
}

function open(days: number, row: NoiseRow): Action {
  return { verb: 'noise', label: 'Open', ref: NO_ITEM, with: `${days}.1.${nameOf(row)}` };
}

async function behind(desk: Desk, press: Press, days: number, page: number, name: string): Promise<Answer> {
  const { rows, view } = await read(desk, press, days);
  const row = rows.find((one) => nameOf(one) === name);
  const [latest] = row?.alerts ?? [];
  if (!row || !latest) return said('This makes no noise any more. Look again with /desk noise.');
  const [scope] = scopesOf(latest);
  const mutes: Action[] =
    scope === undefined
      ? []
      : [{ verb: 'window-form', label: `Maintenance of ${oneLine(scope.scope.label)}`, ref: latest.ref }];
  const turn = (next: number) => ({ verb: 'noise', ref: NO_ITEM, with: `${days}.${next}.${name}` });
  const card = pageCard(
    row.alerts.map((alert) => itemRow(alert, view)),
    page || 1,
    oneLine(row.title),
    turn,
    {
      lines: [noiseLine(row)],
      actions: [...mutes, { verb: 'noise', label: 'Back', ref: NO_ITEM, with: `${days}.1` }],
    },
  );
  return { is: 'card', card };
}

async function read({ store }: Desk, press: Press, days: number): Promise<{ rows: NoiseRow[]; view: DeskView }> {
  const [alerts, view] = await Promise.all([readFired(store, store.now() - days * DAY, store.now()), viewNow(store)]);
  const seen = alerts.filter(({ facts }) => mayShow(facts.client, press.place, view.settings));
  return { rows: noiseReport(seen), view };
}

/** Short enough for a button. */
function nameOf({ key }: NoiseRow): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 10);
}
