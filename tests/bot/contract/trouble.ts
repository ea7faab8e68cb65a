import { expect, test } from 'vitest';
import { plainCard } from '../../../src/desk/card.ts';
import { postOf, stageFor, trouble, type SetUp } from './acting.ts';
import { alertCard } from './script.ts';

export function describeTrouble(setUp: SetUp): void {
  test('told to wait: later, with the time to wait, and nothing was posted', async () => {
    const stage = await stageFor(setUp);
    stage.spoil('busy');
    const error = await trouble(stage, stage.platform.outbound.post(postOf(stage)));
    expect(error.trouble).toBe('later');
    expect(error.retryAfter).toBeGreaterThanOrEqual(900);
    expect(error.retryAfter).toBeLessThanOrEqual(2_500);
    expect(await stage.read(stage.channel)).toEqual([]);
  });

  test('a lost answer: unsure, and the message is found by its key, once', async () => {
    const stage = await stageFor(setUp);
    const since = Date.now();
    stage.spoil('lost');
    const post = postOf(stage);
    expect((await trouble(stage, stage.platform.outbound.post(post))).trouble).toBe('unsure');
    const reference = await stage.platform.outbound.find(post, since);
    expect(reference).toBe((await stage.read(stage.channel))[0]?.reference);
    expect(await stage.read(stage.channel)).toHaveLength(1);
  });

  test('a lost answer in a thread is found there', async () => {
    const stage = await stageFor(setUp);
    const since = Date.now();
    const root = await stage.platform.outbound.post(postOf(stage));
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    const post = postOf(stage, { key: 'line-1', card: plainCard({ title: 'Ann took it' }), thread: root });
    stage.spoil('lost');
    expect((await trouble(stage, stage.platform.outbound.post(post))).trouble).toBe('unsure');
    const reference = await stage.platform.outbound.find(post, since);
    const line = (await stage.read(stage.channel)).find((one) => one.text.includes('Ann took it'));
    expect(reference).toBe(line?.reference);
    expect(reference).toBeDefined();
  });

  test('what never arrived is not found, nor is another message', async () => {
    const stage = await stageFor(setUp);
    const since = Date.now();
    await stage.platform.outbound.post(postOf(stage));
    expect(await stage.platform.outbound.find(postOf(stage, { key: 'card-2' }), since)).toBeUndefined();
  });

  test('a signal that fires while the platform thinks: unsure, at once', async () => {
    const stage = await stageFor(setUp);
    stage.spoil('slow');
    const began = Date.now();
    const post = postOf(stage, { signal: AbortSignal.timeout(200) });
    expect((await trouble(stage, stage.platform.outbound.post(post))).trouble).toBe('unsure');
    expect(Date.now() - began).toBeLessThan(1_500);
  });

  test('a signal that fired before: later, and nothing is sent', async () => {
    const stage = await stageFor(setUp);
    const post = postOf(stage, { signal: AbortSignal.abort() });
    expect((await trouble(stage, stage.platform.outbound.post(post))).trouble).toBe('later');
    expect(await stage.read(stage.channel)).toEqual([]);
  });

  test('editing what somebody deleted: gone', async () => {
    const stage = await stageFor(setUp);
    const reference = await stage.platform.outbound.post(postOf(stage));
    await stage.remove(reference);
    const edit = stage.platform.outbound.edit(stage.channel, reference, alertCard(), AbortSignal.timeout(10_000));
    expect((await trouble(stage, edit)).trouble).toBe('gone');
  });

  test('a place that cannot be reached: refused, with what to do', async () => {
    const stage = await stageFor(setUp);
    const error = await trouble(stage, stage.platform.outbound.post(postOf(stage, { destination: stage.unknown })));
    expect(error.trouble).toBe('refused');
    const checks = await stage.platform.check([stage.channel, stage.unknown]);
    const bad = checks.filter((check) => check.state === 'bad');
    expect(bad).toHaveLength(1);
    expect(bad[0]?.mend).toBeTruthy();
  });
}
