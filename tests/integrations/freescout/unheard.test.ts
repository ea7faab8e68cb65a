import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { markerFor } from '../../../src/integrations/freescout/marker.ts';
import { ANN, API_KEY, type Connected, connected, ways } from './desk.ts';

describe.each(ways)('by the %s in %s', (mode, timezone) => {
  let desk: Connected;

  beforeAll(async () => {
    desk = await connected(mode, { timezone });
    await desk.poll();
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });

  test('an import is not heard of until the customer writes', async () => {
    const wish = { from: 'fay@globex.example', subject: 'Old', body: 'Long ago', createdAt: '2024-05-01T10:00:00Z' };
    const id = await desk.freescout.importTicket(wish);
    expect(await desk.next(id)).toBe(undefined);
    expect(await desk.read(id)).toBe(undefined);
    desk.wait(1);
    await desk.freescout.customerReply(id, 'It is back');
    const reply = await desk.freescout.agentReply(id, ANN, 'Oh no');
    desk.wait(21);
    expect(await desk.facts(id)).toMatchObject({ awaitsResponse: false, firstReplyAt: desk.writtenAt(id, reply) });
  });

  test('a ticket that Deskbell made is told as its own echo until somebody answers', async () => {
    const answer = await fetch(`${desk.freescout.url}/api/conversations`, {
      method: 'POST',
      headers: { 'x-freescout-api-key': API_KEY, 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'email',
        mailboxId: 1,
        subject: 'Disk full',
        customer: { email: 'dana@acme.example' },
        threads: [{ type: 'customer', text: `<p>97 %</p><p>${markerFor('trmm/1')}</p>`, customer: { id: 31 } }],
      }),
    });
    const id = Number(answer.headers.get('resource-id'));
    expect(await desk.next(id)).toMatchObject({ state: 'there', facts: { isEcho: true, awaitsResponse: false } });
    await desk.freescout.customerReply(id, 'What does it mean?');
    const facts = await desk.facts(id);
    expect([facts.channel, facts.subject, facts.isEcho]).toEqual(['api', 'Disk full', undefined]);
  });

  test('a ticket without its message is left out and asked for again', async () => {
    await desk.sweep();
    const id = await desk.mail();
    const { world } = desk.freescout;
    const [thread] = world.threads.where((row) => row.conversation_id === id);
    if (!thread) throw new Error('the mail has a message');
    world.threads.write({ ...thread, state: 1 });
    await desk.freescout.rawUpdate(id, {});
    const other = await desk.mail();

    const { byRow } = await desk.poll();
    expect([byRow[id], byRow[other]?.state]).toEqual([undefined, 'there']);
    await expect(desk.read(id)).rejects.toMatchObject({ system: 'freescout', retry: 'later', retryAfter: 3_000 });

    desk.wait(150);
    await desk.heardMail();
    world.threads.write({ ...thread, state: 2 });
    await desk.freescout.rawUpdate(id, {});
    expect(await desk.next(id)).toMatchObject({ state: 'there' });
  });

  test('a broken ticket never loses the others, and comes when it is whole', async () => {
    await desk.sweep();
    const id = await desk.mail();
    const updated_at = desk.freescout.world.conversations.get(id)?.updated_at ?? '';
    const created_at = desk.freescout.world.conversations.get(id)?.created_at ?? '';
    await desk.freescout.rawUpdate(id, { created_at: null as unknown as string });
    const other = await desk.mail();
    const { byRow } = await desk.poll();
    expect([byRow[id], byRow[other]?.state]).toEqual([undefined, 'there']);
    desk.wait(150);
    await desk.heardMail();
    await desk.freescout.rawUpdate(id, { created_at, updated_at });
    expect(await desk.next(id)).toMatchObject({ state: 'there' });
  });
});
