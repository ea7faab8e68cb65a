import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TicketWish } from '../../../src/desk/ticket/link.ts';
import type { MakeOutcome, TicketBook } from '../../../src/integrations/contract.ts';
import { markerFor } from '../../../src/integrations/freescout/marker.ts';
import { type Connected, connected, type Mode } from './desk.ts';

const WISH: TicketWish = {
  mailbox: { id: '1', name: 'Support' },
  contact: 'new@acme.example',
  subject: 'ACME-DC01: No DNS',
  text: 'It answers <b>nobody</b> & nothing\nsince noon',
};

describe.each<Mode>(['api', 'both'])('with %s', (mode) => {
  let desk: Connected;
  let key = 0;

  beforeAll(async () => {
    desk = await connected(mode, { timezone: 'Europe/Berlin' });
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    desk.freescout.clearFaults();
    key += 1;
  });

  function book(): TicketBook {
    const found = desk.integration.ticketBook;
    if (!found) throw new Error('FreeScout must be a ticket book');
    return found;
  }

  function make(number = 1, more: Partial<TicketWish> = {}): Promise<MakeOutcome> {
    return book().make({ ...WISH, ...more }, { key: `key-${key}`, number, since: desk.freescout.now() });
  }

  function rowOf(outcome: MakeOutcome): number {
    return outcome.is === 'made' ? Number(outcome.readBack.row) : 0;
  }

  /** Tickets that bear the marker of this test's key. */
  function made(): number[] {
    const { threads } = desk.freescout.world;
    return threads.where((row) => (row.body ?? '').includes(markerFor(`key-${key}`))).map((row) => row.conversation_id);
  }

  test('it is there with its text, mails nobody, and a poll takes it for what it is', async () => {
    const { mailboxes, send_logs, threads, conversations } = desk.freescout.world;
    const mailbox = mailboxes.get(1);
    if (mailbox) mailboxes.save({ ...mailbox, auto_reply_enabled: 1 });
    await desk.poll();
    const mails = send_logs.all().length;
    const row = rowOf(await make());
    const [thread] = threads.where((one) => one.conversation_id === row);
    expect(thread?.body).toContain('It answers &lt;b&gt;nobody&lt;/b&gt; &amp; nothing<br>since noon');
    expect(conversations.get(row)).toMatchObject({ status: 1, user_id: null, customer_email: 'new@acme.example' });
    desk.wait(60);
    expect(send_logs.all().length).toBe(mails);
    expect((await desk.poll()).byRow[String(row)]).toMatchObject({ facts: { isEcho: true, awaitsResponse: false } });
  });

  test('assigned to whom it says, by number or by address', async () => {
    const { conversations } = desk.freescout.world;
    const first = await make(1, { assign: '2' });
    expect(conversations.get(rowOf(first))?.user_id).toBe(2);
    key += 1;
    const second = await make(1, { assign: 'cara@msp.example' });
    expect(conversations.get(rowOf(second))?.user_id).toBe(3);
    key += 1;
    expect(await make(1, { assign: 'nobody@msp.example' })).toMatchObject({ is: 'refused' });
    expect(made()).toEqual([]);
  });

  test('what came to be although the answer was lost is found: also in the trash, moved, or with another subject', async () => {
    desk.freescout.fail({ path: '/conversations$', method: 'POST', times: 1, action: { do: 'drop-after' } });
    await expect(make()).rejects.toMatchObject({ retry: 'unsure' });
    const [row = 0] = made();
    await desk.freescout.rawUpdate(row, { subject: 'Renamed', mailbox_id: 2 });
    expect(rowOf(await make(2))).toBe(row);
    await desk.freescout.trash(row);
    expect(await make(3)).toMatchObject({ is: 'made', readBack: { seen: { state: 'gone', how: 'deleted' } } });
    expect(made()).toHaveLength(1);
  });

  test('a ticket that was left without its text gets it, and there is no second one', async () => {
    const { conversations, threads } = desk.freescout.world;
    const row = rowOf(await make());
    for (const thread of threads.where((one) => one.conversation_id === row)) threads.remove(thread.id);
    await desk.freescout.rawUpdate(row, { threads_count: 0 });
    const before = conversations.all().length;
    expect(rowOf(await make(2))).toBe(row);
    expect([made(), conversations.all().length]).toEqual([[row], before]);
  });
});

/** The second write of a ticket whose first one arrives late. */
async function twins(touched: boolean): Promise<{ rows: number[]; kept: MakeOutcome }> {
  await using desk = await connected('api');
  const { world } = desk.freescout;
  const book = desk.integration.ticketBook;
  const attempt = { key: 'key', since: desk.freescout.now() };
  const bearing = (): number[] =>
    world.threads.where((row) => (row.body ?? '').includes(markerFor('key'))).map((row) => row.conversation_id);
  await book?.make(WISH, { ...attempt, number: 1 });
  // Until the second has been written, a look does not see the first.
  const hidden = world.conversations.get(bearing()[0] ?? 0);
  if (!hidden) throw new Error('the first is there');
  await desk.freescout.rawUpdate(hidden.id, { state: 1 });
  desk.freescout.fail({ path: '/conversations$', method: 'POST', action: { do: 'delay-after', milliseconds: 300 } });
  const making = book?.make(WISH, { ...attempt, number: 2 });
  await vi.waitUntil(() => bearing().length === 2);
  await desk.freescout.rawUpdate(hidden.id, { state: 2 });
  if (touched) await desk.freescout.agentNote(bearing()[1] ?? 0, 'ann@msp.example', 'Mine');
  const kept = await making;
  return { rows: bearing(), kept: kept ?? { is: 'refused', sentence: 'no book' } };
}

test('of two, the younger is deleted', async () => {
  const { rows, kept } = await twins(false);
  expect(rows).toHaveLength(1);
  expect(kept).toMatchObject({ is: 'made', readBack: { row: String(rows[0]) } });
});

test('one in which somebody has written is not deleted', async () => {
  const { rows } = await twins(true);
  expect(rows).toHaveLength(2);
});

test('who has no access to the mailbox is refused where the database tells', async () => {
  await using desk = await connected('both');
  const wish = { ...WISH, mailbox: { id: '2', name: 'Projects' }, assign: '3' };
  expect(await desk.integration.ticketBook?.make(wish, { key: 'k', number: 1, since: 0 })).toEqual({
    is: 'refused',
    sentence: 'Cara Diaz has no access to the mailbox Projects.',
  });
});

test('a note is written in the name of whoever has the address', async () => {
  await using desk = await connected('api');
  const id = await desk.mail();
  const write = { verb: 'note', on: String(id), text: 'Recovered', by: 'BEN@msp.example' } as const;
  expect(await desk.writeBack.write(write, { key: 'n', number: 1 })).toEqual({ is: 'done' });
  const [note] = desk.freescout.world.threads.where((row) => row.conversation_id === id && row.type === 3);
  expect(note?.created_by_user_id).toBe(2);
  expect(await desk.writeBack.write({ ...write, by: '' }, { key: 'm', number: 1 })).toMatchObject({ is: 'refused' });
});

test('with the database alone no ticket can be made', async () => {
  await using desk = await connected('database');
  expect(desk.integration.ticketBook).toBe(undefined);
});
