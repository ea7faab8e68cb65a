import { expect, test } from 'vitest';
import { newTimeEntry } from '../../src/desk/time/log-time.ts';
import { figuresOf, reviewOf, type ReviewRows } from '../../src/desk/review/review.ts';
import { type ReviewSpan, typedSpan } from '../../src/desk/review/span.ts';
import type { TicketFacts } from '../../src/desk/ticket/ticket.ts';
import type { TimeWish } from '../../src/desk/time/entry.ts';
import { commit } from '../../src/store/commit.ts';
import { readReview } from '../../src/store/review.ts';
import { readOverview } from '../../src/store/review-overview.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { ANN, CLIENTS, gone, HOUR, MINUTE, open, over, settings, there, view } from '../desk/build.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const BERLIN = 'Europe/Berlin';

function at(local: string): number {
  return Temporal.ZonedDateTime.from(`${local}[${BERLIN}]`).epochMilliseconds;
}

function spanOf(typed: string, zone = BERLIN): ReviewSpan {
  const span = typedSpan(typed, stage.now, zone);
  if (typeof span === 'string') throw new Error(span);
  return span;
}

const PROMISED = { P1: '1h', P2: '1h', P3: '1h', P4: '1h' };

function begin(more: Record<string, unknown> = {}): void {
  stage.house({
    settings: settings({
      clients: CLIENTS,
      zone: BERLIN,
      sla: { response: PROMISED, resolution: { default: '8h' } },
      ...more,
    }),
  });
}

async function ticket(row: string, local: string, facts: Partial<TicketFacts> = {}): Promise<void> {
  stage.now = Math.max(stage.now, at(local));
  const createdAt = facts.createdAt ?? at(local);
  await takeSignal(
    stage.store,
    there(
      { number: row, createdAt, lastCustomerAt: createdAt, updatedAt: at(local), ...facts },
      { row, readAt: at(local) + 1 },
    ),
  );
}

async function alert(row: string, client: string, local: string, until?: string): Promise<void> {
  const signal = { row, condition: `rmm/check/dc01/${row}` };
  stage.now = at(local);
  await takeSignal(stage.store, open({ client, startedAt: stage.now }, { ...signal, readAt: stage.now }));
  if (until === undefined) return;
  stage.now = at(until);
  await takeSignal(stage.store, over('recovered', stage.now, { ...signal, readAt: stage.now + 1 }));
}

async function logged(key: string, wish: Partial<TimeWish>, about?: string): Promise<void> {
  const whole: TimeWish = {
    key,
    person: { id: ANN.id, name: ANN.name },
    customer: { id: 'Acme', name: 'Acme' },
    hours: 1,
    endsAt: stage.now,
    text: 'The password: hunter2 was reset',
    billable: true,
    activity: 'Execution',
    ...wish,
  };
  await commit(stage.store, [newTimeEntry(whole, about, view({ now: stage.now }))], {});
}

function read(client: string, span: ReviewSpan): Promise<ReviewRows> {
  const { database, house } = stage.store;
  return readReview({ database, settings: house.settings, now: () => stage.now }, client, span);
}

async function figures(client: string, span: ReviewSpan): Promise<Record<string, number | undefined>> {
  const review = reviewOf(client, span, await read(client, span), stage.now);
  return Object.fromEntries(figuresOf(review).map(({ id, value }) => [id, value]));
}

test('what falls into the month, by the client’s own clock: closed, reopened, still open, and nothing of another client', async () => {
  begin();
  stage.now = at('2026-09-30T20:00');
  await ticket('1', '2026-09-30T23:30');
  await ticket('2', '2026-10-05T09:00');
  await ticket('2', '2026-10-05T09:30', { createdAt: at('2026-10-05T09:00'), firstReplyAt: at('2026-10-05T09:30') });
  await ticket('2', '2026-10-05T15:00', { createdAt: at('2026-10-05T09:00'), status: 'closed' });
  await ticket('2', '2026-10-07T15:00', { createdAt: at('2026-10-05T09:00') });
  await ticket('2', '2026-11-02T15:00', { createdAt: at('2026-10-05T09:00'), status: 'closed' });
  await ticket('3', '2026-10-31T23:59', { customer: { name: 'Gus', email: 'gus@globex.example' } });
  await ticket('4', '2026-10-31T23:59');
  await takeSignal(stage.store, gone('spam', stage.now));
  stage.now = at('2026-11-03T09:00');
  const october = await figures('Acme', spanOf('2026-10'));
  expect(october).toMatchObject({
    'tickets-new': 2,
    'tickets-closed': 1,
    'tickets-reopened': 1,
    'tickets-open': 3,
  });
  const rows = await read('Acme', spanOf('2026-10'));
  expect(rows.tickets.map(({ number }) => number)).toEqual(['1', '2', '4']);
  expect((await read('Globex', spanOf('2026-10'))).tickets.map(({ number }) => number)).toEqual(['3']);
  expect((await figures('Acme', spanOf('2026-11')))['tickets-closed']).toBe(1);
});

test('a promise that was missed counts in the month in which its time had passed, though it is kept in none', async () => {
  begin();
  stage.now = at('2026-10-31T20:00');
  await ticket('1', '2026-10-31T22:00');
  await ticket('2', '2026-10-31T23:30');
  stage.now = at('2026-11-20T09:00');
  const missed = async (typed: string): Promise<number | undefined> =>
    (await figures('Acme', spanOf(typed)))['response-missed'];
  expect([await missed('2026-10'), await missed('2026-11')]).toEqual([1, 1]);
  const row = (await read('Acme', spanOf('2026-10'))).tickets.find(({ response }) => response);
  expect(row).toMatchObject({ number: '1', response: { is: 'missed', at: at('2026-10-31T23:00'), isRunning: true } });
});

test('alerts of both names of a client, once for each time that they came; those open at the end', async () => {
  begin();
  await alert('1', 'ACME Ltd', '2026-09-20T10:00', '2026-10-02T10:00');
  await alert('2', 'Acme', '2026-10-10T10:00', '2026-10-10T10:20');
  await alert('3', 'Globex', '2026-10-11T10:00');
  await alert('4', 'Acme', '2026-10-31T23:30', '2026-11-01T00:30');
  await alert('5', 'Acme', '2026-11-01T00:10');
  const { alerts } = await read('Acme', spanOf('2026-10'));
  expect(alerts.map(({ ref, isNew, isOpenAtEnd }) => [ref, isNew, isOpenAtEnd])).toEqual([
    ['rmm/check/dc01/1/1', false, false],
    ['rmm/check/dc01/2/1', true, false],
    ['rmm/check/dc01/4/1', true, true],
  ]);
  expect((await figures('Acme', spanOf('2026-10')))['repaired-mean']).toBe((12 * 24 * HOUR + 20 * MINUTE) / 2);
});

test('hours are those of whoever is billed; a ticket of another client is not named there, and secrets are masked', async () => {
  begin({ clients: [{ ...CLIENTS[0], customer: 'C-7' }, CLIENTS[1]] });
  stage.now = at('2026-10-05T09:00');
  await ticket('31', '2026-10-05T09:00', { customer: { name: 'Gus', email: 'gus@globex.example' } });
  await ticket('32', '2026-10-05T09:00');
  await logged('a', { customer: { id: 'C-7', name: 'Acme Holding' } }, 'desk/31');
  await logged('b', { customer: { id: 'C-7', name: 'Acme Holding' }, hours: 0.5, rate: 120 }, 'desk/32');
  await logged('c', { customer: { id: 'X', name: 'Globex' }, billable: false }, 'desk/32');
  stage.now = at('2026-10-25T03:30');
  await logged('d', {
    customer: { id: 'C-7', name: '' },
    hours: 2,
    startsAt: at('2026-10-31T23:00'),
    endsAt: at('2026-11-01T01:00'),
  });
  const { entries } = await read('Acme', spanOf('2026-10'));
  expect(entries.map(({ ref, ticket: about, billing }) => [ref, about, billing])).toEqual([
    ['time/a', undefined, 'billable'],
    ['time/b', '32', 'after hours'],
  ]);
  expect(entries[0]?.text).toBe('The password: ••• was reset');
  expect((await read('Globex', spanOf('2026-10'))).entries.map(({ ref, ticket: about }) => [ref, about])).toEqual([
    ['time/c', undefined],
  ]);
  stage.now = at('2026-11-20T09:00');
  expect((await read('Acme', spanOf('2026-11'))).entries.map(({ ref }) => ref)).toEqual(['time/d']);
});

test('each client’s month begins by its own clock, also where all are looked at together', async () => {
  begin({ clients: [{ ...CLIENTS[0], zone: 'America/New_York' }, CLIENTS[1]] });
  await alert('1', 'Acme', '2026-11-01T03:00', '2026-11-01T03:10');
  await alert('2', 'Globex', '2026-11-01T03:00', '2026-11-01T03:10');
  stage.now = at('2026-11-20T09:00');
  const october = await readOverview(stage.store, spanOf('2026-10'), () => true);
  expect(october.map(({ client, span }) => [client, span.zone])).toEqual([['Acme', 'America/New_York']]);
  const november = await readOverview(stage.store, spanOf('2026-11'), (client) => client !== 'Acme');
  expect(november.map(({ client }) => client)).toEqual(['Globex']);
  expect((await read('Acme', spanOf('2026-10', 'America/New_York'))).alerts).toHaveLength(1);
});
