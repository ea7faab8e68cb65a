import { setTimeout as pause } from 'node:timers/promises';
import type { SlackStandIn } from '../sandbox/slack/index.ts';
import { startTrmm } from '../sandbox/trmm/index.ts';
import { cpuOf, startProcess, type Subject } from './measure/process.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { quantile } from './measure/statistics.ts';
import { tableOf } from './measure/table.ts';
import { findAlertmanager, missing, startAlertmanager } from './rivals/alertmanager.ts';
import { type Arrivals, createArrivals } from './stage/arrivals.ts';
import { watchCalls } from './stage/calls.ts';
import { startDesk } from './stage/desk.ts';
import { CHANNEL_OF, CLIENTS, createFleet, type Fleet, hostIn, type Raised } from './stage/fleet.ts';
import { type Fsync, type Memory, startMemory } from './stage/memory.ts';
import { openWebhooks } from './stage/webhooks.ts';
import { startWorkspace } from './stage/workspace.ts';

const ROUNDS = 6;
const SECONDS = 60;
const SINGLES = 25;
const BURSTS = 4;
/** Four measurements a round, and one round to warm up. */
const FLEET = (ROUNDS + 1) * 4 * (SINGLES + BURSTS * CLIENTS);
/** Long enough for what is still to be done once a message is there. */
const REST = 10;

const FLOOR = new URL('floors/pipeline.ts', import.meta.url);
const BRIDGE = new URL('floors/bridge.ts', import.meta.url);

const FIGURES = [
  'one at a time, p50 ms',
  'one at a time, p95 ms',
  '32 at once, p50 ms',
  '32 at once, p95 ms',
  'CPU ms an alert, with Redis',
  'CPU ms of Redis alone',
] as const;

/** From TRMM's webhook to the message in Slack, beside Alertmanager and beside a program that does nothing else. */
export async function alertToMessage(): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const slack = await startWorkspace();
  stack.defer(() => slack.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  const fleet = createFleet(trmm, FLEET);
  const arrivals = createArrivals();
  watchCalls(slack, ({ body, at }) => arrivals.arrived(hostIn(body), at));
  const desk = await startDesk({ memory, slack, trmm });
  stack.defer(() => desk.stop());
  const road = { TRMM_API_URL: trmm.url, TRMM_API_KEY: trmm.apiKey, CHANNELS: JSON.stringify(CHANNEL_OF) };
  const floor = await startProcess(FLOOR, {
    ...road,
    REDIS_URL: memory.url,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.settings.botToken,
  });
  stack.defer(() => floor.stop());
  const alertmanager = await startRival(stack, slack, road);

  function variant(subject: Subject, fsync: Fsync, others: readonly number[] = [memory.pid]): () => Promise<Figures> {
    return async () => {
      await memory.setFsync(fsync);
      return measure({ subject, memory, fleet, arrivals, others });
    };
  }
  const variants = {
    floor: variant(floor, 'everysec'),
    ...(alertmanager && { Alertmanager: variant(alertmanager.bridge, 'everysec', [alertmanager.pid]) }),
    'Deskbell, everysec': variant(desk, 'everysec'),
    'Deskbell, always': variant(desk, 'always'),
  };
  const { rounds, noise } = await inRounds({ variants, rounds: ROUNDS, seconds: SECONDS });
  const own = ['Deskbell, everysec', 'Deskbell, always'];
  const columns = [
    { of: 'floor' },
    { of: 'Alertmanager' },
    ...own.map((of) => ({ of })),
    ...own.map((of) => ({ of, against: 'Alertmanager' })),
    { of: 'Deskbell, everysec', against: 'floor' },
  ];
  return `${tableOf(rounds, FIGURES, columns)}\n\n${rounds.length} rounds.${missing(alertmanager)} ${noise.report()}`;
}

/** Alertmanager that waits for nothing and puts each alert into a message of its own, with what reads TRMM for it. */
async function startRival(stack: AsyncDisposableStack, slack: SlackStandIn, road: Record<string, string>) {
  const program = findAlertmanager();
  if (program === undefined) return undefined;
  const rival = await startAlertmanager(program, slack, { by: ['...'], wait: '0s', interval: '5m' });
  stack.defer(() => rival.stop());
  const bridge = await startProcess(BRIDGE, { ...road, ALERTMANAGER_URL: rival.url });
  stack.defer(() => bridge.stop());
  return { pid: rival.pid, bridge };
}

interface Sample {
  subject: Subject;
  memory: Memory;
  fleet: Fleet;
  arrivals: Arrivals;
  /** Processes that work for the subject. */
  others: readonly number[];
}

async function measure({
  subject,
  memory,
  fleet,
  arrivals,
  others,
}: Sample): Promise<Record<(typeof FIGURES)[number], number>> {
  await using webhooks = openWebhooks(subject.says);
  async function show({ row, host }: Raised): Promise<number> {
    const arrival = arrivals.of(host);
    const startedAt = performance.now();
    await webhooks.post(row);
    return (await arrival) - startedAt;
  }
  const cpu = (): number => [subject.pid, ...others].reduce((sum, pid) => sum + cpuOf(pid), 0);
  const before = { all: cpu(), redis: cpuOf(memory.pid) };
  const singles: number[] = [];
  for (const raised of fleet.raise(SINGLES)) {
    singles.push(await show(raised));
    await pause(REST);
  }
  const together: number[] = [];
  for (let burst = 0; burst < BURSTS; burst += 1) {
    together.push(...(await Promise.all(fleet.raise(CLIENTS).map(show))));
    await pause(REST);
  }
  await pause(10 * REST);
  const alerts = singles.length + together.length;
  return {
    'one at a time, p50 ms': quantile(singles, 0.5),
    'one at a time, p95 ms': quantile(singles, 0.95),
    '32 at once, p50 ms': quantile(together, 0.5),
    '32 at once, p95 ms': quantile(together, 0.95),
    'CPU ms an alert, with Redis': (cpu() - before.all) / alerts,
    'CPU ms of Redis alone': (cpuOf(memory.pid) - before.redis) / alerts,
  };
}
