import { markOf } from '../../desk/review/name-mark.ts';
import { type Action, type CardRow, NO_ITEM, plainCard } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import { type Happened, happened, type Happening, happenings, ourClient, pastOf } from '../../desk/digest/happened.ts';
import { figureRow } from '../../desk/review/figure-row.ts';
import { clientOf } from '../../desk/item.ts';
import { itemRow } from '../../desk/look/item-rows.ts';
import { mayShow } from '../../desk/routing.ts';
import type { Span } from '../../desk/clock/spans.ts';
import { oneLine } from '../../desk/text.ts';
import { span as lengthOf } from '../../desk/clock/when.ts';
import { readKnown, readPast } from '../../store/happened.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { pageCard } from '../page-card.ts';
import { type Desk, type Press, said } from '../table.ts';

/** No figure is of more than that, in milliseconds: five weeks. */
const LONGEST = 36 * 24 * 3_600_000;

const NAMES: Readonly<Record<Happening, [one: string, many: string]>> = {
  'alerts-came': ['alert came', 'alerts came'],
  'alerts-ended': ['alert ended', 'alerts ended'],
  'tickets-came': ['ticket came', 'tickets came'],
  'tickets-closed': ['ticket was closed', 'tickets were closed'],
  'tickets-reopened': ['ticket came back', 'tickets came back'],
  'alerts-late': ['alert was answered too late', 'alerts were answered too late'],
  'tickets-late': ['ticket was answered too late', 'tickets were answered too late'],
  unanswered: ['alert recovered unanswered', 'alerts recovered unanswered'],
  acknowledge: ['alert was answered', 'alerts were answered'],
  repair: ['alert was mended', 'alerts were mended'],
  response: ['ticket was answered', 'tickets were answered'],
  resolution: ['ticket was solved', 'tickets were solved'],
};

/** The word of the button that opens the rows behind a figure; `list` reads it. */
export function happenedWord(what: Happening, { from, to }: Span, client?: string): string {
  const parts = [what, from.toString(36), to.toString(36), ...(client === undefined ? [] : [markOf(client)])];
  return `happened.${parts.join('~')}`;
}

/** What happened in a span of time, as far as it may be told here; the word is `<what>~<from>~<to>` and perhaps `~<client>`. */
export async function happenedTurn(desk: Desk, press: Press, word: string, page: number): Promise<Answer> {
  const [name, begin = '', end = '', mark] = word.split('~');
  const what = happenings.find((one) => one === name);
  const span = { from: Number.parseInt(begin, 36), to: Number.parseInt(end, 36) };
  if (!what || !(span.to - span.from <= LONGEST)) return said('This list is of another version of Deskbell.');
  const { store } = desk;
  const [past, known, view] = await Promise.all([readPast(store, span), readKnown(store), viewNow(store)]);
  const { settings } = view;
  const names = [...past.came, ...past.ended, ...past.open].map((item) => ourClient(item, settings));
  const client = mark === undefined ? undefined : names.find((one) => markOf(one) === mark);
  const theirs =
    mark !== undefined && client === undefined ? [] : happened(what, pastOf(past, client, settings), span, known);
  const rows = theirs.filter(({ item }) => mayShow(clientOf(item), press.place, settings));
  const turn = (next: number): Omit<Action, 'label'> => ({
    verb: 'list',
    ref: NO_ITEM,
    with: `${happenedWord(what, span, client)}.${next}`,
  });
  const where = client === undefined ? '' : ` · ${client === '' ? 'of no client' : oneLine(client)}`;
  const title = `${rows.length} ${NAMES[what][rows.length === 1 ? 0 : 1]}${where}`;
  const lines = [['From ', { at: span.from, as: 'clock' as const }, ' to ', { at: span.to, as: 'clock' as const }]];
  return {
    is: 'card',
    card: pageCard(
      rows.map((row) => rowOf(row, view)),
      page,
      title,
      turn,
      { lines },
    ),
  };
}

/** All that is counted of a span of time, each number with its rows; the word is `<from>~<to>`. */
export async function flowTurn({ store }: Desk, { place }: Press, word: string): Promise<Answer> {
  const [begin = '', end = ''] = word.split('~');
  const span = { from: Number.parseInt(begin, 36), to: Number.parseInt(end, 36) };
  if (!(span.to - span.from <= LONGEST)) return said('This list is of another version of Deskbell.');
  const [past, known] = await Promise.all([readPast(store, span), readKnown(store)]);
  const { settings } = store.house;
  const rows = happenings.map((what) => {
    const count = happened(what, past, span, known).filter(({ item }) =>
      mayShow(clientOf(item), place, settings),
    ).length;
    return figureRow(count, NAMES[what][count === 1 ? 0 : 1], happenedWord(what, span));
  });
  const lines = [['From ', { at: span.from, as: 'clock' as const }, ' to ', { at: span.to, as: 'clock' as const }]];
  return { is: 'card', card: plainCard({ title: 'What happened', lines, rows }) };
}

function rowOf({ item, took }: Happened, view: DeskView): CardRow {
  const row = itemRow(item, view);
  return took === undefined ? row : { ...row, line: [{ bold: lengthOf(took) }, ' · ', ...row.line] };
}
