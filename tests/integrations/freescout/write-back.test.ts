import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { WriteOutcome } from '../../../src/integrations/contract.ts';
import { markerFor } from '../../../src/integrations/freescout/marker.ts';
import { type Connected, connected, type Mode } from './desk.ts';

const ANN = { id: '1', email: 'ann@msp.example' };
const BEN = { id: '2', email: 'ben@msp.example' };
const CARA = { id: '3', email: 'cara@msp.example' };

describe.each<Mode>(['api', 'both'])('with %s', (mode) => {
  let desk: Connected;
  let id: number;

  beforeAll(async () => {
    desk = await connected(mode);
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    desk.freescout.clearFaults();
    id = await desk.freescout.customerMail({ from: 'dana@acme.example', subject: 'Printer', body: 'It burns' });
  });

  function assign(to: string | null, by: string, number = 1): Promise<WriteOutcome> {
    return desk.writeBack.write(
      { verb: 'assign', row: String(id), to, from: to === null ? by : null, by },
      { key: `assign-${id}`, number },
    );
  }

  function note(text: string, number = 1): Promise<WriteOutcome> {
    return desk.writeBack.write({ verb: 'note', on: String(id), text, by: BEN.id }, { key: `note-${id}`, number });
  }

  /** Who FreeScout says has it, and how often that was written. */
  function holder(): { assignee: number | null | undefined; changes: number } {
    const { world } = desk.freescout;
    const changes = world.threads.where((row) => row.conversation_id === id && row.action_type === 2);
    return { assignee: world.conversations.get(id)?.user_id, changes: changes.length };
  }

  test('a claim is written in the name of the person and read back', async () => {
    const outcome = await assign(BEN.id, BEN.id);
    const read = await desk.source.read(String(id));
    expect(read).toMatchObject({ seen: { facts: { status: 'active', assignee: { id: '2', name: 'Ben Cole' } } } });
    expect(outcome).toEqual({ is: 'done', readBack: { ...read, readAt: expect.any(Number) } });
    const [line] = desk.freescout.world.threads.where((row) => row.conversation_id === id && row.action_type === 2);
    expect([holder(), line?.created_by_user_id]).toEqual([{ assignee: 2, changes: 1 }, 2]);
  });

  test('who has it already is not written again', async () => {
    await desk.freescout.agentClaim(id, BEN.email);
    expect(await assign(BEN.id, BEN.id)).toMatchObject({ is: 'done' });
    expect(holder()).toEqual({ assignee: 2, changes: 1 });
  });

  test('a ticket that somebody else has is lost to them', async () => {
    await desk.freescout.agentClaim(id, CARA.email);
    expect(await assign(BEN.id, BEN.id)).toMatchObject({
      is: 'lost',
      sentence: `Cara Diaz has ticket #${id} in FreeScout already.`,
      readBack: { seen: { facts: { assignee: { id: '3' } } } },
    });
    expect(holder()).toEqual({ assignee: 3, changes: 1 });
  });

  test.each([
    ['closed', 'is closed in FreeScout; reopen it there first.'],
    ['spam', 'is marked as spam in FreeScout.'],
    ['trash', 'is in the trash of FreeScout.'],
  ] as const)('a ticket that is %s is refused', async (what, sentence) => {
    if (what === 'trash') await desk.freescout.trash(id);
    else await desk.freescout.agentStatus(id, ANN.email, what);
    expect(await assign(BEN.id, BEN.id)).toEqual({ is: 'refused', sentence: `Ticket #${id} ${sentence}` });
    expect(holder()).toEqual({ assignee: null, changes: 0 });
  });

  test('a ticket that is gone is refused', async () => {
    await desk.freescout.deleteForever(id);
    expect(await assign(BEN.id, BEN.id)).toEqual({
      is: 'refused',
      sentence: `Ticket ${id} is not in FreeScout any more.`,
    });
    expect(await note('Hello')).toMatchObject({ is: 'lost', readBack: { seen: { state: 'gone' } } });
  });

  test('a release leaves nobody, whether that is stored as zero or not at all', async () => {
    await desk.freescout.agentClaim(id, BEN.email);
    const outcome = await assign(null, BEN.id);
    expect(outcome).toMatchObject({ is: 'done', readBack: { seen: { state: 'there' } } });
    expect(JSON.stringify(outcome)).not.toContain('assignee');
    expect(holder().assignee ?? 0).toBe(0);
    expect(await assign(null, BEN.id)).toMatchObject({ is: 'done' });
    expect(holder().changes).toBe(2);
  });

  test('a release takes the ticket from nobody but its holder', async () => {
    await desk.freescout.agentClaim(id, CARA.email);
    expect(await assign(null, BEN.id)).toMatchObject({ is: 'lost', sentence: expect.stringContaining('Cara Diaz') });
    expect(holder().assignee).toBe(3);
  });

  test('an account that is none is refused with the reason', async () => {
    expect(await assign('77', '77')).toEqual({
      is: 'refused',
      sentence: expect.stringMatching(/^FreeScout did not assign ticket #\d+: `\w+` parameter is invalid$/),
    });
    expect(await assign('ben', 'ben')).toEqual({
      is: 'refused',
      sentence: 'FreeScout has no user ben: link the account again.',
    });
  });

  test('a claim whose answer was lost is done once', async () => {
    desk.freescout.fail({ path: `/conversations/${id}`, method: 'PUT', times: 1, action: { do: 'drop-after' } });
    await expect(assign(BEN.id, BEN.id)).rejects.toMatchObject({ system: 'freescout', retry: 'unsure' });
    expect(await assign(BEN.id, BEN.id, 2)).toMatchObject({ is: 'done' });
    expect(holder()).toEqual({ assignee: 2, changes: 1 });
  });

  test('a claim that never arrived is done at the second try', async () => {
    desk.freescout.fail({ path: `/conversations/${id}`, method: 'PUT', times: 1, action: { do: 'drop-before' } });
    await expect(assign(BEN.id, BEN.id)).rejects.toMatchObject({ retry: 'unsure' });
    expect(await assign(BEN.id, BEN.id, 2)).toMatchObject({ is: 'done' });
    expect(holder()).toEqual({ assignee: 2, changes: 1 });
  });

  test('a note is internal, by the person, and shows its text as it is', async () => {
    expect(await note('Claimed <b>by</b> Ben & Co\nCalling back')).toEqual({ is: 'done' });
    const [row] = desk.freescout.world.threads.where((row) => row.conversation_id === id && row.type === 3);
    expect([row?.created_by_user_id, row?.body]).toEqual([
      2,
      `<p>Claimed &lt;b&gt;by&lt;/b&gt; Ben &amp; Co<br>Calling back</p><p><small>${markerFor(`note-${id}`)}</small></p>`,
    ]);
    expect(desk.freescout.world.conversations.get(id)?.status).toBe(1);
  });

  test.each(['drop-before', 'drop-after'] as const)(
    'a note whose answer was lost is written once: %s',
    async (what) => {
      desk.freescout.fail({ path: `/conversations/${id}/threads`, method: 'POST', times: 1, action: { do: what } });
      await expect(note('Once')).rejects.toMatchObject({ retry: 'unsure' });
      expect(await note('Once', 2)).toEqual({ is: 'done' });
      expect(desk.freescout.world.threads.where((row) => row.conversation_id === id && row.type === 3)).toHaveLength(1);
    },
  );

  test('an account is found by any address, and robots have none', async () => {
    const { users } = desk.freescout.world;
    const cara = users.first((row) => row.email === CARA.email);
    if (!cara) throw new Error('the default world has Cara');
    users.save({ ...cara, emails: 'cara@home.example, c.diaz@msp.example' });
    await desk.freescout.rawUpdate(id, {});
    const found = ['ANN@msp.example ', 'c.diaz@msp.example', 'fs1@example.org', 'nobody@msp.example', ''];
    expect(await Promise.all(found.map(async (email) => desk.writeBack.account?.(email)))).toEqual([
      { id: '1', name: 'Ann Baker' },
      { id: '3', name: 'Cara Diaz' },
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('it says what it can write', () => {
    expect([desk.writeBack.can, desk.writeBack.mayOwn !== undefined]).toEqual([
      ['assign', 'note', 'status', 'reply'],
      mode === 'both',
    ]);
  });
});

test('who has no access to the mailbox may not own its tickets', async () => {
  await using desk = await connected('both');
  const { freescout, writeBack } = desk;
  const id = await freescout.customerMail({ from: 'dana@acme.example', subject: 'x', body: 'x', mailbox: 'Projects' });
  const ask = (user: string): Promise<string | undefined> | undefined => writeBack.mayOwn?.(String(id), user);
  expect([await ask(ANN.id), await ask(BEN.id), await ask(CARA.id), await ask('4'), await ask('77')]).toEqual([
    undefined,
    undefined,
    'Cara Diaz has no access to the mailbox Projects.',
    'Workflow is not an active user of FreeScout.',
    `FreeScout has no user 77, or ticket ${id} is not there any more.`,
  ]);

  const { users, mailbox_user: members } = freescout.world;
  const member = members.first((row) => row.user_id === 2 && row.mailbox_id === 2);
  const ann = users.get(1);
  if (!member || !ann) throw new Error('the default world has Ann, and Ben in Projects');
  members.save({ ...member, hide: 1 });
  users.save({ ...ann, status: 2 });
  await freescout.rawUpdate(id, {});
  expect([await ask(BEN.id), await ask(ANN.id), await writeBack.account?.(ANN.email)]).toEqual([
    'Ben Cole is not offered as an assignee in the mailbox Projects.',
    'Ann Baker is not an active user of FreeScout.',
    undefined,
  ]);
});

test('with the database alone nothing can be written', async () => {
  await using desk = await connected('database');
  expect(desk.integration.writeBack).toBe(undefined);
});
