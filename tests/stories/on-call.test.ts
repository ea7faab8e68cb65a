import { expect, test } from 'vitest';
import { moveWorld, untilHour, VIRTUAL } from './clock.ts';
import { killAndStart } from './kill.ts';
import { card, discordCards, read, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const MINUTE = 60_000;
const DOWN = { agent: 'ACME-DC01', type: 'availability' } as const;

/** Ben has the nights, and Ann is behind him; the two share Globex by turns. */
const settings = `${SETTINGS}acknowledge: { remindAfter: 20m, lapseAfter: 20m }
oncall:
  rotations:
    - name: nights
      layers: [{ people: [Ben Cole] }, { people: [Ann Baker] }]
    - name: globex
      clients: [Globex]
      layers: [{ people: [Ann Baker, Ben Cole], every: day, at: '08:00' }]
      to: ['slack:${SLACK_CHANNEL}', 'discord:${DISCORD_CHANNEL}']
      groups: { slack: S0ONCALL }
`;

const WHO = { Ann: ANN, Ben: BEN } as const;

/** What somebody was told directly, on both chats. */
function told(world: World, name: keyof typeof WHO, words: string): { slack: number; discord: number } {
  const has = (one: unknown): boolean => read(one).words.includes(words);
  return {
    slack: world.slack.directMessages(WHO[name].slack).filter(has).length,
    discord: world.discord.directMessages(WHO[name].discord).filter(has).length,
  };
}

async function calledOnBoth(world: World, name: keyof typeof WHO, times: number): Promise<void> {
  const counted = (): string => JSON.stringify(told(world, name, 'You are called'));
  await until(() => counted() === JSON.stringify({ slack: times, discord: times }), `${name} is called ${times} times`);
}

/** The channel of the direct messages to somebody in Slack. */
function directChannel(world: World, person: string): string {
  const channels = world.slack.state()['channels'] as readonly { id: string; person?: string }[];
  return channels.find((one) => one.person === person)?.id ?? '';
}

/** Lines of both channels that hold these words. */
function rung(world: World, words: string): { slack: number; discord: number } {
  return {
    slack: world.slack
      .messages(SLACK_CHANNEL)
      .flatMap(({ replies }) => replies)
      .filter((reply) => read(reply).words.includes(words)).length,
    discord: discordCards(world).filter((one) => one.words.includes(words)).length,
  };
}

test('a critical alert at three in the morning: one after the other is called until somebody answers, and again when that lapses', async () => {
  await using world = await startWorld({ settings, environment: VIRTUAL, ownProcess: true });
  await card(world, 'slack', 'Watching Tactical RMM');
  const three = untilHour(3, 'Europe/Berlin');
  await moveWorld(world, three);
  world.trmm.raise(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL', 'On call:', 'Ben Cole');
  await calledOnBoth(world, 'Ben', 1);
  await card(world, 'discord', 'ACME-DC01', 'Step 1 of 4', 'called Ben Cole', 'then the next in line');
  await until(
    () => JSON.stringify(world.slack.messages(SLACK_CHANNEL)).includes(`"user_id":"${BEN.slack}"`),
    'the mention',
  );
  expect(told(world, 'Ann', 'You are called')).toEqual({ slack: 0, discord: 0 });

  await killAndStart(world);
  await moveWorld(world, three + 6 * MINUTE);
  await calledOnBoth(world, 'Ann', 1);
  await moveWorld(world, three + 11 * MINUTE);
  await until(
    () => rung(world, 'who takes it').slack === 1 && rung(world, 'who takes it').discord === 1,
    'the channels',
  );
  await moveWorld(world, three + 16 * MINUTE);
  await calledOnBoth(world, 'Ann', 2);
  await calledOnBoth(world, 'Ben', 2);

  const call = world.discord.directMessages(BEN.discord).findLast((one) => read(one).words.includes('You are called'));
  await world.discord.click({
    user: BEN.discord,
    channel: call?.channel_id ?? '',
    message: call?.id ?? '',
    label: 'Acknowledge',
  });
  const seen = await card(world, 'slack', 'ACME-DC01', 'Acknowledged by', 'Ben Cole');
  expect(seen.words).not.toContain('Step 4');
  await moveWorld(world, three + 26 * MINUTE);
  expect(told(world, 'Ann', 'You are called')).toEqual({ slack: 2, discord: 2 });
  await moveWorld(world, three + 38 * MINUTE);
  await calledOnBoth(world, 'Ben', 3);
  await card(world, 'slack', 'ACME-DC01', 'Nobody has acknowledged it', 'Step 1 of 4');
  world.trmm.recover(DOWN);
  await card(world, 'discord', 'ACME-DC01', 'RECOVERED');
  await moveWorld(world, three + 60 * MINUTE);
  expect(told(world, 'Ann', 'You are called')).toEqual({ slack: 2, discord: 2 });
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
}, 90_000);

test('two swap their shifts, one in Discord and one in Slack; at eight the hand-over is told and the user group is left alone without its scope', async () => {
  await using world = await startWorld({ settings, environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/desk', text: 'oncall' });
  await until(
    () => world.slack.ephemerals(ANN.slack).some((one) => read(one).words.includes('nights')),
    'Ann is known',
  );
  await world.discord.command({ user: BEN.discord, channel: DISCORD_CHANNEL, name: 'desk', subcommand: 'oncall' });
  const answer = await until(() => world.discord.ephemerals(BEN.discord).at(-1), 'who is on call');
  expect(read(answer).words).toContain('nights');
  const opened = await world.discord.click({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    message: answer.id,
    label: 'Swap…',
  });
  const offers = [...JSON.stringify(opened.modal).matchAll(/"value":"(1\.\d+\.\d+)"/g)].map((match) => match[1] ?? '');
  // The second of each, so that the next hand-over stays as it is.
  const [mine = '', theirs = ''] = [offers[1], offers[offers.length / 2 + 1]];
  await world.discord.submit({
    user: BEN.discord,
    modal: opened.modal?.id ?? '',
    values: { mine, theirs, note: 'a wedding' },
  });
  const asked = await until(
    () => world.slack.directMessages(ANN.slack).find((one) => read(one).words.includes('asks you to swap shifts')),
    'the question',
  );
  expect(read(asked).words).toContain('a wedding');
  await world.slack.click({ user: ANN.slack, channel: directChannel(world, ANN.slack), ts: asked.ts, text: 'Accept' });
  await until(() => {
    const { slack, discord } = told(world, 'Ben', 'Ann Baker accepted');
    return slack + discord === 1;
  }, 'Ben hears it');

  await moveWorld(world, untilHour(8, 'Europe/Berlin') + MINUTE);
  await card(world, 'slack', 'is on call: globex', 'after');
  await card(world, 'discord', 'is on call: globex', 'after');
  expect(world.slack.state()).toMatchObject({ userGroups: [{ id: 'S0ONCALL', users: [ANN.slack] }] });
  expect(world.slack.mistakes.filter((one) => !JSON.stringify(one).includes('usergroups'))).toEqual([]);
  expect(world.discord.violations).toEqual([]);
}, 90_000);
