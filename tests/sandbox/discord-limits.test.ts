import { expect, test, vi } from 'vitest';
import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import { ALERTS, ANN, type Answer, APPLICATION, raw, stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

const HOUR = 3_600_000;

async function code(discord: DiscordStandIn, method: string, path: string, body?: unknown): Promise<unknown[]> {
  const answer = await raw(discord, method, path, body);
  return [answer.status, answer.body['code']];
}

async function post(discord: DiscordStandIn, content: string, channel = ALERTS): Promise<string> {
  const { body } = await raw(discord, 'POST', `/channels/${channel}/messages`, { content });
  return String(body['id']);
}

test('edits of messages older than an hour are counted, and too many are a 429 with 30046', async () => {
  const discord = await stand({ oldEdits: 2 });
  const message = await post(discord, 'a');
  const edit = async () => raw(discord, 'PATCH', `/channels/${ALERTS}/messages/${message}`, { content: 'b' });
  for (let count = 0; count < 3; count += 1) expect((await edit()).status).toBe(200);
  discord.advance(HOUR + 1);
  expect([(await edit()).status, (await edit()).status]).toEqual([200, 200]);
  const refused = await edit();
  expect([refused.status, refused.body['code'], refused.headers.get('retry-after')]).toEqual([429, 30046, '3600']);
  discord.advance(HOUR);
  expect((await edit()).status).toBe(200);
});

test('a channel takes five posts and five edits in five seconds, counted apart; threads and others have their own', async () => {
  const discord = await stand();
  let message = '';
  for (let count = 0; count < 5; count += 1) message = await post(discord, `${count}`);
  const edit = await raw(discord, 'PATCH', `/channels/${ALERTS}/messages/${message}`, { content: 'b' });
  expect([edit.status, edit.headers.get('x-ratelimit-remaining')]).toEqual([200, '4']);
  const other = await raw(discord, 'POST', '/channels/300000000000000002/messages', { content: 'a' });
  expect([other.status, other.headers.get('x-ratelimit-limit')]).toEqual([200, '5']);
  expect(await code(discord, 'POST', `/channels/${ALERTS}/messages`, { content: 'a' })).toEqual([429, undefined]);
  discord.advance(5000);
  expect(await code(discord, 'POST', `/channels/${ALERTS}/messages`, { content: 'a' })).toEqual([200, undefined]);
});

test('the bot has fifty calls a second, callbacks and webhooks not counted', async () => {
  const discord = await stand();
  const many = await Promise.all(Array.from({ length: 60 }, async () => raw(discord, 'GET', `/users/${ANN}`)));
  const refused = many.filter(({ status }) => status === 429);
  expect(refused.length).toBe(10);
  expect(refused[0]?.body['global']).toBe(true);
  expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true');
  expect(await code(discord, 'POST', `/webhooks/${APPLICATION}/nope`, { content: 'a' })).toEqual([404, 10015]);
  expect(discord.invalidRequests()).toBe(10);
});

test('limits can be turned off', async () => {
  const discord = await stand({ limits: false });
  for (let count = 0; count < 8; count += 1) await post(discord, `${count}`);
  expect(discord.messages('alerts')).toHaveLength(8);
});

test.for([
  ['deletes of a channel', 'DELETE', `/channels/${ALERTS}/messages/1`, 5000],
  ['follow-ups of a token', 'POST', `/webhooks/${APPLICATION}/token`, 2000],
  ['edits of a token', 'PATCH', `/webhooks/${APPLICATION}/token/messages/@original`, 2000],
] as const)('%s are five in their time, and the headers say when the next may come', async ([, method, path, time]) => {
  const discord = await stand();
  const body = method === 'DELETE' ? undefined : { content: 'a' };
  const answers: Answer[] = [];
  for (let count = 0; count < 6; count += 1) answers.push(await raw(discord, method, path, body));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 429]);
  const headers = answers[5]?.headers;
  const after = Number(answers[5]?.body['retry_after']);
  expect(Number(headers?.get('retry-after'))).toBe(Math.ceil(after));
  expect(after).toBeLessThanOrEqual(time / 1000);
  expect(after).toBeGreaterThan(time / 1000 - 2);
  expect(headers?.get('x-ratelimit-reset-after')).toBe(after.toFixed(3));
  expect(headers?.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
  expect(Number(headers?.get('x-ratelimit-reset')) * 1000).toBeGreaterThan(discord.now() - 1);
  discord.advance(time);
  expect((await raw(discord, method, path, body)).status).toBe(404);
});

test('a limit that is shared with other bots is not counted against this one', async () => {
  const discord = await stand();
  const path = `/channels/${ALERTS}$`;
  const headers = { 'x-ratelimit-scope': 'shared', 'retry-after': '1' };
  discord.fail({ path, times: 1, action: { do: 'answer', status: 429, headers } });
  discord.fail({ path, times: 1, action: { do: 'answer', status: 403 } });
  await fetch(`${discord.url}/api/v10/channels/${ALERTS}`);
  expect(discord.invalidRequests()).toBe(0);
  await fetch(`${discord.url}/api/v10/channels/${ALERTS}`);
  expect(discord.invalidRequests()).toBe(1);
  discord.advance(10 * 60_000 + 1);
  expect(discord.invalidRequests()).toBe(0);
});
