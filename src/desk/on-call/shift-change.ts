import type { Alert } from '../alert/alert.ts';
import { type Card, NO_ITEM, plainCard } from '../card.ts';
import type { DeskView, Notice } from '../decision.ts';
import { type Destination, directMessage } from '../destination.ts';
import { clientOf, type WorkItem } from '../item.ts';
import { mask } from '../mask.ts';
import { onCallAt, shiftAt, shifts } from './on-call.ts';
import type { Rotation } from './settings.ts';
import type { Person } from '../people.ts';
import { mayShow } from '../routing.ts';
import { severityRank } from '../alert/severity.ts';
import { cut, type Line, oneLine } from '../text.ts';

/** So late a change is still worth telling. */
const LATEST = 12 * 3_600_000;

const MOST_ITEMS = 8;
const TITLE = 90;

/** Somebody else is on call from an instant on. */
export interface ShiftChange {
  rotation: Rotation;
  at: number;
  before?: Person;
  now?: Person;
  until: number;
}

/** The newest change of who is on call that is not long past; of several that were missed it is the only one that counts. */
export function lastChange(rotation: Rotation, view: DeskView, since: number): ShiftChange | undefined {
  const from = Math.max(since, view.now - LATEST);
  const found = shifts(rotation, view, { from, to: view.now + 1 });
  const [last, previous] = [found.at(-1), found.at(-2)];
  if (!last || !previous) return undefined;
  const { person: now } = last;
  const { person: before } = previous;
  if (now?.id === before?.id) return undefined;
  const { to: until } = shiftAt(rotation, view, view.now);
  return { rotation, at: last.from, until, ...(before ? { before } : {}), ...(now ? { now } : {}) };
}

/** To both people, and to the channels of the rotation: who is on call from now on, and what is open. */
export function changeNotices(change: ShiftChange, open: readonly WorkItem[], view: DeskView): Notice[] {
  const { rotation, at, before, now } = change;
  const key = `on-call/${rotation.name}/${at}/${now?.id ?? 'nobody'}`;
  const notice = (destination: Destination, card: Card, clients: readonly string[]): Notice => ({
    key: `${key}/${destination}`,
    destination,
    loud: true,
    rank: 1,
    at: view.now,
    clients,
    card,
  });
  const waiting = open.filter(isWaiting).toSorted(graver);
  const own = now ? directOf(now, view) : undefined;
  const old = before ? directOf(before, view) : undefined;
  return [
    ...(own === undefined ? [] : [notice(own, changeCard(change, waiting, 'now', view), [])]),
    ...(old === undefined ? [] : [notice(old, changeCard(change, [], 'before', view), [])]),
    ...rotation.to.map((destination) => {
      const shown = waiting.filter((item) => mayShow(clientOf(item), destination, view.settings));
      const clients = shown.flatMap((item) => clientOf(item) ?? []);
      return notice(destination, changeCard(change, shown, 'channel', view), [...new Set(clients)]);
    }),
  ];
}

function directOf({ accounts }: Person, { platforms }: DeskView): Destination | undefined {
  const platform = platforms.find((id) => accounts[id] !== undefined);
  return platform === undefined ? undefined : directMessage(platform, accounts[platform] ?? '');
}

function changeCard(
  { rotation, before, now, until }: ShiftChange,
  waiting: readonly WorkItem[],
  to: 'now' | 'before' | 'channel',
  view: DeskView,
): Card {
  const name = oneLine(rotation.name);
  const who = now?.name ?? 'nobody';
  const title = {
    now: `You are on call: ${name}`,
    before: `You are no longer on call: ${name}`,
    channel: now ? `${who} is on call: ${name}` : `Nobody is on call: ${name}`,
  }[to];
  const ends: Line = until > view.now ? [' until ', { at: until, as: 'clock' }] : [];
  const after: Line = before && to !== 'before' ? [`, after ${before.name}`] : [];
  const whom: Line = now && to === 'channel' ? [{ mention: now.name, accounts: now.accounts }] : [{ bold: who }];
  return plainCard({
    ref: NO_ITEM,
    tone: now ? 'info' : 'high',
    badge: '📟 ON CALL',
    title,
    lines: [['On call: ', ...whom, ...ends, ...after, '.'], ...(to === 'before' ? [] : openLines(waiting))],
    actions: [{ verb: 'on-call', label: 'Who is on call?' }],
  });
}

function openLines(waiting: readonly WorkItem[]): Line[] {
  if (waiting.length === 0) return [['Nothing urgent waits for anybody.']];
  const rest = waiting.length - MOST_ITEMS;
  return [
    [{ bold: 'Nobody has:' }],
    ...waiting.slice(0, MOST_ITEMS).map(itemLine),
    ...(rest > 0 ? [[`… and ${rest} more: `, { code: '/desk' }]] : []),
  ];
}

function itemLine(item: WorkItem): Line {
  const client = clientOf(item);
  const where = client === undefined ? '' : ` · ${cut(oneLine(client), 40)}`;
  if (item.kind === 'alert') {
    const title = cut(oneLine(mask(item.facts.title)), TITLE);
    return [`• ${item.severity}: ${title}${where} · began `, { at: item.facts.startedAt, as: 'ago' }];
  }
  const subject = cut(oneLine(mask(item.facts.subject)), TITLE);
  return [
    `• ${item.priority}: #${item.facts.number} ${subject}${where} · arrived `,
    { at: item.facts.createdAt, as: 'ago' },
  ];
}

/** Urgent, and nobody has it. */
function isWaiting(item: WorkItem): boolean {
  if (item.kind === 'alert') return isUnseen(item) && severityRank(item.severity) <= 1;
  const { facts, intent, acknowledged, stage, priority } = item;
  if (facts.assignee || intent?.assignee || acknowledged || stage === 'Awaiting') return false;
  return priority === 'P1' || priority === 'P2';
}

function isUnseen({ acknowledged, claimed, muted, facts }: Alert): boolean {
  return !acknowledged && !claimed && !muted && !facts.snoozed;
}

function graver(left: WorkItem, right: WorkItem): number {
  const rank = (item: WorkItem): number =>
    item.kind === 'alert' ? severityRank(item.severity) : Number(item.priority.slice(1)) - 1;
  return rank(left) - rank(right) || left.seenAt - right.seenAt || (left.ref < right.ref ? -1 : 1);
}

/** Who is on call everywhere now, as one word that changes with it. */
export function onCallMark(view: DeskView): string {
  const who = view.settings.oncall.rotations.map((rotation) => onCallAt(rotation, view, view.now)?.id ?? '');
  return JSON.stringify([who, view.settings.oncall, view.settings.escalation.chains ?? null]);
}
