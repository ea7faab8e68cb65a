import { NO_ITEM, plainCard } from '../desk/card.ts';
import type { Notice } from '../desk/decision.ts';
import { zoneOf } from '../desk/people.ts';
import { firstWorkingDay, overviewRows } from '../desk/review/overview.ts';
import { lastMonth, type ReviewSpan } from '../desk/review/span.ts';
import { isLatched } from '../store/notices.ts';
import { readPeople } from '../store/people.ts';
import { readOverview } from '../store/review-overview.ts';
import { markClients } from '../store/reviewed.ts';
import type { Store } from '../store/store.ts';
import { readersAmong, sendDue } from './occasion.ts';
import type { JobParts } from './parts.ts';

/** Rows of one message; the others are a click away. */
const MOST_ROWS = 8;

/** After the first working day it can still be made up for so long. */
const LATEST_DAYS = 7;

/** Sends every owner last month's reviews on the first working day, or on one of the next days where that was missed: once a month. */
export async function reviews(parts: JobParts): Promise<void> {
  const { store } = parts;
  const { settings } = store.house;
  if (!settings.reviews.monthly) return;
  await parts.findAccounts();
  const owners = readersAmong(await readPeople(store), store.house).filter(({ person }) => person.role === 'owner');
  const targets = owners.map((owner) => ({ ...owner, at: settings.reviews.at, zone: zoneOf(owner.person, settings) }));
  await sendDue(store, 'reviews-day', targets, async ({ destination }, _, date) => {
    const first = firstWorkingDay(date, settings);
    if (first === undefined || date < first || daysAfter(first, date) >= LATEST_DAYS) return undefined;
    const key = `reviews/${destination}/${date.slice(0, 7)}`;
    if (await isLatched(store, key)) return undefined;
    return notice(store, destination, key, monthBefore(date, settings.zone));
  });
}

function daysAfter(first: string, date: string): number {
  return Temporal.PlainDate.from(first).until(date).days;
}

/** The month before that of the owner's date, whatever date it is at the shop. */
function monthBefore(date: string, zone: string): ReviewSpan {
  return lastMonth(Temporal.PlainDate.from(date).with({ day: 15 }).toZonedDateTime(zone).epochMilliseconds, zone);
}

async function notice(store: Store, destination: string, key: string, span: ReviewSpan): Promise<Notice | undefined> {
  const found = await readOverview(store, span, () => true);
  if (found.length === 0) return undefined;
  const marks = await markClients(
    store,
    found.map(({ client }) => client),
  );
  const rows = overviewRows(found, ({ client }) => ({
    verb: 'review',
    label: 'Open',
    ref: NO_ITEM,
    with: `${marks.get(client) ?? ''}.${span.code}.1`,
  }));
  const all = { verb: 'reviews', label: `All ${rows.length} clients`, ref: NO_ITEM, with: `${span.code}.1` };
  const card = plainCard({
    title: `Reviews of ${span.title}`,
    lines: [['How the month went for each client. Open one for its figures, and to send it.']],
    rows: rows.slice(0, MOST_ROWS),
    actions: rows.length > MOST_ROWS ? [all] : [],
  });
  return { key, destination, clients: found.map(({ client }) => client), loud: true, rank: 4, at: store.now(), card };
}
