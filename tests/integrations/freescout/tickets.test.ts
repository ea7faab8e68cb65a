import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANN, API_KEY, BEN, type Connected, connected, ways } from './desk.ts';

describe.each(ways)('by the %s in %s', (mode, timezone) => {
  let desk: Connected;

  beforeAll(async () => {
    desk = await connected(mode, { timezone });
    await desk.poll();
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });

  test('a mail becomes a ticket with facts that a customer may see', async () => {
    const id = await desk.mail('Printer', 'The <printer> burns & smokes');
    const createdAt = desk.writtenAt(id);

    expect(await desk.next(id)).toEqual({
      state: 'there',
      facts: {
        number: String(id),
        subject: 'Printer',
        status: 'active',
        mailbox: { id: '1', name: 'Support' },
        channel: 'email',
        customer: { name: 'Dana Frost', email: 'dana@acme.example' },
        preview: 'The <printer> burns & smokes',
        attachments: 0,
        createdAt,
        updatedAt: createdAt,
        lastCustomerAt: createdAt,
        lastReplyFrom: 'customer',
        awaitsResponse: true,
        links: [{ label: 'Open in FreeScout', url: `${desk.freescout.url}/conversation/${id}` }],
      },
    });
    expect(createdAt).toBeGreaterThan(desk.freescout.now() - 60_000);
  });

  test('the baseline of the first poll holds what is open, and no more', async () => {
    const open = await desk.heardMail();
    const closed = await desk.heardMail();
    await desk.freescout.agentStatus(closed, ANN, 'closed');
    const first = await desk.source.poll({ cursor: undefined, open: [] });
    const rows = first.signals.map(({ row }) => row);
    expect([rows.includes(String(open)), rows.includes(String(closed))]).toEqual([true, false]);
    expect(rows).toHaveLength(first.openAtSource);
  });

  test('a cursor that nobody understands is a baseline', async () => {
    const id = await desk.heardMail();
    for (const cursor of ['', 'null', '{"version":0}']) {
      const { signals } = await desk.source.poll({ cursor, open: [] });
      expect(signals.map(({ row }) => row)).toContain(String(id));
    }
  });

  test('who has it is told by name and address, and zero is nobody', async () => {
    const id = await desk.heardMail();
    await desk.freescout.agentClaim(id, BEN);
    expect(await desk.facts(id)).toMatchObject({
      status: 'active',
      assignee: { id: '2', name: 'Ben Cole', email: 'ben@msp.example' },
    });
    await desk.freescout.agentUnassign(id, BEN);
    expect((await desk.facts(id)).assignee).toBe(undefined);
    await desk.freescout.agentClaim(id, BEN);
    await desk.freescout.rawUpdate(id, { user_id: 0 });
    expect((await desk.facts(id)).assignee).toBe(undefined);
  });

  test('a call that was written down waits for no response, and its note stays inside', async () => {
    const wish = { customer: 'eli@acme.example', subject: 'Called', body: 'Sounded drunk' };
    const id = await desk.freescout.phoneTicket(ANN, wish);
    expect(await desk.facts(id)).toMatchObject({ channel: 'phone', awaitsResponse: false, preview: '' });
  });

  test('a status that a module added counts as its first digit', async () => {
    const id = await desk.mail();
    const { openAtSource } = await desk.poll();
    await desk.freescout.rawUpdate(id, { status: 12 });
    expect(await desk.read(id)).toMatchObject({ facts: { status: 'active' } });
    await desk.freescout.rawUpdate(id, { status: 25 });
    expect(await desk.read(id)).toMatchObject({ facts: { status: 'pending' } });
    // The API's own filter does not know such a status.
    expect((await desk.poll()).openAtSource).toBe(mode === 'database' ? openAtSource : openAtSource - 1);
    await desk.freescout.rawUpdate(id, { status: 1 });
  });

  test('a move to another mailbox is seen', async () => {
    const id = await desk.heardMail();
    await desk.freescout.move(id, 'Projects');
    expect((await desk.facts(id)).mailbox).toEqual({ id: '2', name: 'Projects' });
  });

  test('files are counted, of customer and staff alike', async () => {
    const id = await desk.heardMail();
    const file = { fileName: 'log.txt', mimeType: 'text/plain', data: Buffer.from('x').toString('base64') };
    await fetch(`${desk.freescout.url}/api/conversations/${id}/threads`, {
      method: 'POST',
      headers: { 'x-freescout-api-key': API_KEY, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', user: 1, text: 'Look', status: 'active', attachments: [file, file] }),
    });
    expect((await desk.facts(id)).attachments).toBe(2);
  });

  test('a customer without a name goes by the address', async () => {
    const id = await desk.freescout.customerMail({ from: 'who@nowhere.example', subject: '', body: 'Hi' });
    expect(await desk.facts(id)).toMatchObject({
      subject: '(no subject)',
      customer: { name: 'who@nowhere.example', email: 'who@nowhere.example' },
    });
  });

  test('the number that people see is the number shown', async () => {
    const id = await desk.mail();
    expect((await desk.facts(id)).number).toBe(String(id));
    await using custom = await connected(mode, { customNumber: true, environment: { FREESCOUT_CUSTOM_NUMBER: 'yes' } });
    const first = await custom.freescout.customerMail({ from: 'dana@acme.example', subject: 'One', body: 'x' });
    const { byRow } = await custom.poll();
    expect(byRow[first]).toMatchObject({ facts: { number: '5001' } });
  });
});
