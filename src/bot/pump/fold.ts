import { randomBytes } from 'node:crypto';
import type { Alert } from '../../desk/alert/alert.ts';
import { plainCard } from '../../desk/card.ts';
import type { Destination } from '../../desk/destination.ts';
import { byUrgency } from '../../desk/storm/group-card.ts';
import { bucketOf, EVERYWHERE, GROUP_REF, type Group } from '../../desk/storm/group.ts';
import { standOf } from '../../desk/storm/member.ts';
import { type Folding, GROUP_LASTS, type OpenGroup } from '../../desk/plan.ts';
import { severityRank } from '../../desk/alert/severity.ts';
import { type Line, oneLine } from '../../desk/text.ts';
import { commit } from '../../store/commit.ts';
import type { Lease } from '../../store/lease.ts';
import { readItem } from '../../store/read.ts';
import { type Behind, fold, readRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';

/** Members named when a storm rings again, and how soon it may at one destination, in milliseconds. */
const MOST_NAMED = 8;
const RING_AGAIN = 5 * 60_000;

/** What folding needs to know of a destination. */
export interface Foldable {
  behind: readonly Behind[];
  /** The alerts that can be folded, as they were read together with their marks. */
  alerts: ReadonlyMap<string, Alert>;
  groups: Readonly<Record<string, OpenGroup>>;
}

/** Puts items under what the planner named, or under a new group. They stay folded from then on. */
export async function foldTogether(
  store: Store,
  lease: Lease,
  destination: Destination,
  folding: Folding,
  foldable: Foldable,
): Promise<void> {
  const alerts = folding.refs.flatMap((ref) => foldable.alerts.get(ref) ?? []);
  const worst = alerts.toSorted(byUrgency)[0];
  if (!worst) return;
  const marks = new Map(foldable.behind.map(({ ref, mark }) => [ref, mark]));
  const rank = 1 + severityRank(worst.severity);
  const memberOf = (alert: Alert) => ({
    ref: alert.ref,
    mark: marks.get(alert.ref) ?? '',
    stand: standOf(alert, destination),
    seenAt: alert.seenAt,
  });
  if (folding.under !== undefined) {
    await fold(store, lease, destination, { under: folding.under, rank, members: alerts.map(memberOf) });
    return;
  }
  const found = folding.group === undefined ? undefined : await readItem(store, folding.group);
  const before = found?.kind === 'group' ? found : newGroup(store, destination, folding.bucket, worst);
  if (found) await ringForJoined(store, { destination, group: before, groups: foldable.groups }, alerts);
  const { group, partOf } = grown(before, alerts);
  const buckets = [folding.bucket, ...new Set(alerts.map(({ facts }) => bucketOf(facts)))];
  await fold(store, lease, destination, {
    under: group.ref,
    group: { document: group, buckets },
    rank,
    members: alerts.map((alert) => ({ ...memberOf(alert), ...(group.isOverview ? { part: partOf(alert) } : {}) })),
  });
}

/** The group with the sites that came to it, and where each of them is on its list. */
function grown(before: Group, alerts: readonly Alert[]): { group: Group; partOf: (alert: Alert) => number } {
  const parts = new Map(before.sites.map((site, index) => [bucketOf(site), index]));
  const sites = [...before.sites];
  for (const { facts } of alerts) {
    if (parts.has(bucketOf(facts))) continue;
    parts.set(bucketOf(facts), sites.length);
    sites.push(siteOf(facts));
  }
  return { group: { ...before, sites }, partOf: ({ facts }) => parts.get(bucketOf(facts)) ?? 0 };
}

function siteOf({ client, site }: Alert['facts']): Group['sites'][number] {
  return { ...(client === undefined ? {} : { client }), ...(site === undefined ? {} : { site }) };
}

/**
 * An edit rings nobody, so a critical alert that joins a card that stands is told, at most once in five minutes for all
 * storms of a destination. A card that was critical itself has rung for those five minutes.
 */
async function ringForJoined(
  store: Store,
  { destination, group, groups }: { destination: Destination; group: Group; groups: Foldable['groups'] },
  members: readonly Alert[],
): Promise<void> {
  const critical = members.filter((alert) => alert.severity === 'critical' && !alert.ended && !alert.muted);
  if (critical.length === 0 || (await readRow(store, destination, group.ref))?.reference === undefined) return;
  const now = store.now();
  if (group.severity === 'critical' && now - group.at < RING_AGAIN) return;
  const card = plainCard({
    ref: group.ref,
    tone: 'critical',
    title: 'Critical, and part of this storm now',
    lines: critical.slice(0, MOST_NAMED).map((alert): Line => [{ bold: oneLine(alert.facts.title) }]),
  });
  const clients = [...new Set(critical.flatMap((alert) => alert.facts.client ?? []))];
  const since = Math.min(group.at, ...stormsOf(groups, now));
  const key = `storm-${since}-${Math.floor((now - since) / RING_AGAIN)}/joined/${destination}`;
  const notice = { key, destination, ref: group.ref, clients, loud: true, rank: 1, at: now, card };
  await commit(store, [], { notices: [notice] });
}

/** When the storms began that go on at a destination. */
function stormsOf(groups: Foldable['groups'], now: number): number[] {
  return Object.values(groups)
    .map(({ since }) => since)
    .filter((since) => now - since <= GROUP_LASTS);
}

function newGroup(store: Store, destination: Destination, bucket: string, worst: Alert): Group {
  return {
    kind: 'group',
    schema: 1,
    ref: `${GROUP_REF}${store.now().toString(36)}-${randomBytes(4).toString('hex')}`,
    revision: 0,
    sites: [],
    isOverview: bucket === EVERYWHERE,
    severity: worst.severity,
    at: store.now(),
    places: [{ destination, as: 'card' }],
  };
}
