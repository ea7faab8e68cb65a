import type {
  Agent,
  Alert,
  ApiKey,
  Check,
  CheckResult,
  Client,
  CustomField,
  Note,
  PendingAction,
  Site,
  Task,
  WinUpdate,
} from './model.ts';

/** Switches of the administrator that decide whether alerts are made, shown and announced. */
export interface Settings {
  /** Dashboard alerting is on. Without it, and without a webhook, no alert row is ever made. */
  dashboardAlerts: boolean;
  notifyOnInfo: boolean;
  notifyOnWarning: boolean;
  /** Which kinds of alert run the webhooks. */
  actionsOn: { agents: boolean; checks: boolean; tasks: boolean };
  trmmVersion: string;
  /** Slowness of `PATCH /alerts/`; a real one needs about 7. */
  millisecondsPerRow: number;
}

export interface World {
  settings: Settings;
  clients: Client[];
  sites: Site[];
  agents: Map<number, Agent>;
  /** The same agents by name and by public id. */
  agentsByName: Map<string, Agent>;
  checks: Map<number, Check>;
  /** By `check:agent`, as a check of a policy has one result for each agent. */
  results: Map<string, CheckResult>;
  tasks: Map<number, Task>;
  /** In storage order: an updated row moves to the end, so that nobody relies on the order. */
  alerts: Map<number, Alert>;
  /** Ids of unresolved alerts by condition. */
  open: Map<string, Set<number>>;
  notes: Note[];
  pendingActions: PendingAction[];
  winUpdates: WinUpdate[];
  customFields: CustomField[];
  keys: Map<string, ApiKey>;
  globalKeys: Map<string, string>;
  now(): number;
  /** The instant as TRMM writes it: UTC with microseconds. */
  stamp(): string;
  next(table: string): number;
  changed(): void;
}

/** A world without any rows; ids of alerts start at 5,001 so that none equals an agent's or a check's. */
export function emptyWorld(now: () => number, changed: () => void): World {
  const counters = new Map<string, number>([['alert', 5000]]);
  let last = 0;
  return {
    settings: {
      dashboardAlerts: true,
      notifyOnInfo: false,
      notifyOnWarning: true,
      actionsOn: { agents: true, checks: true, tasks: true },
      trmmVersion: '1.5.1',
      millisecondsPerRow: 0,
    },
    clients: [],
    sites: [],
    agents: new Map(),
    agentsByName: new Map(),
    checks: new Map(),
    results: new Map(),
    tasks: new Map(),
    alerts: new Map(),
    open: new Map(),
    notes: [],
    pendingActions: [],
    winUpdates: [],
    customFields: [],
    keys: new Map(),
    globalKeys: new Map(),
    now,
    stamp() {
      const instant = now() * 1000 + 137;
      // Two rows of one millisecond keep their order, unless the clock was put back.
      last = last >= instant && last - instant < 1_000_000 ? last + 1 : instant;
      return timestamp(Math.floor(last / 1000), last % 1000);
    },
    next(table) {
      const id = (counters.get(table) ?? 0) + 1;
      counters.set(table, id);
      return id;
    },
    changed,
  };
}

/** `2026-11-21T23:08:37.500580Z`; the fraction is dropped when it is nought, as Django does. */
export function timestamp(milliseconds: number, microseconds = 0): string {
  const iso = new Date(milliseconds).toISOString();
  const fraction = iso.slice(20, 23) + String(microseconds).padStart(3, '0');
  return fraction === '000000' ? `${iso.slice(0, 19)}Z` : `${iso.slice(0, 20)}${fraction}Z`;
}

/** The site and client of an agent. */
export function placeOf(world: World, agent: Agent): { client: Client; site: Site } {
  const site = world.sites.find((site) => site.id === agent.site);
  const client = world.clients.find((client) => client.id === site?.client);
  if (!site || !client) throw new Error(`agent ${agent.hostname} has no site`);
  return { client, site };
}

/** An agent by its name or by its public id. */
export function agentNamed(world: World, name: string): Agent {
  const agent = world.agentsByName.get(name);
  if (agent) return agent;
  throw new Error(`there is no agent ${name}`);
}

export function resultKey(check: number, agent: number): string {
  return `${check}:${agent}`;
}
