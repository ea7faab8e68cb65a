import { NO_ITEM } from '../../desk/card.ts';
import { ownerOf } from '../../desk/routing.ts';
import { spanLine, titleOf, weeklyCard, weeklyRows, weeklyWord } from '../../desk/digest/weekly-card.ts';
import { weekBefore } from '../../desk/digest/weekly.ts';
import { readUnbilled } from '../../store/unbilled.ts';
import { unbilledDigestRows } from '../../desk/time/unbilled-rows.ts';
import { readWeekly } from '../../store/weekly.ts';
import { pageCard } from '../page-card.ts';
import { type Click, type Command, said, type Verb } from '../table.ts';

/** No week is longer, in milliseconds: that with the hour that is repeated in autumn. */
const LONGEST = (7 * 24 + 2) * 3_600_000;

/** `/desk weekly`: how the last seven days went, today with them. */
export const weeklyCommand: Verb<Command> = {
  least: 'lead',
  async run({ store }, { place, person }) {
    const now = store.now();
    const zone = person?.zone ?? store.house.settings.zone;
    const tomorrow = Temporal.Instant.fromEpochMilliseconds(now)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .add({ days: 1 });
    const { from } = weekBefore(tomorrow, zone);
    const weekly = await readWeekly(store, place, { from, to: now });
    const countsHours = store.house.timeBook !== undefined && ownerOf(place, store.house.settings) === undefined;
    const more = countsHours ? unbilledDigestRows(await readUnbilled(store, place)) : [];
    return { is: 'card', card: weeklyCard({ ...weekly, more }) };
  },
};

/** A week in pages, or one client's part of it. The button's word is `<from>~<to>.<page>` or `<from>~<to>~<client>.<page>`. */
export const weeklyClick: Verb<Click> = {
  least: 'lead',
  async run({ store }, { place, ask }) {
    const [word = '', page] = (ask.with ?? '').split('.');
    const [begin = '', end = '', mark] = word.split('~');
    const week = { from: Number.parseInt(begin, 36), to: Number.parseInt(end, 36) };
    if (!(week.to - week.from <= LONGEST)) return said('This week is of another version of Deskbell.');
    const weekly = await readWeekly(store, place, week, mark);
    if (mark !== undefined && !weekly.of)
      return said('Nothing of this client is kept of that week, or it belongs to another channel.');
    const turn = (next: number) => ({ verb: 'weekly', ref: NO_ITEM, with: weeklyWord(weekly, mark, next) });
    const rows = weeklyRows(weekly);
    return {
      is: 'card',
      card: pageCard(rows, Number(page) || 1, titleOf(weekly), turn, { lines: [spanLine(weekly)] }),
    };
  },
};
