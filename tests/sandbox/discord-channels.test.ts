import { expect, test, vi } from 'vitest';
import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import { ALERTS, ANN, BEN, GUILD, raw, stand, TOKEN } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

const MINUTE = 60_000;

async function code(discord: DiscordStandIn, method: string, path: string, body?: unknown): Promise<unknown[]> {
  const answer = await raw(discord, method, path, body);
  return [answer.status, answer.body['code']];
}

async function post(discord: DiscordStandIn, content: string, channel = ALERTS): Promise<string> {
  const { body } = await raw(discord, 'POST', `/channels/${channel}/messages`, { content });
  return String(body['id']);
}

test('what is gone is unknown, and what is not granted is refused', async () => {
  const discord = await stand();
  const message = await post(discord, 'a');
  const path = `/channels/${ALERTS}/messages`;
  discord.deny('alerts', ['SendMessages', 'EmbedLinks']);
  expect(await code(discord, 'POST', path, { content: 'a' })).toEqual([403, 50013]);
  discord.deny('alerts', ['ViewChannel']);
  expect(await code(discord, 'PATCH', `${path}/${message}`, { content: 'b' })).toEqual([403, 50001]);
  discord.deny('alerts', ['CreatePublicThreads', 'EmbedLinks']);
  expect(await code(discord, 'POST', `${path}/${message}/threads`, { name: 'a' })).toEqual([403, 50013]);
  expect(await code(discord, 'POST', path, { embeds: [{ title: 'a' }] })).toEqual([403, 50013]);
  discord.deny('alerts', []);
  discord.removeMessage('alerts', message);
  expect(await code(discord, 'PATCH', `${path}/${message}`, { content: 'b' })).toEqual([404, 10008]);
  discord.removeChannel('alerts');
  expect(await code(discord, 'POST', path, { content: 'a' })).toEqual([404, 10003]);
  expect(discord.violations).toEqual([]);
});

test('a wrong token, an unknown route and an id that is none', async () => {
  const discord = await stand();
  const headers = { authorization: 'Bot nope' };
  const answer = await fetch(`${discord.url}/api/v10/users/@me`, { headers });
  expect([answer.status, await answer.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
  expect(discord.invalidRequests()).toBe(1);
  expect(await code(discord, 'GET', '/nothing/here')).toEqual([404, 0]);
  expect(await code(discord, 'GET', '/channels/alerts')).toEqual([400, 50035]);
  const garbled = await fetch(`${discord.url}/api/v10/channels/${ALERTS}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' },
    body: '{"content":',
  });
  expect([garbled.status, await garbled.json()]).toMatchObject([400, { code: 50109 }]);
});

test('direct messages end with a closed door and with leaving the guild', async () => {
  const discord = await stand();
  const { body } = await raw(discord, 'POST', '/users/@me/channels', { recipient_id: BEN });
  const again = await raw(discord, 'POST', '/users/@me/channels', { recipient_id: BEN });
  expect([body['type'], again.body['id']]).toEqual([1, body['id']]);
  const path = `/channels/${String(body['id'])}/messages`;
  expect(await code(discord, 'POST', path, { content: 'a' })).toEqual([200, undefined]);
  discord.closeDirectMessages('Ben Cole', true);
  expect(await code(discord, 'POST', path, { content: 'a' })).toEqual([403, 50007]);
  discord.leave('Ben Cole');
  expect(await code(discord, 'POST', path, { content: 'a' })).toEqual([403, 50278]);
  expect(await code(discord, 'GET', `/guilds/${GUILD}/members/${BEN}`)).toEqual([404, 10007]);
});

test('pages of messages come newest first, before, after and around an id', async () => {
  const discord = await stand({ limits: false });
  const ids: string[] = [];
  for (let count = 0; count < 7; count += 1) ids.push(await post(discord, `${count}`));
  const list = async (query: string): Promise<number[]> => {
    const { body } = await raw(discord, 'GET', `/channels/${ALERTS}/messages?${query}`);
    return (body as unknown as { id: string }[]).map(({ id }) => ids.indexOf(id));
  };
  expect(await list('')).toEqual([6, 5, 4, 3, 2, 1, 0]);
  expect(await list('limit=2')).toEqual([6, 5]);
  expect(await list(`limit=2&before=${ids[3]}`)).toEqual([2, 1]);
  expect(await list(`limit=2&after=${ids[3]}`)).toEqual([5, 4]);
  expect(await list(`limit=3&around=${ids[3]}`)).toEqual([4, 3, 2]);
  expect(await code(discord, 'GET', `/channels/${ALERTS}/messages?limit=101`)).toEqual([400, 50035]);
});

test('a nonce is remembered for the author in all channels; the deleted first message is an error', async () => {
  const discord = await stand();
  const body = { content: 'a', nonce: 'n', enforce_nonce: true };
  const first = await raw(discord, 'POST', `/channels/${ALERTS}/messages`, body);
  const elsewhere = await raw(discord, 'POST', '/channels/300000000000000002/messages', body);
  expect([elsewhere.body['id'], elsewhere.body['channel_id']]).toEqual([first.body['id'], ALERTS]);
  expect(discord.messages('tickets')).toEqual([]);
  discord.removeMessage('alerts', String(first.body['id']));
  expect(await code(discord, 'POST', `/channels/${ALERTS}/messages`, body)).toEqual([404, 10008]);
  const loose = { content: 'a', nonce: 'm' };
  expect(await code(discord, 'POST', `/channels/${ALERTS}/messages`, loose)).toEqual([200, undefined]);
  expect(await code(discord, 'POST', `/channels/${ALERTS}/messages`, loose)).toEqual([200, undefined]);
  expect(discord.messages('alerts')).toHaveLength(2);
});

test('archived threads take new messages but no edits; locked ones take nothing', async () => {
  const discord = await stand();
  const message = await post(discord, 'card');
  const { body, status } = await raw(discord, 'POST', `/channels/${ALERTS}/messages/${message}/threads`, { name: 'x' });
  expect([status, body['id'], body['parent_id']]).toEqual([201, message, ALERTS]);
  const line = await post(discord, 'line', message);
  discord.archive(message);
  expect(await code(discord, 'PATCH', `/channels/${message}/messages/${line}`, { content: 'b' })).toEqual([400, 50083]);
  expect(await code(discord, 'POST', `/channels/${message}/messages`, { content: 'wakes it' })).toEqual([
    200,
    undefined,
  ]);
  expect(discord.threads()[0]?.thread_metadata?.archived).toBe(false);
  discord.archive(message, true);
  expect(await code(discord, 'POST', `/channels/${message}/messages`, { content: 'no' })).toEqual([400, 160005]);
  const nested = await raw(discord, 'POST', `/channels/${message}/messages/${line}/threads`, { name: 'x' });
  expect(nested.body['code']).toBe(50024);
  const { body: seen } = await raw(discord, 'GET', `/channels/${ALERTS}/messages/${message}`);
  expect((seen as { thread?: { id: string } }).thread?.id).toBe(message);
});

test('a thread archives itself when nothing is said in it, and a message wakes it', async () => {
  const discord = await stand();
  const message = await post(discord, 'card');
  const thread = { name: 'x', auto_archive_duration: 60 };
  await raw(discord, 'POST', `/channels/${ALERTS}/messages/${message}/threads`, thread);
  discord.advance(59 * MINUTE);
  const line = await post(discord, 'line', message);
  discord.advance(59 * MINUTE);
  const edit = { content: 'b' };
  expect(await code(discord, 'PATCH', `/channels/${message}/messages/${line}`, edit)).toEqual([200, undefined]);
  discord.advance(MINUTE);
  expect(discord.threads()[0]?.thread_metadata?.archived).toBe(true);
  expect(await code(discord, 'PATCH', `/channels/${message}/messages/${line}`, edit)).toEqual([400, 50083]);
  expect(await code(discord, 'PATCH', `/channels/${message}`, { archived: false })).toEqual([200, undefined]);
  expect(await code(discord, 'PATCH', `/channels/${message}/messages/${line}`, edit)).toEqual([200, undefined]);
  discord.advance(60 * MINUTE);
  await post(discord, 'awake', message);
  expect(discord.threads()[0]?.thread_metadata?.archived).toBe(false);
});

test('a locked thread is opened by a moderator alone, and a bot changes only its threads', async () => {
  const discord = await stand();
  const message = await post(discord, 'card');
  await raw(discord, 'POST', `/channels/${ALERTS}/messages/${message}/threads`, { name: 'x' });
  discord.archive(message, true);
  expect(await code(discord, 'PATCH', `/channels/${message}`, { archived: false })).toEqual([403, 50013]);
  expect(await code(discord, 'PATCH', `/channels/${message}`, { locked: false })).toEqual([403, 50013]);
  expect(await code(discord, 'PATCH', `/channels/${ALERTS}`, { name: 'b' })).toEqual([403, 50013]);
  const long = { name: 'x'.repeat(101), auto_archive_duration: 61 };
  const other = await post(discord, 'other');
  expect(
    await code(discord, 'POST', `/channels/${ALERTS}/messages/${other}/threads`, { name: 'x'.repeat(101) }),
  ).toEqual([400, 50035]);
  expect(await code(discord, 'POST', `/channels/${ALERTS}/messages/${other}/threads`, { ...long, name: 'x' })).toEqual([
    400, 50035,
  ]);
  discord.deny('alerts', ['SendMessagesInThreads']);
  expect(await code(discord, 'POST', `/channels/${message}/messages`, { content: 'a' })).toEqual([403, 50013]);
});

test('without the right to read what was, a list is empty, one message is refused and so is an answer', async () => {
  const discord = await stand();
  const message = await post(discord, 'a');
  discord.deny('alerts', ['ReadMessageHistory']);
  const { status, body } = await raw(discord, 'GET', `/channels/${ALERTS}/messages`);
  expect([status, body]).toEqual([200, []]);
  expect(await code(discord, 'GET', `/channels/${ALERTS}/messages/${message}`)).toEqual([403, 50013]);
  const answer = { content: 'b', message_reference: { message_id: message } };
  expect(await code(discord, 'POST', `/channels/${ALERTS}/messages`, answer)).toEqual([400, 160002]);
});

test('a list asks for numbers, and a call that makes something for a body', async () => {
  const discord = await stand();
  for (const query of ['before=nope', 'after=-1', 'around=', 'limit=0', 'limit=x']) {
    expect([query, ...(await code(discord, 'GET', `/channels/${ALERTS}/messages?${query}`))]).toEqual([
      query,
      400,
      50035,
    ]);
  }
  expect(await code(discord, 'POST', `/channels/${ALERTS}/messages`)).toEqual([400, 50109]);
  expect(await code(discord, 'POST', '/users/@me/channels')).toEqual([400, 50109]);
  expect(await code(discord, 'PUT', `/channels/${ALERTS}/thread-members/${ANN}`)).toEqual([400, 50024]);
});
