import type { Alert } from './alert.ts';
import { ENDED } from './signal.ts';
import { breachLines } from '../clock/breach-card.ts';
import { isLate, responseDue } from './response.ts';
import { chainLines, onCallLine } from '../on-call/chain-card.ts';
import type { Action, Card, CardField, Tone } from '../card.ts';
import { type DeskView, titleOf } from '../decision.ts';
import { fullTextAction, shownText } from '../full-text.ts';
import { moreActions } from './more.ts';
import { ticketButton, ticketLines } from '../ticket/lines.ts';
import { severityRank } from './severity.ts';
import { timeLines } from '../time/lines.ts';
import { type Line, oneLine } from '../text.ts';

/** What a card needs to know of the house. */
export type CardView = Pick<
  DeskView,
  'titles' | 'timeBook' | 'now' | 'abilities' | 'stops' | 'settings' | 'people' | 'covers' | 'platforms'
>;

const BADGES = { critical: '🔴 CRITICAL', high: '🟠 HIGH', warning: '🟡 WARNING', info: '🔵 INFO' } as const;

/**
 * The alert as it stands. An ended one says how it ended and offers nothing that could not be done. `before` is the address of the
 * card of the episode before, where it is known.
 */
export function alertCard(alert: Alert, view: CardView, before?: string): Card {
  const { facts } = alert;
  const text = shownText(alert);
  const device = facts.links[0]?.url;
  return {
    ref: alert.ref,
    revision: alert.revision,
    tone: toneOf(alert),
    badge: badgeOf(alert),
    title: oneLine(facts.title),
    ...(device === undefined ? {} : { url: device }),
    lines: [
      stateLine(alert, view),
      ...muteLines(alert),
      ...orderLines(alert, view),
      ...ticketLines(alert, view),
      ...deedLines(alert),
      ...breachLines(alert),
      ...chainLines(alert, view),
      ...onCallLine(alert, view),
      ...timeLines(alert.time, view),
    ],
    fields: fieldsOf(alert),
    ...(text === '' ? {} : { quote: { text, as: 'output' as const } }),
    rows: [],
    footer: footerOf(alert, view, before),
    actions: alertActions(alert, view),
    links: facts.links,
  };
}

function badgeOf(alert: Alert): string {
  if (alert.ended) return `${alert.ended.how === 'withdrawn' ? '🚫' : '✅'} ${ENDED[alert.ended.how].toUpperCase()}`;
  if (alert.muted) return `${BADGES[alert.severity]} · 🔧 MAINTENANCE`;
  return isLate(alert) ? `${BADGES[alert.severity]} · LATE` : BADGES[alert.severity];
}

function toneOf(alert: Alert): Tone {
  if (alert.ended) return alert.ended.how === 'recovered' ? 'good' : 'neutral';
  return alert.severity;
}

function stateLine(alert: Alert, view: CardView): Line {
  const { facts, ended } = alert;
  const source = titleOf(alert.source, view);
  if (ended?.how === 'recovered')
    return [`Recovered `, { at: ended.at, as: 'ago' }, ', began ', { at: facts.startedAt, as: 'clock' }];
  if (ended?.how === 'resolved')
    return [`${resolvedBy(alert, source)} `, { at: ended.at, as: 'ago' }, '. It comes back if the check still fails.'];
  if (ended?.how === 'withdrawn')
    return [
      `Went out of Deskbell's sight in ${source} `,
      { at: ended.at, as: 'ago' },
      ': whether it still fails is not known here.',
    ];
  if (ended) return [`Its row in ${source} was deleted `, { at: ended.at, as: 'ago' }];
  const began: Line = ['Failing since ', { at: facts.startedAt, as: 'ago' }];
  const again: Line = alert.firings > 1 ? [`, fired ${alert.firings} times`] : [];
  const snoozed: Line = facts.snoozed ? [...snoozedBy(alert, source), ...untilSpan(alert)] : [];
  return [...began, ...again, ...snoozed, ...(facts.hidden ? [` · hidden in ${source}`] : [])];
}

function resolvedBy({ ended }: Alert, source: string): string {
  return ended?.by?.id === undefined ? `Resolved by hand in ${source}` : `Resolved by ${ended.by.name}`;
}

function snoozedBy({ snooze }: Alert, source: string): Line {
  return snooze ? [' · snoozed by ', { bold: snooze.by.name }] : [` · snoozed in ${source}`];
}

function untilSpan({ snooze, facts }: Alert): Line {
  const until = snooze?.until ?? facts.snoozed?.until;
  const reason = snooze?.reason === undefined ? [] : [`: ${oneLine(snooze.reason)}`];
  return until === undefined ? [] : [' until ', { at: until, as: 'clock' }, ...reason];
}

/** Whose maintenance keeps it quiet, or has kept it from being posted until now. */
function muteLines({ muted, heldBack, ended }: Alert): Line[] {
  if (muted) {
    const { by, reason, until } = muted;
    const end: Line = until === undefined ? [] : [' until ', { at: until, as: 'clock' }];
    const quiet = ended ? '' : ' Nothing rings until it is over.';
    return [['🔧 In maintenance by ', { bold: oneLine(by.name) }, ...end, `: ${oneLine(reason)}.${quiet}`]];
  }
  if (!heldBack) return [];
  const { by, reason, since, until = since } = heldBack;
  const span: Line = [' (', { at: since, as: 'clock' }, ' – ', { at: until, as: 'clock' }, ')'];
  return [['🔧 Held back by maintenance of ', { bold: oneLine(by.name) }, ...span, `: ${oneLine(reason)}.`]];
}

/** What is under way: it counts when it is read back at the source. */
function orderLines({ order, source }: Alert, view: CardView): Line[] {
  if (!order) return [];
  const doing = { snooze: 'snoozes it', wake: 'ends the snooze', resolve: 'resolves it' }[order.what];
  return [['⏳ ', { bold: order.by.name }, ` ${doing}: on its way to ${titleOf(source, view)}`]];
}

/** Who did what, and how often the check has failed since: an acknowledge never means that the problem is gone. */
function deedLines(alert: Alert): Line[] {
  const { acknowledged, claimed, facts } = alert;
  const holder: Line[] = claimed
    ? [
        [
          '🙋 ',
          { bold: claimed.by.name },
          alert.ended ? ' had it, since ' : ' has it, since ',
          { at: claimed.at, as: 'ago' },
        ],
      ]
    : [];
  if (!acknowledged)
    return [...holder, ...(alert.ended ? [] : [[{ bold: 'Nobody has acknowledged it.' }, ...dueSpan(alert)]])];
  const since = (facts.failures ?? 0) - (acknowledged.failures ?? 0);
  const failed = since > 0 && !alert.ended ? [`, failed ${since} more ${since === 1 ? 'time' : 'times'} since`] : [];
  const again = alert.firings > acknowledged.firings && !alert.ended ? [`, fired again since`] : [];
  const note = acknowledged.note === undefined ? [] : [`: ${oneLine(acknowledged.note)}`];
  const seen: Line = [
    '👀 Acknowledged by ',
    { bold: acknowledged.by.name },
    ' ',
    { at: acknowledged.at, as: 'ago' },
    ...note,
    ...failed,
    ...again,
  ];
  return [...holder, seen];
}

/** By when it wants somebody; the reader's own clock counts. */
function dueSpan(alert: Alert): Line {
  const due = responseDue(alert);
  if (due === undefined) return [];
  return [isLate(alert) ? ' ⏰ A response was due ' : ' ⏳ A response is due ', { at: due, as: 'ago' }];
}

function fieldsOf(alert: Alert): CardField[] {
  const { client, site, device } = alert.facts;
  const kind = device?.kind === 'unknown' || device === undefined ? '' : ` (${device.kind})`;
  const found: [string, string | undefined][] = [
    ['Client', client],
    ['Site', site],
    ['Device', device && `${device.name}${kind}`],
    ['User', device?.user],
  ];
  return found.flatMap(([name, value]) => (value ? [{ name, value: [oneLine(value)] }] : []));
}

function footerOf(alert: Alert, view: CardView, before: string | undefined): Line {
  const count: Line = alert.episode > 1 ? [` · episode ${alert.episode} of this alert`] : [];
  const way: Line = before === undefined ? [] : [', ', { link: 'the one before', url: before }];
  return [
    `${titleOf(alert.source, view)} alert ${alert.row} · began `,
    { at: alert.facts.startedAt, as: 'clock' },
    ...count,
    ...way,
  ];
}

function alertActions(alert: Alert, view: CardView): Action[] {
  const logTime: Action[] = view.timeBook === undefined ? [] : [{ verb: 'log-time', label: 'Log time' }];
  const why: Action = { verb: 'why', label: 'Why?' };
  const ticket = ticketButton(alert);
  if (alert.ended) return [...ticket, ...logTime, ...fullTextAction(alert), why];
  const urgent = severityRank(alert.severity) <= 1;
  const more: Action[] = moreActions(alert, view).length > 0 ? [{ verb: 'more', label: 'More…' }] : [];
  return [
    alert.acknowledged
      ? { verb: 'unacknowledge', label: 'Un-acknowledge' }
      : { verb: 'acknowledge', label: 'Acknowledge', ...(urgent ? { style: 'primary' as const } : {}) },
    alert.claimed ? { verb: 'release', label: 'Release' } : { verb: 'claim', label: 'Claim' },
    ...logTime,
    ...ticket,
    ...more,
    ...fullTextAction(alert),
    why,
  ];
}
