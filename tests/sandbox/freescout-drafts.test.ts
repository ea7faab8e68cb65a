import { expect, test } from 'vitest';
import { freescoutFor, inside, threads, ticket, work } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

test('a draft is a thread that turns into the reply, with its old id and a new time', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const draft = await freescout.draft(id, 2, 'We lo');
  await freescout.customerReply(id, 'Hello?');
  freescout.advance(60_000);
  expect((await threads(freescout, id)).find((thread) => thread.id === draft)?.state).toBe('draft');
  expect(await ticket(freescout, id)).toMatchObject({ threadsCount: 2, preview: 'Hello?' });
  const before = (await threads(freescout, id)).find((thread) => thread.id === draft)?.createdAt ?? '';
  await freescout.publishDraft(draft, { body: 'We look.', status: 'pending', assignee: 2 });
  const sent = (await threads(freescout, id)).at(-1);
  expect(sent).toMatchObject({ id: draft, state: 'published', body: 'We look.', assignedTo: { id: 2 } });
  expect(Date.parse(sent?.createdAt ?? '') - Date.parse(before)).toBeGreaterThanOrEqual(60_000);
  expect(await ticket(freescout, id)).toMatchObject({ threadsCount: 3, status: 'pending', assignee: { id: 2 } });
});

test('a ticket that an agent wrote has the id and the date of its draft', async () => {
  const freescout = await freescoutFor();
  const draft = await freescout.draftTicket(2, { to: 'fay@globex.example', subject: 'Offer', body: 'Dear Fay' });
  const later = await freescout.customerMail(mail);
  const { createdAt } = await ticket(freescout, draft);
  expect(await ticket(freescout, draft)).toMatchObject({ state: 'draft', folderId: 2, threadsCount: 0 });
  freescout.advance(120_000);
  await freescout.publishDraft(freescout.world.threads.first((row) => row.conversation_id === draft)?.id ?? 0);
  expect(draft).toBeLessThan(later);
  expect(await ticket(freescout, draft)).toMatchObject({ state: 'published', createdAt, threadsCount: 1 });
  const [first] = await threads(freescout, draft);
  expect(Date.parse(first?.createdAt ?? '') - Date.parse(createdAt)).toBeGreaterThanOrEqual(120_000);
});

test('a draft that is thrown away is gone, and with it a ticket that was nothing else', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const draft = await freescout.draftTicket(2, { subject: 'Offer', body: 'Dear …' });
  await freescout.discardDraft(await freescout.draft(id, 2, 'We lo'));
  await freescout.discardDraft(freescout.world.threads.first((row) => row.conversation_id === draft)?.id ?? 0);
  expect(freescout.tickets().map((row) => [row.id, row.threads.length])).toEqual([[id, 1]]);
  expect(freescout.world.conversation_folder.all()).toEqual([]);
});

test('an edit changes the text and leaves the ticket as it was', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const before = await ticket(freescout, id);
  const [first] = inside(before).threads ?? [];
  freescout.advance(60_000);
  await freescout.editThread(first?.id ?? 0, 1, 'It [removed].');
  const after = await ticket(freescout, id);
  expect([after.preview, after.updatedAt]).toEqual([before.preview, before.updatedAt]);
  expect((await threads(freescout, id)).map((thread) => thread.body)).toEqual(['It [removed].']);
});

test('undo restores preview and waiting time, but not count, status or assignee; no mail goes out', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const before = await ticket(freescout, id);
  freescout.advance(60_000);
  const reply = await freescout.agentReply(id, 2, 'Wrong ticket');
  await freescout.undoReply(reply);
  expect(await ticket(freescout, id)).toMatchObject({
    preview: before.preview,
    customerWaitingSince: { time: before.customerWaitingSince.time, latestReplyFrom: 'customer' },
    threadsCount: 2,
    status: 'pending',
    assignee: { id: 2 },
  });
  await work(freescout, 15_000);
  expect(freescout.world.send_logs.all()).toEqual([]);
  await expect(async () => freescout.undoReply(reply)).rejects.toThrow(`Thread ${reply} cannot be undone.`);
});

test('a reply cannot be undone after 15 seconds', async () => {
  const freescout = await freescoutFor();
  const reply = await freescout.agentReply(await freescout.customerMail(mail), 2, 'Sent');
  freescout.advance(17_000);
  await expect(async () => freescout.undoReply(reply)).rejects.toThrow(`Thread ${reply} cannot be undone.`);
});

test('a reply that is taken back and sent once more is one mail, and two hooks', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const reply = await freescout.agentReply(id, 2, 'We lok.');
  await freescout.undoReply(reply);
  await freescout.publishDraft(reply, { body: 'We look.' });
  await work(freescout, 15_000);
  expect(freescout.world.send_logs.all()).toMatchObject([{ thread_id: reply }]);
});
