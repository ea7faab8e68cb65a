import { setTimeout as pause } from 'node:timers/promises';
import { startTrmm } from '../sandbox/trmm/index.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { tableOf } from './measure/table.ts';
import { tallyOf } from './measure/tally.ts';
import { type DeskStage, startDesk } from './stage/desk.ts';
import { createFleet } from './stage/fleet.ts';
import { startMemory } from './stage/memory.ts';
import { CHANNEL, feed, ONE_CHANNEL, openLedger, SLACK_WAYS, startTightSlack, TOWN } from './stage/storm.ts';

const ALERTS = Number(process.env['BENCH_ALERTS'] ?? 1_000);
const ROUNDS = 2;
/** Milliseconds after the first webhook, and after each new start, at which it is killed. */
const KILLS = [400, 1_500];
/** Seconds that it is given after the last start: its predecessor's lease runs for 15. */
const PATIENCE = 90;
const POLL = 5;

const FIGURES = [
  'lost',
  'shown twice',
  'messages',
  'refused with 429',
  'webhooks without an answer',
  'all can be reached, s',
];

/** A storm during which Deskbell is killed again and again, as a power cut would. */
export async function stormKilled(): Promise<string> {
  const { rounds, noise } = await inRounds({
    variants: { Deskbell: deskbell },
    rounds: ROUNDS,
    seconds: 60,
    cold: true,
  });
  const table = tableOf(rounds, FIGURES, [{ of: 'Deskbell' }]);
  return `${table}\n\n${ALERTS} alerts, ${KILLS.length} kills; ${rounds.length} rounds. ${noise.report()}`;
}

async function deskbell(): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const slack = await startTightSlack(1);
  stack.defer(() => slack.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  const fleet = createFleet(trmm, ALERTS, TOWN);
  const more = { SLACK_CHANNEL: CHANNEL };
  const stage: DeskStage = { memory, slack, trmm, settings: ONE_CHANNEL, paced: true, poll: POLL, more };
  let subject = await startDesk(stage);
  stack.defer(() => subject.stop());
  const ledger = openLedger(memory, `slack:${CHANNEL}`);
  stack.defer(() => ledger.close());
  await slack.until(() => slack.messages(CHANNEL).length > 0);

  const startedAt = slack.now();
  const fed = feed(subject.says, fleet.raise(ALERTS));
  for (const after of KILLS) {
    await pause(after);
    await subject.kill();
    subject = await startDesk(stage);
  }
  const { unanswered } = await fed;
  await ledger.settled(ALERTS, PATIENCE);
  const { posts, refused, doubles } = tallyOf(slack.requests, startedAt, SLACK_WAYS);
  return {
    lost: await ledger.unreachable(ALERTS),
    'shown twice': doubles,
    messages: posts,
    'refused with 429': refused,
    'webhooks without an answer': unanswered,
    'all can be reached, s': (slack.now() - startedAt) / 1000,
  };
}
