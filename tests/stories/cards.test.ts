import { expect, test } from 'vitest';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const CHATS = ['slack', 'discord'] as const;
const MINUTE = 60_000;
const CHECK = { agent: 'ACME-DC01', type: 'check', checkName: 'diskspace' } as const;
const LINK = { agent: 'ACME-DC01', type: 'check', checkName: 'Internet', severity: 'error' } as const;

/** How many messages below the first card rang with these words in each chat. */
function rings(world: World, words: string): { slack: number; discord: number } {
  const replies = world.slack.messages(SLACK_CHANNEL).flatMap((message) => message.replies);
  return {
    slack: replies.filter((reply) => reply.subtype === 'thread_broadcast' && JSON.stringify(reply).includes(words))
      .length,
    discord: discordCards(world).filter((one) => one.words.includes(words)).length,
  };
}

test('a card says where, what, who and how much, leads to the device, and its long output is read whole in both chats', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  const agent = [...world.trmm.world.agents.values()].find(({ hostname }) => hostname === 'ACME-DC01');
  if (!agent) throw new Error('the world has that server');
  Object.assign(agent, { logged_in_username: 'j.doe' });
  const output = Array.from({ length: 300 }, (_, index) => `volume ${index}: password=hunter${index} <!channel>`).join(
    '\n',
  );
  world.trmm.raise({ ...CHECK, severity: 'error', output });
  for (const chat of CHATS) {
    const seen = await card(
      world,
      chat,
      'ACME-DC01',
      'HIGH',
      'Acme',
      'HQ',
      'ACME-DC01 (server)',
      'volume 0: password=•••',
    );
    expect(seen.words).not.toContain('hunter');
    expect(seen.buttons).toEqual(['Acknowledge', 'Claim', 'Log time', 'More…', 'Full text', 'Why?']);
  }
  const all = JSON.stringify([world.slack.messages(SLACK_CHANNEL), world.discord.messages(DISCORD_CHANNEL)]);
  for (const page of ['agents', 'takecontrol'])
    expect(all.split(`${world.trmm.webUrl}/${page}/${agent.agent_id}`).length).toBeGreaterThanOrEqual(3);

  const shown = slackCards(world).find((one) => one.buttons.includes('Full text'));
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: shown?.id ?? '', text: 'Full text' });
  const page = await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the first page');
  expect(read(page).words).toContain('Page 1 of');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: page.ts, text: 'Next' });
  await until(() => JSON.stringify(world.slack.ephemerals(ANN.slack)).includes('Page 2 of'), 'the second page');

  const there = discordCards(world).find((one) => one.buttons.includes('Full text'));
  const message = there?.id ?? '';
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message, label: 'Full text' });
  const first = await until(() => world.discord.ephemerals(BEN.discord).at(-1), 'the first page');
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: first.id, label: 'Next' });
  await until(() => JSON.stringify(world.discord.ephemerals(BEN.discord)).includes('Page 2 of'), 'the second page');
  const read2 = JSON.stringify([world.slack.ephemerals(ANN.slack), world.discord.ephemerals(BEN.discord)]);
  expect(read2).not.toContain('hunter');
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
});

test('a rise rings in both chats, on the card that stands or with the first one; a fall is only shown', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise({ ...CHECK, severity: 'warning' });
  const listed = { agent: 'GLOBEX-DC01', type: 'check', checkName: 'Internet', severity: 'warning' } as const;
  world.trmm.raise(listed);
  world.trmm.raise({ agent: 'INITECH-SRV01', type: 'availability' });
  for (const chat of CHATS) await card(world, chat, 'INITECH-SRV01');
  expect(slackCards(world).filter((one) => one.words.includes('-DC01'))).toEqual([]);
  world.trmm.raise({ ...CHECK, severity: 'error' });
  for (const chat of CHATS) await card(world, chat, 'ACME-DC01', 'HIGH');
  world.trmm.raise({ ...CHECK, severity: 'warning' });
  for (const chat of CHATS) await card(world, chat, 'ACME-DC01', 'WARNING');
  expect(rings(world, 'became')).toEqual({ slack: 0, discord: 0 });
  world.trmm.raise({ ...CHECK, severity: 'error' });
  for (const chat of CHATS) await card(world, chat, 'ACME-DC01', 'HIGH');
  await until(() => rings(world, 'Warning became high').discord === 1, 'the ring in Discord');
  await until(() => rings(world, 'Warning became high').slack === 1, 'the ring in Slack');
  world.trmm.raise({ ...CHECK, severity: 'info' });
  for (const chat of CHATS) await card(world, chat, 'ACME-DC01', 'INFO');
  expect(rings(world, 'became')).toEqual({ slack: 1, discord: 1 });
  expect(slackCards(world).filter((one) => one.words.includes('GLOBEX'))).toEqual([]);
});

test('the third time rings on the same card; hours later it is a new card that leads to the old one', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  const old: Record<string, string> = {};
  world.trmm.raise(LINK);
  for (const chat of CHATS) old[chat] = (await card(world, chat, 'ACME-DC01', 'CRITICAL')).id;
  for (const times of ['second', 'third']) {
    world.trmm.recover(LINK);
    for (const chat of CHATS) await card(world, chat, 'ACME-DC01', 'RECOVERED');
    world.trmm.raise(LINK);
    await until(() => rings(world, `fired for the ${times} time`).slack === 1, `${times} in Slack`);
    await until(() => rings(world, `fired for the ${times} time`).discord === 1, `${times} in Discord`);
  }
  for (const chat of CHATS) expect((await card(world, chat, 'CRITICAL', 'fired 3 times')).id).toBe(old[chat]);
  world.trmm.recover(LINK);
  for (const chat of CHATS) await card(world, chat, 'ACME-DC01', 'RECOVERED');
  await moveWorld(world, 3 * HOUR + MINUTE);
  world.trmm.raise(LINK);
  for (const chat of CHATS) {
    const fresh = await card(world, chat, 'CRITICAL', 'episode 2 of this alert', 'the one before');
    expect(fresh.id).not.toBe(old[chat]);
  }
  const [slack, discord] = [world.slack.messages(SLACK_CHANNEL), world.discord.messages(DISCORD_CHANNEL)];
  expect(JSON.stringify(slack)).toContain(`/p${old['slack']?.replace('.', '')}|the one before`);
  expect(JSON.stringify(discord)).toContain(`/${DISCORD_CHANNEL}/${old['discord']})`);
  const second = slackCards(world).find((one) => one.words.includes('episode 2'));
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: second?.id ?? '', text: 'Why?' });
  const why = await until(() => world.slack.ephemerals(ANN.slack).at(-1), 'the reasons');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: why.ts, text: 'The episode before' });
  await until(() => JSON.stringify(world.slack.ephemerals(ANN.slack)).includes('RECOVERED'), 'the episode before');
}, 60_000);
