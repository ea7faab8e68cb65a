import { type Action, type Card, type CardRow, NO_ITEM, plainCard } from '../card.ts';
import { markOf } from '../review/name-mark.ts';
import type { NoiseRow } from '../quiet/noise.ts';
import { type Measure, measures, type Summary } from '../clock/response-times.ts';
import type { Span } from '../clock/spans.ts';
import { countOf, cut, type Line, oneLine } from '../text.ts';
import { type ClientFigures, type Figures, weeklyCounts } from './weekly.ts';
import { span as lengthOf } from '../clock/when.ts';

/** Everything that is told of a week at one place. */
export interface Weekly {
  week: Span;
  all: Figures;
  clients: readonly ClientFigures[];
  reasons: readonly { why: string | undefined; count: number }[];
  noise: readonly NoiseRow[];
  /** Of one client alone: as the configuration calls them, and their mark in buttons. */
  of?: { client: string; mark: string };
  /** What else is to be told there, such as hours. */
  more?: readonly CardRow[];
}

const NOISE_SHOWN = 3;
const TITLE = 60;
const REASONS_SHOWN = 4;
const CLIENTS_SHOWN = 6;
/** A change of less than a tenth is none. */
const STEADY = 0.1;

const COUNTED = {
  'alerts-came': ['alert came', 'alerts came'],
  'tickets-came': ['ticket came', 'tickets came'],
  'tickets-closed': ['ticket was closed', 'tickets were closed'],
  'tickets-reopened': ['ticket came back', 'tickets came back'],
  'alerts-late': ['alert was answered too late', 'alerts were answered too late'],
  'tickets-late': ['ticket missed a target', 'tickets missed a target'],
  unanswered: ['alert recovered before anybody answered', 'alerts recovered before anybody answered'],
} as const;

const MEASURED: Readonly<Record<Measure, string>> = {
  acknowledge: 'Until an alert was answered (MTTA)',
  repair: 'Until an alert was over (MTTR)',
  response: 'Until a ticket had its first answer',
  resolution: 'Until a ticket was closed',
};

/** How the week went; each figure has a button that opens its rows. What a message has no room for is behind the last button. */
export function weeklyCard(weekly: Weekly): Card {
  return plainCard({
    title: titleOf(weekly),
    tone: 'info',
    lines: [spanLine(weekly)],
    rows: weeklyRows(weekly),
    footer: [
      'Round the clock, without what was snoozed, in maintenance or waiting · in brackets: a week of the four before',
    ],
    actions: [{ verb: 'weekly', label: 'All figures', ref: NO_ITEM, with: weeklyWord(weekly, weekly.of?.mark) }],
  });
}

export function titleOf({ of }: Pick<Weekly, 'of'>): string {
  return of ? `The week of ${of.client === '' ? 'no client' : oneLine(of.client)}` : 'How the week went';
}

export function spanLine({ week }: Pick<Weekly, 'week'>): Line {
  return ['From ', { at: week.from, as: 'clock' }, ' to ', { at: week.to, as: 'clock' }];
}

/** The word of the button that opens a week, or one client's part of it: `<from>~<to>~<mark>.<page>`. */
export function weeklyWord({ week: { from, to } }: Pick<Weekly, 'week'>, mark?: string, page = 1): string {
  return `${from.toString(36)}~${to.toString(36)}${mark === undefined ? '' : `~${mark}`}.${page}`;
}

/** The figures, what an owner looks at first at the top. */
export function weeklyRows(weekly: Weekly): CardRow[] {
  const { all, clients, of } = weekly;
  const theirs = clients.filter(({ client }) => client !== '' || clients.length > 1);
  return [
    ...measures.map((measure) => measureRow(weekly, measure)),
    ...weeklyCounts.map((what) => ({
      line: countLine(all.counts[what], COUNTED[what]),
      ...(all.counts[what].now === 0 ? {} : { action: rows(weekly, what) }),
    })),
    ...reasonRow(weekly),
    ...(of ? [] : theirs.slice(0, CLIENTS_SHOWN).map((one) => clientRow(weekly, one, markOf(one.client)))),
    ...(theirs.length > CLIENTS_SHOWN && !of
      ? [{ line: [`… and ${theirs.length - CLIENTS_SHOWN} more clients`] }]
      : []),
    ...noiseRow(weekly.noise),
    ...(weekly.more ?? []),
  ];
}

function rows({ week: { from, to }, of }: Weekly, what: string): Action {
  const mark = of === undefined ? '' : `~${of.mark}`;
  return {
    verb: 'list',
    label: 'Show',
    ref: NO_ITEM,
    with: `happened.${what}~${from.toString(36)}~${to.toString(36)}${mark}.1`,
  };
}

function measureRow(weekly: Weekly, measure: Measure): CardRow {
  const { now, before } = weekly.all.times[measure];
  if (!now) return { line: [`${MEASURED[measure]}: nothing was measured.`] };
  const { count, mean, median, ninetieth } = now;
  const line: Line = [
    `${MEASURED[measure]}: `,
    { bold: lengthOf(mean) },
    ` on average${before ? ` ${arrow(mean, before.mean)} (${lengthOf(before.mean)})` : ''}`,
    `, half within ${lengthOf(median)}, nine of ten within ${lengthOf(ninetieth)} · ${count} counted`,
  ];
  return { line, action: rows(weekly, measure) };
}

function countLine(
  { now, before }: { now: number; before?: number },
  what: readonly [one: string, many: string],
): Line {
  const then = before === undefined ? '' : ` ${arrow(now, before)} (${before.toFixed(before < 10 ? 1 : 0)})`;
  return [{ bold: String(now) }, ` ${what[now === 1 ? 0 : 1]}${then}`];
}

/** Which way it went. */
export function arrow(now: number, before: number): string {
  const change = before === 0 ? Math.sign(now) : (now - before) / before;
  if (Math.abs(change) < STEADY) return '→';
  return change > 0 ? '↗' : '↘';
}

function reasonRow({ reasons }: Weekly): CardRow[] {
  if (reasons.length === 0) return [];
  const named = reasons
    .slice(0, REASONS_SHOWN)
    .map(({ why, count }) => `${oneLine(why ?? 'no reason given')} ${count}`);
  return [{ line: [`Why targets were missed: ${named.join(', ')}.`] }];
}

function clientRow(weekly: Weekly, { client, counts, times }: ClientFigures, mark: string): CardRow {
  const time = (name: string, { now, before }: { now?: Summary; before?: Summary }): string =>
    now ? ` · ${name} ${lengthOf(now.mean)}${before ? ` ${arrow(now.mean, before.mean)}` : ''}` : '';
  const late = counts['alerts-late'].now + counts['tickets-late'].now;
  const line: Line = [
    { bold: client === '' ? 'No client' : oneLine(client) },
    `: ${countOf(counts['alerts-came'].now, 'alert')}, ${countOf(counts['tickets-came'].now, 'ticket')}`,
    time('MTTA', times.acknowledge),
    time('MTTR', times.repair),
    late === 0 ? '' : ` · ⏰ ${late} late`,
  ];
  return { line, action: { verb: 'weekly', label: 'Open', ref: NO_ITEM, with: weeklyWord(weekly, mark) } };
}

function noiseRow(noise: readonly NoiseRow[]): CardRow[] {
  if (noise.length === 0) return [];
  const named = noise.slice(0, NOISE_SHOWN).map(({ title, client, noise: times }) => {
    const whose = client === undefined ? '' : ` (${oneLine(client)})`;
    return `${cut(oneLine(title), TITLE)}${whose} ${times}×`;
  });
  const line: Line = ['🔁 Cleared with nobody acting, most often: ', named.join(', '), '.'];
  return [{ line, action: { verb: 'noise', label: 'Show', ref: NO_ITEM, with: '7.1' } }];
}
