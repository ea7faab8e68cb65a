import { expect, test, vi } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import type { Ports } from '../../../src/bot/ports.ts';
import { readEntries } from '../../../src/store/time.ts';
import { writeCustomers } from '../../../src/store/customers.ts';
import { writeBookFacts } from '../../../src/store/time-book.ts';
import { CLIENTS, HOUR, MINUTE, NOW, settings } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, buttons, handsOn, type Hands, HOUSE, PEOPLE, said } from '../desk.ts';
import { formIn } from '../forms.ts';

const stage = useStage();
const FILLED = { customer: 'C-1', text: 'Replaced the disk', activity: 'Execution', billing: 'billable' };

/** Monday 10:00 in Berlin. In the book Ann has 08:00 to 09:00, as TS-7. */
const TAKEN = [{ from: NOW - 2 * HOUR, to: NOW - HOUR, name: 'TS-7' }];

async function ready(ports: Partial<Ports>, house = HOUSE): Promise<Hands> {
  const { settings: written = settings({ people: PEOPLE }) } = house;
  stage.house({ ...house, settings: { ...written, zone: 'Europe/Berlin' }, timeBook: 'book' });
  await writeCustomers(stage.store, { at: NOW, customers: [{ id: 'C-1', name: 'Acme' }] });
  await writeBookFacts(stage.store, { zone: 'Europe/Berlin', activities: ['Execution', 'Research'] });
  return handsOn(stage, ports);
}

async function open(hands: Hands): Promise<string> {
  return formIn(await hands.command(ANN_PRESSES, 'log-time')).token;
}

async function send(hands: Hands, hours: string): Promise<{ answer: Answer; token: string }> {
  const token = await open(hands);
  return { answer: await hands.submit(ANN_PRESSES, token, { ...FILLED, hours }), token };
}

/** What a field of the form begins with. */
function initial(answer: Answer, id: string): unknown {
  const field = answer.is === 'form' || answer.is === 'mistakes' ? answer.form.fields.find((one) => one.id === id) : {};
  return field && 'initial' in field ? field.initial : undefined;
}

async function entries() {
  return (await readEntries(stage.store, 0, NOW + HOUR)).map(({ wish, state }) => ({
    hours: wish.hours,
    startsAt: wish.startsAt,
    endsAt: wish.endsAt,
    state,
  }));
}

test('a time that is taken comes back with the nearest free one; nothing was kept, and it is sent at the second press', async () => {
  const takenTime = vi.fn<Ports['takenTime']>(async () => TAKEN);
  const hands = await ready({ takenTime });
  const { answer, token } = await send(hands, '8:30-9:30');
  expect(answer).toMatchObject({
    is: 'form',
    form: {
      token,
      intro: [
        '⚠️ ',
        { bold: '08:30–09:30 is taken: TS-7 has 08:00–09:00. The nearest free time is 09:00–10:00; it is filled in.' },
      ],
    },
  });
  expect(initial(answer, 'hours')).toBe('09:00-10:00');
  expect(await entries()).toEqual([]);
  // Where the form stands behind a button, it opens with the free time.
  const again = await hands.click(ANN_PRESSES, 'again', '-', token);
  expect([initial(again, 'hours'), initial(again, 'text')]).toEqual(['09:00-10:00', 'Replaced the disk']);
  const sent = await hands.submit(ANN_PRESSES, token, { ...FILLED, hours: '09:00-10:00' });
  expect(said(sent)).toBe(
    'Kept: 1 h for Acme, 09:00–10:00. It is being saved in The Book as a draft. / Replaced the disk',
  );
  expect(await entries()).toEqual([{ hours: 1, startsAt: NOW - HOUR, endsAt: NOW, state: 'waiting' }]);
  expect(takenTime).toHaveBeenCalledTimes(1);
});

test('without a time the answer says where it goes, and what waits here already is not written over', async () => {
  const hands = await ready({ takenTime: async () => TAKEN });
  expect(said((await send(hands, '0.75')).answer)).toContain('0.75 h for Acme, 09:15–10:00.');
  stage.now += 1;
  expect(said((await send(hands, '0.5')).answer)).toContain('0.5 h for Acme, 07:30–08:00.');
  const { answer } = await send(hands, '9:30-9:45');
  expect(answer).toMatchObject({
    form: { intro: ['⚠️ ', { bold: expect.stringContaining('an entry of yours that still waits has 09:15–10:00') }] },
  });
});

test('the same form sent twice does not clash with itself', async () => {
  const hands = await ready({ takenTime: async () => [] });
  const { token } = await send(hands, '9:00-10:00');
  const twice = await hands.submit(ANN_PRESSES, token, { ...FILLED, hours: '9:00-10:00' });
  expect(said(twice)).toContain('it counts once');
  expect(await entries()).toHaveLength(1);
});

test('a day that is full says so in the form', async () => {
  const hands = await ready({ takenTime: async () => [{ from: NOW - 40 * HOUR, to: NOW + 40 * HOUR, name: 'TS-8' }] });
  expect(said((await send(hands, '1')).answer)).toContain('So long a time is not free there');
  expect(said((await send(hands, '8:00-9:00')).answer)).toContain('08:00–09:00 is taken: TS-8 has');
  expect(await entries()).toEqual([]);
});

test.each<[string, Ports['takenTime']]>([
  ['does not answer', () => new Promise(() => undefined)],
  ['fails', () => Promise.reject(new Error('down'))],
  ['knows no such person', () => Promise.resolve(undefined)],
])('a book that %s holds nobody up: it decides when it is written', async (_, takenTime) => {
  const hands = await ready({ takenTime });
  const { answer } = await send(hands, '8:30-9:30');
  expect(said(answer)).toBe('Kept: 1 h for Acme. It is being saved in The Book as a draft. / Replaced the disk');
  expect(await entries()).toEqual([
    { hours: 1, startsAt: NOW - 90 * MINUTE, endsAt: NOW - 30 * MINUTE, state: 'waiting' },
  ]);
});

test('while the book is away the answer says that it waits, and an old list that it is old', async () => {
  const hands = await ready({});
  const failing = { since: NOW - 2 * HOUR, sentence: 'it is down.' };
  await writeCustomers(stage.store, { at: NOW - 3 * HOUR, customers: [{ id: 'C-1', name: 'Acme' }], failing });
  expect(await hands.command(ANN_PRESSES, 'log-time')).toMatchObject({
    form: {
      intro: ['The Book does not answer. Its customers are of 3 hours ago; what you log waits here until it is back.'],
    },
  });
  expect(said((await send(hands, '1')).answer)).toContain(
    'Kept: 1 h for Acme. The Book does not answer now: it waits here, and is saved once when it is back.',
  );
});

test('activity, billing and project follow the contract, also where the customer is chosen last', async () => {
  const gold = { activity: 'Research', billable: false, project: 'P-1' };
  const written = {
    people: PEOPLE,
    clients: [{ ...CLIENTS[0], customer: 'C-1', tier: 'gold' }],
    tiers: { gold: { time: gold } },
  };
  const hands = await ready({}, { settings: settings(written) });
  const form = formIn(await hands.command(ANN_PRESSES, 'log-time'));
  expect(form.fields.slice(3)).toEqual([
    {
      id: 'activity',
      label: 'Activity',
      type: 'choice',
      choices: [
        { id: 'contract', label: "As the customer's contract says" },
        { id: 'Execution', label: 'Execution' },
        { id: 'Research', label: 'Research' },
      ],
      initial: 'contract',
    },
    {
      id: 'billing',
      label: 'Billing',
      type: 'choice',
      choices: [
        { id: 'contract', label: "As the customer's contract says" },
        { id: 'billable', label: 'Billable' },
        { id: 'no', label: 'Not billable' },
      ],
      initial: 'contract',
    },
  ]);
  const known = await hands.command(ANN_PRESSES, 'log-time acme');
  expect([initial(known, 'activity'), initial(known, 'billing')]).toEqual(['Research', 'no']);
  const filled = { customer: 'C-1', hours: '1', text: 'Call', activity: 'contract', billing: 'contract' };
  await hands.submit(ANN_PRESSES, form.token, filled);
  const [entry] = await readEntries(stage.store, 0, NOW + HOUR);
  expect(entry?.wish).toMatchObject({ activity: 'Research', billable: false, project: 'P-1' });
});

test('what the book does not offer is refused in the form, and a rate that the tier does not have', async () => {
  const hands = await ready({});
  const token = await open(hands);
  const wrong = await hands.submit(ANN_PRESSES, token, {
    ...FILLED,
    hours: '1',
    activity: 'Plumbing',
    billing: 'after-hours',
  });
  expect(wrong).toMatchObject({
    mistakes: {
      activity: 'Nothing is called "Plumbing".',
      billing: 'Acme has no rate for after hours: choose another.',
    },
  });
  expect(buttons(wrong)).toEqual([]);
});

test('many activities are searched for; of a book that has not told them the name is typed', async () => {
  const hands = await ready({});
  const many = Array.from({ length: 40 }, (_, index) => `Activity ${index}`);
  await writeBookFacts(stage.store, { zone: 'Europe/Berlin', activities: [...many, 'Execution'] });
  const searched = formIn(await hands.command(ANN_PRESSES, 'log-time')).fields[3];
  expect(searched).toMatchObject({ type: 'search', among: 'activities', initial: { id: 'Execution' } });
  const where = { presser: ANN_PRESSES, place: 'chat:main' };
  expect(await hands.interactions.choices('activities', 'activity 39', where)).toEqual([
    { id: 'Activity 39', label: 'Activity 39' },
  ]);
  await writeBookFacts(stage.store, { zone: 'Europe/Berlin', activities: [] });
  const typed = formIn(await hands.command(ANN_PRESSES, 'log-time')).fields[3];
  expect(typed).toMatchObject({ type: 'text', initial: 'Execution' });
});

test('one of 5,000 customers is found while it is typed, and when the form is sent', async () => {
  const hands = await ready({});
  const customers = Array.from({ length: 5_000 }, (_, index) => ({ id: `C-${index}`, name: `Customer ${index}` }));
  await writeCustomers(stage.store, { at: NOW, customers });
  const where = { presser: ANN_PRESSES, place: 'chat:main' };
  expect(await hands.interactions.choices('customers', '', where)).toHaveLength(25);
  expect(await hands.interactions.choices('customers', 'CUSTOMER 4999', where)).toEqual([
    { id: 'C-4999', label: 'Customer 4999' },
  ]);
  const token = await open(hands);
  await hands.submit(ANN_PRESSES, token, { ...FILLED, customer: 'customer 4321', hours: '1' });
  const [entry] = await readEntries(stage.store, 0, NOW + HOUR);
  expect(entry?.wish.customer).toEqual({ id: 'C-4321', name: 'Customer 4321' });
});

test('a customer who was renamed while the form was open is still the one', async () => {
  const hands = await ready({});
  const token = formIn(await hands.command(ANN_PRESSES, 'log-time acme')).token;
  await writeCustomers(stage.store, { at: NOW, customers: [{ id: 'C-1', name: 'Acme Holding' }] });
  await hands.submit(ANN_PRESSES, token, { ...FILLED, customer: 'Acme', hours: '1' });
  const [entry] = await readEntries(stage.store, 0, NOW + HOUR);
  expect(entry?.wish.customer).toEqual({ id: 'C-1', name: 'Acme Holding' });
});

test('where the book has another clock than whoever types, the form and the answer name it', async () => {
  const hands = await ready({ takenTime: async () => [] });
  await writeBookFacts(stage.store, { zone: 'America/New_York', activities: ['Execution'] });
  const form = formIn(await hands.command(ANN_PRESSES, 'log-time'));
  expect(form.fields[1]?.hint).toBe(
    '0.75, 45m, 1:30, 9:00-10:30, yesterday 2, fri 22:00-01:30 (clock of America/New_York)',
  );
  const { answer } = await send(hands, '3:00-4:00');
  expect(said(answer)).toContain('1 h for Acme, 03:00–04:00 (America/New_York).');
  const local = { ...ANN_PRESSES, zone: 'America/New_York' };
  expect(formIn(await hands.command(local, 'log-time')).fields[1]?.hint).not.toContain('clock of');
});
