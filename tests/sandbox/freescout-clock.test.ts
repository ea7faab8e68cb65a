import { expect, test } from 'vitest';
import type { FreescoutStandIn } from '../../sandbox/freescout/index.ts';
import { call, freescoutFor, receiverOfHooks, threads, ticket, work } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };
const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Moves the clock as the demo's page does. */
async function moveOn(freescout: FreescoutStandIn, milliseconds: number): Promise<void> {
  await fetch(`${freescout.url}/_sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ milliseconds }),
  });
}

/** Seconds since cron fetched mail. */
function ageOfFetch(freescout: FreescoutStandIn): number {
  const row = freescout.world.options.first((option) => option.name === 'fetch_emails_last_run');
  return Math.floor(freescout.now() / SECOND) - Number(row?.value);
}

function secondsBetween(earlier: string | undefined, later: string | undefined): number {
  return (Date.parse(`${later}Z`) - Date.parse(`${earlier}Z`)) / SECOND;
}

test('cron fetches mail each minute, however far the clock is moved; while it is broken its mark grows old', async () => {
  const freescout = await freescoutFor();
  for (const milliseconds of [61 * SECOND, 3 * HOUR, 400 * DAY]) {
    await moveOn(freescout, milliseconds);
    expect(ageOfFetch(freescout)).toBeLessThan(5);
  }
  freescout.cron(false);
  await moveOn(freescout, DAY);
  expect(ageOfFetch(freescout)).toBeGreaterThanOrEqual(86_400);
  freescout.cron(true);
  expect(ageOfFetch(freescout)).toBeLessThan(5);
});

test('every retry whose time fell into a jump is made, until one is answered', async () => {
  const receiver = await receiverOfHooks();
  const freescout = await freescoutFor({ webhook: { url: receiver.url, secret: 'hush', events: ['convo.created'] } });
  receiver.answer(500, 500, 500, 200);
  await freescout.customerMail(mail);
  await work(freescout);
  expect(receiver.hooks).toHaveLength(1);
  await moveOn(freescout, HOUR);
  await expect.poll(() => freescout.deliveries[0]).toMatchObject({ outcome: 'delivered', attempts: 4 });
});

test('a hook is given up when the clock is moved past its two hours, and not before', async () => {
  const receiver = await receiverOfHooks();
  const freescout = await freescoutFor({ webhook: { url: receiver.url, secret: 'hush', events: ['convo.created'] } });
  receiver.answer(500);
  await freescout.customerMail(mail);
  await work(freescout);
  await moveOn(freescout, 18.7 * (385 - 100) * SECOND + 10 * SECOND);
  await expect.poll(() => freescout.deliveries[0]?.attempts).toBe(10);
  expect(freescout.deliveries[0]?.outcome).toBe('waiting');
  await moveOn(freescout, HOUR);
  await expect.poll(() => freescout.deliveries[0]).toMatchObject({ outcome: 'given up', attempts: 11 });
});

test('what was due in a jump happened at its own time: a mail goes out 15 seconds after the reply', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await freescout.agentReply(id, 2, 'We look.');
  const written = freescout.world.threads.all().at(-1)?.created_at;
  await moveOn(freescout, DAY);
  const sent = freescout.world.send_logs.all().map((row) => secondsBetween(written, row.created_at));
  expect(sent).toEqual([expect.toSatisfy((seconds: number) => seconds >= 15 && seconds <= 20)]);
});

test('a slow fetcher adds the thread at its own time, too', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail({ ...mail, gapMilliseconds: 30 * SECOND });
  await moveOn(freescout, DAY);
  const [thread] = await threads(freescout, id);
  const { createdAt } = await ticket(freescout, id);
  const seconds = (Date.parse(thread?.createdAt ?? '') - Date.parse(createdAt)) / SECOND;
  expect(seconds).toSatisfy((value: number) => value >= 30 && value <= 35);
});

test('while cron is broken a jump brings nothing forward: it all happens when cron is back', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await freescout.agentReply(id, 2, 'We look.');
  freescout.cron(false);
  const written = freescout.world.threads.all().at(-1)?.created_at;
  await moveOn(freescout, HOUR);
  expect(freescout.world.send_logs.all()).toEqual([]);
  freescout.cron(true);
  const [sent] = freescout.world.send_logs.all();
  expect(secondsBetween(written, sent?.created_at)).toBeGreaterThanOrEqual(3600);
});

test('a hook that waited for cron is tried once when cron is back, and then again in its own time', async () => {
  const receiver = await receiverOfHooks();
  const freescout = await freescoutFor({ webhook: { url: receiver.url, secret: 'hush', events: ['convo.created'] } });
  receiver.answer(500);
  await freescout.customerMail(mail);
  await work(freescout);
  freescout.cron(false);
  await moveOn(freescout, DAY);
  expect(freescout.deliveries[0]?.attempts).toBe(1);
  freescout.cron(true);
  await work(freescout);
  await work(freescout, SECOND);
  expect(freescout.deliveries[0]?.attempts).toBe(2);
});

test('a jump ends the time in which a reply can be taken back, and moves what is waited for', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const reply = await freescout.agentReply(id, 2, 'We look.');
  await moveOn(freescout, 20 * SECOND);
  await expect(async () => freescout.undoReply(reply)).rejects.toThrow('cannot be undone');
  await moveOn(freescout, 2 * DAY);
  expect((await ticket(freescout, id)).customerWaitingSince.friendly).toBe('2 days ago');
  const claim = await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 1, assignTo: 1 });
  const { updatedAt, createdAt } = await ticket(freescout, id);
  expect(claim.status).toBe(204);
  expect(Date.parse(updatedAt) - Date.parse(createdAt)).toBeGreaterThanOrEqual(2 * DAY);
});
