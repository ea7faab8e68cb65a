import { expect, test, vi } from 'vitest';
import { createInteractions } from '../../src/bot/interactions.ts';
import type { Answer, Ask, Interactions, Presser } from '../../src/bot/contract.ts';
import { plainCard } from '../../src/desk/card.ts';
import { writeCustomers } from '../../src/store/customers.ts';
import { commit } from '../../src/store/commit.ts';
import { readPeople } from '../../src/store/people.ts';
import type { Store } from '../../src/store/store.ts';
import { ACME_CHANNEL, alertFacts, ANN, CHANNEL, GLOBEX_CHANNEL, settings, WALLED } from '../desk/build.ts';
import { createChat, pump, raise, SILENT, startStage } from './stage.ts';
import { NO_PORTS } from '../bot/ports.ts';

const STRANGER: Presser = { platform: 'chat', account: 'X1', name: 'Dora Lane', admin: false, guest: false };
const ANN_HERE: Presser = { ...STRANGER, account: 'A1', name: ANN.name, email: 'ann@msp.example', admin: true };
const PEOPLE = [{ name: 'Ann Baker', email: 'ann@msp.example', role: 'owner', chat: 'A1' }];

function interactionsOf(store: Store): Interactions {
  return createInteractions({ store, log: SILENT, ports: NO_PORTS });
}

async function press(store: Store, presser: Presser, place: string, ask: Ask): Promise<Answer> {
  return interactionsOf(store).answer({ id: 'p', presser, place, ask });
}

test('whoever may not log time is offered no customer', async () => {
  await using stage = await startStage({ settings: settings({ people: PEOPLE }) });
  const { store } = stage;
  await writeCustomers(store, { at: 1, customers: [{ id: 'acme', name: 'Acme' }] });
  const desk = interactionsOf(store);
  expect(await desk.choices('customers', '', { presser: STRANGER, place: CHANNEL })).toEqual([]);
  expect(await desk.choices('customers', '', { presser: ANN_HERE, place: CHANNEL })).toEqual([
    { id: 'acme', label: 'Acme' },
  ]);
});

test('in a channel that the desk does not serve, a stranger is shown nothing', async () => {
  await using stage = await startStage({ settings: settings({ people: PEOPLE }) });
  const { store } = stage;
  await raise(store, 1);
  const ask: Ask = { is: 'command', name: 'alerts' };
  const seen = (answer: Answer): boolean => JSON.stringify(answer).includes('Alert 1');
  expect(seen(await press(store, STRANGER, CHANNEL, ask))).toBe(true);
  expect(seen(await press(store, ANN_HERE, 'chat:elsewhere', ask))).toBe(true);
  expect(seen(await press(store, STRANGER, 'chat:elsewhere', ask))).toBe(false);
});

test('what an owner confirms is the address that was on the screen, not one asked for since', async () => {
  await using stage = await startStage({ settings: settings({ people: PEOPLE }) });
  const { store } = stage;
  const link = (argument?: string): Ask => ({
    is: 'command',
    name: 'desk',
    subcommand: 'link',
    ...(argument === undefined ? {} : { argument }),
  });
  const configured = settings({ people: [...PEOPLE, { name: 'Ben Cole', email: 'ben@msp.example' }] });
  const both: Store = { ...store, house: { ...store.house, settings: configured } };
  await press(both, STRANGER, CHANNEL, link('ben@msp.example'));
  const shown = await press(both, ANN_HERE, CHANNEL, link());
  const action = shown.is === 'card' ? shown.card.rows[0]?.action : undefined;
  stage.shift += 1;
  await press(both, STRANGER, CHANNEL, link('ann@msp.example'));
  await press(both, ANN_HERE, CHANNEL, {
    is: 'click',
    verb: action?.verb ?? '',
    ref: '-',
    revision: 0,
    ...(action?.with === undefined ? {} : { with: action.with }),
  });
  expect(await store.database.redis.hgetall('{deskbell}:links')).toEqual({});
});

test('a wish to be linked makes nobody a colleague before it is confirmed', async () => {
  await using stage = await startStage({ settings: settings() });
  const guest = { ...STRANGER, guest: true };
  await press(stage.store, guest, CHANNEL, {
    is: 'command',
    name: 'desk',
    subcommand: 'link',
    argument: 'boss@msp.example',
  });
  expect(await readPeople(stage.store)).toEqual([]);
});

test('lines that go together: what moved behind another wall meanwhile is left out', async () => {
  await using stage = await startStage({ settings: WALLED, defaults: [ACME_CHANNEL] });
  const { store } = stage;
  const { redis } = store.database;
  const acme = await raise(store, 1);
  const moved = await raise(store, 2);
  for (const ref of [acme, moved]) {
    const row = JSON.stringify({ state: 'folded', generation: 1, group: 'group/g' });
    await redis.hset(`{deskbell}:rows:${ACME_CHANNEL}`, ref, row);
    await redis.zrem(`{deskbell}:behind:${ACME_CHANNEL}`, ref);
    await commit(store, [], {
      notices: [
        {
          key: `${ref}/n`,
          destination: ACME_CHANNEL,
          ref,
          loud: true,
          rank: 1,
          at: store.now(),
          card: plainCard({ title: `about ${ref}` }),
        },
      ],
    });
  }
  const group = JSON.stringify({ state: 'posted', generation: 1, reference: 'thread' });
  await redis.hset(`{deskbell}:rows:${ACME_CHANNEL}`, 'group/g', group);
  await raise(store, 2, { seen: { state: 'open', facts: alertFacts({ title: 'Alert 2', client: 'Globex' }) } });
  const chat = createChat();
  await using _pump = pump(store, chat.platform);
  await vi.waitFor(async () => expect(await redis.zcard(`{deskbell}:noticed:${ACME_CHANNEL}`)).toBe(0), {
    timeout: 8_000,
  });
  const words = JSON.stringify(chat.posts.filter((post) => post.destination === ACME_CHANNEL));
  expect(words).toContain(`about ${acme}`);
  expect(words).not.toContain(`about ${moved}`);
});

test('a note that a stranger could not save opens again as a note, and only where its item may be shown', async () => {
  await using stage = await startStage({ settings: WALLED, defaults: [ACME_CHANNEL] });
  const { store } = stage;
  const ref = await raise(store, 1);
  const note: Ask = { is: 'click', verb: 'note', ref, revision: 1 };
  const opened = await press(store, ANN_HERE, ACME_CHANNEL, note);
  const { token = '', id: form = '' } = opened.is === 'form' ? opened.form : {};
  const filled = { note: 'Ordered a disk' };
  const refused = await press(store, STRANGER, ACME_CHANNEL, { is: 'submit', form, token, filled });
  const { verb = '', with: word = '' } = refused.is === 'card' ? (refused.card.actions[0] ?? {}) : {};
  const again: Ask = { is: 'click', verb, ref: '-', revision: 0, with: word };
  const reopened = await press(store, ANN_HERE, ACME_CHANNEL, again);
  expect(reopened.is === 'form' && [reopened.form.id, reopened.form.fields[0]]).toEqual([
    'note',
    expect.objectContaining({ initial: 'Ordered a disk' }),
  ]);
  expect((await press(store, ANN_HERE, GLOBEX_CHANNEL, note)).is).toBe('said');
});
