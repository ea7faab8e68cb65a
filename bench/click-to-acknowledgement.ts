import { setTimeout as pause } from 'node:timers/promises';
import { startTrmm } from '../sandbox/trmm/index.ts';
import { cpuOf, startProcess, type Subject } from './measure/process.ts';
import { inRounds } from './measure/rounds.ts';
import { quantile } from './measure/statistics.ts';
import { tableOf } from './measure/table.ts';
import { startDesk } from './stage/desk.ts';
import { CHANNELS, CLIENTS, createFleet } from './stage/fleet.ts';
import { type Memory, startMemory } from './stage/memory.ts';
import { type PressedCard, type Pressing, watchPresses } from './stage/presses.ts';
import { openWebhooks } from './stage/webhooks.ts';
import { startWorkspace } from './stage/workspace.ts';

const ROUNDS = 6;
const SECONDS = 60;
/** Cards to press in calm, cards to press while posts are refused, and what waits to be posted meanwhile. */
const FLEET = (ROUNDS + 1) * 3 * CLIENTS;
/** Long enough for what follows of a press outside: people press seconds apart. */
const REST = 30;

const FLOOR = new URL('floors/bolt.ts', import.meta.url);

const FIGURES = [
  'acknowledged, p50 ms',
  'acknowledged, p95 ms',
  'answer seen, p50 ms',
  'card edited, p50 ms',
  'CPU ms a click',
  'posts refused: acknowledged, p50 ms',
  'posts refused: acknowledged, p95 ms',
  'posts refused: answer seen, p50 ms',
  'posts refused: card edited, p50 ms',
] as const;

/** One of the bots, in a workspace of its own. */
interface Stage {
  pressing: Pressing;
  subject: Subject;
  editsCards: boolean;
  /** A card in each channel that nobody has pressed. */
  cards(): Promise<PressedCard[]>;
  /** A message for each channel, which is not awaited; `posted` resolves when all are there. */
  flood(): { posted: Promise<unknown> };
}

/** From a click on Acknowledge to the acknowledgement at Slack, over Socket Mode, beside Bolt alone. */
export async function clickToAcknowledgement(): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const stages = {
    Bolt: await boltStage(stack, {}),
    'Bolt that keeps': await boltStage(stack, { KEEP: 'yes', REDIS_URL: memory.url }),
    Deskbell: await deskStage(stack, memory),
  };
  const variants = Object.fromEntries(Object.entries(stages).map(([name, stage]) => [name, () => measure(stage)]));
  const { rounds, noise } = await inRounds({ variants, rounds: ROUNDS, seconds: SECONDS });
  const columns = [
    { of: 'Bolt' },
    { of: 'Bolt that keeps' },
    { of: 'Deskbell' },
    { of: 'Deskbell', against: 'Bolt' },
    { of: 'Deskbell', against: 'Bolt that keeps' },
  ];
  return `${tableOf(rounds, FIGURES, columns)}\n\n${rounds.length} rounds. ${noise.report()}`;
}

async function boltStage(stack: AsyncDisposableStack, more: Record<string, string>): Promise<Stage> {
  const slack = await startWorkspace();
  stack.defer(() => slack.close());
  const pressing = watchPresses(slack);
  const subject = await startProcess(FLOOR, {
    SLACK_BOT_TOKEN: slack.settings.botToken,
    SLACK_APP_TOKEN: slack.settings.appToken,
    SLACK_API_URL: slack.apiUrl,
    CHANNELS: JSON.stringify(CHANNELS),
    ...more,
  });
  stack.defer(() => subject.stop());
  // Its cards keep their button: each can be pressed again.
  const cards = CHANNELS.map((channel) => ({ channel, ts: slack.messages(channel)[0]?.ts ?? '' }));
  return {
    pressing,
    subject,
    editsCards: 'KEEP' in more,
    cards: async () => cards,
    flood() {
      const before = slack.pings.length;
      process.kill(subject.pid, 'SIGUSR2');
      return { posted: slack.until(() => slack.pings.length >= before + CHANNELS.length, 15_000) };
    },
  };
}

async function deskStage(stack: AsyncDisposableStack, memory: Memory): Promise<Stage> {
  const slack = await startWorkspace();
  stack.defer(() => slack.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  const fleet = createFleet(trmm, FLEET);
  const pressing = watchPresses(slack);
  const subject = await startDesk({ memory, slack, trmm });
  stack.defer(() => subject.stop());
  const webhooks = stack.use(openWebhooks(subject.says));

  function raise(): { raised: ReturnType<typeof fleet.raise>; posted: Promise<unknown> } {
    const raised = fleet.raise(CLIENTS);
    const shown = raised.map(({ host }) => pressing.messages.of(host));
    const heard = raised.map(({ row }) => webhooks.post(row));
    return { raised, posted: Promise.all([...shown, ...heard]) };
  }
  return {
    pressing,
    subject,
    editsCards: true,
    async cards() {
      const { raised, posted } = raise();
      await posted;
      return raised.map(({ host, channel }) => {
        const card = slack.messages(channel).find((message) => JSON.stringify(message).includes(host));
        return { channel, ts: card?.ts ?? '' };
      });
    },
    flood: () => ({ posted: raise().posted }),
  };
}

async function measure(stage: Stage): Promise<Record<(typeof FIGURES)[number], number>> {
  const calm = await pressAll(stage, await stage.cards(), true);
  const cards = await stage.cards();
  const { slack } = stage.pressing;
  slack.fail({ path: '^/api/chat.postMessage$', action: REFUSED });
  const { posted } = stage.flood();
  posted.catch(() => {});
  await pause(3 * REST);
  const refused = await pressAll(stage, cards, false);
  slack.clearFaults();
  await posted;
  return {
    'acknowledged, p50 ms': quantile(calm.acks, 0.5),
    'acknowledged, p95 ms': quantile(calm.acks, 0.95),
    'answer seen, p50 ms': quantile(calm.answers, 0.5),
    'card edited, p50 ms': quantile(calm.edits, 0.5),
    'CPU ms a click': calm.cpu,
    'posts refused: acknowledged, p50 ms': quantile(refused.acks, 0.5),
    'posts refused: acknowledged, p95 ms': quantile(refused.acks, 0.95),
    'posts refused: answer seen, p50 ms': quantile(refused.answers, 0.5),
    'posts refused: card edited, p50 ms': quantile(refused.edits, 0.5),
  };
}

const REFUSED = {
  do: 'answer',
  status: 429,
  headers: { 'retry-after': '1' },
  body: { ok: false, error: 'ratelimited' },
} as const;

/** One press after the other, if wanted each only when the card shows the one before. */
async function pressAll({ pressing, subject, editsCards }: Stage, cards: readonly PressedCard[], patient: boolean) {
  const before = cpuOf(subject.pid);
  const acks: number[] = [];
  const answers: number[] = [];
  const edits: Promise<number>[] = [];
  for (const card of cards) {
    const { ack, answer, card: edited } = await pressing.press(card, editsCards);
    acks.push(ack);
    answers.push(answer);
    if (editsCards) edits.push(edited);
    if (patient) await edited;
    await pause(REST);
  }
  const edited = await Promise.all(edits);
  await pause(3 * REST);
  return { acks, answers, edits: edited, cpu: (cpuOf(subject.pid) - before) / cards.length };
}
