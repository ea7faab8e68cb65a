import { setTimeout as pause } from 'node:timers/promises';
import type { SlackStandIn } from '../sandbox/slack/index.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { quantile } from './measure/statistics.ts';
import { type Column, tableOf } from './measure/table.ts';
import { type BotStage, boltStage, deskStage, pressAll } from './stage/bots.ts';
import { CHANNELS, CLIENTS } from './stage/fleet.ts';
import { startMemory } from './stage/memory.ts';

const ROUNDS = 2;
const SECONDS = 60;
const FLEET = (ROUNDS + 1) * 4 * CLIENTS;
const PRESSES = 8;
/** Milliseconds from press to press: Slack allows 50 edits a minute in all. */
const REST = 700;
/** How often somebody else takes what the channel can take. */
const GREED = 100;
const [BUSY = ''] = CHANNELS;

const FIGURES = [
  'idle: acknowledged, p50 ms',
  'limited: acknowledged, p50 ms',
  'limited ÷ idle: acknowledged',
  'idle: answer seen, p50 ms',
  'limited: answer seen, p50 ms',
  'limited ÷ idle: answer seen',
  'idle: card edited, p50 ms',
  'limited: card edited, p50 ms',
  'limited ÷ idle: card edited',
] as const;

/** A press in one channel while Slack refuses posts to another, beside a bot of Bolt alone that does the same for a press. */
export async function clickWhileLimited(): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const limits = { limits: true };
  const stages = {
    'Bolt that keeps': await boltStage(stack, { KEEP: 'yes', REDIS_URL: memory.url }, limits),
    Deskbell: await deskStage(stack, memory, FLEET, limits),
  };
  const variants = Object.fromEntries(Object.entries(stages).map(([name, stage]) => [name, () => measure(stage)]));
  const { rounds, noise } = await inRounds({ variants, rounds: ROUNDS, seconds: SECONDS, cold: true });
  const columns: Column[] = [{ of: 'Bolt that keeps' }, { of: 'Deskbell' }];
  return `${tableOf(rounds, FIGURES, columns)}\n\n${rounds.length} rounds of ${PRESSES} presses. ${noise.report()}`;
}

async function measure(stage: BotStage): Promise<Figures> {
  const { slack } = stage.pressing;
  const cards = (await stage.cards()).filter(({ channel }) => channel !== BUSY);
  await pause(REST);
  const idle = await pressAll(stage, cards.slice(0, PRESSES), { patient: false, rest: REST });
  const greedy = crowd(slack);
  const { posted } = stage.flood();
  posted.catch(() => {});
  await pause(REST);
  const limited = await pressAll(stage, cards.slice(PRESSES, 2 * PRESSES), { patient: false, rest: REST });
  await greedy.stop();
  await posted;
  return Object.fromEntries(
    (
      [
        ['acknowledged', 'acks'],
        ['answer seen', 'answers'],
        ['card edited', 'edits'],
      ] as const
    ).flatMap(([what, kind]) => {
      const [calm, busy] = [quantile(idle[kind], 0.5), quantile(limited[kind], 0.5)];
      return [
        [`idle: ${what}, p50 ms`, calm],
        [`limited: ${what}, p50 ms`, busy],
        [`limited ÷ idle: ${what}`, busy / calm],
      ];
    }),
  );
}

/** Somebody else posts into one channel whenever it can take a message, so that hardly anybody else's gets through. */
function crowd(slack: SlackStandIn): { stop(): Promise<void> } {
  const over = new AbortController();
  async function run(): Promise<void> {
    while (!over.signal.aborted) {
      const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.settings.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel: BUSY, text: 'Somebody else is talking.' }),
      });
      await answer.arrayBuffer();
      await pause(GREED);
    }
  }
  const running = run();
  return {
    async stop() {
      over.abort();
      await running;
    },
  };
}
