import { markOf } from '../../desk/review/name-mark.ts';
import { type Action, NO_ITEM } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import {
  clientRow,
  clientRows,
  rounded,
  someonesRow,
  unsettledRow,
  weekOf,
  yesterdayOf,
} from '../../desk/time/unbilled-rows.ts';
import type { Unbilled } from '../../desk/time/unbilled.ts';
import { readUnbilled } from '../../store/unbilled.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { pageCard } from '../page-card.ts';
import { type Click, type Command, type Desk, type Press, said, type Verb } from '../table.ts';

/** What others have not logged is for those to see who answer for it. */
const LEAST = 'lead';

/** `/desk unbilled`: by client, what of yesterday and this week is not billed yet. */
export const unbilledCommand: Verb<Command> = {
  least: LEAST,
  run: (desk, press) => turn(desk, press, 'all', 1),
};

/** The same behind a button, whose word is `all.1`, `waiting.1` or a client's mark with the page. */
export const unbilledClick: Verb<Click> = {
  least: LEAST,
  run(desk, press) {
    const [what = 'all', page] = (press.ask.with ?? '').split('.');
    return turn(desk, press, what, Number(page) || 1);
  },
};

async function turn({ store }: Desk, press: Press, what: string, page: number): Promise<Answer> {
  const view = await viewNow(store);
  if (view.timeBook === undefined) return said('No time book is connected, so no hours are counted here.');
  const unbilled = await readUnbilled(store, press.place);
  if (what === 'all') return overview(unbilled, page, view);
  if (what === 'waiting') return waiting(unbilled, page, view);
  const client = unbilled.clients.find((one) => markOf(one.client) === what);
  if (!client) return said('Nothing of this client is left that is not billed.');
  const title = `${client.client}: not billed yet, since ${unbilled.monday < unbilled.yesterday ? unbilled.monday : unbilled.yesterday}`;
  return { is: 'card', card: pageCard(clientRows(client, view), page, title, toward(what), asOf(view)) };
}

function overview(unbilled: Unbilled, page: number, view: DeskView): Answer {
  const rows = [
    ...unsettledRow(unbilled),
    ...unbilled.clients.map((one) => clientRow(one, unbilled, { ...toward(markOf(one.client))(1), label: 'Show' })),
  ];
  const title = `Not billed yet: yesterday ${rounded(yesterdayOf(unbilled))}, this week ${rounded(weekOf(unbilled))}`;
  const lines =
    rows.length === 0 ? [['Everything that was held yesterday and this week is logged, and nothing waits.']] : [];
  return { is: 'card', card: pageCard(rows, page, title, toward('all'), { ...asOf(view), lines }) };
}

function waiting({ unsettled }: Unbilled, page: number, view: DeskView): Answer {
  const rows = unsettled.map((entry) => someonesRow(entry, view));
  const title = `${unsettled.length} ${unsettled.length === 1 ? 'entry is' : 'entries are'} logged and not in the book`;
  return { is: 'card', card: pageCard(rows, page, title, toward('waiting'), asOf(view)) };
}

function toward(what: string): (page: number) => Omit<Action, 'label'> {
  return (page) => ({ verb: 'unbilled', ref: NO_ITEM, with: `${what}.${page}` });
}

function asOf({ now }: Pick<DeskView, 'now'>) {
  return { footer: ['As of ', { at: now, as: 'clock' as const }] };
}
