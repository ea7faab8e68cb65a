import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANN, type Connected, connected, ways } from './desk.ts';

describe.each(ways)('by the %s in %s', (mode, timezone) => {
  let desk: Connected;

  beforeAll(async () => {
    desk = await connected(mode, { timezone });
    await desk.poll();
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });

  test('spam and the trash take a ticket away, and restoring brings it back', async () => {
    const id = await desk.heardMail();
    await desk.freescout.agentStatus(id, ANN, 'spam');
    expect(await desk.next(id)).toMatchObject({ state: 'gone', how: 'spam' });
    await desk.freescout.agentStatus(id, ANN, 'active');
    expect(await desk.facts(id)).toMatchObject({ status: 'active' });
    await desk.freescout.trash(id);
    expect(await desk.read(id)).toMatchObject({ state: 'gone', how: 'deleted' });
    expect(await desk.next(id)).toMatchObject({ state: 'gone', how: 'deleted' });
    await desk.freescout.restore(id);
    expect(await desk.facts(id)).toMatchObject({ status: 'active' });
  });

  test('a merged ticket says where it went, and an older answer of the other one is none', async () => {
    const old = await desk.heardMail('First');
    await desk.freescout.agentReply(old, ANN, 'About the first');
    desk.wait(60);
    const id = await desk.heardMail('Second');
    await desk.freescout.merge(id, old);
    const { byRow } = await desk.poll();
    // The API names the other ticket in the text of a history line alone.
    expect(byRow[old]).toMatchObject({
      state: 'gone',
      how: 'merged',
      ...(mode === 'database' && { into: String(id) }),
    });
    expect(byRow[id]).toMatchObject({ state: 'there', facts: { subject: 'Second' } });
    expect((await desk.facts(id)).firstReplyAt).toBe(undefined);
  });

  test('what was deleted for good is gone within five minutes', async () => {
    const id = await desk.heardMail();
    await desk.freescout.deleteForever(id);
    expect(await desk.next(id)).toBe(undefined);
    desk.wait(301);
    const seen = await desk.next(id);
    expect(seen).toEqual({ state: 'gone', how: 'deleted', at: expect.any(Number) });
    expect(await desk.read(id)).toMatchObject({ state: 'gone', how: 'deleted' });
  });

  test('changes without a trace are seen within five minutes', async () => {
    const known = await desk.heardMail();
    const gone = await desk.heardMail();
    await desk.freescout.agentStatus(gone, ANN, 'spam');
    await desk.poll();
    desk.wait(301);
    await desk.heardMail();
    await desk.freescout.rawUpdate(known, { user_id: 2 });
    await desk.freescout.rawUpdate(gone, { status: 1 });
    const before = await desk.poll();
    desk.wait(301);
    const after = await desk.poll();
    expect([before.byRow[known], before.byRow[gone]]).toEqual([undefined, undefined]);
    expect([after.byRow[known], after.byRow[gone]]).toMatchObject([
      { facts: { assignee: { name: 'Ben Cole' } } },
      { facts: { status: 'active' } },
    ]);
  });

  test('a mail with a date of its own is seen all the same', async () => {
    await desk.sweep();
    const known = await desk.heardMail();
    desk.wait(150);
    await desk.heardMail();
    const date = new Date(desk.freescout.now() - 172_800_000).toISOString();
    const id = await desk.freescout.customerMail({ from: 'eli@acme.example', subject: 'Late', body: 'x', date });
    await desk.freescout.customerReply(known, 'Late as well', { date });
    const { byRow } = await desk.poll();
    expect([byRow[id]?.state, byRow[known]?.state]).toEqual(['there', 'there']);
  });

  test('an id that was committed after a later one is seen all the same', async () => {
    await desk.sweep();
    const date = new Date(desk.freescout.now() - 172_800_000).toISOString();
    const id = await desk.freescout.customerMail({ from: 'eli@acme.example', subject: 'Late', body: 'x', date });
    await desk.freescout.rawUpdate(id, { state: 1 });
    await desk.heardMail();
    await desk.freescout.rawUpdate(id, { state: 2 });
    expect(await desk.next(id)).toMatchObject({ state: 'there' });
  });

  test('a mail from the future hides nothing that comes after it', async () => {
    const date = new Date(desk.freescout.now() + 864_000_000).toISOString();
    await desk.freescout.customerMail({ from: 'eli@acme.example', subject: 'Early', body: 'x', date });
    await desk.poll();
    const thread = await desk.freescout.draft(await desk.heardMail(), ANN, 'x');
    desk.wait(10);
    await desk.poll();
    await desk.freescout.publishDraft(thread);
    const id = desk.freescout.world.threads.get(thread)?.conversation_id ?? 0;
    expect(await desk.facts(id)).toMatchObject({ lastReplyFrom: 'staff' });
  });

  test('whoever polls more often reads everything more often', async () => {
    await using quick = await connected(mode, { environment: { FREESCOUT_POLL_SECONDS: '10' } });
    const gone = await quick.heardMail();
    await quick.freescout.deleteForever(gone);
    quick.wait(50);
    const early = await quick.next(gone);
    quick.wait(50);
    expect([early, (await quick.next(gone))?.state]).toEqual([undefined, 'gone']);
  });

  test('every page of a long list is read', async () => {
    const { openAtSource: before } = await desk.poll();
    const ids = (await Promise.all(Array.from({ length: 120 }, () => desk.mail()))).map(String);
    const changed = await desk.poll();
    const first = await desk.source.poll({ cursor: undefined, open: [] });
    const rows = new Set(first.signals.map(({ row }) => row));
    expect(ids.filter((id) => !(id in changed.byRow))).toEqual([]);
    expect(ids.filter((id) => !rows.has(id))).toEqual([]);
    expect(changed.openAtSource - before).toBe(120);
  });
});
