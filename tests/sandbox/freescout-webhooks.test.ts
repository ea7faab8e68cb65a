import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { FreescoutStandIn } from '../../sandbox/freescout/index.ts';
import type { WebhookOptions } from '../../sandbox/freescout/options.ts';
import { call, freescoutFor, inside, receiverOfHooks, work, type Receiver } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

async function hooked(
  webhook: Partial<WebhookOptions> = {},
): Promise<{ freescout: FreescoutStandIn; receiver: Receiver }> {
  const receiver = await receiverOfHooks();
  const freescout = await freescoutFor({ webhook: { url: receiver.url, secret: 'hush', ...webhook } });
  return { freescout, receiver };
}

test('the body is the bare ticket with its threads; the event is in a header alone, the signature is over the raw body', async () => {
  const { freescout, receiver } = await hooked();
  const id = await freescout.customerMail(mail);
  await work(freescout);
  const [hook] = receiver.hooks;
  expect(receiver.events()).toEqual(['convo.created']);
  expect(hook?.signature).toBe(
    createHmac('sha1', 'hush')
      .update(hook?.raw ?? '')
      .digest('base64'),
  );
  expect(hook?.contentType).toBe('application/json');
  const { body } = await call(freescout, 'GET', `/conversations/${id}`);
  expect(hook?.body).toEqual(body);
  expect(receiver.hooks.map((hook) => inside(hook.body).threads?.length)).toEqual([1]);
});

test('each change fires the event that it fires', async () => {
  const { freescout, receiver } = await hooked();
  const id = await freescout.customerMail(mail);
  const steps: Record<string, () => Promise<unknown>> = {
    claim: () => freescout.agentClaim(id, 2),
    unassign: () => freescout.agentUnassign(id, 2),
    note: () => freescout.agentNote(id, 2, 'Internal'),
    close: () => freescout.agentStatus(id, 2, 'closed'),
    reopenedByReply: () => freescout.customerReply(id, 'Again'),
    move: () => freescout.move(id, 'Projects'),
    trash: () => freescout.trash(id),
    restore: () => freescout.restore(id),
    stranger: () => freescout.customerMail({ ...mail, from: 'new@acme.example' }),
    forever: () => freescout.deleteForever(id),
  };
  await work(freescout);
  const events: Record<string, string[]> = {};
  for (const [name, step] of Object.entries(steps)) {
    const before = receiver.hooks.length;
    await step();
    await work(freescout);
    events[name] = receiver.events().slice(before).sort();
  }
  expect(events).toEqual({
    claim: ['convo.assigned'],
    unassign: [],
    note: ['convo.note.created'],
    close: ['convo.status'],
    reopenedByReply: ['convo.customer.reply.created'],
    move: ['convo.moved'],
    trash: ['convo.deleted'],
    restore: ['convo.restored'],
    stranger: ['convo.created', 'customer.created'],
    forever: ['convo.deleted_forever'],
  });
});

test('a merge has no event of its own, only the deletion of the second ticket', async () => {
  const { freescout, receiver } = await hooked();
  const first = await freescout.customerMail(mail);
  const second = await freescout.customerMail(mail);
  await work(freescout);
  await freescout.merge(first, second);
  await work(freescout);
  expect(receiver.hooks.slice(2).map((hook) => [hook.event, hook.body.id])).toEqual([['convo.deleted', second]]);
});

test('an edit and tags have no event', async () => {
  const { freescout, receiver } = await hooked();
  const id = await freescout.customerMail(mail);
  await work(freescout);
  await freescout.editThread(freescout.world.threads.all()[0]?.id ?? 0, 1, 'It [removed].');
  await call(freescout, 'PUT', `/conversations/${id}/tags`, { tags: ['vip'] });
  await work(freescout);
  expect(receiver.events()).toEqual(['convo.created']);
});

test('a reply from the web: status and assignee come at once and one message behind, the reply 15 seconds later', async () => {
  const { freescout, receiver } = await hooked();
  const id = await freescout.customerMail(mail);
  await work(freescout);
  await freescout.agentReply(id, 2, 'We look.', { status: 'closed' });
  await work(freescout, 10_000);
  const seen = receiver.hooks
    .slice(1)
    .map((hook) => `${hook.event} ${hook.body.status} ${inside(hook.body).threads?.length}`);
  expect(seen.sort()).toEqual(['convo.assigned closed 1', 'convo.status closed 1']);
  await work(freescout, 5000);
  expect(receiver.hooks.slice(3).map((hook) => [hook.event, inside(hook.body).threads?.length])).toEqual([
    ['convo.agent.reply.created', 2],
  ]);
});

test('a module before 1.0.82 keeps quiet about a ticket that a reply closed', async () => {
  const receiver = await receiverOfHooks();
  const webhook = { url: receiver.url, secret: 'hush', events: ['convo.status' as const] };
  const freescout = await freescoutFor({ webhook, oldModule: true });
  const id = await freescout.customerMail(mail);
  await freescout.agentReply(id, 2, 'Done.', { status: 'closed' });
  await work(freescout, 15_000);
  expect(receiver.hooks).toEqual([]);
});

test('an undone reply is announced all the same, and is a draft by then', async () => {
  const { freescout, receiver } = await hooked({ events: ['convo.agent.reply.created'] });
  const id = await freescout.customerMail(mail);
  const thread = await freescout.agentReply(id, 2, 'Wrong ticket');
  freescout.advance(10_000);
  await freescout.undoReply(thread);
  await work(freescout, 15_000);
  expect(receiver.events()).toEqual(['convo.agent.reply.created']);
  const [announced] = receiver.hooks.flatMap((hook) => inside(hook.body).threads ?? []);
  expect(announced).toMatchObject({ id: thread, state: 'draft' });
});

test('a message by API is announced late, a note at once', async () => {
  const { freescout, receiver } = await hooked();
  const id = await freescout.customerMail(mail);
  await call(freescout, 'POST', `/conversations/${id}/threads`, { type: 'note', text: 'Note', user: 2 });
  await call(freescout, 'POST', `/conversations/${id}/threads`, { type: 'message', text: 'Reply', user: 2 });
  await work(freescout);
  expect(receiver.events().sort()).toEqual(['convo.created', 'convo.note.created']);
  await work(freescout, 15_000);
  expect(receiver.events().at(-1)).toBe('convo.agent.reply.created');
});

test('a hook shows the state at sending time, also when it is late', async () => {
  const { freescout, receiver } = await hooked({ delayMilliseconds: 60_000 });
  const id = await freescout.customerMail(mail);
  await work(freescout);
  expect(receiver.hooks).toEqual([]);
  await freescout.agentClaim(id, 2);
  await work(freescout, 60_000);
  expect(receiver.hooks.map((hook) => `${hook.event} ${hook.body.assignee?.id}`).sort()).toEqual([
    'convo.assigned 2',
    'convo.created 2',
  ]);
});

test('webhooks are made, listed and deleted by API; unknown events are dropped without a word', async () => {
  const receiver = await receiverOfHooks();
  const freescout = await freescoutFor({ webhook: { secret: 'hush' } });
  const made = await call(freescout, 'POST', '/webhooks', {
    url: receiver.url,
    events: ['convo.created', 'convo.merged'],
    mailboxes: [2],
  });
  await freescout.customerMail(mail);
  const id = await freescout.customerMail({ ...mail, mailbox: 'Projects' });
  await work(freescout);
  expect([made.status, receiver.hooks.map((hook) => hook.body.id)]).toEqual([201, [id]]);
  const { body } = await call<{ _embedded: { webhooks: Record<string, unknown>[] } }>(freescout, 'GET', '/webhooks');
  expect(inside(body).webhooks).toEqual([
    {
      id: 1,
      url: receiver.url,
      events: ['convo.created'],
      mailboxes: [2],
      lastRunTime: inside(body).webhooks[0]?.['lastRunTime'],
      lastRunError: null,
    },
  ]);
  expect([
    (await call(freescout, 'DELETE', '/webhooks/1')).status,
    (await call(freescout, 'DELETE', '/webhooks/1')).status,
  ]).toEqual([204, 404]);
});
