import { createHash } from 'node:crypto';
import type { Alert } from '../alert/alert.ts';
import { bucketOf, type Site } from './group.ts';
import { placeName } from './group-card.ts';
import type { OutageSettings } from './outage-settings.ts';
import type { AlertSignal } from '../signal.ts';
import { OURSELVES } from '../alert/silence.ts';

/** The type of alerts about whole sites. */
export const SITE = 'site';

/** How many devices of a site a source watches; those it keeps quiet are not counted. */
export interface SiteFleet {
  devices: number;
  servers: number;
}

/** Everything that says whether a site answers. */
export interface SiteState {
  site: Site;
  /** Open alerts of devices there that do not answer, none of them muted. */
  away: readonly Alert[];
  /** Absent while no source has told it. */
  fleet: SiteFleet | undefined;
  wasDown: boolean;
}

/** What is wrong with a whole site, and since when. */
export interface Outage {
  title: string;
  since: number;
}

/**
 * A site is down when all of its servers and more than half of its devices do not answer, and enough of them fell silent within a
 * short time: workstations alone are switched off every evening. It is down until any server answers or half of the devices do.
 * Where it has a device that is its way out, that one decides, as soon as anything else there is silent too. What was there before
 * Deskbell first looked is no news.
 */
export function outageOf({ site, away, fleet, wasDown }: SiteState, settings: OutageSettings): Outage | undefined {
  if (!wasDown && away.every(isFromBefore)) return undefined;
  const uplink = settings.sites.find((one) => one.client === site.client && one.site === site.site)?.uplink;
  if (uplink !== undefined) return behindUplink(site, away, uplink, wasDown);
  if (!fleet || fleet.servers === 0) return undefined;
  const devices = Math.max(fleet.devices, away.length);
  const servers = away.filter(({ facts }) => facts.device?.kind !== 'workstation').length;
  if (servers < fleet.servers || away.length <= devices / 2) return undefined;
  const latest = Math.max(...away.map(({ facts }) => facts.startedAt));
  const together = away.filter(({ facts }) => latest - facts.startedAt <= settings.within);
  if (!wasDown && together.length < settings.devices) return undefined;
  const title = `Site ${placeOf(site)} is down: ${away.length} of ${devices} devices do not answer`;
  return { title, since: Math.min(...(together.length > 0 ? together : away).map(({ facts }) => facts.startedAt)) };
}

function behindUplink(site: Site, away: readonly Alert[], uplink: string, wasDown: boolean): Outage | undefined {
  const way = away.find(({ facts }) => facts.device?.name === uplink);
  const others = away.length - 1;
  if (!way || (others === 0 && !wasDown)) return undefined;
  const rest = others === 1 ? 'one other device' : `${others} other devices`;
  const title = `Site ${placeOf(site)} is down: its uplink ${uplink} and ${rest} do not answer`;
  return { title, since: way.facts.startedAt };
}

function isFromBefore({ places }: Alert): boolean {
  return places.length > 0 && places.every(({ as }) => as === 'baseline');
}

function placeOf(site: Site): string {
  return placeName(site).replace(', ', '/');
}

/** What can only be so because the site is down: its devices, and what is seen of them over the network. */
export function dependsOnSite({ source, facts }: Alert): boolean {
  if (source === OURSELVES || facts.client === undefined || facts.site === undefined) return false;
  return isAway(facts) || (facts.type === 'check' && facts.check === 'ping');
}

/** Does it say that a device does not answer? */
export function isAway(facts: Pick<Alert['facts'], 'type'>): boolean {
  return facts.type === 'availability';
}

/** An outage is an alert like any other: it has a card, rings, and is acknowledged. */
export function siteDownSignal(site: Site, { title, since }: Outage, now: number): AlertSignal {
  return {
    ...about(site, now),
    seen: {
      state: 'open',
      facts: {
        title,
        message: title,
        raw: 'error',
        type: SITE,
        ...site,
        startedAt: since,
        hidden: false,
        links: [],
      },
    },
  };
}

/** It answers again. */
export function siteUpSignal(site: Site, now: number): AlertSignal {
  return { ...about(site, now), seen: { state: 'ended', how: 'recovered', at: now } };
}

/** The condition of the outage of a site; names may be longer than a reference can be. */
export function siteCondition(site: Site): string {
  return `${OURSELVES}/${SITE}/${createHash('sha256').update(bucketOf(site)).digest('hex').slice(0, 16)}`;
}

function about(site: Site, now: number): Omit<AlertSignal, 'seen'> {
  const condition = siteCondition(site);
  return { kind: 'alert', source: OURSELVES, row: condition.slice(-16), condition, readAt: now };
}
