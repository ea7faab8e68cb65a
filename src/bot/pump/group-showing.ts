import type { Alert } from '../../desk/alert/alert.ts';
import type { Card } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import type { Group } from '../../desk/storm/group.ts';
import { groupCard, overviewCard, SHOWN, type SiteTally } from '../../desk/storm/group-card.ts';
import { OVER, sumOf, type Tally, tallyOf } from '../../desk/storm/member.ts';
import { mayShow } from '../../desk/routing.ts';
import { SITE } from '../../desk/storm/site-down.ts';
import { readCounts, readMembers } from '../../store/members.ts';
import { readItem, readItems } from '../../store/read.ts';
import type { Store } from '../../store/store.ts';

/** A group as a card for one destination; undefined when all of it belongs to other channels now. Costs the same for eight members and for thousands. */
export async function showGroup(
  store: Store,
  group: Group,
  destination: Destination,
  view: DeskView,
): Promise<Card | undefined> {
  const at = view.now;
  const sites = await sitesOf(store, group, destination, view);
  if (sites.length === 0) return undefined;
  const tally = await tallyOfSites(store, group, sites);
  if (group.isOverview) return overviewCard(group, { tally, at }, sites);
  const worst = (await readMembers(store, group.ref, { from: 0, most: SHOWN })).filter(({ stand }) => stand < OVER);
  const members = await readItems(
    store,
    worst.map(({ ref }) => ref),
  );
  return groupCard(group, { tally, at }, members.filter(isAlert));
}

/** What others were folded under: a group, or the alert of a site. */
export interface Parent {
  ref: string;
  sites: Group['sites'];
  places: Group['places'];
}

export async function readParent(store: Store, ref: string): Promise<Parent | undefined> {
  const item = await readItem(store, ref);
  if (item?.kind === 'group') return item;
  if (item?.kind !== 'alert' || item.facts.type !== SITE) return undefined;
  const { client, site } = item.facts;
  return {
    ref,
    places: item.places,
    sites: [{ ...(client === undefined ? {} : { client }), ...(site === undefined ? {} : { site }) }],
  };
}

/** The sites of a group that may be shown at a destination, with their counts. */
export async function sitesOf(
  store: Store,
  group: Parent,
  destination: Destination,
  view: Pick<DeskView, 'settings'>,
): Promise<SiteTally[]> {
  const counts = await readCounts(store, group.ref);
  return group.sites
    .map((site, part) => ({ part, site, tally: tallyOf(counts.get(part) ?? new Map()) }))
    .filter(({ site }) => mayShow(site.client, destination, view.settings));
}

/** What these sites of a group hold together. */
export async function tallyOfSites(
  store: Store,
  group: Pick<Parent, 'ref'>,
  sites: readonly SiteTally[],
): Promise<Tally> {
  const counts = await readCounts(store, group.ref);
  return sumOf(sites.map(({ part }) => counts.get(part) ?? new Map()));
}

export function isAlert(item: { kind: string }): item is Alert {
  return item.kind === 'alert';
}
