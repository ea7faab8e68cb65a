import type { TrmmStandIn } from '../trmm/index.ts';
import type { Bot } from './bot.ts';
import { type SystemName, systemNames } from './pictures.ts';
import type { StandIns } from './stand-ins.ts';
import type { PictureName } from './stream.ts';

/** What came of something that was done on the page. */
export interface Done {
  status: number;
  data: unknown;
}

/** Everything the page can make happen. */
export interface Hands {
  do(system: string, action: string, body: unknown): Promise<Done>;
  /** By system: false while its plug is out. */
  readonly plugged: Readonly<Record<SystemName, boolean>>;
}

export function createHands(standIns: StandIns, bot: Bot, changed: (name: PictureName) => void): Hands {
  const plugged = Object.fromEntries(systemNames.map((name) => [name, true])) as Record<SystemName, boolean>;

  return {
    plugged,
    async do(system, action, body) {
      if (system === 'bot') {
        bot.end(action === 'kill' ? 'SIGKILL' : 'SIGTERM');
        return { status: 200, data: { ok: true } };
      }
      if (system === 'trmm' && action === 'recover-all') return { status: 200, data: recoverAll(standIns.trmm) };
      const name = systemNames.find((one) => one === system);
      if (name === undefined || !/^[a-zA-Z-]+$/.test(action)) return { status: 404, data: { error: 'no such thing' } };
      const done = await ask(`${standIns[name].url}/_sandbox/${action}`, body);
      if (action === 'plug' && done.status === 200) {
        plugged[name] = (body as { plugged?: boolean }).plugged !== false;
        changed('demo');
      }
      return done;
    },
  };
}

/** The line is up again: every agent is seen, every check passes. */
function recoverAll(trmm: TrmmStandIn): { recovered: number } {
  const { alerts, agents, checks, tasks } = trmm.world;
  let recovered = 0;
  // A row that changes moves to the end of the table, hence the list of its own.
  const open = alerts.values().filter(({ resolved, alert_type: type }) => !resolved && type !== 'custom');
  for (const { agent, alert_type: type, assigned_check: check, assigned_task: task } of open.toArray()) {
    const hostname = agents.get(agent ?? 0)?.hostname;
    if (hostname === undefined) continue;
    const name = checks.get(check ?? 0)?.name ?? tasks.get(task ?? 0)?.name;
    trmm.recover({ agent: hostname, type, ...(name !== undefined && { checkName: name }) });
    recovered += 1;
  }
  return { recovered };
}

async function ask(url: string, body: unknown): Promise<Done> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
  const text = await response.text();
  try {
    return { status: response.status, data: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, data: { error: text.slice(0, 200) } };
  }
}
