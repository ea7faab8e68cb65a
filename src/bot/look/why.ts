import { type Action, plainCard } from '../../desk/card.ts';
import { chainReason } from '../../desk/on-call/chain-card.ts';
import { clockReasons } from '../../desk/clock/lines.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { WorkItem } from '../../desk/item.ts';
import type { Alert } from '../../desk/alert/alert.ts';
import { span } from '../../desk/clock/when.ts';
import { route } from '../../desk/routing.ts';
import { type Line, oneLine } from '../../desk/text.ts';
import { readLatest } from '../../store/read.ts';
import { viewNow } from '../../store/view.ts';
import { itemHere } from '../here.ts';
import { cardOf } from '../pump/show.ts';
import { whereLines } from '../where.ts';
import { type Click, said, type Verb } from '../table.ts';

const SHOWN_ENTRIES = 12;

/** "Why am I seeing this?": the rule, the route, the target, and what has happened so far. */
export const why: Verb<Click> = {
  least: 'anyone',
  async run({ store, ports }, press) {
    const item = await itemHere(store, press.ask.ref, press.place);
    if (typeof item === 'string') return said(item);
    const view = await viewNow(store);
    const timeline = await readLatest(store, item.ref, SHOWN_ENTRIES);
    const where = await whereLines(store, ports, item.ref, press.place);
    const card = cardOf(item, view);
    return {
      is: 'card',
      card: plainCard({
        ref: item.ref,
        revision: item.revision,
        tone: card.tone,
        title: `Why: ${card.title}`,
        lines: [...reasons(item, view), ...quietLine(item, press.place), ...where, ...history(timeline)],
        actions: earlierOf(item),
      }),
    };
  },
};

/** An alert that came back after its time has a card of its own; the one before is a press away. */
function earlierOf(item: WorkItem): Action[] {
  if (item.kind !== 'alert' || item.earlier === undefined) return [];
  return [{ verb: 'show', label: 'The episode before', ref: item.earlier }];
}

function reasons(item: WorkItem, view: DeskView): Line[] {
  if (item.kind === 'alert') {
    const { places, because } = routing(item, view);
    return [
      [{ bold: 'Severity: ' }, `${item.severity}, because ${item.because}. The source calls it ${item.facts.raw}.`],
      [{ bold: 'Here: ' }, `${because}${places}.`],
      [{ bold: 'Response: ' }, ...responseLine(item)],
      [{ bold: 'Calls: ' }, chainReason(item, view)],
      ...(item.muted
        ? [[{ bold: 'Quiet: ' }, `maintenance of ${item.muted.by.name}: ${oneLine(item.muted.reason)}.`]]
        : []),
    ];
  }
  const { because } = routing(item, view);
  return [
    [{ bold: 'Priority: ' }, `${item.priority}, because ${item.because}.`],
    [{ bold: 'Here: ' }, `${because}.`],
    ...clockReasons(item, view.settings, view.now),
    [{ bold: 'Calls: ' }, chainReason(item, view)],
  ];
}

/** For how long the quiet hours of this channel hold it back, or did. */
function quietLine({ places }: WorkItem, place: string): Line[] {
  const here = places.find(({ destination, held }) => held && destination === place);
  const { as, held } = here ?? places.find((one) => one.held) ?? {};
  if (!held) return [];
  const span: Line = [{ at: held.since, as: 'clock' }, ' to ', { at: held.until, as: 'clock' }];
  const where = here ? 'this channel' : 'its channel';
  return [
    [
      { bold: 'Quiet hours: ' },
      as === 'held' ? `${where} holds it back from ` : `${where} held it back from `,
      ...span,
      '.',
    ],
  ];
}

/** An acknowledge or a claim is the response to an alert; to a ticket it is an answer to the customer. */
function responseLine({ response, ended }: Alert): Line {
  if (!response) return [ended ? 'nobody had answered when it ended.' : 'no clock runs while it is kept quiet.'];
  const { from, due, metAt, because, breachedAt } = response;
  const rule = `${because}. An acknowledge or a claim counts.`;
  if (metAt !== undefined) {
    const late = due !== undefined && metAt > due ? ', too late' : '';
    return [`given after ${span(metAt - from)}${late}; ${rule}`];
  }
  if (due === undefined) return [rule];
  return [breachedAt === undefined ? 'due ' : 'was due ', { at: due, as: 'ago' }, `; ${rule}`];
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

function history({ latest, count }: Awaited<ReturnType<typeof readLatest>>): Line[] {
  return [
    [{ bold: 'So far' }, count > latest.length ? ` (the last ${latest.length} of ${count})` : ''],
    ...latest.map((entry): Line => [{ at: entry.at, as: 'clock' }, ` ${oneLine(entry.text)}`]),
  ];
}
