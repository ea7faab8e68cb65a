import { setTimeout as pause } from 'node:timers/promises';
import { startTrmm } from '../sandbox/trmm/index.ts';
import { cpuOf, startProcess, type Subject } from './measure/process.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { quantile } from './measure/statistics.ts';
import { tableOf } from './measure/table.ts';
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
/** Two careful and two quick measurements a round, and one round to warm up. */
const FLEET = (ROUNDS + 1) * 4 * (SINGLES + BURSTS * CLIENTS);
/** Long enough for what is still to be done once a message is there. */
const REST = 10;

const FLOOR = new URL('floors/pipeline.ts', import.meta.url);

const FIGURES = [
  'one at a time, p50 ms',
  'one at a time, p95 ms',
  '32 at once, p50 ms',
  '32 at once, p95 ms',
  'CPU ms an alert',
  'CPU ms of Redis an alert',
] as const;

/** From TRMM's webhook to the message in Slack, beside a program that does nothing else. */
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
  const floor = await startProcess(FLOOR, {
    REDIS_URL: memory.url,
    TRMM_API_URL: trmm.url,
    TRMM_API_KEY: trmm.apiKey,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.settings.botToken,
    CHANNELS: JSON.stringify(CHANNEL_OF),
  });
  stack.defer(() => floor.stop());

  function variant(subject: Subject, fsync: Fsync): () => Promise<Figures> {
    return async () => {
      await memory.setFsync(fsync);
      return measure({ subject, memory, fleet, arrivals });
    };
  }
  const variants = {
    'floor, everysec': variant(floor, 'everysec'),
    'Deskbell, everysec': variant(desk, 'everysec'),
    'floor, always': variant(floor, 'always'),
    'Deskbell, always': variant(desk, 'always'),
  };
  const { rounds, noise } = await inRounds({ variants, rounds: ROUNDS, seconds: SECONDS });
  const columns = ['everysec', 'always'].flatMap((fsync) => {
    const [own, other] = [`Deskbell, ${fsync}`, `floor, ${fsync}`];
    return [{ of: other }, { of: own }, { of: own, against: other }];
  });
  return `${tableOf(rounds, FIGURES, columns)}\n\n${rounds.length} rounds. ${noise.report()}`;
}

interface Sample {
  subject: Subject;
  memory: Memory;
  fleet: Fleet;
  arrivals: Arrivals;
}

async function measure({
  subject,
  memory,
  fleet,
  arrivals,
}: Sample): Promise<Record<(typeof FIGURES)[number], number>> {
  await using webhooks = openWebhooks(subject.says);
  async function show({ row, host }: Raised): Promise<number> {
    const arrival = arrivals.of(host);
    const startedAt = performance.now();
    await webhooks.post(row);
    return (await arrival) - startedAt;
  }
  const before = { own: cpuOf(subject.pid), redis: cpuOf(memory.pid) };
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
    'CPU ms an alert': (cpuOf(subject.pid) - before.own) / alerts,
    'CPU ms of Redis an alert': (cpuOf(memory.pid) - before.redis) / alerts,
  };
}
