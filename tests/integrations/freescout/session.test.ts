import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ThreadRow } from '../../../sandbox/freescout/rows.ts';
import type { FaultAction } from '../../../sandbox/stand-in.ts';
import type { Write } from '../../../src/desk/effect.ts';
import type { WriteOutcome } from '../../../src/integrations/contract.ts';
import { ANN, BEN, BOT, type Connected, connected } from './desk.ts';

const LINE = { do: 'answer', headers: { 'content-type': 'text/html' } } as const;

describe('without the module, by a login of the bot’s own', () => {
  let desk: Connected;
  let id: number;
  let bot: number;

  beforeAll(async () => {
    // What was written when a connection was cut is in the tables by then.
    const pause = (): Promise<void> => desk.freescout.rawUpdate(id, {}).then(() => undefined);
    desk = await connected('session', { pause });
    bot = desk.freescout.world.users.first((row) => row.email === BOT)?.id ?? 0;
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    desk.freescout.clearFaults();
    id = await desk.mail();
  });

  function write(wish: Write, number = 1, key = `key-${id}`): Promise<WriteOutcome> {
    return desk.writeBack.write(wish, { key, number });
  }
  const claim = (row = id): Write => ({ verb: 'assign', row: String(row), to: '2', from: null, by: '2' });
  const note = (more: Partial<Extract<Write, { verb: 'note' }>> = {}): Write => ({
    verb: 'note',
    on: String(id),
    text: 'Called <Dana>',
    by: BEN,
    ...more,
  });
  const closing = (): Write => ({ verb: 'status', row: String(id), status: 'closed', by: BEN });

  function threads(type: number): ThreadRow[] {
    return desk.freescout.world.threads.where((row) => row.conversation_id === id && row.type === type);
  }
  function logins(): number {
    return desk.freescout.requests.filter(({ method, path }) => method === 'POST' && path === '/login').length;
  }
  function failOnce(action: FaultAction): void {
    desk.freescout.fail({ path: '/conversation/ajax$', method: 'POST', times: 1, action });
  }

  test('it claims, releases, notes and sets statuses, and offers neither replies nor new tickets', () => {
    expect([desk.writeBack.can, desk.integration.ticketBook]).toEqual([['assign', 'note', 'status'], undefined]);
  });

  test('a claim and a release are the bot’s deed, and read back', async () => {
    expect(await write(claim())).toMatchObject({
      is: 'done',
      readBack: { seen: { facts: { assignee: { id: '2' } } } },
    });
    expect(await write(claim())).toMatchObject({ is: 'done' });
    const release: Write = { verb: 'assign', row: String(id), to: null, from: '2', by: '2' };
    const released = await write(release);
    expect([released.is, JSON.stringify(released).includes('assignee')]).toEqual(['done', false]);
    expect(threads(4).map((row) => [row.user_id, row.created_by_user_id])).toEqual([
      [2, bot],
      [null, bot],
    ]);
  });

  test('what somebody else has is lost to them', async () => {
    await desk.freescout.agentClaim(id, ANN);
    expect(await write(claim())).toMatchObject({ is: 'lost', sentence: expect.stringContaining('Ann Baker has') });
  });

  test('a note names the person, shows its text as it is, and leaves the ticket as it was', async () => {
    await desk.freescout.agentClaim(id, ANN);
    await desk.freescout.agentStatus(id, ANN, 'pending');
    expect(await write(note())).toEqual({ is: 'done' });
    const [row] = threads(3);
    expect(row?.body).toMatch(
      /^<p>Ben Cole, by Deskbell:<\/p><p>Called &lt;Dana&gt;<\/p><p><small>Deskbell [0-9a-f]{12}<\/small><\/p>$/,
    );
    expect(row?.created_by_user_id).toBe(bot);
    expect(desk.freescout.world.conversations.get(id)).toMatchObject({ status: 2, user_id: 1 });
    const passages = (await desk.integration.conversations?.read(String(id)))?.passages ?? [];
    expect(passages.at(-1)).toMatchObject({ voice: 'note', text: 'Ben Cole, by Deskbell:\n\nCalled <Dana>' });
  });

  test('a note with a status, and a status, are one line of the history each', async () => {
    expect(await write(note({ status: 'closed' }))).toMatchObject({
      readBack: { seen: { facts: { status: 'closed' } } },
    });
    const opening: Write = { verb: 'status', row: String(id), status: 'active', by: BEN };
    for (const number of [1, 2]) expect(await write(opening, number)).toMatchObject({ is: 'done' });
    expect(threads(4).map((row) => row.status)).toEqual([3, 1]);
  });

  test('a reply is refused in words, and nothing is sent', async () => {
    const outcome = await write({ verb: 'reply', row: String(id), text: 'Hello', by: BEN });
    expect(outcome).toMatchObject({ is: 'refused', sentence: expect.stringContaining('reply in FreeScout') });
    expect(threads(2)).toEqual([]);
  });

  test.each<[string, FaultAction, string]>([
    ['dropped before', { do: 'drop-before' }, 'unsure'],
    ['dropped after', { do: 'drop-after' }, 'unsure'],
    ['429', { do: 'answer', status: 429 }, 'later'],
    ['500', { do: 'answer', status: 500 }, 'unsure'],
    ['a page', { ...LINE, status: 200, body: '<h1>Maintenance</h1>' }, 'unsure'],
  ])('each is done once: %s', async (_what, action, retry) => {
    for (const wish of [note(), claim(), closing()]) {
      failOnce(action);
      await expect(write(wish)).rejects.toMatchObject({ system: 'freescout', retry });
      expect(await write(wish, 2)).toMatchObject({ is: 'done' });
    }
    expect([threads(3).length, threads(4).map((row) => row.action_type)]).toEqual([1, [2, 1]]);
  });

  test('many writes at once are one login, and one more when it has run out', async () => {
    const rows = await Promise.all(Array.from({ length: 12 }, () => desk.mail()));
    const before = logins();
    desk.wait(121 * 60);
    await Promise.all(rows.slice(0, 6).map((row) => write(claim(row))));
    expect(logins() - before).toBe(1);
    await Promise.all(rows.slice(6).map((row) => write(claim(row))));
    expect(logins() - before).toBe(1);
    expect(rows.map((row) => desk.freescout.world.conversations.get(row)?.user_id)).toEqual(rows.map(() => 2));
  });

  test('what FreeScout refuses is told in its words', async () => {
    await desk.freescout.takeAccess(BOT, 'Support');
    const outcomes = [await write(claim()), await write(closing()), await write(note())];
    await desk.freescout.giveAccess(BOT, 'Support');
    expect(outcomes.map((outcome) => (outcome.is === 'refused' ? outcome.sentence : outcome.is))).toEqual([
      `FreeScout did not assign ticket #${id}: Not enough permissions`,
      `FreeScout did not change the status of ticket #${id}: Not enough permissions`,
      `FreeScout did not take the note on ticket #${id}: Not enough permissions`,
    ]);
  });

  test('while FreeScout is away nothing counts as refused', async () => {
    desk.freescout.unplug();
    await expect(write(claim())).rejects.toMatchObject({ system: 'freescout' });
    desk.freescout.plug();
    expect(await write(claim(), 2)).toMatchObject({ is: 'done' });
  });

  test('doctor says who reads and who writes, and where the login has no access', async () => {
    await desk.freescout.takeAccess(BOT, 'Projects');
    const lines = (await desk.integration.check()).filter(({ what }) => what === 'FreeScout writing');
    await desk.freescout.giveAccess(BOT, 'Projects');
    expect(lines).toEqual([
      {
        what: 'FreeScout writing',
        state: 'good',
        says: `tickets are read in the database and written as ${BOT}: claims, notes and statuses; replies need the API & Webhooks module`,
      },
      {
        what: 'FreeScout writing',
        state: 'warning',
        says: `${BOT} has no access to Projects: nothing can be written there`,
        mend: expect.stringContaining('Permissions'),
      },
    ]);
  });
});

describe('a login that does not work is told as what it is', () => {
  const wrong = { FREESCOUT_PASSWORD: 'a wrong secret' };

  test.each([
    ['a wrong password', { environment: wrong }, 'check FREESCOUT_EMAIL and FREESCOUT_PASSWORD'],
    ['a second factor', { twoFactor: true }, 'asks for a second factor'],
  ])('%s', async (_what, options, sentence) => {
    await using desk = await connected('session', options);
    const id = await desk.mail();
    const claim: Write = { verb: 'assign', row: String(id), to: '2', from: null, by: '2' };
    const failure: unknown = await desk.writeBack
      .write(claim, { key: 'k', number: 1 })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ retry: 'never', message: expect.stringContaining(sentence) });
    const line = (await desk.integration.check()).find(({ what }) => what === 'FreeScout writing');
    expect(line).toMatchObject({ state: 'bad', says: expect.stringContaining(sentence) });
    expect(JSON.stringify([String(failure), line])).not.toMatch(/a wrong secret|correct horse/);
  });

  test('a wrong password is not tried again and again, and is forgiven a minute later', async () => {
    await using desk = await connected('session');
    const id = await desk.mail();
    const claim: Write = { verb: 'assign', row: String(id), to: '2', from: null, by: '2' };
    const { users } = desk.freescout.world;
    const user = users.first((row) => row.email === BOT);
    if (!user) throw new Error('the bot has a login');
    users.save({ ...user, password: 'changed' });
    for (let number = 1; number < 10; number += 1)
      await expect(desk.writeBack.write(claim, { key: 'k', number })).rejects.toMatchObject({ retry: 'never' });
    expect(desk.freescout.requests.filter(({ method, path }) => method === 'POST' && path === '/login')).toHaveLength(
      1,
    );
    users.save({ ...user });
    desk.wait(61);
    expect(await desk.writeBack.write(claim, { key: 'k', number: 10 })).toMatchObject({ is: 'done' });
  });

  test('too many logins ask for a pause', async () => {
    await using desk = await connected('session', { environment: wrong });
    for (let time = 0; time < 6; time += 1) await desk.integration.check();
    const line = (await desk.integration.check()).find(({ what }) => what === 'FreeScout writing');
    expect(line?.says).toBe('FreeScout asks for a pause: too many logins were tried');
  });

  test('single sign-on, and a page of something else, are no login page', async () => {
    await using desk = await connected('session');
    const id = await desk.mail();
    const claim: Write = { verb: 'assign', row: String(id), to: '2', from: null, by: '2' };
    const away = { do: 'answer', status: 302, headers: { location: 'https://sso.example/' } } as const;
    desk.freescout.fail({ path: '^/login$', method: 'GET', times: 1, action: away });
    await expect(desk.writeBack.write(claim, { key: 'k', number: 1 })).rejects.toMatchObject({
      retry: 'never',
      message: expect.stringContaining('single sign-on'),
    });
  });
});

test('with the database alone nothing is offered, and doctor says what is missing', async () => {
  await using desk = await connected('database');
  expect(desk.integration.writeBack).toBe(undefined);
  const line = (await desk.integration.check()).find(({ what }) => what === 'FreeScout writing');
  expect(line).toMatchObject({ state: 'warning', mend: expect.stringContaining('FREESCOUT_EMAIL') });
});
