import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { letHoldsLapse } from '../faults/seeds/holds.ts';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { card, discordCards, read, type Seen, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const MINUTE = 60_000;
const MAIL = { from: 'pat@globex.example', name: 'Pat Jones', subject: 'Printer on fire', body: 'Help' };
const settings = `${SETTINGS}
tickets: { remindAfter: never }
sla: { response: { P3: 4h }, resolution: { P3: 8h } }
`;
const WARNED = 'OF THE TIME IS USED';
const MISSED = 'not resolved in time';

/** What rang in the channel of each chat with these words. */
function rung(world: World, words: string): { slack: Seen[]; discord: Seen[] } {
  const replies = world.slack.messages(SLACK_CHANNEL).flatMap((message) => message.replies);
  return {
    slack: replies.map((reply) => ({ id: reply.ts, ...read(reply) })).filter((one) => one.words.includes(words)),
    discord: discordCards(world).filter((one) => one.words.includes(words)),
  };
}

async function heard(world: World, words: string): Promise<{ slack: Seen; discord: Seen }> {
  return until(() => {
    const { slack, discord } = rung(world, words);
    return slack[0] && discord[0] && { slack: slack[0], discord: discord[0] };
  }, `"${words}" on both chats`);
}

function notesOf(world: World, row: number): string[] {
  return world.freescout.world.threads
    .where((thread) => thread.conversation_id === row && thread.type === 3)
    .map(({ body }) => body ?? '');
}

test('warned at 75 and 90 %, silent while the customer is waited for, missed after that, and explained', async () => {
  await using world = await startWorld({ settings, environment: VIRTUAL });
  await card(world, 'slack', 'Watching FreeScout');
  const { freescout } = world;
  const id = await freescout.customerMail(MAIL);
  await card(world, 'slack', 'Printer on fire', 'First response due', 'Resolution due');
  await moveWorld(world, 3 * HOUR + MINUTE);
  const warned = await heard(world, `75 % ${WARNED}`);
  expect(warned.discord.buttons).toEqual(['Acknowledge', 'Claim', 'Open']);

  await freescout.agentClaim(id, ANN.email);
  await card(world, 'discord', 'Printer on fire', 'Ann Baker', 'has it');
  await moveWorld(world, 3.7 * HOUR);
  const direct = (): string =>
    JSON.stringify([world.slack.directMessages(ANN.slack), world.discord.directMessages(ANN.discord)]);
  await until(() => direct().includes('90 %'), 'Ann is warned');
  expect(rung(world, '90 %')).toEqual({ slack: [], discord: [] });

  await freescout.agentReply(id, ANN.email, 'Is it still burning?');
  await freescout.agentStatus(id, ANN.email, 'pending');
  await card(world, 'slack', 'Printer on fire', 'Resolution waits for the customer');
  // A reply counts once nobody can take it back any more.
  await moveWorld(world, 3.8 * HOUR);
  await card(world, 'slack', 'Printer on fire', 'First response', 'to spare', 'Resolution waits for the customer');
  await card(world, 'discord', 'Printer on fire', 'Resolution waits for the customer');
  await moveWorld(world, 40 * HOUR);
  await freescout.customerReply(id, 'It is');
  await card(world, 'discord', 'Printer on fire', 'In progress', 'Resolution due');
  expect([rung(world, WARNED).discord.length, rung(world, 'SLA BREACH\n').discord.length]).toEqual([1, 0]);

  await moveWorld(world, 46 * HOUR);
  const missed = await heard(world, MISSED);
  await card(world, 'slack', 'Printer on fire', 'SLA BREACHED', 'Resolution was due');
  expect(missed.discord.buttons).toEqual(['Acknowledge', 'Give the reason…']);
  const press = { user: BEN.discord, channel: DISCORD_CHANNEL, message: missed.discord.id };
  const opened = await world.discord.click({ ...press, label: 'Give the reason…' });
  const values = { why: 'Waiting for a part or a supplier', note: 'the fuser' };
  await world.discord.submit({ user: BEN.discord, modal: opened.modal?.id ?? '', values });
  await card(world, 'slack', 'Printer on fire', 'Missed resolution, acknowledged by', 'Ben Cole', 'the fuser');
  await card(world, 'discord', 'Printer on fire', 'Missed resolution, acknowledged by', 'the fuser');
  await until(() => notesOf(world, id).some((note) => note.includes('Waiting for a part')), 'the note in FreeScout');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: missed.slack.id, text: 'Acknowledge' });
  await until(
    () => world.slack.ephemerals(ANN.slack).some((one) => read(one).words.includes('Ben Cole acknowledged it')),
    'Ann is told who was first',
  );

  await freescout.agentStatus(id, ANN.email, 'closed');
  await card(world, 'discord', 'Printer on fire', 'DONE', 'missed by');
  await freescout.customerReply(id, 'It burns again');
  await card(world, 'slack', 'Printer on fire', 'SLA BREACHED', 'Resolution was due');
  await moveWorld(world, 60 * HOUR);
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  const { slack, discord } = rung(world, MISSED);
  expect([slack.length, discord.length]).toEqual([1, 1]);
  expect([world.slack.mistakes, world.discord.violations]).toEqual([[], []]);
}, 90_000);

test('a replica is killed at the minute of a breach: the other tells it, once on each chat', async () => {
  await using world = await startWorld({ settings, environment: VIRTUAL, ownProcess: true });
  await card(world, 'slack', 'Watching FreeScout');
  await world.freescout.customerMail(MAIL);
  await card(world, 'slack', 'Printer on fire', 'First response due');
  await card(world, 'discord', 'Printer on fire', 'First response due');
  const other = await world.startAnother();
  try {
    await moveWorld(world, 4 * HOUR + MINUTE);
    await world.bot.kill();
    const redis = new Redis(world.redis.url);
    await letHoldsLapse(redis);
    redis.disconnect();
    await heard(world, 'no first response in time');
    await card(world, 'slack', 'Printer on fire', 'SLA BREACHED');
    world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
    await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
    await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
    const { slack, discord } = rung(world, 'no first response in time');
    expect([slack.length, discord.length]).toEqual([1, 1]);
  } finally {
    await other.stop();
  }
}, 90_000);
