import { expect, test } from 'vitest';
import { freescoutFor, threads, ticket } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

test('a merge moves the threads, trashes the second, and counts nothing', async () => {
  const freescout = await freescoutFor();
  const first = await freescout.customerMail(mail);
  const second = await freescout.customerMail({ ...mail, body: 'Once more' });
  await freescout.merge(first, second, 'ann@msp.example');
  const row = freescout.world.threads.first((thread) => thread.body === 'Once more');
  expect(row).toMatchObject({ conversation_id: first, first: 1, meta: `{"pc":${second}}` });
  expect((await threads(freescout, first)).map((thread) => thread.action.type)).toEqual(['', '', 'merged']);
  expect((await threads(freescout, second)).map((thread) => thread.action.type)).toEqual(['merged', 'deleted-ticket']);
  const link = `<a href="${freescout.url}/conversation/${first}" class="link-black">${first}</a>`;
  expect((await threads(freescout, first)).at(-1)?.action.text).toBe('Ann Baker merged with another conversation');
  expect((await threads(freescout, second)).map((thread) => thread.action.text)).toEqual([
    `Ann Baker merged into conversation #${link}`,
    'Ann Baker deleted',
  ]);
  expect([(await ticket(freescout, first)).threadsCount, await ticket(freescout, second)]).toMatchObject([
    1,
    { state: 'deleted', folderId: 5, threadsCount: 1 },
  ]);
});

test('an answer to a mail that was merged away arrives where the mail is now', async () => {
  const freescout = await freescoutFor();
  const [first, second, third] = [
    await freescout.customerMail(mail),
    await freescout.customerMail(mail),
    await freescout.customerMail(mail),
  ];
  await freescout.merge(second, third);
  await freescout.merge(first, second);
  await freescout.customerReply(third, 'Any news?');
  expect((await threads(freescout, first)).at(-1)).toMatchObject({ type: 'customer', body: 'Any news?' });
  expect(await ticket(freescout, third)).toMatchObject({ state: 'deleted' });
  await freescout.customerReply(first, 'Hello?');
  expect((await threads(freescout, first)).at(-1)?.body).toBe('Hello?');
});

test('a line of a merge into a ticket that is gone names none', async () => {
  const freescout = await freescoutFor();
  const first = await freescout.customerMail(mail);
  const second = await freescout.customerMail(mail);
  await freescout.merge(first, second);
  await freescout.deleteForever(first);
  expect((await threads(freescout, second))[0]?.action.text).toBe('Ann Baker merged into conversation #');
});

test('two tickets that were merged to and fro: an answer to either arrives where the mails are', async () => {
  const freescout = await freescoutFor();
  const first = await freescout.customerMail(mail);
  const second = await freescout.customerMail(mail);
  await freescout.merge(first, second);
  await freescout.restore(second);
  await freescout.merge(second, first);
  await freescout.customerReply(first, 'To the one');
  await freescout.customerReply(second, 'To the other');
  expect((await threads(freescout, second)).slice(-2).map((thread) => thread.body)).toEqual([
    'To the one',
    'To the other',
  ]);
});

test('an answer to what was written after a restoring stays there', async () => {
  const freescout = await freescoutFor();
  const first = await freescout.customerMail(mail);
  const second = await freescout.customerMail(mail);
  await freescout.merge(first, second);
  await freescout.restore(second);
  await freescout.agentReply(second, 2, 'Is this settled?');
  await freescout.customerReply(second, 'Yes.');
  expect((await threads(freescout, second)).at(-1)?.body).toBe('Yes.');
});
