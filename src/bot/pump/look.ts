import type { Alert } from '../../desk/alert/alert.ts';
import type { Notice } from '../../desk/decision.ts';
import { directAccount, type Destination } from '../../desk/destination.ts';
import { bucketOf, GROUP_REF, type Site } from '../../desk/storm/group.ts';
import type { Item } from '../../desk/item.ts';
import type { Situation, Waiting } from '../../desk/plan.ts';
import { dependsOnSite } from '../../desk/storm/site-down.ts';
import { pacedCalls } from './calls.ts';
import { bundledDirect } from './direct.ts';
import { readNotices } from '../../store/notices.ts';
import { readItems } from '../../store/read.ts';
import { readUnlisted, type Unlisted } from '../../store/members.ts';
import { type Behind, readBehind, readGroups, readRows, type Row } from '../../store/rows.ts';
import { readOutages, type SiteNow } from '../../store/sites.ts';
import type { Store } from '../../store/store.ts';
import type { Allowance } from './budgets.ts';
import { isAlert } from './group-showing.ts';
import type { Sender } from './sending.ts';

/** What a destination needs, as the planner sees it, with what is needed to do it. */
export interface Outlook {
  situation: Situation;
  behind: readonly Seen[];
  /** Alerts without a message that can be folded. */
  alerts: ReadonlyMap<string, Alert>;
  notices: readonly ReadyNotice[];
  /** Overviews whose lists are sent even where they fill no message. */
  waited: ReadonlySet<string>;
  /** Keys of quiet lines that have no place to go. */
  dropped: readonly string[];
}

/** What is behind, with its item where that was read after the mark: it may be drawn as it is. */
export type Seen = Behind & { item?: Item | undefined };

/** A notice that can go now: into the thread of a message, or into the channel. */
export interface ReadyNotice {
  notice: Notice;
  thread?: string;
  /** Those with the same word here may go as one message. */
  bundle?: string;
}

/** A quiet line waits for its card at most this long, lest it wait for ever. */
const CARD_PATIENCE = 10 * 60_000;

/** How long a silent device waits to see whether its whole site is down. */
const SITE_PATIENCE = 1_500;

/** Members that fill no message of their overview's thread wait for more: until none has come for this long, and at most that long. */
const LIST_PAUSE = 10_000;
const LIST_PATIENCE = 60_000;

export async function look(
  store: Store,
  destination: Destination,
  { budgets, recent, listable }: Pick<Sender, 'budgets' | 'recent' | 'listable'>,
): Promise<Outlook> {
  const [behind, waiting] = await Promise.all([readBehind(store, destination), readNotices(store, destination)]);
  const now = store.now();
  const notices = await sorted(store, destination, waiting, new Set(behind.map((one) => one.ref)), recent.within(now));
  const fresh = behind.filter((one) => isNew(one.row));
  const [items, groups, unlisted] = await Promise.all([
    readUntried(store, fresh),
    fresh.length > 0 ? readGroups(store, destination) : {},
    unlistedOf(store, destination),
  ]);
  const alerts = foldableOf(items, destination);
  const sites = await sitesOf(store, alerts);
  const seen = behind.map((one): Seen => ({ ...one, item: items.get(one.ref) }));
  const situation: Situation = {
    now,
    behind: seen
      .filter((one) => !isHeld(alerts.get(one.ref), one, sites, now))
      .map((one) => described(one, { alerts, sites, destination })),
    notices: notices.ready.map(({ notice }) => ({ key: notice.key, rank: notice.rank, at: notice.at })),
    groups,
    lists: unlisted
      .filter((one) => hasWaited(one, now) || one.count >= (listable.get(one.ref) ?? 1))
      .map(({ ref }) => ref),
    recent: recent.within(now),
    postFrom: now + waitFor(budgets.posts),
    editFrom: now + waitFor(budgets.edits),
  };
  const waited = new Set(unlisted.filter((one) => hasWaited(one, now)).map(({ ref }) => ref));
  return { situation, behind: seen, alerts, waited, notices: notices.ready, dropped: notices.dropped };
}

/** The overviews whose card stands already. */
async function unlistedOf(store: Store, destination: Destination): Promise<Unlisted[]> {
  const unlisted = await readUnlisted(store, destination);
  const rows = await readRows(
    store,
    destination,
    unlisted.map(({ ref }) => ref),
  );
  return unlisted.filter(({ ref }) => rows.get(ref)?.reference !== undefined);
}

/** Members that fill no message are named when no more come, or after a while. */
function hasWaited({ since, last }: Unlisted, now: number): boolean {
  return now - last >= LIST_PAUSE || now - since >= LIST_PATIENCE;
}

/** Budgets run on a clock that nobody sets: one that is set back must not silence a channel. */
function waitFor(allowance: Allowance): number {
  const now = performance.now();
  return Math.max(0, allowance.from(now) - now);
}

/** There is no message yet, or only a try whose end is unknown. */
function isNew(row: Row | undefined): boolean {
  return row?.reference === undefined;
}

/** The items that no message was tried for yet. */
async function readUntried(store: Store, fresh: readonly Behind[]): Promise<ReadonlyMap<string, Item>> {
  const foldable = fresh.filter(
    ({ row }) => row === undefined || (row.generation === 1 && row.state !== 'sending' && !row.apart),
  );
  const items = await readItems(
    store,
    foldable.map((one) => one.ref),
  );
  return new Map(items.map((item) => [item.ref, item]));
}

/** Open alerts that nobody holds fold when there are too many of them. */
function foldableOf(items: ReadonlyMap<string, Item>, destination: Destination): Map<string, Alert> {
  const alerts = [...items.values()].filter(isAlert);
  const foldable = alerts.filter((alert) => standsAt(alert, destination) && !alert.ended && !alert.claimed);
  return new Map(foldable.map((alert) => [alert.ref, alert]));
}

/** The sites of what may depend on them. */
async function sitesOf(store: Store, alerts: ReadonlyMap<string, Alert>): Promise<ReadonlyMap<string, SiteNow>> {
  const sites = new Map<string, Site>();
  for (const { facts, ...alert } of alerts.values()) {
    const { client, site } = facts;
    if (client !== undefined && site !== undefined && dependsOnSite({ ...alert, facts }))
      sites.set(bucketOf(facts), { client, site });
  }
  return readOutages(store, [...sites.values()]);
}

/** A few devices of a site that fall silent within a moment may be the whole of it, which is known in another one. */
function isHeld(
  alert: Alert | undefined,
  { rank, since }: Behind,
  sites: ReadonlyMap<string, SiteNow>,
  now: number,
): boolean {
  if (!alert || rank === 0 || !dependsOnSite(alert) || now - since >= SITE_PATIENCE) return false;
  const site = sites.get(bucketOf(alert.facts));
  return site !== undefined && site.isWatched && site.away > 2 && site.outage === undefined;
}

/** The outage of its site, where that has a card here. */
function outageOf(alert: Alert, sites: ReadonlyMap<string, SiteNow>, destination: Destination): string | undefined {
  if (!dependsOnSite(alert)) return undefined;
  const outage = sites.get(bucketOf(alert.facts))?.outage;
  return outage && standsAt(outage, destination) ? outage.ref : undefined;
}

interface Context {
  alerts: ReadonlyMap<string, Alert>;
  sites: ReadonlyMap<string, SiteNow>;
  destination: Destination;
}

function described({ ref, rank, since, row }: Seen, { alerts, sites, destination }: Context): Waiting {
  const alert = alerts.get(ref);
  const under = alert && outageOf(alert, sites, destination);
  return {
    ref,
    rank,
    since,
    isNew: isNew(row),
    ...(alert ? { bucket: bucketOf(alert.facts) } : {}),
    ...(under === undefined ? {} : { under }),
    ...(ref.startsWith(GROUP_REF) ? { isGroup: true } : {}),
  };
}

/** What has moved away before it was posted must not join a storm's card. */
function standsAt(alert: Alert, destination: Destination): boolean {
  return alert.places.some((place) => place.destination === destination && place.as === 'card');
}

interface Sorted {
  ready: ReadyNotice[];
  dropped: string[];
}

async function sorted(
  store: Store,
  destination: Destination,
  notices: readonly Notice[],
  behind: ReadonlySet<string>,
  recent: number,
): Promise<Sorted> {
  const refs = [...new Set(notices.flatMap((notice) => notice.ref ?? []))];
  const rows = await readRows(store, destination, refs);
  const groups = [...new Set([...rows.values()].flatMap((row) => groupOf(row) ?? []))];
  const groupRows = await readRows(store, destination, groups);
  const found: Sorted = { ready: [], dropped: [] };
  for (const notice of notices) {
    const row = notice.ref === undefined ? undefined : rows.get(notice.ref);
    const group = groupOf(row);
    const way =
      group === undefined
        ? wayOf(notice, row, behind.has(notice.ref ?? ''), store.now())
        : wayIntoGroup(notice, group, groupRows.get(group), behind.has(group), store.now());
    if (way === 'drop') found.dropped.push(notice.key);
    else if (way !== 'wait') found.ready.push(way);
  }
  if (directAccount(destination) === undefined) return found;
  const isCall = ({ notice }: ReadyNotice): boolean => notice.chain !== undefined;
  const calls = await pacedCalls(store, destination, found.ready.filter(isCall), recent);
  const others = await bundledDirect(
    store,
    destination,
    found.ready.filter((one) => !isCall(one)),
  );
  return { ...found, ready: [...calls, ...others] };
}

function groupOf(row: Row | undefined): string | undefined {
  return row?.state === 'folded' ? row.group : undefined;
}

function wayOf(notice: Notice, row: Row | undefined, isBehind: boolean, now: number): ReadyNotice | 'wait' | 'drop' {
  const { ref, loud } = notice;
  if (ref === undefined) return { notice };
  const bundle = loud ? {} : { bundle: ref };
  if (row?.reference !== undefined) return { notice, thread: row.reference, ...bundle };
  if (isBehind && now - notice.at <= CARD_PATIENCE) return 'wait';
  return loud ? { notice } : 'drop';
}

/** What rings about members of a storm rings as one message below the storm's card; their quiet lines are only kept. */
function wayIntoGroup(
  notice: Notice,
  group: string,
  row: Row | undefined,
  isBehind: boolean,
  now: number,
): ReadyNotice | 'wait' | 'drop' {
  if (!notice.loud) return 'drop';
  if (row?.reference !== undefined) return { notice, thread: row.reference, bundle: group };
  return isBehind && now - notice.at <= CARD_PATIENCE ? 'wait' : { notice, bundle: group };
}
