import { setTimeout as pause } from 'node:timers/promises';
import { startTrmm } from '../../sandbox/trmm/index.ts';
import { cpuOf, startProcess, type Subject } from '../measure/process.ts';
import { startDesk } from './desk.ts';
import { CHANNELS, CLIENTS, createFleet } from './fleet.ts';
import type { Memory } from './memory.ts';
import { type PressedCard, type Pressing, watchPresses } from './presses.ts';
import { openWebhooks } from './webhooks.ts';
import { startWorkspace } from './workspace.ts';

/** One of the bots, in a workspace of its own. */
export interface BotStage {
  pressing: Pressing;
  subject: Subject;
  editsCards: boolean;
  /** A card in each channel that nobody has pressed. */
  cards(): Promise<PressedCard[]>;
  /** A message for each channel, which is not awaited; `posted` resolves when all are there. */
  flood(): { posted: Promise<unknown> };
}

export interface Circumstances {
  /** Slack with its limits, and Deskbell with its pacing; default neither. */
  limits?: boolean;
  /** Default over a socket. */
  overHttp?: boolean;
}

const FLOOR = new URL('../floors/bolt.ts', import.meta.url);

/** Long enough for what follows of a press outside: people press seconds apart. */
const REST = 30;
const POSTED = 15_000;

/** Bolt alone; `more` are its variables. */
export async function boltStage(
  stack: AsyncDisposableStack,
  more: Record<string, string>,
  { limits, overHttp }: Circumstances = {},
): Promise<BotStage> {
  const slack = await startWorkspace(limits);
  stack.defer(() => slack.close());
  const { botToken, appToken, signingSecret } = slack.settings;
  const pressing = watchPresses(slack);
  const subject = await startProcess(FLOOR, {
    SLACK_BOT_TOKEN: botToken,
    ...(overHttp === true ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }),
    SLACK_API_URL: slack.apiUrl,
    CHANNELS: JSON.stringify(CHANNELS),
    ...more,
  });
  stack.defer(() => subject.stop());
  if (overHttp === true) slack.deliverTo(subject.says);
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
      return { posted: slack.until(() => slack.pings.length >= before + CHANNELS.length, POSTED) };
    },
  };
}

/** Deskbell, for which `size` alerts can be raised. */
export async function deskStage(
  stack: AsyncDisposableStack,
  memory: Memory,
  size: number,
  { limits, overHttp }: Circumstances = {},
): Promise<BotStage> {
  const slack = await startWorkspace(limits);
  stack.defer(() => slack.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  const fleet = createFleet(trmm, size);
  const pressing = watchPresses(slack);
  const subject = await startDesk({ memory, slack, trmm, paced: limits === true, overHttp: overHttp === true });
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

/** What presses took, in milliseconds each. */
export interface Presses {
  acks: number[];
  answers: number[];
  edits: number[];
  /** CPU of the bot a press. */
  cpu: number;
}

/** One press after the other, if wanted each only when the card shows the one before; `rest` is milliseconds between two. */
export async function pressAll(
  { pressing, subject, editsCards }: BotStage,
  cards: readonly PressedCard[],
  { patient, rest = REST }: { patient: boolean; rest?: number },
): Promise<Presses> {
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
    await pause(rest);
  }
  const edited = await Promise.all(edits);
  await pause(3 * REST);
  return { acks, answers, edits: edited, cpu: (cpuOf(subject.pid) - before) / cards.length };
}
