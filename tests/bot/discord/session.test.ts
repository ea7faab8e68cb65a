import { expect, onTestFinished, test, vi } from 'vitest';
import { createInbound } from '../../../src/bot/discord/inbound.ts';
import { createQuestions } from '../../../src/bot/discord/questions.ts';
import { answerRest } from '../../../src/bot/discord/rest.ts';
import { system } from '../../../src/bot/discord/index.ts';
import type { Inbound } from '../../../src/bot/contract.ts';
import { postOf } from '../contract/acting.ts';
import { createScript, said } from '../contract/script.ts';
import { type DiscordStage, GUILD, TOKEN } from './stage.ts';
import { heard, staged } from './staged.ts';

const UNJUDGED = { judged: false };

/** The listening part alone, which tries again after a tenth of a second instead of five. */
function listener(stage: DiscordStage, parts: { token?: string; url?: string } = {}): Inbound {
  const environment = system.environment.parse({
    DISCORD_TOKEN: parts.token ?? TOKEN,
    DISCORD_GUILD_ID: GUILD,
    DISCORD_API_URL: parts.url ?? `${stage.discord.url}/api`,
  });
  const inbound = createInbound({
    environment,
    rest: answerRest(environment),
    guild: GUILD,
    questions: createQuestions(),
    log: { info: () => {}, warn: () => {}, error: (_fields, message) => void stage.logged.push(message) },
    firstPause: 100,
  });
  onTestFinished(() => inbound.stop());
  return inbound;
}

async function isServed(stage: DiscordStage): Promise<void> {
  const reference = await stage.platform.outbound.post(postOf(stage));
  expect((await stage.press('Claim', reference)).text).toBe('Done.');
}

test('a refused token ends the start with what to mend', async () => {
  const stage = await staged(UNJUDGED);
  const inbound = listener(stage, { token: 'another-token' });
  await expect(inbound.start(createScript())).rejects.toThrow('DISCORD_TOKEN');
  expect(inbound.deaf()).toBeTypeOf('string');
});

test('a Discord that is away at the start is listened to as soon as it is back', async () => {
  const stage = await staged(UNJUDGED);
  const inbound = listener(stage);
  stage.discord.unplug();
  await inbound.start(createScript());
  expect(inbound.deaf()).toContain('cannot be reached');
  stage.discord.plug();
  await vi.waitFor(() => expect(inbound.deaf()).toBeUndefined(), 3000);
  await isServed(stage);
  expect(stage.discord.gateway.connections()).toBe(1);
});

test('asked to reconnect, it resumes and hears what came meanwhile', async () => {
  const stage = await heard(createScript(), UNJUDGED);
  stage.discord.gateway.askReconnect();
  await stage.discord.eventually(() => stage.discord.gateway.resumes() === 1);
  await vi.waitFor(() => expect(stage.platform.inbound.deaf()).toBeUndefined());
  await isServed(stage);
  expect(stage.discord.gateway.identifies()).toBe(1);
});

test('a session that Discord forgot is begun anew', { timeout: 12_000 }, async () => {
  const stage = await heard(createScript(), UNJUDGED);
  stage.discord.gateway.invalidate(false);
  await vi.waitFor(() => expect(stage.platform.inbound.deaf()).toBeTypeOf('string'));
  await vi.waitFor(() => expect(stage.platform.inbound.deaf()).toBeUndefined(), 9000);
  await isServed(stage);
  expect([stage.discord.gateway.identifies(), stage.discord.gateway.connections()]).toEqual([2, 1]);
});

test('a close for good is answered by a new client', async () => {
  const stage = await staged(UNJUDGED);
  const inbound = listener(stage);
  await inbound.start(createScript());
  stage.discord.gateway.closeAll(4014);
  await vi.waitFor(() => expect(inbound.deaf()).toContain('4014'));
  await vi.waitFor(() => expect(inbound.deaf()).toBeUndefined(), 3000);
  await isServed(stage);
  expect([stage.discord.gateway.identifies(), stage.discord.gateway.connections()]).toEqual([2, 1]);
});

test('heartbeats that nobody answers are noticed', async () => {
  const stage = await heard(createScript(), { ...UNJUDGED, heartbeat: 200 });
  stage.discord.gateway.silence(true);
  await vi.waitFor(() => expect(stage.platform.inbound.deaf()).toBeTypeOf('string'), 2000);
  stage.discord.gateway.silence(false);
  await vi.waitFor(() => expect(stage.platform.inbound.deaf()).toBeUndefined(), 3000);
  await isServed(stage);
});

test('an unavailable server does not hold presses back', async () => {
  const stage = await staged(UNJUDGED);
  stage.discord.gateway.holdGuild(true);
  const began = Date.now();
  await stage.platform.inbound.start(createScript());
  expect(Date.now() - began).toBeLessThan(2500);
  await isServed(stage);
});

test('stopped between two attempts to connect, it stays away', async () => {
  const stage = await heard(createScript(), UNJUDGED);
  stage.discord.unplug();
  await vi.waitFor(() => expect(stage.platform.inbound.deaf()).toBeTypeOf('string'));
  await stage.platform.inbound.stop();
  stage.discord.plug();
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect([stage.discord.gateway.identifies(), stage.discord.gateway.connections()]).toEqual([1, 0]);
});

test('stopping while Discord does not answer takes no time', async () => {
  const stage = await staged(UNJUDGED);
  const inbound = listener(stage);
  stage.discord.fail({ path: '/gateway/bot$', action: { do: 'delay', milliseconds: 3000 } });
  const started = inbound.start(createScript());
  await stage.platform.outbound.post(postOf(stage));
  const began = Date.now();
  await inbound.stop();
  await started;
  expect(Date.now() - began).toBeLessThan(1000);
});

test('presses that come while it stops are not begun, and it can be started again', async () => {
  const script = createScript();
  const stage = await heard(script, UNJUDGED);
  const begun = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  script.will(async () => {
    begun.resolve();
    await free.promise;
    return said('Done.');
  });
  const reference = await stage.platform.outbound.post(postOf(stage));
  const first = stage.press('Claim', reference);
  await begun.promise;
  const stopped = stage.platform.inbound.stop();
  void stage.discord.click({ user: stage.presser.account, label: 'Acknowledge' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  free.resolve();
  expect((await first).text).toBe('Done.');
  await stopped;
  expect(script.asked.map(({ ask }) => ask)).toMatchObject([{ verb: 'claim' }]);
  expect(stage.discord.gateway.connections()).toBe(0);
  await stage.platform.inbound.start(script);
  expect((await stage.press('Claim', reference)).text).toBe('Done.');
});
