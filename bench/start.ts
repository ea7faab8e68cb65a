import { setTimeout as pause } from 'node:timers/promises';
import { startDiscord } from '../sandbox/discord/index.ts';
import { startTrmm } from '../sandbox/trmm/index.ts';
import { cpuOf, memoryOf, startProcess, type Subject } from './measure/process.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { tableOf } from './measure/table.ts';
import { DISCORD, startDesk } from './stage/desk.ts';
import { startMemory } from './stage/memory.ts';
import { ONE_CHANNEL } from './stage/storm.ts';
import { startWorkspace } from './stage/workspace.ts';

const ROUNDS = 7;
const SECONDS = 60;
/** After which a process that does nothing counts as idle, in milliseconds. */
const IDLE = 3_000;
const LOOK_AGAIN = 2;
const PATIENCE = 30_000;

const FLOOR = new URL('floors/libraries.ts', import.meta.url);

const FIGURES = ['connected, ms', 'CPU until connected, ms', 'memory idle, MiB', 'memory at its most, MiB'];

/** From the start of the process until Slack, Discord and Redis have it, beside the libraries alone. */
export async function start(): Promise<string> {
  const variants = { libraries: () => measure(startLibraries), Deskbell: () => measure(startDeskbell) };
  const { rounds, noise } = await inRounds({ variants, rounds: ROUNDS, seconds: SECONDS });
  const columns = [{ of: 'libraries' }, { of: 'Deskbell' }, { of: 'Deskbell', against: 'libraries' }];
  return `${tableOf(rounds, FIGURES, columns)}\n\n${rounds.length} rounds. ${noise.report()}`;
}

/** A world that has not heard of the subject. */
async function openWorld(stack: AsyncDisposableStack) {
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const slack = await startWorkspace();
  stack.defer(() => slack.close());
  const discord = await startDiscord();
  stack.defer(() => discord.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  return { memory, slack, discord, trmm };
}
type World = Awaited<ReturnType<typeof openWorld>>;

function startLibraries({ memory, slack, discord }: World): Promise<Subject> {
  return startProcess(FLOOR, {
    REDIS_URL: memory.url,
    SLACK_BOT_TOKEN: slack.settings.botToken,
    SLACK_APP_TOKEN: slack.settings.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: DISCORD.token,
    DISCORD_API_URL: `${discord.url}/api`,
  });
}

function startDeskbell(world: World): Promise<Subject> {
  return startDesk({ ...world, settings: ONE_CHANNEL, paced: true, more: { SLACK_CHANNEL: 'C0CLIENT01' } });
}

async function measure(begin: (world: World) => Promise<Subject>): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const world = await openWorld(stack);
  const startedAt = performance.now();
  const subject = await begin(world);
  stack.defer(() => subject.stop());
  while (world.slack.connections().open === 0 || world.discord.gateway.connections() === 0) {
    if (performance.now() - startedAt > PATIENCE) throw new Error('it was not connected in time');
    await pause(LOOK_AGAIN);
  }
  const connected = performance.now() - startedAt;
  const cpu = cpuOf(subject.pid);
  await pause(IDLE);
  const { now, most } = memoryOf(subject.pid);
  return {
    'connected, ms': connected,
    'CPU until connected, ms': cpu,
    'memory idle, MiB': now,
    'memory at its most, MiB': most,
  };
}
