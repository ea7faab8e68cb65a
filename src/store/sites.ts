import { splitAlert } from '../desk/alert/command.ts';
import type { Alert } from '../desk/alert/alert.ts';
import { unchanged } from '../desk/decision.ts';
import { bucketOf, Site } from '../desk/storm/group.ts';
import { OVER } from '../desk/storm/member.ts';
import {
  isAway,
  outageOf,
  siteCondition,
  siteDownSignal,
  type SiteFleet,
  siteUpSignal,
} from '../desk/storm/site-down.ts';
import { change } from './change.ts';
import { readMembersBelow } from './members.ts';
import { readEpisode, readItems } from './read.ts';
import { key } from './redis.ts';
import { readAlert, takeSignal } from './signals.ts';
import type { Store } from './store.ts';

/** Sites judged in one run. */
const MOST = 100;

/** Keeps how many devices a source watches at each site. */
export async function keepFleet(
  store: Store,
  source: string,
  devices: readonly (Site & { kind: string; maintenance: boolean })[],
): Promise<void> {
  const fleets = new Map<string, SiteFleet>();
  for (const device of devices) {
    if (device.client === undefined || device.site === undefined || device.maintenance) continue;
    const fleet = fleets.get(bucketOf(device)) ?? { devices: 0, servers: 0 };
    // What is unknown counts as a server, as it does for severities.
    fleets.set(bucketOf(device), {
      devices: fleet.devices + 1,
      servers: fleet.servers + (device.kind === 'workstation' ? 0 : 1),
    });
  }
  const fields = [...fleets].flatMap(([bucket, fleet]) => [bucket, JSON.stringify(fleet)]);
  const pipeline = store.database.redis.multi().del(key('fleet', source));
  if (fields.length > 0) pipeline.hset(key('fleet', source), ...fields);
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
}

/** Looks at every site at which a device fell silent or answered again, or whose devices have had their time to come back. */
export async function judgeSites(store: Store): Promise<void> {
  const now = store.now();
  const due = await store.database.redis.zrangebyscore(key('judge'), 0, now, 'LIMIT', 0, MOST);
  for (const name of due) {
    await judge(store, Site.parse(JSON.parse(name)));
    await store.database.run('drop-due', 'judge', name, now);
  }
}

async function judge(store: Store, site: Site): Promise<void> {
  const { settings } = store.house;
  const now = store.now();
  const [away, fleet, known] = await Promise.all([
    readAway(store, site),
    readFleet(store, site),
    readEpisode(store, siteCondition(site)),
  ]);
  const wasDown = known !== undefined && !known.ended;
  const outage = outageOf({ site, away, fleet, wasDown }, settings.outages);
  if (outage) {
    await takeSignal(store, siteDownSignal(site, outage, now));
    return;
  }
  if (wasDown) await takeSignal(store, siteUpSignal(site, now));
  const next = known && (await release(store, known, wasDown ? now : (known.ended?.at ?? now)));
  if (next !== undefined) await store.database.redis.zadd(key('judge'), next, JSON.stringify(site));
}

/**
 * What still fails although its site answers is a failure of its own, and has a card of its own: it had its time to come back, and
 * one that fell silent again may be the site again. Answers when the next of them has had that time.
 */
async function release(store: Store, { ref }: Alert, upSince: number): Promise<number | undefined> {
  const { settle } = store.house.settings.outages;
  const members = await readMembersBelow(store, ref, { below: OVER, seenBy: Number.POSITIVE_INFINITY });
  const alerts = await readItems(
    store,
    members.map((member) => member.ref),
  );
  const waiting: number[] = [];
  for (const alert of alerts) {
    if (alert.kind !== 'alert') continue;
    const patience = Math.max(upSince, alert.facts.startedAt) + settle;
    if (patience > store.now()) waiting.push(patience);
    else await releaseOne(store, alert.ref);
  }
  return waiting.length === 0 ? undefined : Math.min(...waiting);
}

async function releaseOne(store: Store, ref: string): Promise<void> {
  await change<Alert, Alert | undefined>(store, {
    read: () => readAlert(store, ref),
    decide: (alert, view) =>
      alert
        ? splitAlert(alert, { name: 'Deskbell', via: 'clock' }, view, 'Its site answers again, and it does not')
        : unchanged(),
  });
}

async function readAway(store: Store, site: Site): Promise<Alert[]> {
  const items = await readItems(store, await store.database.redis.smembers(key('away', bucketOf(site))));
  return items.filter(
    (item): item is Alert =>
      item.kind === 'alert' &&
      !item.ended &&
      !item.muted &&
      isAway(item.facts) &&
      bucketOf(item.facts) === bucketOf(site),
  );
}

/** What the sources watch there together. */
async function readFleet(store: Store, site: Site): Promise<SiteFleet | undefined> {
  const texts = await Promise.all(
    Object.keys(store.house.sources).map((source) => store.database.redis.hget(key('fleet', source), bucketOf(site))),
  );
  const fleets = texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as SiteFleet]));
  if (fleets.length === 0) return undefined;
  return {
    devices: fleets.reduce((sum, { devices }) => sum + devices, 0),
    servers: fleets.reduce((sum, { servers }) => sum + servers, 0),
  };
}

/** How many devices are silent at each of these sites, and which outage they belong to, if there is one. */
export async function readOutages(store: Store, sites: readonly Site[]): Promise<ReadonlyMap<string, SiteNow>> {
  if (sites.length === 0) return new Map();
  const refs = await store.database.redis.mget(sites.map((site) => key('episode', siteCondition(site))));
  const items = await readItems(
    store,
    refs.flatMap((ref) => ref ?? []),
  );
  const open = new Map(
    items.flatMap((item) => (item.kind === 'alert' && !item.ended ? [[item.ref, item] as const] : [])),
  );
  return new Map(
    await Promise.all(
      sites.map(async (site, index): Promise<[string, SiteNow]> => {
        const [away, fleet] = await Promise.all([
          store.database.redis.scard(key('away', bucketOf(site))),
          readFleet(store, site),
        ]);
        return [bucketOf(site), { away, isWatched: fleet !== undefined, outage: open.get(refs[index] ?? '') }];
      }),
    ),
  );
}

/** A site as it is known at this moment. */
export interface SiteNow {
  /** Devices there that do not answer. */
  away: number;
  /** Some source says which devices there are. */
  isWatched: boolean;
  outage: Alert | undefined;
}
