import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import {
  dependsOnSite,
  outageOf,
  siteCondition,
  siteDownSignal,
  type SiteState,
  siteUpSignal,
} from '../../../src/desk/storm/site-down.ts';
import { REF_LIMIT } from '../../../src/desk/item.ts';
import { anAlert, alertAfter, frozen, MINUTE, NOW, settings, view } from '../build.ts';

const HQ = { client: 'Globex', site: 'HQ' };
const OUTAGES = settings().outages;
const WITH_UPLINK = settings({ outages: { sites: [{ ...HQ, uplink: 'GLOBEX-FW01' }] } }).outages;

/** A device there that does not answer; `ago` minutes since it fell silent. */
function silent(name: string, kind: 'server' | 'workstation', ago = 0): Alert {
  const device = { id: name, name, kind };
  return anAlert({ ...HQ, type: 'availability', title: `${name} is offline`, device, startedAt: NOW - ago * MINUTE });
}

function silentOnes(servers: number, workstations: number, ago = 0): Alert[] {
  return [
    ...Array.from({ length: servers }, (_, index) => silent(`SRV${index}`, 'server', ago)),
    ...Array.from({ length: workstations }, (_, index) => silent(`PC${index}`, 'workstation', ago)),
  ];
}

function site(more: Partial<SiteState>): SiteState {
  return frozen({ site: HQ, away: [], fleet: { devices: 14, servers: 2 }, wasDown: false, ...more });
}

test('all servers and most devices within half an hour: the site is down, since the first of them', () => {
  const away = [...silentOnes(2, 9), silent('PC9', 'workstation', 10)];
  expect(outageOf(site({ away }), OUTAGES)).toEqual({
    title: 'Site Globex/HQ is down: 12 of 14 devices do not answer',
    since: NOW - 10 * MINUTE,
  });
});

test('an evening at which workstations are switched off is no outage, nor is a server that still answers', () => {
  expect(outageOf(site({ away: silentOnes(0, 12) }), OUTAGES)).toBeUndefined();
  expect(outageOf(site({ away: silentOnes(1, 12) }), OUTAGES)).toBeUndefined();
  expect(outageOf(site({ away: silentOnes(12, 0), fleet: { devices: 12, servers: 0 } }), OUTAGES)).toBeUndefined();
});

test('two servers of an office that is asleep have cards of their own: too few fell silent together', () => {
  const asleep = silentOnes(0, 12, 600);
  expect(outageOf(site({ away: [...asleep, ...silentOnes(2, 0)] }), OUTAGES)).toBeUndefined();
  expect(outageOf(site({ away: [...asleep, ...silentOnes(2, 0)], wasDown: true }), OUTAGES)).toBeDefined();
});

test('half of the devices are not most of them, and without knowing them all nothing is said', () => {
  expect(outageOf(site({ away: silentOnes(2, 5) }), OUTAGES)).toBeUndefined();
  expect(outageOf(site({ away: silentOnes(2, 6) }), OUTAGES)).toBeDefined();
  expect(outageOf(site({ away: silentOnes(2, 12), fleet: undefined }), OUTAGES)).toBeUndefined();
});

test('the way out of a site decides alone, as soon as anything behind it is silent', () => {
  const uplink = silent('GLOBEX-FW01', 'server');
  expect(outageOf(site({ away: [uplink] }), WITH_UPLINK)).toBeUndefined();
  expect(outageOf(site({ away: [uplink, silent('PC1', 'workstation')] }), WITH_UPLINK)?.title).toBe(
    'Site Globex/HQ is down: its uplink GLOBEX-FW01 and one other device do not answer',
  );
  expect(outageOf(site({ away: silentOnes(2, 12) }), WITH_UPLINK)).toBeUndefined();
  expect(outageOf(site({ away: [uplink], wasDown: true }), WITH_UPLINK)).toBeDefined();
});

test('whatever is silent: a site with a server that answers is not down, and one that is down stays so while no more answer', () => {
  const counts = fc.record({
    servers: fc.integer({ min: 1, max: 6 }),
    workstations: fc.integer({ min: 0, max: 20 }),
    away: fc.integer({ min: 0, max: 20 }),
    silentServers: fc.integer({ min: 0, max: 6 }),
    ago: fc.integer({ min: 0, max: 90 }),
  });
  fc.assert(
    fc.property(counts, ({ servers, workstations, away, silentServers, ago }) => {
      const gone = Math.min(silentServers, servers);
      const all = [...silentOnes(gone, 0), ...silentOnes(0, Math.min(away, workstations), ago)];
      const state = site({ away: all, fleet: { devices: servers + workstations, servers } });
      const outage = outageOf(state, OUTAGES);
      expect(outage === undefined || (gone === servers && all.length >= OUTAGES.devices)).toBe(true);
      expect(outage === undefined || all.length > (servers + workstations) / 2).toBe(true);
      expect(outage === undefined || outageOf({ ...state, wasDown: true }, OUTAGES) !== undefined).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('an outage is an alert of its own: critical, one card while it lasts and when it returns, over when the site answers', () => {
  const outage = { title: 'Site Globex/HQ is down: 12 of 14 devices do not answer', since: NOW };
  const down = siteDownSignal(HQ, outage, NOW);
  const again = siteDownSignal(HQ, outage, NOW + 20 * MINUTE);
  const alert = alertAfter([down, siteUpSignal(HQ, NOW + 10 * MINUTE), again], view({ now: NOW + 20 * MINUTE }));
  expect([alert.severity, alert.firings, alert.ended, alert.facts.client]).toEqual([
    'critical',
    2,
    undefined,
    'Globex',
  ]);
  expect(alert.because).toBe('a whole site does not answer');
  const long = { client: 'x'.repeat(300), site: 'y'.repeat(300) };
  expect(`${siteCondition(long)}/12345`.length).toBeLessThanOrEqual(REF_LIMIT);
  expect(siteCondition(long)).not.toBe(siteCondition(HQ));
});

test('devices that do not answer, and what is seen over the network, depend on their site; other checks do not', () => {
  expect(dependsOnSite(silent('PC1', 'workstation'))).toBe(true);
  expect(dependsOnSite(anAlert({ ...HQ, type: 'check', check: 'ping' }))).toBe(true);
  expect(dependsOnSite(anAlert({ ...HQ, type: 'check', check: 'diskspace' }))).toBe(false);
  expect(dependsOnSite(alertAfter([siteDownSignal(HQ, { title: 'down', since: NOW }, NOW)]))).toBe(false);
});

test('a site that was down before Deskbell first looked is no news, until one more device falls silent', () => {
  const before = silentOnes(2, 9).map((alert) => ({
    ...alert,
    places: alert.places.map((place) => ({ ...place, as: 'baseline' as const })),
  }));
  expect(outageOf(site({ away: before }), OUTAGES)).toBeUndefined();
  expect(outageOf(site({ away: [...before, silent('PC9', 'workstation')] }), OUTAGES)).toBeDefined();
});
