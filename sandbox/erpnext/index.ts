import { seededRandom, startStandIn, type StandIn } from '../stand-in.ts';
import { BOT, fillDefaultSite } from './default-site.ts';
import { serveDeskPage } from './desk-page.ts';
import { openDriver, sheetLine, type ErpnextDriver } from './driver.ts';
import { serveApi } from './routes.ts';
import { serveDriver } from './sandbox-routes.ts';
import { DEFAULTS, emptySite, tableOf, type Settings, type Site } from './site.ts';

export interface ErpnextOptions {
  port?: number;
  seed?: number;
  settings?: Partial<Settings>;
}

export interface ErpnextStandIn extends StandIn, ErpnextDriver {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The whole `Authorization` header of the bot. */
  readonly authorization: string;
  /** The documents themselves, to look at or to bend. */
  readonly site: Site;
}

/** An ERPNext 15 (or 14, or 16) on loopback, with Frappe's REST API. */
export async function startErpnext(options: ErpnextOptions = {}): Promise<ErpnextStandIn> {
  let base: StandIn | undefined;
  const site = emptySite(
    { ...DEFAULTS, ...options.settings },
    () => base?.now() ?? Date.now(),
    seededRandom(options.seed ?? 1),
    () => base?.changed(),
  );
  fillDefaultSite(site);
  const driver = openDriver(site, () => {
    if (base) return base;
    throw new Error('the stand-in has not started');
  });
  base = await startStandIn({ ...options, state: () => stateOf(site, driver) }, async ({ server }) => {
    serveDriver(server, driver);
    serveDeskPage(server, site);
    await serveApi(server, site);
  });
  const clear = base.clearFaults.bind(base);
  return Object.assign(base, driver, {
    apiKey: BOT.key,
    apiSecret: BOT.secret,
    authorization: `token ${BOT.key}:${BOT.secret}`,
    site,
    clearFaults() {
      site.settings.readOnly = false;
      clear();
    },
  });
}

function stateOf(site: Site, driver: ErpnextDriver): unknown {
  return {
    timesheets: driver.timesheets().map(sheetLine),
    customers: [...tableOf(site, 'Customer').values()].map(({ name, disabled }) => ({ name, disabled })),
    employees: [...tableOf(site, 'Employee').values()].map(({ name, employee_name, status }) => ({
      name,
      employee_name,
      status,
    })),
    readOnly: site.settings.readOnly,
  };
}
