import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANN, BEN, ROBOT, type Connected, connected, ways } from './desk.ts';

describe.each(ways)('by the %s in %s', (mode, timezone) => {
  let desk: Connected;

  beforeAll(async () => {
    desk = await connected(mode, { timezone });
    await desk.poll();
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });

  test('a reply counts as the first response once it cannot be undone any more', async () => {
    const id = await desk.heardMail();
    const thread = await desk.freescout.agentReply(id, ANN, 'Have you tried water?');
    const young = await desk.facts(id);
    desk.wait(21);
    const old = await desk.facts(id);
    expect([young.firstReplyAt, young.lastReplyFrom, old.firstReplyAt, old.status]).toEqual([
      undefined,
      'staff',
      desk.writtenAt(id, thread),
      'pending',
    ]);
  });

  test('an undone reply was no response', async () => {
    const id = await desk.heardMail();
    const thread = await desk.freescout.agentReply(id, ANN, 'Wrong window');
    await desk.poll();
    await desk.freescout.undoReply(thread);
    desk.wait(21);
    expect((await desk.facts(id)).firstReplyAt).toBe(undefined);
  });

  test('notes and robots are no response, and a note is shown to nobody', async () => {
    const id = await desk.heardMail();
    await desk.freescout.agentNote(id, ANN, 'The customer is difficult');
    await desk.freescout.agentReply(id, ROBOT, 'We have received your message');
    desk.wait(21);
    expect(await desk.facts(id)).toMatchObject({ preview: 'It burns', lastReplyFrom: 'staff' });
    expect((await desk.facts(id)).firstReplyAt).toBe(undefined);
    const thread = await desk.freescout.agentReply(id, BEN, 'On my way');
    desk.wait(21);
    expect((await desk.facts(id)).firstReplyAt).toBe(desk.writtenAt(id, thread));
  });

  test('who wrote the last note and the last reply is known, and which of them were written from here', async () => {
    const id = await desk.heardMail();
    expect(await desk.facts(id)).not.toHaveProperty('lastNote');
    const note = await desk.freescout.agentNote(id, ANN, 'Deskbell is down? No, 0123456789ab');
    const reply = await desk.freescout.agentReply(id, BEN, 'On my way');
    desk.wait(21);
    await desk.freescout.agentNote(id, BEN, '<p>Ours</p><p><small>Deskbell 0123456789ab</small></p>');
    expect(await desk.facts(id)).toMatchObject({
      lastNote: { at: desk.writtenAt(id, note), by: 'Ann Baker' },
      lastReply: { at: desk.writtenAt(id, reply), by: 'Ben Cole' },
    });
    expect((await desk.facts(id)).lastReply).not.toHaveProperty('here');
    desk.wait(5);
    await desk.freescout.agentReply(id, ANN, '<p>Ours</p><p><small>Deskbell 0123456789ab</small></p>');
    desk.wait(21);
    expect((await desk.facts(id)).lastReply).toMatchObject({ by: 'Ann Baker', here: true });
  });

  test('a draft is nothing until it is sent, which keeps its id', async () => {
    const id = await desk.heardMail();
    const thread = await desk.freescout.draft(id, ANN, 'Have you');
    for (let newer = 0; newer < 3; newer += 1) await desk.heardMail();
    expect((await desk.facts(id)).firstReplyAt).toBe(undefined);
    desk.wait(300);
    await desk.freescout.publishDraft(thread, { body: 'Have you tried water?' });
    desk.wait(21);
    expect((await desk.facts(id)).firstReplyAt).toBe(desk.writtenAt(id, thread));
  });

  test('a ticket that an agent writes is heard of when it is sent, however old its id is', async () => {
    const wish = { to: 'gus@globex.example', subject: 'Maintenance', body: 'On Friday' };
    const id = await desk.freescout.draftTicket(ANN, wish);
    const [thread] = desk.freescout.world.threads.where((row) => row.conversation_id === id);
    expect(await desk.next(id)).toBe(undefined);
    expect(await desk.read(id)).toBe(undefined);
    await desk.heardMail();
    desk.wait(600);
    await desk.poll();
    await desk.freescout.publishDraft(thread?.id ?? 0);
    expect(await desk.facts(id)).toMatchObject({
      subject: 'Maintenance',
      customer: { name: 'Gus Ivory', email: 'gus@globex.example' },
      awaitsResponse: false,
      preview: '',
    });
  });

  test('a reopened ticket is open, whatever its closing time says', async () => {
    const id = await desk.heardMail();
    await desk.freescout.agentStatus(id, ANN, 'closed');
    expect(await desk.facts(id)).toMatchObject({ status: 'closed' });
    await desk.freescout.customerReply(id, 'It burns again');
    expect(desk.freescout.world.conversations.get(id)?.closed_at).not.toBe(null);
    expect(await desk.facts(id)).toMatchObject({ status: 'active', lastReplyFrom: 'customer', preview: 'It burns' });
  });
});
