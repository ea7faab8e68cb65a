import type { Alert } from '../../desk/alert/alert.ts';
import { possibleOrders } from '../../desk/alert/order.ts';
import { type Action, NO_ITEM } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import { clientOf, type WorkItem } from '../../desk/item.ts';
import { entryLine, muteBook, type MuteEntry, type MuteFacts, pastEntries } from '../../desk/quiet/mute-book.ts';
import { mayShow } from '../../desk/routing.ts';
import { type Line, oneLine } from '../../desk/text.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { readLiveWindows } from '../../store/live-windows.ts';
import { readClosed, readOpen } from '../../store/read.ts';
import type { Store } from '../../store/store.ts';
import { viewNow } from '../../store/view.ts';
import { readPastWindows } from '../../store/windows.ts';
import type { Answer } from '../contract.ts';
import { itemRow } from '../../desk/look/item-rows.ts';
import { pageCard } from '../page-card.ts';
import { type Click, type Command, type Desk, type Press, said, type Verb } from '../table.ts';
import { endActions, windowHere, windowLines } from './windows.ts';

/** How far back the book remembers what was held back. */
const LOOK_BACK = 7 * 24 * 3_600_000;

const PAST = 'past';

const NEW_WINDOW: Action = { verb: 'window-form', label: 'New window', ref: NO_ITEM };

/** `/desk mutes`: everything that hides something now. */
export const mutesCommand: Verb<Command> = { least: 'anyone', run: (desk, press) => book(desk, press, 1) };

/** Another page of it; the button's word is `2`, or `past.2` for windows that are over. */
export const mutes: Verb<Click> = {
  least: 'anyone',
  async run(desk, press) {
    const [first = '', page] = (press.ask.with ?? '').split('.');
    return first === PAST ? past(desk, press, Number(page)) : book(desk, press, Number(first));
  },
};

/** One entry with all that it hides; the button's word is `<id>.<page>`. */
export const mute: Verb<Click> = {
  least: 'anyone',
  async run(desk, press) {
    const { ref, with: word = '' } = press.ask;
    const [id, page] = word.split('.');
    const { facts, view } = await read(desk.store, press.place);
    const entry = id === 'window' ? await windowEntry(desk, press, facts) : findEntry(facts, view, id, ref);
    if (typeof entry === 'string') return said(entry);
    if (!entry) return said('This hides nothing any more. Look again with /desk mutes.');
    return entryPage(entry, Number(page), view);
  },
};

async function book(desk: Desk, press: Press, page: number): Promise<Answer> {
  const { facts, view } = await read(desk.store, press.place);
  const entries = muteBook(facts, view);
  const rows = entries.map((entry) => rowOf(entry, view));
  const title = entries.length === 0 ? 'Nothing is muted' : `${entries.length} mutes`;
  const turn = (next: number) => ({ verb: 'mutes', ref: NO_ITEM, with: String(next) });
  const none: Line[] = [['No window, no snooze and no rule hides anything here now.']];
  const card = pageCard(rows, page || 1, title, turn, {
    lines: entries.length === 0 ? none : [],
    actions: [NEW_WINDOW, { verb: 'mutes', label: 'Past windows', ref: NO_ITEM, with: `${PAST}.1` }],
  });
  return { is: 'card', card };
}

async function past({ store }: Desk, press: Press, page: number): Promise<Answer> {
  const { facts, view } = await read(store, press.place);
  const found = await readPastWindows(store, view.now - LOOK_BACK, view.now);
  const seen = found.filter(({ scope }) => mayShow(scope.client, press.place, view.settings));
  const rows = pastEntries(seen, facts).map((entry) => rowOf(entry, view));
  const turn = (next: number) => ({ verb: 'mutes', ref: NO_ITEM, with: `${PAST}.${next}` });
  const card = pageCard(rows, page || 1, 'Windows of the last seven days', turn, {
    lines: rows.length === 0 ? [['No maintenance window was over in the last seven days.']] : [],
    actions: [{ verb: 'mutes', label: 'What is muted now', ref: NO_ITEM, with: '1' }],
  });
  return { is: 'card', card };
}

function rowOf(entry: MuteEntry, view: DeskView) {
  return {
    line: entryLine(entry, view.now),
    action: { verb: 'mute', label: 'Open', ref: entry.ref ?? NO_ITEM, with: `${entry.id}.1` },
  };
}

/** All that may be shown at a place. */
async function read(store: Store, place: Destination): Promise<{ facts: MuteFacts; view: DeskView }> {
  const now = store.now();
  const [alerts, tickets, closed, { windows }] = await Promise.all([
    readOpen(store, 'alert'),
    readOpen(store, 'ticket'),
    readClosed(store, now - LOOK_BACK, now),
    readLiveWindows(store),
  ]);
  const view = await viewNow(store);
  const seen = (item: WorkItem): boolean => mayShow(clientOf(item), place, view.settings);
  const isAlert = (item: WorkItem): item is Alert => item.kind === 'alert' && seen(item);
  return {
    view,
    facts: {
      alerts: alerts.filter(isAlert),
      tickets: tickets.filter((item): item is Ticket => item.kind === 'ticket' && seen(item)),
      ended: closed.filter(isAlert),
      windows: windows.filter(({ scope }) => mayShow(scope.client, place, view.settings)),
    },
  };
}

function findEntry(facts: MuteFacts, view: DeskView, id: string | undefined, ref: string): MuteEntry | undefined {
  return muteBook(facts, view).find((entry) => entry.id === id && (entry.ref ?? NO_ITEM) === ref);
}

/** Also one that is over. */
async function windowEntry({ store }: Desk, press: Click, facts: MuteFacts): Promise<MuteEntry | string | undefined> {
  const window = await windowHere(store, press.ask.ref, press.place);
  return typeof window === 'string' ? window : pastEntries([window], facts)[0];
}

function entryPage(entry: MuteEntry, page: number, view: DeskView): Answer {
  const { hides, label, window } = entry;
  const open = hides.filter((item) => item.kind === 'ticket' || !item.ended).length;
  const counts = `${hides.length} in all, ${open} of them open.`;
  const about: Line[] = window
    ? windowLines(window, view.now)
    : [[{ bold: oneLine(entry.owner) }, `: ${oneLine(entry.reason)}`]];
  const rows = hides.map((item) => itemRow(item, view));
  const title = window ? `Maintenance of ${oneLine(label)}` : oneLine(label);
  const turn = (next: number) => ({ verb: 'mute', ref: entry.ref ?? NO_ITEM, with: `${entry.id}.${next}` });
  const card = pageCard(rows, page || 1, title, turn, {
    lines: [...about, [hides.length === 0 ? 'It has hidden nothing so far.' : counts]],
    actions: [
      ...(window ? endActions(window, view.now) : snoozeActions(entry, view)),
      { verb: 'mutes', label: 'Back', ref: NO_ITEM, with: '1' },
    ],
  });
  return { is: 'card', card };
}

function snoozeActions({ id, hides }: MuteEntry, view: DeskView): Action[] {
  const [item] = hides;
  if (id !== 'snooze' || item?.kind !== 'alert' || !possibleOrders(item, view).includes('wake')) return [];
  return [{ verb: 'wake', label: 'End the snooze', ref: item.ref }];
}
