import type { TrmmStandIn } from '../trmm/index.ts';
import type { Move } from './clock.ts';
import { type SystemName, systemNames } from './pictures.ts';
import type { World } from './world.ts';

/** What came of something that was done on the page. */
export interface Done {
  status: number;
  data: unknown;
}

/** Everything the page can make happen. */
export interface Hands {
  do(system: string, action: string, body: unknown): Promise<Done>;
}

const OK: Done = { status: 200, data: { ok: true } };
const NO_SUCH_THING: Done = { status: 404, data: { error: 'no such thing' } };

/** `changed` is called when the picture of the demo itself is different; `reset` makes a new world, or rejects with why it could not. */
export function createHands(world: () => World, reset: () => Promise<void>, changed: () => void): Hands {
  return {
    async do(system, action, body) {
      if (system === 'demo') return demoAct(action, body);
      if (system === 'bot') {
        world().bot.end(action === 'kill' ? 'SIGKILL' : 'SIGTERM');
        return OK;
      }
      const name = systemNames.find((one) => one === system);
      if (name === undefined || !/^[a-zA-Z-]+$/.test(action)) return NO_SUCH_THING;
      return systemAct(name, action, body);
    },
  };

  async function demoAct(action: string, body: unknown): Promise<Done> {
    if (action === 'clock') {
      const wrong = world().clock.move(body as Move);
      return wrong === undefined ? OK : { status: 400, data: { error: wrong } };
    }
    if (action !== 'reset') return NO_SUCH_THING;
    try {
      await reset();
      return OK;
    } catch (error) {
      return { status: 500, data: { error: error instanceof Error ? error.message : String(error) } };
    }
  }

  async function systemAct(name: SystemName, action: string, body: unknown): Promise<Done> {
    const { standIns, limits, plugged, reader } = world();
    if (name === 'trmm' && action === 'recover-all') return { status: 200, data: recoverAll(standIns.trmm) };
    if (action === 'limit') {
      const { seconds } = body as { seconds?: unknown };
      return limits.start(name, seconds) ? OK : { status: 400, data: { error: 'That takes 1 to 120 seconds.' } };
    }
    const done = await ask(`${standIns[name].url}/_sandbox/${action}`, body);
    if (action === 'plug' && done.status === 200) {
      plugged[name] = (body as { plugged?: boolean }).plugged !== false;
      if (name === 'freescout') await reader?.admit(plugged[name]);
      changed();
    }
    return done;
  }
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
