import { ActionRowBuilder, ButtonBuilder, ButtonStyle, ModalBuilder } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { judgeFrom } from '../../sandbox/discord/judge.ts';
import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import { specification } from './discord-specification.ts';
import { login } from './discord-client.ts';
import { ALERTS, ANN, APPLICATION, BEN, GUILD, raw, stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

async function act(discord: DiscordStandIn, name: string, body: unknown): Promise<[number, Record<string, unknown>]> {
  const answer = await fetch(`${discord.url}/_sandbox/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return [answer.status, (await answer.json()) as Record<string, unknown>];
}

test('the page presses a button, fills in the form and sees all of it in the state', async () => {
  const { discord, channel } = await login(async (interaction) => {
    if (interaction.isButton()) {
      const modal = new ModalBuilder().setCustomId('sure').setTitle('Sure?');
      await interaction.showModal(modal.addTextDisplayComponents((text) => text.setContent('Sure?')));
    }
    if (interaction.isModalSubmit()) await interaction.reply({ content: 'done', flags: 64 });
  });
  const go = new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary);
  await channel.send({ content: 'card', components: [new ActionRowBuilder<ButtonBuilder>().addComponents(go)] });
  const [, opened] = await act(discord, 'click', { user: ANN, channel: ALERTS, label: 'Go' });
  expect(opened['kind']).toBe('modal');
  const [, seen] = await act(discord, 'submit', { user: ANN, modal: 'sure', values: {} });
  expect([seen['kind'], seen['ephemeral']]).toEqual(['message', true]);
  const again = await fetch(`${discord.url}/_sandbox/interactions/${String(seen['interaction'])}`);
  expect(await again.json()).toEqual(seen);
  const state = (await (await fetch(`${discord.url}/_sandbox/state`)).json()) as {
    channels: { name: string; messages: unknown[] }[];
    ephemerals: Record<string, { content: string }[]>;
    connections: number;
  };
  expect(state.channels.map(({ name, messages }) => [name, messages.length])).toEqual([
    ['alerts', 1],
    ['tickets', 0],
  ]);
  expect(state.ephemerals[ANN]?.map(({ content }) => content)).toEqual(['done']);
  expect([state.ephemerals[BEN], state.connections]).toEqual([[], 1]);
});

test('what a hand cannot do is said in a sentence, and nobody answering is seen as such', async () => {
  const discord = await stand();
  expect(await act(discord, 'click', { user: 'Nobody', label: 'Go' })).toEqual([
    400,
    { message: 'There is no user Nobody' },
  ]);
  expect(await act(discord, 'command', { user: ANN, channel: 'alerts', name: 'desk' })).toEqual([
    400,
    { message: 'There is no command desk' },
  ]);
  await raw(discord, 'PUT', `/applications/${APPLICATION}/guilds/${GUILD}/commands`, [
    { name: 'desk', description: 'a' },
  ]);
  const typed = act(discord, 'command', { user: ANN, channel: 'alerts', name: 'desk' });
  await discord.eventually(() => discord.interactions().length === 1);
  discord.advance(3000);
  const [status, seen] = await typed;
  expect([status, seen['acked'], seen['error']]).toEqual([200, false, 'The application did not respond']);
});

test('mischief and the gateway can be reached over HTTP', async () => {
  const { discord } = await login();
  expect(await act(discord, 'gateway', { do: 'close', code: 4000 })).toEqual([200, { connections: 1 }]);
  await discord.eventually(() => discord.gateway.resumes() === 1);
  expect(await act(discord, 'gateway', { do: 'dance' })).toEqual([400, { message: 'The gateway has no lever dance' }]);
  expect(await act(discord, 'mischief', { do: 'close-direct-messages', user: ANN })).toEqual([200, { ok: true }]);
  expect(await act(discord, 'mischief', { do: 'remove-channel', channel: 'tickets' })).toEqual([200, { ok: true }]);
  expect((await raw(discord, 'GET', '/channels/300000000000000002')).status).toBe(404);
});

test.skipIf(!specification)('the judge finds what the rules by hand do not know, and takes permissions as text', () => {
  const judge = judgeFrom(specification ?? '');
  const place = '/channels/{channel_id}/messages';
  expect(judge.body('POST', place, { content: 'a', tts: 'yes' })).toEqual([`POST ${place}: /tts must be boolean,null`]);
  expect(judge.body('POST', place, { content: 'a' })).toEqual([]);
  expect(judge.body('POST', '/nowhere', {})).toEqual(['POST /nowhere: unknown route']);
  const commands = '/applications/{application_id}/guilds/{guild_id}/commands';
  expect(judge.body('PUT', commands, [{ name: 'a', description: 'b', default_member_permissions: '8' }])).toEqual([]);
  const callback = '/interactions/{interaction_id}/{interaction_token}/callback';
  expect(judge.body('POST', callback, { type: 42 })).not.toEqual([]);
  expect(judge.answer('GET', `${place}/{message_id}`, 200, '{"id":"1"}')).not.toEqual([]);
});

test.skipIf(!specification)('a body that only the judge objects to is a violation', async () => {
  const discord = await stand();
  const { status } = await raw(discord, 'POST', `/channels/${ALERTS}/messages`, { content: 'a', tts: 'yes' });
  expect([status, discord.violations]).toEqual([
    200,
    ['POST /channels/{channel_id}/messages: /tts must be boolean,null'],
  ]);
});

test('every route that is only read answers as Discord does', async () => {
  const discord = await stand();
  const paths = ['/gateway', '/gateway/bot', '/users/@me', '/applications/@me', `/guilds/${GUILD}`];
  paths.push(`/guilds/${GUILD}/roles`, `/guilds/${GUILD}/channels`, `/guilds/${GUILD}/members/${ANN}`);
  paths.push(
    `/guilds/${GUILD}/members/search?query=ann`,
    `/channels/${ALERTS}`,
    `/applications/${APPLICATION}/commands`,
  );
  for (const path of paths) expect([path, (await raw(discord, 'GET', path)).status]).toEqual([path, 200]);
  const members = await raw(discord, 'GET', `/guilds/${GUILD}/members`);
  expect([members.status, members.body['code']]).toEqual([403, 50001]);
});
