import { WebAPIRateLimitedError } from '@slack/web-api';
import { afterEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import type { SlackOptions } from '../../sandbox/slack/options.ts';
import { call, post, webClient } from './slack-app.ts';

let slack: SlackStandIn;

async function start(options: SlackOptions = { limits: false }): Promise<ReturnType<typeof webClient>> {
  slack = await startSlack(options);
  return webClient(slack);
}

afterEach(() => slack.close());

const EVERY_SCOPE =
  'chat:write im:write channels:read channels:history channels:join users:read users:read.email usergroups:read usergroups:write';

async function statusOf(method: string, token: string): Promise<number> {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  await response.arrayBuffer();
  return response.status;
}

describe('rate limits', () => {
  async function attempt(client: ReturnType<typeof webClient>, channel: string): Promise<number | 'posted'> {
    try {
      await call(client, 'chat.postMessage', { channel, text: 'x' });
      return 'posted';
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) return error.retryAfter;
      throw error;
    }
  }

  test('one post a second to a channel, by whatever name, after the burst', async () => {
    const client = await start({ burst: 2 });
    expect(await attempt(client, 'C0ALERTS')).toBe('posted');
    expect(await attempt(client, '#alerts')).toBe('posted');
    expect(await attempt(client, 'C0ALERTS')).toBe(1);
    expect(await attempt(client, 'U0ANN')).toBe('posted');
    slack.advance(500);
    expect(await attempt(client, 'C0ALERTS')).toBe(1);
    slack.advance(500);
    expect(await attempt(client, 'C0ALERTS')).toBe('posted');
  });

  test('without a burst the second post of a second waits', async () => {
    const client = await start({});
    expect(await attempt(client, 'C0ALERTS')).toBe('posted');
    expect(await attempt(client, 'C0ALERTS')).toBe(1);
  });

  test('the wait is whole seconds, after which the call passes', async () => {
    const client = await start({});
    for (let count = 0; count < 20; count += 1) await client.users.list({});
    await expect(client.users.list({})).rejects.toMatchObject({ retryAfter: 3 });
    slack.advance(3000);
    expect((await client.users.list({})).ok).toBe(true);
  });

  test('a refused call says 429 with Retry-After and does nothing', async () => {
    const client = await start({});
    await attempt(client, 'C0ALERTS');
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'C0ALERTS', text: 'x' }),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await response.json()).toEqual({ ok: false, error: 'ratelimited' });
    expect(slack.messages('alerts')).toHaveLength(1);
  });

  test('fifty edits a minute for the whole workspace, each method for itself', async () => {
    const client = await start({});
    const ts = await post(client, { channel: 'C0ALERTS', text: 'card' });
    const edit = () => client.chat.update({ channel: 'C0ALERTS', ts, text: 'card' });
    for (let count = 0; count < 50; count += 1) await edit();
    await expect(edit()).rejects.toMatchObject({ retryAfter: expect.any(Number) });
    await client.conversations.history({ channel: 'C0ALERTS' });
    slack.advance(60_000);
    await edit();
  });

  test.each<[string, number]>([
    ['apps.connections.open', 10],
    ['conversations.list', 20],
    ['users.list', 20],
    ['users.conversations', 20],
    ['usergroups.list', 20],
    ['usergroups.users.list', 20],
    ['usergroups.users.update', 20],
    ['chat.update', 50],
    ['chat.delete', 50],
    ['conversations.history', 50],
    ['conversations.replies', 50],
    ['conversations.open', 50],
    ['conversations.info', 50],
    ['conversations.join', 50],
    ['users.lookupByEmail', 50],
    ['chat.postEphemeral', 100],
    ['views.open', 100],
    ['views.push', 100],
    ['views.update', 100],
    ['views.publish', 100],
    ['users.info', 100],
    ['conversations.members', 100],
    ['auth.test', 300],
    ['blocks.validate', 300],
    ['chat.getPermalink', 300],
  ])('%s passes %i times a minute', async (method, most) => {
    await start({ scopes: EVERY_SCOPE.split(' ') });
    const token = method.startsWith('apps.') ? 'xapp-sandbox' : 'xoxb-sandbox';
    const startedAt = performance.now();
    let passed = 0;
    while ((await statusOf(method, token)) === 200) passed += 1;
    // What flows back while this runs may pass as well.
    const refilled = Math.ceil(((performance.now() - startedAt) / 60_000) * most);
    expect(passed).toBeGreaterThanOrEqual(most);
    expect(passed).toBeLessThanOrEqual(most + refilled);
  });

  test('all channels together hit the cap of the workspace', async () => {
    const channels = Array.from({ length: 350 }, (_, index) => ({ id: `C${index}`, name: `c${index}`, member: true }));
    const client = await start({ channels });
    const attempts = await Promise.all(channels.map((channel) => attempt(client, channel.id)));
    const posted = attempts.filter((one) => one === 'posted').length;
    expect(posted).toBeGreaterThanOrEqual(300);
    expect(posted).toBeLessThan(340);
  });
});
