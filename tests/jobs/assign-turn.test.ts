import { expect, test } from 'vitest';
import { SystemError } from '../../src/desk/errors.ts';
import type { Settings } from '../../src/desk/settings.ts';
import type { Write } from '../../src/desk/effect.ts';
import { assignTurn } from '../../src/jobs/assign-turn.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { readOutbox } from '../../src/store/outbox.ts';
import { readItem, readTimeline } from '../../src/store/read.ts';
import { readTicket, takeSignal } from '../../src/store/signals.ts';
import type { Store } from '../../src/store/store.ts';
import { turnsRef } from '../../src/desk/ticket/turns.ts';
import { NOW, settings, there } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const PEOPLE = ['Ann', 'Ben', 'Cara'].map((name, index) => ({
  name,
  email: `${name.toLowerCase()}@msp.example`,
  desk: String(index + 7),
}));

function house(assign: object = {}, people: readonly object[] = PEOPLE): Settings {
  return settings({ people, tickets: { assign } });
}

/** A process that works on the store. */
function worker(store: Store, writeBack: Partial<{ mayOwn: unknown; account: unknown }> = {}): JobParts {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const desk = {
    id: 'desk',
    title: 'The Desk',
    writeBack: { can: ['assign' as const], write: () => Promise.reject(new Error('not here')), ...writeBack },
    check: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  } as JobParts['integrations'][number];
  return {
    store,
    integrations: [desk],
    log,
    sweepHints: () => Promise.resolve(),
    findAccounts: () => Promise.resolve(),
  };
}

/** New tickets, none of which anybody has. */
async function arrive(count: number, from = 1): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, index) => String(from + index));
  for (const row of rows) await takeSignal(stage.store, there({ number: row }, { row }));
  return rows.map((row) => `desk/${row}`);
}

async function assigned(): Promise<Extract<Write, { verb: 'assign' }>[]> {
  return (await readOutbox(stage.store)).flatMap((effect) =>
    effect.job === 'write-back' && effect.write.verb === 'assign' ? [effect.write] : [],
  );
}

async function waiting(): Promise<string[]> {
  return (await readOutbox(stage.store)).filter(({ job }) => job === 'assign-turn').map(({ key }) => key);
}

test('a ticket is given away once, however often that is done, and who had it is kept with it', async () => {
  stage.house({ settings: house() });
  const [ref = ''] = await arrive(1);
  const [key = ''] = await waiting();
  await assignTurn(worker(stage.store), key, () => 0);
  await assignTurn(worker(stage.store), key, () => 0.9);
  expect(await assigned()).toEqual([{ verb: 'assign', row: '1', to: '7', from: null, by: '7' }]);
  expect((await readTicket(stage.store, ref))?.intent?.assignee?.name).toBe('Ann');
  expect(await readItem(stage.store, turnsRef('desk'))).toMatchObject({ last: 'ann@msp.example' });
  expect(await waiting()).toEqual([]);
});

test('two replicas at once, and one that was started anew: never twice in a row the same, and all in turn', async () => {
  stage.house({ settings: house() });
  const other = stage.another({ settings: house() });
  await arrive(12);
  const keys = await waiting();
  await Promise.all(keys.map((key, index) => assignTurn(worker(index % 2 === 0 ? stage.store : other), key)));
  await arrive(3, 13);
  for (const key of await waiting()) await assignTurn(worker(stage.another({ settings: house() })), key);
  const log: string[] = [];
  for (let row = 1; row <= 15; row += 1) {
    const ticket = await readTicket(stage.store, `desk/${row}`);
    log.push(ticket?.intent?.assignee?.name ?? 'nobody');
  }
  const counts = PEOPLE.map(({ name }) => log.filter((one) => one === name).length);
  expect(counts).toEqual([5, 5, 5]);
});

test('the order of turns is that of the commits: the one before is excluded over both replicas', async () => {
  stage.house({ settings: house() });
  const other = stage.another({ settings: house() });
  await arrive(20);
  const seen: string[] = [];
  for (const [index, key] of (await waiting()).entries()) {
    await assignTurn(worker(index % 2 === 0 ? stage.store : other), key);
    const turns = await readItem(stage.store, turnsRef('desk'));
    seen.push(turns?.kind === 'turns' ? (turns.last ?? '') : '');
  }
  expect(seen.filter((one, index) => one === seen[index - 1])).toEqual([]);
  expect(seen).toHaveLength(20);
});

test('the limit counts what is being written as well; where it is reached nobody gets one, and that is said once', async () => {
  stage.house({ settings: house({ most: 1 }) });
  await arrive(4);
  const keys = await waiting();
  await Promise.all(keys.map((key) => assignTurn(worker(stage.store), key)));
  expect(new Set((await assigned()).map(({ to }) => to))).toEqual(new Set(['7', '8', '9']));
  expect(await assigned()).toHaveLength(3);
  const lines = await Promise.all([1, 2, 3, 4].map((row) => readTimeline(stage.store, `desk/${row}`)));
  const nobody = lines.flat().filter(({ text }) => text.startsWith('Assigned to nobody'));
  expect(nobody.map(({ text }) => text)).toEqual([
    'Assigned to nobody by turn: Ann has 1 open ticket; Ben has 1 open ticket; Cara has 1 open ticket',
  ]);
  for (const key of keys) await assignTurn(worker(stage.store), key);
  expect(await readTimeline(stage.store, 'desk/4')).toHaveLength(lines[3]?.length ?? 0);
});

test('who has no access to the mailbox, and whom the system does not know, gets none', async () => {
  stage.house({ settings: house({}, [PEOPLE[0] ?? {}, { name: 'Dan', email: 'dan@msp.example' }, PEOPLE[2] ?? {}]) });
  await arrive(1);
  const mayOwn = (_row: string, account: string) =>
    Promise.resolve(account === '7' ? 'Ann has no access to the mailbox Support.' : undefined);
  const [key = ''] = await waiting();
  await assignTurn(worker(stage.store, { mayOwn, account: () => Promise.resolve(undefined) }), key, () => 0);
  expect((await assigned()).map(({ to }) => to)).toEqual(['9']);
});

test('an account is looked up by address where it is not known', async () => {
  stage.house({ settings: house({}, [{ name: 'Dan', email: 'dan@msp.example' }]) });
  await arrive(1);
  const [key = ''] = await waiting();
  await assignTurn(worker(stage.store, { account: () => Promise.resolve({ id: '31', name: 'Dan' }) }), key);
  expect((await assigned()).map(({ to, by }) => [to, by])).toEqual([['31', '31']]);
});

test('while the system is away it waits; a claim meanwhile wins', async () => {
  stage.house({ settings: house() });
  const [ref = ''] = await arrive(1);
  const [key = ''] = await waiting();
  const away = () => Promise.reject(new SystemError('desk', 'later', 'The Desk does not answer'));
  await expect(assignTurn(worker(stage.store, { mayOwn: away }), key)).rejects.toThrow('does not answer');
  expect(await waiting()).toEqual([key]);
  await takeSignal(stage.store, there({ assignee: { id: '9', name: 'Cara' } }, { row: '1', readAt: NOW + 1 }));
  await assignTurn(worker(stage.store), key);
  expect([await assigned(), await waiting()]).toEqual([[], []]);
  expect((await readTicket(stage.store, ref))?.facts.assignee?.name).toBe('Cara');
});

test('outside of working hours nobody gets it', async () => {
  const week = { tuesday: [{ from: '08:00', to: '12:00' }] };
  stage.house({
    settings: settings({
      people: PEOPLE,
      calendars: { office: { week } },
      tickets: { assign: { calendar: 'office' } },
    }),
  });
  const [ref = ''] = await arrive(1);
  const [key = ''] = await waiting();
  await assignTurn(worker(stage.store), key);
  expect((await readTimeline(stage.store, ref)).map(({ text }) => text)).toContain(
    'Assigned to nobody by turn: nobody is on duty now',
  );
});
