import { ActionRowBuilder, ButtonBuilder, ButtonStyle, Events, GatewayIntentBits, Status } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import { clientFor, login } from './discord-client.ts';
import { ANN, GUILD, raw, stand, TOKEN } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

const components = [
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary),
  ),
];

/** Speaks to the gateway by hand; gives the close code that it earns. */
async function closeCode(discord: DiscordStandIn, frames: unknown[], query = '?v=10&encoding=json'): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${discord.port}/gateway${query}`);
  const { promise, resolve } = Promise.withResolvers<number>();
  socket.on('close', resolve);
  socket.on('open', () => {
    for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  });
  return promise;
}

const identify = (data: object) => ({ op: 2, d: { token: TOKEN, intents: 1, properties: {}, ...data } });

test.for([
  ['a wrong token', [identify({ token: 'nope' })], 4004],
  ['a privileged intent', [identify({ intents: 1 << 15 })], 4014],
  ['an intent that does not exist', [identify({ intents: 1 << 30 })], 4013],
  ['text that is not JSON', ['hello'], 4002],
  ['an unknown opcode', [identify({}), { op: 99 }], 4001],
  ['talking before identifying', [{ op: 3, d: {} }], 4003],
  ['identifying twice', [identify({}), identify({})], 4005],
  ['more than 120 frames in a minute', Array.from({ length: 121 }, () => ({ op: 1, d: null })), 4008],
] as const)('the gateway closes for %s', async ([, frames, code]) => {
  const discord = await stand();
  expect(await closeCode(discord, [...frames])).toBe(code);
});

test('another API version is refused', async () => {
  expect(await closeCode(await stand(), [], '?v=9&encoding=json')).toBe(4012);
});

test('login rejects with a wrong token and with intents that were not granted', async () => {
  const discord = await stand();
  await expect(clientFor(discord).login('wrong')).rejects.toThrow('An invalid token was provided.');
  const greedy = clientFor(discord, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
  await expect(greedy.login(TOKEN)).rejects.toThrow('Used disallowed intents');
  expect(discord.gateway.connections()).toBe(0);
});

test.for([
  ['a lost socket', (discord: DiscordStandIn) => discord.gateway.closeAll(4000)],
  ['a request to reconnect', (discord: DiscordStandIn) => discord.gateway.askReconnect()],
] as const)('after %s the client resumes and hears what it missed', async ([, mishap]) => {
  const { discord, channel } = await login(async (interaction) => {
    if (interaction.isButton()) await interaction.update({ content: 'heard' });
  });
  await channel.send({ content: 'card', components });
  mishap(discord);
  await discord.eventually(() => discord.gateway.connections() === 0);
  const seen = await discord.click({ user: ANN, label: 'Go' });
  expect([seen.acked, seen.message?.content]).toEqual([true, 'heard']);
  expect([discord.gateway.identifies(), discord.gateway.resumes()]).toEqual([1, 1]);
});

test('a session may be declared resumable, and is resumed', async () => {
  const { discord } = await login();
  discord.gateway.invalidate(true);
  await discord.eventually(() => discord.gateway.resumes() === 1);
  expect(discord.gateway.identifies()).toBe(1);
});

test('a session that is gone cannot be resumed, only identified anew', async () => {
  const discord = await stand();
  const socket = new WebSocket(`ws://127.0.0.1:${discord.port}/gateway?v=10&encoding=json`);
  const heard: { op: number; t: string | null; d: { session_id?: string } | boolean | null }[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '{}')));
  const say = (frame: object): void => socket.send(JSON.stringify(frame));
  await discord.eventually(() => heard.length === 1);
  say({ op: 6, d: { token: TOKEN, session_id: 'gone', seq: 1 } });
  await discord.eventually(() => heard.length === 2);
  say(identify({}));
  await discord.eventually(() => heard.length === 4);
  discord.gateway.invalidate(false);
  await discord.eventually(() => heard.length === 5);
  expect(heard.map(({ op, t }) => [op, t])).toEqual([
    [10, null],
    [9, null],
    [0, 'READY'],
    [0, 'GUILD_CREATE'],
    [9, null],
  ]);
  expect([heard[1]?.d, heard[4]?.d, discord.gateway.connections()]).toEqual([false, false, 0]);
  socket.close();
});

test('a silent gateway is taken for a zombie, and resumed', async () => {
  const discord = await stand({ heartbeat: 100 });
  const client = clientFor(discord);
  await client.login(TOKEN);
  discord.gateway.silence(true);
  await discord.eventually(() => discord.gateway.resumes() >= 1);
  discord.gateway.silence(false);
  expect(discord.gateway.identifies()).toBe(1);
});

test('a fatal close ends the shard for good', async () => {
  const { discord, client } = await login();
  const { promise, resolve } = Promise.withResolvers<number>();
  client.once(Events.ShardDisconnect, ({ code }) => resolve(code));
  discord.gateway.closeAll(4004);
  expect(await promise).toBe(4004);
  expect(client.ws.shards.first()?.status).toBe(Status.Disconnected);
});

test('a guild that is held back delays the client and comes when it is let go', async () => {
  const discord = await stand();
  discord.gateway.holdGuild(true);
  const client = clientFor(discord, { waitGuildTimeout: 200 });
  const { promise, resolve } = Promise.withResolvers<boolean | undefined>();
  client.once(Events.ClientReady, () => resolve(client.guilds.cache.get(GUILD)?.available));
  await client.login(TOKEN);
  expect(await promise).toBe(false);
  discord.gateway.holdGuild(false);
  await discord.eventually(() => client.guilds.cache.get(GUILD)?.available);
});

test('pulling the plug cuts the socket and REST, also over HTTP; plugged in again, the client comes back', async () => {
  const { discord, client } = await login();
  const plug = async (plugged: boolean) =>
    fetch(`${discord.url}/_sandbox/plug`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ plugged }),
    });
  await plug(false);
  await discord.eventually(() => discord.gateway.connections() === 0);
  await expect(client.users.fetch(ANN, { force: true })).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  await plug(true);
  await discord.eventually(() => discord.gateway.connections() === 1);
  expect((await client.users.fetch(ANN, { force: true })).displayName).toBe('Ann Baker');
});

test('one IDENTIFY too many in a day resets the token', async () => {
  const discord = await stand({ startsPerDay: 2 });
  const ask = async () => raw(discord, 'GET', '/gateway/bot');
  for (const left of [2, 1]) {
    expect((await ask()).body).toMatchObject({ session_start_limit: { total: 2, remaining: left } });
    expect(await closeCode(discord, [identify({}), { op: 99 }])).toBe(4001);
  }
  discord.advance(24 * 3_600_000);
  expect(await closeCode(discord, [identify({}), { op: 99 }])).toBe(4001);
  expect(await closeCode(discord, [identify({}), { op: 99 }])).toBe(4001);
  expect(await closeCode(discord, [identify({})])).toBe(4004);
  expect((await ask()).status).toBe(401);
});

test('a permission that is taken away reaches a client that is ready', async () => {
  const { discord, client, channel } = await login();
  discord.deny('alerts', ['SendMessages']);
  const mayWrite = (): boolean | undefined => channel.permissionsFor(client.user)?.has('SendMessages');
  await discord.eventually(() => mayWrite() === false);
  discord.deny('alerts', []);
  expect(await discord.eventually(mayWrite)).toBe(true);
});
