import { type Card, type CardRow, NO_ITEM, plainCard } from '../card.ts';
import type { DeskView, Notice } from '../decision.ts';
import { type Destination, directMessage } from '../destination.ts';
import { type HandoverFacts, handoverRows } from '../digest/handover-rows.ts';
import { clientOf } from '../item.ts';
import { onCallAt, shiftAt, shifts } from './on-call.ts';
import type { Rotation } from './settings.ts';
import type { Person } from '../people.ts';
import { type Line, oneLine } from '../text.ts';

/** So late a change is still worth telling. */
const LATEST = 12 * 3_600_000;

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

/** Where a change is told: to both people, on the first chat on which each has an account, and in the channels of the rotation. */
export interface Hearer {
  destination: Destination;
  as: 'now' | 'before' | 'channel';
}

export function hearersOf({ rotation, before, now }: ShiftChange, view: DeskView): Hearer[] {
  const own = now && directOf(now, view);
  const old = before && directOf(before, view);
  return [
    ...(own === undefined ? [] : [{ destination: own, as: 'now' as const }]),
    ...(old === undefined ? [] : [{ destination: old, as: 'before' as const }]),
    ...rotation.to.map((destination) => ({ destination, as: 'channel' as const })),
  ];
}

/** Who is on call from now on. Whoever comes, and the channels, read with it what a handover tells at that place; whoever goes does not. */
export function changeNotice(
  change: ShiftChange,
  { destination, as }: Hearer,
  facts: HandoverFacts | undefined,
  view: DeskView,
): Notice {
  const { rotation, at, now } = change;
  const { alerts = [], tickets = [], stops = [] } = facts?.digest ?? {};
  const clients = [...[...alerts, ...tickets].map(clientOf), ...stops.map(({ client }) => client)];
  return {
    key: `on-call/${rotation.name}/${at}/${now?.id ?? 'nobody'}/${destination}`,
    destination,
    loud: true,
    rank: 1,
    at: view.now,
    clients: as === 'channel' ? [...new Set(clients.flatMap((client) => client ?? []))] : [],
    card: changeCard(change, facts ? handoverRows(facts) : [], as, view),
  };
}

function directOf({ accounts }: Person, { platforms }: DeskView): Destination | undefined {
  const platform = platforms.find((id) => accounts[id] !== undefined);
  return platform === undefined ? undefined : directMessage(platform, accounts[platform] ?? '');
}

function changeCard(
  { rotation, before, now, until }: ShiftChange,
  rows: readonly CardRow[],
  to: Hearer['as'],
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
    lines: [['On call: ', ...whom, ...ends, ...after, '.']],
    rows,
    actions: [
      ...(to === 'before' ? [{ verb: 'handover-form', label: 'Hand over…', style: 'primary' as const }] : []),
      { verb: 'on-call', label: 'Who is on call?' },
    ],
  });
}

/** Who is on call everywhere now, as one word that changes with it. */
export function onCallMark(view: DeskView): string {
  const who = view.settings.oncall.rotations.map((rotation) => onCallAt(rotation, view, view.now)?.id ?? '');
  return JSON.stringify([who, view.settings.oncall, view.settings.escalation.chains ?? null]);
}
