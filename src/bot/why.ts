import { plainCard } from '../desk/card.ts';
import { responseTarget } from '../desk/clock.ts';
import type { DeskView, TimelineEntry } from '../desk/decision.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import { mayShow, route } from '../desk/routing.ts';
import { type Line, oneLine } from '../desk/text.ts';
import { isWork, readItem, readTimeline } from '../store/read.ts';
import { viewNow } from '../store/view.ts';
import { cardOf } from './show.ts';
import { type Click, said, type Verb } from './table.ts';

const SHOWN_ENTRIES = 12;

/** "Why am I seeing this?": the rule, the route, the target, and what has happened so far. */
export const why: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const item = await readItem(store, press.ask.ref);
    const view = await viewNow(store);
    if (!item || !isWork(item)) return said('This item is no longer kept; its card is only history.');
    if (!mayShow(clientOf(item), press.place, view.settings)) return said('This item belongs to another channel.');
    const timeline = await readTimeline(store, item.ref);
    const card = cardOf(item, view);
    return {
      is: 'card',
      card: plainCard({
        ref: item.ref,
        revision: item.revision,
        tone: card.tone,
        title: `Why: ${card.title}`,
        lines: [...reasons(item, view), ...history(timeline)],
      }),
    };
  },
};

function reasons(item: WorkItem, view: DeskView): Line[] {
  if (item.kind === 'alert') {
    const { places, because } = routing(item, view);
    return [
      [{ bold: 'Severity: ' }, `${item.severity}, because ${item.because}. The source calls it ${item.facts.raw}.`],
      [{ bold: 'Here: ' }, `${because}${places}.`],
    ];
  }
  const { because } = routing(item, view);
  const target = responseTarget(
    { createdAt: item.facts.createdAt, priority: item.priority, client: item.client },
    view.settings,
  );
  return [
    [{ bold: 'Priority: ' }, `${item.priority}, because ${item.because}.`],
    [{ bold: 'Here: ' }, `${because}.`],
    [
      { bold: 'First response: ' },
      item.facts.awaitsResponse ? `${target.because}.` : 'none to measure: no customer began this ticket.',
    ],
  ];
}

function routing(item: WorkItem, view: DeskView): { because: string; places: string } {
  const { settings, defaults } = view;
  if (item.kind === 'ticket') {
    const { because } = route(
      { kind: 'ticket', client: item.client, mailbox: item.facts.mailbox.name, priority: item.priority },
      settings,
      defaults,
    );
    return { because, places: '' };
  }
  const { client, site } = item.facts;
  const { because } = route({ kind: 'alert', client, site, severity: item.severity }, settings, defaults);
  const posted = settings.severity.post.includes(item.severity);
  return { because, places: posted ? '' : `, and ${item.severity} is listed, not posted` };
}

function history(timeline: readonly TimelineEntry[]): Line[] {
  const last = timeline.slice(-SHOWN_ENTRIES);
  const left = timeline.length - last.length;
  return [
    [{ bold: 'So far' }, left > 0 ? ` (the last ${last.length} of ${timeline.length})` : ''],
    ...last.map((entry): Line => [{ at: entry.at, as: 'clock' }, ` ${oneLine(entry.text)}`]),
  ];
}
