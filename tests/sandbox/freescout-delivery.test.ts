import { expect, test } from 'vitest';
import type { FreescoutStandIn } from '../../sandbox/freescout/index.ts';
import type { WebhookOptions } from '../../sandbox/freescout/options.ts';
import { freescoutFor, receiverOfHooks, work, type Receiver } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

async function hooked(
  webhook: Partial<WebhookOptions> = {},
): Promise<{ freescout: FreescoutStandIn; receiver: Receiver }> {
  const receiver = await receiverOfHooks();
  const freescout = await freescoutFor({ webhook: { url: receiver.url, secret: 'hush', ...webhook } });
  return { freescout, receiver };
}

test('ten retries with growing gaps over two hours, then the hook is lost', async () => {
  const { freescout, receiver } = await hooked({ events: ['convo.created'] });
  receiver.answer(500);
  await freescout.customerMail(mail);
  await work(freescout);
  const gaps: number[] = [];
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const gap = 18_700 * attempt ** 2;
    await work(freescout, gap - 2000);
    gaps.push(receiver.hooks.length);
    await work(freescout, 2000);
  }
  await work(freescout, 86_400_000);
  expect(gaps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(receiver.hooks).toHaveLength(11);
  expect(freescout.deliveries).toMatchObject([{ attempts: 11, outcome: 'given up', answer: '500' }]);
});

test('a retry that is answered ends it', async () => {
  const { freescout, receiver } = await hooked({ events: ['convo.created'], retryMilliseconds: 10 });
  receiver.answer(503, 301, 204);
  await freescout.customerMail(mail);
  for (let attempt = 0; attempt < 4; attempt += 1) await work(freescout, 1000);
  expect(receiver.hooks).toHaveLength(3);
  expect(freescout.deliveries).toMatchObject([{ attempts: 3, outcome: 'delivered', answer: '204' }]);
});

test('hooks can be lost and doubled', async () => {
  const { freescout, receiver } = await hooked({ events: ['convo.created'], duplicates: 1 });
  freescout.loseHooks(1);
  const lost = await freescout.customerMail(mail);
  const doubled = await freescout.customerMail(mail);
  await work(freescout);
  expect(receiver.hooks.map((hook) => hook.body.id)).toEqual([doubled, doubled]);
  expect(freescout.deliveries.map((delivery) => [delivery.conversation, delivery.outcome])).toEqual([
    [lost, 'lost'],
    [doubled, 'delivered'],
  ]);
});

test('nothing delayed happens while cron is broken, and all of it afterwards', async () => {
  const { freescout, receiver } = await hooked();
  freescout.cron(false);
  await freescout.customerMail(mail);
  await work(freescout, 3_600_000);
  const pulse = freescout.world.options.all()[0]?.value;
  expect(receiver.hooks).toEqual([]);
  freescout.cron(true);
  await work(freescout);
  expect(receiver.events()).toEqual(['convo.created']);
  expect(Number(freescout.world.options.all()[0]?.value) - Number(pulse)).toBeGreaterThanOrEqual(3600);
});

test('an unplugged instance reaches nobody, and tries again when it is back', async () => {
  const { freescout, receiver } = await hooked({ events: ['convo.created'], retryMilliseconds: 1000 });
  await fetch(`${freescout.url}/_sandbox/plug`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ plugged: false }),
  });
  await freescout.customerMail(mail);
  await work(freescout);
  await expect(fetch(`${freescout.url}/api/mailboxes`)).rejects.toThrow('fetch failed');
  expect([receiver.hooks.length, freescout.deliveries[0]?.answer]).toEqual([0, 'no network']);
  freescout.plug();
  await work(freescout, 1000);
  expect(receiver.events()).toEqual(['convo.created']);
});

test('a running instance can be told to double or to delay', async () => {
  const { freescout, receiver } = await hooked({ events: ['convo.created'] });
  freescout.doubleHooks(1);
  const doubled = await freescout.customerMail(mail);
  const single = await freescout.customerMail(mail);
  await work(freescout);
  const times = (id: number): number => receiver.hooks.filter((hook) => hook.body.id === id).length;
  expect([times(doubled), times(single)]).toEqual([2, 1]);
  freescout.delayHooks(90_000);
  const late = await freescout.customerMail(mail);
  await work(freescout, 85_000);
  expect(receiver.hooks).toHaveLength(3);
  await work(freescout, 5000);
  expect(receiver.hooks.at(-1)?.body.id).toBe(late);
});

test('a hook that arrived once is not given up because its double never did', async () => {
  const { freescout, receiver } = await hooked({ events: ['convo.created'], duplicates: 1 });
  receiver.answer(200, 500);
  await freescout.customerMail(mail);
  await work(freescout);
  freescout.advance(3 * 3_600_000);
  await expect.poll(() => freescout.deliveries[0]?.attempts).toBe(12);
  expect(freescout.deliveries[0]?.outcome).toBe('delivered');
});
