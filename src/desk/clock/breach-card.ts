import type { Alert } from '../alert/alert.ts';
import type { Breach, ClockKind } from './breach-record.ts';
import { type Action, type Card, plainCard } from '../card.ts';
import type { DeskView } from '../decision.ts';
import type { WorkItem } from '../item.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine } from '../text.ts';
import { personOf } from '../ticket/command.ts';
import { TICKET_TONES } from '../ticket/tone.ts';
import { span } from './when.ts';

const SUBJECT = 80;

/** What a clock wants, in the words of a sentence. */
export const CLOCKS = { response: 'first response', resolution: 'resolution' } as const satisfies Record<
  ClockKind,
  string
>;

export const MISSED = {
  response: 'no first response in time',
  resolution: 'not resolved in time',
} as const satisfies Record<ClockKind, string>;

/** So much of the time is used up, and it is still to be done. */
export function warningCard(
  item: WorkItem,
  clock: ClockKind,
  { share, due, target }: { share: number; due: number; target: number | undefined },
  view: DeskView,
): Card {
  const what = item.kind === 'alert' ? 'Response' : { response: 'First response', resolution: 'Resolution' }[clock];
  const promise = target === undefined ? '' : ` The target is ${span(target)}.`;
  return plainCard({
    ref: item.ref,
    revision: item.revision,
    tone: toneOf(item),
    badge: `⏳ ${share} % OF THE TIME IS USED`,
    title: titleOf(item),
    lines: [
      // It stands when the time is over as well, so that no verb may say that it is still to come.
      [`${what} due `, { at: due, as: 'ago' }, ' (', { at: due, as: 'clock' }, `).${promise}`],
      holderLine(item, view),
    ],
    actions: deeds(item, view),
    links: item.facts.links,
  });
}

/** A target was missed: by how much, and who has it. */
export function breachCard(item: WorkItem, { clock, due }: Pick<Breach, 'clock' | 'due'>, view: DeskView): Card {
  const isAlert = item.kind === 'alert';
  return plainCard({
    ref: item.ref,
    revision: item.revision,
    tone: isAlert ? item.severity : 'critical',
    badge: isAlert ? '⏰ LATE' : '⏰ SLA BREACH',
    title: isAlert ? titleOf(item) : `${titleOf(item)}: ${MISSED[clock]}`,
    lines: [
      ...(isAlert ? [['Nobody acknowledged or claimed it in time.']] : []),
      ['It was due ', { at: due, as: 'ago' }, ' (', { at: due, as: 'clock' }, '). ', ...holderLine(item, view)],
    ],
    actions: [...breachDeeds(item, view), reasonAction()],
    links: item.facts.links,
  });
}

/** Nobody has said yet why a target was missed. */
export function askAgainCard(item: WorkItem, { clock, due }: Pick<Breach, 'clock' | 'due'>): Card {
  const what = item.kind === 'alert' ? 'Nobody had it in time' : `The ${CLOCKS[clock]} was missed`;
  return plainCard({
    ref: item.ref,
    revision: item.revision,
    tone: toneOf(item),
    badge: '⏰ WHY?',
    title: titleOf(item),
    lines: [
      [`${what}: it was due `, { at: due, as: 'clock' }, '.'],
      ['Nobody has given a reason yet. One press and one choice are enough; the report shows it.'],
    ],
    actions: [reasonAction('primary'), { verb: 'show', label: 'Open' }],
    links: item.facts.links,
  });
}

/** What was missed and what people say about it, for the item's own card. */
export function breachLines({ breaches }: Pick<WorkItem, 'breaches'>): Line[] {
  const latest = breaches?.at(-1);
  if (!latest) return [];
  const { clock, acknowledged, reason } = latest;
  const missed = `⏰ Missed ${CLOCKS[clock]}`;
  if (reason) {
    const note = reason.note === undefined ? '' : `, ${cut(oneLine(mask(reason.note)), 200)}`;
    return [[`${missed}, acknowledged by `, { bold: oneLine(reason.by.name) }, `: ${oneLine(reason.why)}${note}`]];
  }
  if (!acknowledged) return [];
  return [[`${missed}, acknowledged by `, { bold: oneLine(acknowledged.by.name) }, '; no reason given yet']];
}

export function reasonAction(style?: 'primary'): Action {
  return { verb: 'breach-reason', label: 'Give the reason…', ...(style === undefined ? {} : { style }) };
}

function titleOf(item: WorkItem): string {
  if (item.kind === 'alert') return oneLine(item.facts.title);
  return `#${item.facts.number} ${cut(oneLine(mask(item.facts.subject)), SUBJECT) || '(no subject)'}`;
}

function toneOf(item: WorkItem): Card['tone'] {
  return item.kind === 'alert' ? item.severity : TICKET_TONES[item.priority];
}

function holderLine(item: WorkItem, view: DeskView): Line {
  const name = item.kind === 'alert' ? alertHolder(item) : (personOf(item, view)?.name ?? item.facts.assignee?.name);
  return name === undefined ? [{ bold: 'Nobody has it.' }] : [{ bold: oneLine(name) }, ' has it.'];
}

function alertHolder({ claimed, acknowledged }: Alert): string | undefined {
  return (claimed ?? acknowledged)?.by.name;
}

/** What whoever reads a warning does next. */
function deeds(item: WorkItem, view: DeskView): Action[] {
  const free = isFree(item, view);
  return [
    ...(item.acknowledged ? [] : [{ verb: 'acknowledge', label: 'Acknowledge' }]),
    ...(free ? [{ verb: 'claim', label: 'Claim', style: 'primary' as const }] : []),
    { verb: 'show', label: 'Open' },
  ];
}

function breachDeeds(item: WorkItem, view: DeskView): Action[] {
  const free = isFree(item, view);
  return [
    { verb: 'breach-acknowledge', label: 'Acknowledge' },
    ...(free ? [{ verb: 'claim', label: 'Claim', style: 'primary' as const }] : []),
  ];
}

/** Nobody has it, and it can be claimed from here. */
function isFree(item: WorkItem, view: DeskView): boolean {
  if (item.kind === 'alert') return item.claimed === undefined;
  const mayAssign = view.abilities[item.source]?.includes('assign') === true;
  return mayAssign && item.facts.assignee === undefined && item.intent === undefined;
}
