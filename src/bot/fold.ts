import { randomBytes } from 'node:crypto';
import type { Alert } from '../desk/alert.ts';
import { plainCard } from '../desk/card.ts';
import type { Destination } from '../desk/destination.ts';
import { byUrgency } from '../desk/group-card.ts';
import type { Group } from '../desk/group.ts';
import type { Step } from '../desk/plan.ts';
import { severityRank } from '../desk/severity.ts';
import { type Line, oneLine } from '../desk/text.ts';
import { commit } from '../store/commit.ts';
import type { Lease } from '../store/lease.ts';
import { readItem, readItems } from '../store/read.ts';
import { type Behind, fold, readRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** Members named when a storm rings again, and how soon it may, in milliseconds. */
const MOST_NAMED = 8;
const RING_AGAIN = 5 * 60_000;

/** Puts items under the group that the planner named, or under a new one. They stay folded from then on. */
export async function foldTogether(
  store: Store,
  lease: Lease,
  destination: Destination,
  step: Extract<Step, { is: 'fold' }>,
  behind: readonly Behind[],
): Promise<void> {
  const members = (await readItems(store, step.refs)).filter((item): item is Alert => item.kind === 'alert');
  const worst = members.toSorted(byUrgency)[0];
  if (!worst) return;
  const found = step.group === undefined ? undefined : await readItem(store, step.group);
  const group = found?.kind === 'group' ? found : newGroup(store, destination, step.bucket, worst);
  if (found) await ringForJoined(store, destination, group, members);
  const refs = new Set(step.refs);
  const grown = { ...group, members: [...group.members, ...step.refs.filter((ref) => !group.members.includes(ref))] };
  await fold(
    store,
    lease,
    { destination, bucket: step.bucket, rank: 1 + severityRank(worst.severity) },
    grown,
    behind.filter(({ ref }) => refs.has(ref)),
  );
}

/** An edit rings nobody, so a critical alert that joins a card that stands is told, at most once in five minutes. */
async function ringForJoined(
  store: Store,
  destination: Destination,
  group: Group,
  members: readonly Alert[],
): Promise<void> {
  const critical = members.filter((alert) => alert.severity === 'critical' && !alert.ended);
  if (critical.length === 0 || (await readRow(store, destination, group.ref))?.reference === undefined) return;
  const now = store.now();
  const card = plainCard({
    ref: group.ref,
    tone: 'critical',
    title: 'Critical, and part of this storm now',
    lines: critical.slice(0, MOST_NAMED).map((alert): Line => [{ bold: oneLine(alert.facts.title) }]),
  });
  const clients = [...new Set(critical.flatMap((alert) => alert.facts.client ?? []))];
  const key = `${group.ref}/joined-${Math.floor(now / RING_AGAIN)}/${destination}`;
  const notice = { key, destination, ref: group.ref, clients, loud: true, rank: 1, at: now, card };
  await commit(store, [], { notices: [notice] });
}

function newGroup(store: Store, destination: Destination, bucket: string, worst: Alert): Group {
  const { client, site } = worst.facts;
  return {
    kind: 'group',
    schema: 1,
    ref: `group/${store.now().toString(36)}-${randomBytes(4).toString('hex')}`,
    revision: 0,
    ...(bucket === '' || client === undefined ? {} : { client }),
    ...(bucket === '' || site === undefined ? {} : { site }),
    severity: worst.severity,
    at: store.now(),
    members: [],
    places: [{ destination, as: 'card' }],
  };
}
