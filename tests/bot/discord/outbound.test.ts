import { createServer } from 'node:net';
import { once } from 'node:events';
import { REST } from 'discord.js';
import { expect, test } from 'vitest';
import type { Budget } from '../../../src/bot/contract.ts';
import { createGuard } from '../../../src/bot/discord/guard.ts';
import { system } from '../../../src/bot/discord/index.ts';
import { createBucket } from '../../../src/bot/pump/pacing.ts';
import { postOf, seen, trouble } from '../contract/acting.ts';
import { alertCard } from '../contract/script.ts';
import { ALERTS, busy, GUILD, TOKEN } from './stage.ts';
import { staged } from './staged.ts';

const TICKETS = 'discord:300000000000000002';
const POSTS = String.raw`/messages$`;
const EDITS = String.raw`/messages/\d+$`;

function abort(): AbortSignal {
  return AbortSignal.timeout(10_000);
}

test('the same key is one message, another destination is another one', async () => {
  const stage = await staged();
  const { outbound } = stage.platform;
  const first = await outbound.post(postOf(stage));
  const second = await outbound.post(postOf(stage, { card: alertCard({ title: 'Newer' }) }));
  const elsewhere = await outbound.post(postOf(stage, { destination: TICKETS }));
  expect(second).toBe(first);
  expect(elsewhere).not.toBe(first);
  expect([await stage.read(stage.channel), await stage.read(TICKETS)].map((all) => all.length)).toEqual([1, 1]);
});

test('a message is still found when its item has changed, when many others came, and not before its time', async () => {
  const stage = await staged({ limits: false });
  const { outbound } = stage.platform;
  const since = Date.now();
  const reference = await outbound.post(postOf(stage));
  for (let index = 0; index < 105; index += 1) await chat(stage.discord.url, `Message ${index}`);
  const late = await outbound.post(postOf(stage, { key: 'late' }));
  const changed = { card: alertCard({ title: 'Something else', actions: [] }) };
  expect(await outbound.find(postOf(stage, changed), since)).toBe(reference);
  expect(await outbound.find(postOf(stage, { key: 'late' }), since)).toBe(late);
  expect(await outbound.find(postOf(stage), Date.now() + 60_000)).toBeUndefined();
});

test('a limit in one channel delays no other', async () => {
  const stage = await staged();
  stage.discord.fail({ path: `/channels/300000000000000001${POSTS}`, method: 'POST', times: 1, action: busy(2) });
  const began = Date.now();
  const [first, second] = await Promise.allSettled([
    stage.platform.outbound.post(postOf(stage)),
    stage.platform.outbound.post(postOf(stage, { destination: TICKETS })),
  ]);
  expect(first).toMatchObject({ status: 'rejected', reason: { trouble: 'later' } });
  expect(second.status).toBe('fulfilled');
  expect(Date.now() - began).toBeLessThan(1500);
});

test('its own pacing never meets a limit', async () => {
  const stage = await staged();
  const { posts, edits } = stage.platform.outbound.pacing;
  expect([mostWithin(5500, posts.each), mostWithin(5500, edits.each)]).toEqual([5, 5]);
});

test('server errors leave it open whether it arrived; a refused connection does not', async () => {
  const stage = await staged();
  stage.discord.fail({ path: POSTS, times: 1, action: { do: 'answer', status: 502, body: '<html>Bad gateway' } });
  expect((await trouble(stage, stage.platform.outbound.post(postOf(stage)))).trouble).toBe('unsure');
  const nobody = createServer().listen(0, '127.0.0.1');
  await once(nobody, 'listening');
  const address = nobody.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  nobody.close();
  await once(nobody, 'close');
  const environment = {
    DISCORD_TOKEN: TOKEN,
    DISCORD_GUILD_ID: GUILD,
    DISCORD_API_URL: `http://127.0.0.1:${port}/api`,
  };
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const away = system.connect(system.environment.parse(environment), silent);
  expect((await trouble(stage, away.outbound.post(postOf(stage)))).trouble).toBe('later');
});

test('a refused token is told, is not tried again at once, and leaves a way back', async () => {
  const stage = await staged();
  const unauthorized = { status: 401, body: { message: '401: Unauthorized', code: 0 } };
  stage.discord.fail({ path: POSTS, times: 1, action: { do: 'answer', ...unauthorized } });
  const { outbound } = stage.platform;
  const error = await trouble(stage, outbound.post(postOf(stage)));
  expect(error).toMatchObject({ trouble: 'refused', message: expect.stringContaining('DISCORD_TOKEN') });
  expect(await trouble(stage, outbound.post(postOf(stage)))).toMatchObject({ trouble: 'refused' });
  expect(stage.discord.requests).toEqual([]);
});

test('a mistake in the code is not taken for trouble with Discord', async () => {
  const guarded = createGuard(new REST(), TOKEN);
  const mistake = async (): Promise<never> => {
    throw new TypeError('cards is not iterable');
  };
  await expect(guarded(abort(), mistake)).rejects.toThrow(TypeError);
});

test('a card that Discord will not have goes out as words alone', async () => {
  const stage = await staged();
  const invalid = { status: 400, body: { message: 'Invalid Form Body', code: 50035 } };
  for (const path of [POSTS, EDITS]) stage.discord.fail({ path, times: 1, action: { do: 'answer', ...invalid } });
  const reference = await stage.platform.outbound.post(postOf(stage));
  const words = await seen(stage, reference);
  expect(words).toMatchObject({
    buttons: [],
    links: [],
    text: expect.stringContaining('Disk C: is full on ACME-DC01'),
  });
  await stage.platform.outbound.edit(stage.channel, reference, alertCard({ title: 'Recovered' }), abort());
  expect((await seen(stage, reference)).text).toContain('Recovered');
  await stage.platform.outbound.edit(stage.channel, reference, alertCard(), abort());
  expect((await seen(stage, reference)).buttons).toHaveLength(3);
  expect(stage.logged).toEqual(Array.from({ length: 2 }, () => 'Discord refused a card, sending its words alone'));
});

test('old messages that can no longer be edited, and those of another bot, are gone', async () => {
  const stage = await staged({ oldEdits: 1 });
  const { outbound } = stage.platform;
  const reference = await outbound.post(postOf(stage));
  stage.discord.advance(2 * 3_600_000);
  await outbound.edit(stage.channel, reference, alertCard(), abort());
  const late = await trouble(stage, outbound.edit(stage.channel, reference, alertCard(), abort()));
  expect(late.trouble).toBe('gone');
  const foreign = { status: 403, body: { message: 'Cannot edit a message authored by another user', code: 50005 } };
  stage.discord.fail({ path: EDITS, times: 1, action: { do: 'answer', ...foreign } });
  const other = await trouble(stage, outbound.edit(stage.channel, reference, alertCard(), abort()));
  expect(other.trouble).toBe('gone');
});

test('a page of something in front of Discord is no answer of Discord', async () => {
  const stage = await staged();
  stage.discord.fail({ path: POSTS, times: 1, action: { do: 'answer', status: 403, body: '<html>banned' } });
  const error = await trouble(stage, stage.platform.outbound.post(postOf(stage)));
  expect(error).toMatchObject({ trouble: 'later', retryAfter: 60_000 });
});

test('missing rights are refused with what to give', async () => {
  const stage = await staged();
  stage.discord.deny('alerts', ['SendMessages']);
  const error = await trouble(stage, stage.platform.outbound.post(postOf(stage)));
  expect(error).toMatchObject({ trouble: 'refused', message: expect.stringContaining('Send Messages') });
  const nowhere = trouble(stage, stage.platform.outbound.post(postOf(stage, { destination: 'discord:#alerts' })));
  expect((await nowhere).trouble).toBe('refused');
});

test('people who take no direct messages, or have left, are refused', async () => {
  const stage = await staged();
  const destination = 'discord:@400000000000000001';
  const { outbound } = stage.platform;
  stage.discord.closeDirectMessages('Ann Baker', true);
  expect((await trouble(stage, outbound.post(postOf(stage, { destination })))).message).toContain('Privacy Settings');
  stage.discord.closeDirectMessages('Ann Baker', false);
  stage.discord.leave('Ann Baker');
  expect((await trouble(stage, outbound.post(postOf(stage, { destination })))).message).toContain('left the server');
  const nobody = postOf(stage, { destination: 'discord:@400000000000000099' });
  expect((await trouble(stage, outbound.post(nobody))).trouble).toBe('refused');
});

/** How many a sender that never rests gets into the fullest span of so many milliseconds. */
function mostWithin(span: number, budget: Budget): number {
  const bucket = createBucket(budget);
  const sent: number[] = [];
  for (let now = 0; now < 60_000; now = bucket.from(now)) {
    bucket.take(now);
    sent.push(now);
  }
  return Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + span).length));
}

/** A message that the bot posted some other way. */
async function chat(url: string, content: string): Promise<void> {
  await fetch(`${url}/api/v10/channels/${ALERTS}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content }),
  });
}
