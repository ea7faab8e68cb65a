import { expect, test } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import type { Form } from '../../../src/desk/form.ts';
import { plain } from '../../../src/desk/text.ts';
import { settleTime, type TimeSettlement } from '../../../src/desk/time/log-time.ts';
import type { TimeEntry } from '../../../src/desk/time/entry.ts';
import { change } from '../../../src/store/change.ts';
import { writeCustomers } from '../../../src/store/customers.ts';
import { readOutbox } from '../../../src/store/outbox.ts';
import { readItem, readTimeline } from '../../../src/store/read.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, CLIENTS, HOUR, MINUTE, NOW, open, settings, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, handsOn, HOUSE, PEOPLE, said, STRANGER, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';
const CUSTOMERS = [
  { id: 'C-1', name: 'Acme' },
  { id: 'C-2', name: 'Globex' },
  { id: 'C-3', name: 'Globex North' },
];
const FILLED = {
  customer: 'C-1',
  hours: '1:30',
  text: 'Replaced the disk',
  activity: 'Execution',
  billing: 'billable',
};

async function ready(house = HOUSE): Promise<void> {
  stage.house(house);
  await writeCustomers(stage.store, { at: NOW, customers: CUSTOMERS });
  await takeSignal(stage.store, open());
}

function formOf(answer: Answer): Form {
  if (answer.is !== 'form' && answer.is !== 'mistakes') throw new Error(`no form but: ${said(answer)}`);
  return answer.form;
}

/** What each field begins with. */
function initials(answer: Answer): Record<string, unknown> {
  return Object.fromEntries(
    formOf(answer).fields.map((field) => {
      if (field.type === 'search') return [field.id, field.initial?.label];
      return [field.id, field.initial];
    }),
  );
}

async function entry(token: string): Promise<TimeEntry | undefined> {
  const item = await readItem(stage.store, `time/${token}`);
  return item?.kind === 'time' ? item : undefined;
}

async function timeOn(ref: string): Promise<string[]> {
  const item = await readItem(stage.store, ref);
  return item?.kind === 'alert' || item?.kind === 'ticket' ? item.time.map(({ key, state }) => `${key} ${state}`) : [];
}

/** The book has decided. */
async function settle(token: string, settlement: TimeSettlement): Promise<void> {
  await change<TimeEntry, TimeEntry | undefined>(stage.store, {
    read: () => entry(token),
    decide: (item, view) => (item ? settleTime(item, settlement, view) : { is: 'unchanged' }),
  });
}

test('a form cannot open without a book, without customers, or while they cannot be read, and says what to do', async () => {
  stage.house({ ...HOUSE, timeBook: undefined });
  const hands = handsOn(stage);
  expect(said(await hands.click(ANN_PRESSES, 'log-time', REF))).toContain('No time book is connected');
  stage.house({ ...HOUSE, timeBook: 'book' });
  const again = handsOn(stage);
  expect(said(await again.command(ANN_PRESSES, 'log-time'))).toContain('being read for the first time');
  await writeCustomers(stage.store, { at: NOW, customers: [] });
  expect(said(await again.command(ANN_PRESSES, 'log-time'))).toContain('The Book has no active customer');
  await writeCustomers(stage.store, { customers: [], failing: { since: NOW - HOUR, sentence: 'it is down.' } });
  expect(said(await again.command(ANN_PRESSES, 'log-time'))).toBe(
    'The customers of The Book cannot be read since 60 minutes: it is down. It is asked again every minute; the form opens once it answers.',
  );
  const failing = { since: NOW - HOUR, sentence: 'no right to read Customer', isDenied: true };
  await writeCustomers(stage.store, { customers: [], failing });
  expect(said(await again.command(ANN_PRESSES, 'log-time'))).toBe(
    'The customers of The Book cannot be read since 60 minutes: no right to read Customer. ' +
      'Whoever runs Deskbell gives its account there the right to read customers; /desk health says which.',
  );
});

test('two clicks in the common case: customer, hours since the claim and words are there', async () => {
  await ready();
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'claim', REF);
  stage.now += 50 * MINUTE;
  expect(initials(await hands.click(ANN_PRESSES, 'log-time', REF))).toEqual({
    customer: 'Acme',
    hours: '1',
    text: 'ACME-DC01: disk C is full',
    activity: 'Execution',
    billing: 'billable',
  });
  await takeSignal(stage.store, there());
  expect(initials(await hands.click(ANN_PRESSES, 'log-time', 'desk/12'))).toMatchObject({
    text: '#1042 Printer on the second floor',
    hours: '0.25',
  });
  expect(initials(await hands.command(ANN_PRESSES, 'log-time globex'))).toMatchObject({ customer: 'Globex', text: '' });
});

test('of what is held for days the hours of today are offered, not the nights', async () => {
  await ready();
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'claim', REF);
  stage.now += 30 * HOUR;
  expect(initials(await hands.click(ANN_PRESSES, 'log-time', REF))['hours']).toBe('7');
});

test('of what is held over night the hours of today are offered', async () => {
  await ready();
  const hands = handsOn(stage);
  stage.now += 12 * HOUR;
  await hands.click(ANN_PRESSES, 'claim', REF);
  stage.now += 3.5 * HOUR;
  expect(initials(await hands.click(ANN_PRESSES, 'log-time', REF))['hours']).toBe('3.5');
  stage.now += 8.5 * HOUR;
  expect(initials(await hands.click(ANN_PRESSES, 'log-time', REF))['hours']).toBe('1');
});

test('resolving what one had offers to log it', async () => {
  await ready({ ...HOUSE, abilities: { rmm: ['resolve'] } });
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'claim', REF);
  stage.now += 40 * MINUTE;
  const given = await hands.click(ANN_PRESSES, 'resolve', REF);
  expect([said(given), buttons(given)]).toEqual([
    'You resolve ACME-DC01: disk C is full; the card says when The RMM has it. It comes back if the check still fails. / 40 minutes of it are not logged yet.',
    [`log-time ${REF}`],
  ]);
});

test('resolving what another had, or what nobody had, offers nothing', async () => {
  await ready({ ...HOUSE, abilities: { rmm: ['resolve'] } });
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'claim', REF);
  stage.now += 40 * MINUTE;
  const given = await hands.click(BEN_PRESSES, 'resolve', REF);
  expect([said(given).includes('You resolve'), buttons(given)]).toEqual([true, []]);
});

test('a form that was opened on both chats is sent once, or twice by whoever means it', async () => {
  await ready();
  const hands = handsOn(stage);
  const [one, two] = await Promise.all([
    hands.click(ANN_PRESSES, 'log-time', REF),
    hands.click(ANN_PRESSES, 'log-time', REF),
  ]);
  const bens = formOf(await hands.click(BEN_PRESSES, 'log-time', REF)).token;
  const [first, second] = [formOf(one).token, formOf(two).token];
  await hands.submit(ANN_PRESSES, first, FILLED);
  const asked = await hands.submit(ANN_PRESSES, second, { ...FILLED, text: 'More of it' });
  expect(plain(formOf(asked).intro ?? [])).toContain('You have logged time on this since the form was opened');
  expect(initials(asked)).toMatchObject({ hours: '1:30', text: 'More of it' });
  expect(await timeOn(REF)).toEqual([`${first} waiting`]);
  expect(said(await hands.submit(BEN_PRESSES, bens, FILLED))).toContain('Kept');
  expect(said(await hands.submit(ANN_PRESSES, second, FILLED))).toContain('Kept');
  expect(await timeOn(REF)).toEqual([`${first} waiting`, `${bens} waiting`, `${second} waiting`]);
});

test('a form that is sent days later says that it no longer knows its card, and keeps what was typed', async () => {
  await ready();
  const hands = handsOn(stage);
  const asked = await hands.submit(ANN_PRESSES, 'long-ago', FILLED);
  expect(plain(formOf(asked).intro ?? [])).toContain('what it was about is no longer known');
  expect([initials(asked)['text'], await entry('long-ago')]).toEqual(['Replaced the disk', undefined]);
  expect(said(await hands.submit(ANN_PRESSES, 'long-ago', FILLED))).toContain('Kept');
  expect(await entry('long-ago')).toMatchObject({ state: 'waiting', wish: { text: 'Replaced the disk' } });
});

test("in a client's own channel only that client can be chosen, and is", async () => {
  await ready(WALLED_HOUSE);
  const hands = handsOn(stage);
  expect(initials(await hands.command(ANN_PRESSES, 'log-time', ACME_CHANNEL))).toMatchObject({ customer: 'Acme' });
  expect(initials(await hands.command(ANN_PRESSES, 'log-time Globex', ACME_CHANNEL))['customer']).toBeUndefined();
  const { interactions } = hands;
  const offered = await interactions.choices('customers', '', { presser: ANN_PRESSES, place: ACME_CHANNEL });
  expect(offered).toEqual([{ id: 'C-1', label: 'Acme' }]);
  const { token } = formOf(await hands.command(ANN_PRESSES, 'log-time', ACME_CHANNEL));
  const sent = await hands.submit(ANN_PRESSES, token, { ...FILLED, customer: 'C-2' }, ACME_CHANNEL);
  expect(said(sent)).toBe('mistakes {"customer":"Nothing is called \\"C-2\\"."}');
});

test('what is wrong goes back into the form, and what was typed stays', async () => {
  await ready();
  const hands = handsOn(stage);
  const { token } = formOf(await hands.click(ANN_PRESSES, 'log-time', REF));
  const wrong = await hands.submit(ANN_PRESSES, token, {
    customer: 'glob',
    hours: 'two',
    text: ' ',
    activity: '',
    billing: 'no',
  });
  expect(wrong).toMatchObject({
    is: 'mistakes',
    mistakes: {
      customer: '2 match: Globex, Globex North. Type more of the name.',
      hours: 'Hours are a number such as 0.5, 1.25 or 1:30, or a time such as 9:00-10:30 or yesterday 14:00-15:30.',
      text: 'Say in a few words what was done.',
    },
  });
  expect(initials(wrong)).toMatchObject({ hours: 'two', text: ' ', billing: 'no' });
  expect(await entry(token)).toBeUndefined();
});

test('sent twice it counts once, and the card shows it', async () => {
  await ready();
  const hands = handsOn(stage);
  const { token } = formOf(await hands.click(ANN_PRESSES, 'log-time', REF));
  const answers = await Promise.all([
    hands.submit(ANN_PRESSES, token, FILLED),
    hands.submit(ANN_PRESSES, token, FILLED),
  ]);
  expect(answers.map(said).toSorted()).toEqual([
    'Kept: 1.5 h for Acme. It is being saved in The Book as a draft. / Replaced the disk',
    'This form was sent already; it counts once. / Replaced the disk',
  ]);
  expect((await entry(token))?.wish).toEqual({
    key: token,
    person: { id: 'ann@msp.example', name: 'Ann Baker', email: 'ann@msp.example' },
    customer: { id: 'C-1', name: 'Acme' },
    hours: 1.5,
    endsAt: NOW,
    text: 'Replaced the disk',
    billable: true,
    activity: 'Execution',
  });
  expect((await readOutbox(stage.store)).map(({ job, key }) => [job, key])).toEqual([
    ['log-time', `log-time-${token}`],
  ]);
  expect(await timeOn(REF)).toEqual([`${token} waiting`]);
});

test('the after-hours rate of the tier goes with the entry, where it was ticked', async () => {
  const tiers = { gold: { afterHoursRate: 150 } };
  const clients = [{ ...CLIENTS[0], tier: 'gold', customer: 'C-1' }];
  await ready({ settings: settings({ people: PEOPLE, clients, tiers }) });
  const hands = handsOn(stage);
  const form = formOf(await hands.command(ANN_PRESSES, 'log-time'));
  expect(form.fields.map(({ id }) => id)).toEqual(['customer', 'hours', 'text', 'activity', 'billing']);
  await hands.submit(ANN_PRESSES, form.token, { ...FILLED, billing: 'after-hours' });
  expect((await entry(form.token))?.wish.rate).toBe(150);
});

test('what a stranger typed is kept a day, about the same item, under the same token', async () => {
  await ready();
  const hands = handsOn(stage);
  const { token } = formOf(await hands.click(ANN_PRESSES, 'log-time', REF));
  const kept = await hands.submit(STRANGER, token, FILLED);
  expect(said(kept)).toContain('What you typed is kept for a day: Replaced the disk');
  expect(buttons(kept)).toEqual([`again - ${token}`]);
  const again = await hands.click(ANN_PRESSES, 'again', '-', token);
  expect(initials(again)).toMatchObject({ customer: 'Acme', hours: '1:30', text: 'Replaced the disk' });
  expect(formOf(again).token).toBe(token);
  await hands.submit(ANN_PRESSES, token, FILLED);
  expect(said(await hands.submit(ANN_PRESSES, token, FILLED))).toContain('it counts once');
  expect(await timeOn(REF)).toEqual([`${token} waiting`]);
  expect(said(await hands.click(ANN_PRESSES, 'again', '-', 'long-ago'))).toContain('older than a day');
});

test('undo: not by another, and once, whether it waits still or is saved', async () => {
  await ready();
  const hands = handsOn(stage);
  const { token } = formOf(await hands.click(ANN_PRESSES, 'log-time', REF));
  await hands.submit(ANN_PRESSES, token, FILLED);
  const undo = async (who = ANN_PRESSES) => said(await hands.click(who, 'undo-time', `time/${token}`));
  await settle(token, { state: 'saved', saved: { name: 'TS-1', from: '09:00', to: '10:30' } });
  expect(await undo(BEN_PRESSES)).toBe('This is the time of Ann Baker.');
  const lines = (await readTimeline(stage.store, REF)).length;
  expect(await undo()).toBe('It is being taken back.');
  expect((await readOutbox(stage.store)).map(({ key }) => key)).toContain(`undo-time-${token}`);
  await settle(token, { state: 'undone' });
  expect(await undo()).toBe('It had been taken back already.');
  expect((await readTimeline(stage.store, REF)).length - lines).toBeLessThanOrEqual(1);
});

test('one that waits is taken back before it is sent', async () => {
  await ready();
  const hands = handsOn(stage);
  const { token } = formOf(await hands.click(ANN_PRESSES, 'log-time', REF));
  await hands.submit(ANN_PRESSES, token, FILLED);
  expect(said(await hands.click(ANN_PRESSES, 'undo-time', `time/${token}`))).toBe('It is being taken back.');
  expect((await entry(token))?.withdrawn).toBe(true);
  expect((await readOutbox(stage.store)).map(({ key }) => key)).toContain(`undo-time-${token}`);
});

test('a refused entry is corrected once, however often it is opened, and the card shows the new one alone', async () => {
  await ready();
  const hands = handsOn(stage);
  const { token } = formOf(await hands.click(ANN_PRESSES, 'log-time', REF));
  await hands.submit(ANN_PRESSES, token, FILLED);
  await settle(token, { state: 'refused', sentence: 'It overlaps TS-9.' });
  const correct = (who = ANN_PRESSES) => hands.click(who, 'correct-time', `time/${token}`);
  expect(said(await correct(BEN_PRESSES))).toBe('This is the time of Ann Baker.');
  const [first, second] = [await correct(), await correct()];
  expect(initials(first)).toMatchObject({
    customer: 'Acme',
    hours: '1.5',
    text: 'Replaced the disk',
    billing: 'billable',
  });
  await hands.submit(ANN_PRESSES, formOf(first).token, { ...FILLED, hours: '1' });
  expect(said(await hands.submit(ANN_PRESSES, formOf(second).token, FILLED))).toContain('it counts once');
  expect(await timeOn(REF)).toEqual([`${token} undone`, `${token}.2 waiting`]);
  expect((await entry(token))?.state).toBe('undone');
  expect(said(await correct())).toBe('This entry needs no correction any more.');
  await settle(`${token}.2`, { state: 'refused', sentence: 'Still.' });
  const dropped = formOf(await hands.command(ANN_PRESSES, 'log-time')).token;
  await hands.submit(ANN_PRESSES, dropped, FILLED);
  await settle(dropped, { state: 'refused', sentence: 'No.' });
  expect(said(await hands.click(ANN_PRESSES, 'undo-time', `time/${dropped}`))).toBe('Dropped: nothing is logged.');
  expect((await entry(dropped))?.state).toBe('undone');
  expect(formOf(await hands.click(ANN_PRESSES, 'correct-time', `time/${token}.2`)).token).toBe(`${token}.3`);
});
