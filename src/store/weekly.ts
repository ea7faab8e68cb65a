import type { Destination } from '../desk/destination.ts';
import { ourClient, type Past } from '../desk/digest/happened.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import { markOf } from '../desk/review/name-mark.ts';
import { noiseReport } from '../desk/quiet/noise.ts';
import { mayShow } from '../desk/routing.ts';
import type { Span } from '../desk/clock/spans.ts';
import type { Weekly } from '../desk/digest/weekly-card.ts';
import { figuresByClient, figuresOf, reasonsOf, type Weeks, weeksBefore, weeksOf } from '../desk/digest/weekly.ts';
import { readKnown, readPast } from './happened.ts';
import { readFired } from './noise.ts';
import type { Store } from './store.ts';

/** How a week went, as far as it may be told at a place; of the one client with this mark, where one is given. */
export async function readWeekly(store: Store, place: Destination, week: Span, mark?: string): Promise<Weekly> {
  const known = await readKnown(store);
  const { settings } = known;
  const before = weeksBefore(week, known);
  const [past, pastBefore, fired] = await Promise.all([
    readPast(store, week),
    readPast(store, before),
    readFired(store, week.from, week.to),
  ]);
  const sees = (item: WorkItem): boolean => mayShow(clientOf(item), place, settings);
  const seen = ({ came, ended, open }: Past): Past => ({
    came: came.filter(sees),
    ended: ended.filter(sees),
    open: open.filter(sees),
  });
  const weeks: Weeks = { week, past: seen(past), before, pastBefore: seen(pastBefore) };
  const everybody = [...weeks.past.came, ...weeks.past.ended, ...weeks.past.open].map((item) =>
    ourClient(item, settings),
  );
  const client = mark === undefined ? undefined : everybody.find((name) => markOf(name) === mark);
  const theirs = client === undefined ? weeks : weeksOf(weeks, client, known);
  const noisy = fired.filter((alert) => sees(alert) && (client === undefined || ourClient(alert, settings) === client));
  return {
    week,
    all: figuresOf(theirs, known),
    clients: client === undefined ? figuresByClient(weeks, known) : [],
    reasons: reasonsOf(theirs.past, week),
    noise: noiseReport(noisy),
    ...(mark !== undefined && client !== undefined ? { of: { client, mark } } : {}),
  };
}
