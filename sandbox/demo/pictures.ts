import { sheetLine } from '../erpnext/driver.ts';
import { alertJson } from '../trmm/alert-row.ts';
import { placeOf } from '../trmm/world.ts';
import type { StandIns } from './stand-ins.ts';

export type SystemName = keyof StandIns;
export const systemNames = ['slack', 'discord', 'trmm', 'freescout', 'erpnext'] as const satisfies SystemName[];

/** More than anybody scrolls through; a storm must not slow the page. */
const MESSAGES = 60;
const ROWS = 60;
const NOTES = 10;

type Json = Record<string, unknown>;

/** What the page shows of each system: the wire's own JSON, the newest part of it. */
export function pictureOf(name: SystemName, standIns: StandIns): Json {
  switch (name) {
    case 'slack':
      return slackPicture(standIns);
    case 'discord':
      return discordPicture(standIns);
    case 'trmm':
      return trmmPicture(standIns);
    case 'freescout':
      return { tickets: standIns.freescout.tickets().slice(-ROWS) };
    case 'erpnext':
      return { timesheets: standIns.erpnext.timesheets().slice(-ROWS).map(sheetLine) };
  }
}

function slackPicture({ slack }: StandIns): Json {
  const { team, bot, users, userGroups, channels, ephemerals, views, homes, connections, mistakes } = slack.state();
  return {
    team,
    bot,
    users,
    userGroups,
    channels: (channels as { messages: unknown[] }[]).map((channel) => ({
      ...channel,
      messages: channel.messages.slice(-MESSAGES),
    })),
    ephemerals,
    views,
    homes,
    connections,
    mistakes: (mistakes as unknown[]).slice(-5),
  };
}

function discordPicture({ discord }: StandIns): Json {
  const { guild, bot, users, roles, channels, directMessages, ephemerals, modals, commands, violations } =
    discord.state();
  return {
    guild,
    bot,
    users,
    roles,
    channels: (channels as { messages: unknown[] }[]).map((channel) => ({
      ...channel,
      messages: channel.messages.slice(-MESSAGES),
    })),
    directMessages,
    ephemerals,
    modals,
    commands,
    violations: (violations as unknown[]).slice(-5),
    connections: discord.gateway.connections(),
  };
}

function trmmPicture({ trmm }: StandIns): Json {
  const { world } = trmm;
  // Those that a storm brings along are only looked at as alerts.
  const fleet = [...world.agents.values()].filter(({ hostname }) => !/-N\d{4}$/.test(hostname));
  const agents = fleet.map((agent) => {
    const { client, site } = placeOf(world, agent);
    const checks = [...world.checks.values()].filter((check) => check.agents.has(agent.pk)).map(({ name }) => name);
    const { hostname, status, monitoring_type, maintenance_mode } = agent;
    return { hostname, status, monitoring_type, maintenance_mode, client: client.name, site: site.name, checks };
  });
  const all = [...world.alerts.values()].toSorted((left, right) => rank(right) - rank(left));
  const alerts = all.slice(0, ROWS).map((alert) => ({
    ...alertJson(world, alert),
    check_name: alert.assigned_check === null ? undefined : world.checks.get(alert.assigned_check)?.name,
    task_name: alert.assigned_task === null ? undefined : world.tasks.get(alert.assigned_task)?.name,
  }));
  const notes = world.notes.slice(-NOTES).toReversed();
  const texts = notes.map(({ pk, agent, note, username, entry_time: at }) => {
    return { id: pk, hostname: world.agents.get(agent)?.hostname ?? '', note, by: username, at };
  });
  return { agents, alerts, notes: texts, total: all.length, open: all.filter((alert) => !alert.resolved).length };
}

/** Open ones first, then the newest. */
function rank({ resolved, id }: { resolved: boolean; id: number }): number {
  return id + (resolved ? 0 : Number.MAX_SAFE_INTEGER / 2);
}
