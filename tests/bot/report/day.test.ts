import { expect, test } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import { newTimeEntry, settleTime } from '../../../src/desk/time/log-time.ts';
import type { TimeEntry, TimeWish } from '../../../src/desk/time/entry.ts';
import { change } from '../../../src/store/change.ts';
import { commit } from '../../../src/store/commit.ts';
import { writeCustomers } from '../../../src/store/customers.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { readTime } from '../../../src/store/time.ts';
import { ACME_CHANNEL, ANN, BEN, GLOBEX_CHANNEL, HOUR, MINUTE, NOW, open, over, view } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import {
  ANN_PRESSES,
  BEN_PRESSES,
  buttons,
  handsOn,
  HOUSE,
  said,
  STRANGER,
  VERA_PRESSES,
  WALLED_HOUSE,
} from '../desk.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';

/** Ann has claimed an alert of Acme at nine in the morning of a Monday, and it is over at half past ten. */
async function worked(house = HOUSE) {
  stage.house(house);
  await writeCustomers(stage.store, { at: NOW, customers: [{ id: 'C-1', name: 'Acme' }] });
  await takeSignal(stage.store, open());
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'claim', REF);
  stage.now += 90 * MINUTE;
  await takeSignal(stage.store, over('recovered', stage.now));
  return hands;
}

async function log(key: string, more: Partial<TimeWish> = {}, about?: string): Promise<void> {
  const wish: TimeWish = {
    key,
    person: { id: ANN.id, name: ANN.name },
    customer: { id: 'C-1', name: 'Acme' },
    hours: 0.5,
    endsAt: stage.now,
    text: 'Replaced the disk',
    billable: true,
    activity: 'Execution',
    ...more,
  };
  await commit(stage.store, [newTimeEntry(wish, about, view({ now: stage.now }))], {});
}

async function refuse(key: string): Promise<void> {
  await change<TimeEntry, TimeEntry | undefined>(stage.store, {
    read: () => readTime(stage.store, `time/${key}`),
    decide: (entry, at) =>
      entry ? settleTime(entry, { state: 'refused', sentence: 'It overlaps TS-9.' }, at) : { is: 'unchanged' },
  });
}

/** What stands in the field of hours. */
function hoursIn(answer: Answer): unknown {
  if (answer.is !== 'form') throw new Error(`no form but: ${said(answer)}`);
  const field = answer.form.fields.find(({ id }) => id === 'hours');
  return field?.type === 'text' ? field.initial : undefined;
}

test('a day shows what is missing, with the way into the form as it is then, until it is logged', async () => {
  const hands = await worked();
  await log('half', {}, REF);
  const day = await hands.command(ANN_PRESSES, 'desk day');
  expect(said(day)).toContain('1 h of 2026-11-02 are not logged');
  expect(said(day)).toContain('Claimed 1.5 h, logged 0.5 h: 1 h missing');
  expect(buttons(day)).toEqual([`log-gap ${REF} 2026-11-02`, 'day - 2026-11-01']);
  expect(hoursIn(await hands.click(ANN_PRESSES, 'log-gap', REF, '2026-11-02'))).toBe('1');
  stage.now += 24 * HOUR;
  expect(hoursIn(await hands.click(ANN_PRESSES, 'log-gap', REF, '2026-11-02'))).toBe('2026-11-02 1');
  await log('rest', { hours: 1, endsAt: NOW + 3 * HOUR }, REF);
  expect(said(await hands.click(ANN_PRESSES, 'log-gap', REF, '2026-11-02'))).toContain('Nothing of this is missing');
  const after = said(await hands.command(ANN_PRESSES, 'desk day yesterday'));
  expect(after).toContain('The hours of 2026-11-02');
  expect(said(await hands.click(BEN_PRESSES, 'log-gap', REF, '2026-11-02'))).toContain('Nothing of this is missing');
});

test('the form of a gap saves an entry on that day', async () => {
  const hands = await worked();
  stage.now += 24 * HOUR;
  const opened = await hands.click(ANN_PRESSES, 'log-gap', REF, '2026-11-02');
  if (opened.is !== 'form') throw new Error(said(opened));
  const filled = {
    customer: 'C-1',
    hours: String(hoursIn(opened)),
    text: 'Replaced the disk',
    billing: 'billable',
    activity: 'Execution',
  };
  await hands.submit(ANN_PRESSES, opened.form.token, filled);
  expect(said(await hands.command(ANN_PRESSES, 'desk day 2026-11-02'))).toContain(
    '⏳ 1.5 h for Acme waits for The Book',
  );
  expect(said(await hands.command(ANN_PRESSES, 'desk day'))).toContain('Nothing was claimed that day');
});

test('a refused entry is shown with its reason and the way to correct it', async () => {
  const hands = await worked();
  await log('half', {}, REF);
  await refuse('half');
  const day = await hands.command(ANN_PRESSES, 'desk day');
  expect(said(day)).toContain('was refused: It overlaps TS-9.');
  expect(buttons(day)).toContain('correct-time time/half');
});

test('what is no day, no book and no colleague is answered with what to do', async () => {
  const hands = await worked();
  expect(said(await hands.command(ANN_PRESSES, 'desk day soon'))).toContain('"soon" is no day that has come');
  expect(said(await hands.command(ANN_PRESSES, 'desk day 2026-11-03'))).toContain('is no day that has come');
  expect(said(await hands.command(STRANGER, 'desk day'))).toContain('I do not know you yet');
  expect(said(await hands.command(STRANGER, 'desk my-day'))).toContain('I do not know you yet');
  expect(said(await hands.command(VERA_PRESSES, 'desk day'))).toContain('This needs the role technician');
  expect(said(await hands.click(ANN_PRESSES, 'log-gap', REF, 'nonsense'))).toBe('This day is no longer known.');
  stage.house({ timeBook: undefined });
  expect(said(await handsOn(stage).command(ANN_PRESSES, 'desk day'))).toContain('No time book is connected');
  expect(said(await handsOn(stage).command(ANN_PRESSES, 'desk unbilled'))).toContain('No time book is connected');
});

test("in a client's own channel nothing of another client is shown", async () => {
  const hands = await worked(WALLED_HOUSE);
  await log('waits', { hours: 0.25 }, REF);
  expect(said(await hands.command(ANN_PRESSES, 'desk day', ACME_CHANNEL))).toContain('disk C is full');
  for (const typed of ['desk day', 'desk my-day', 'desk unbilled'])
    expect(said(await hands.command(ANN_PRESSES, typed, GLOBEX_CHANNEL))).not.toMatch(/disk C|Acme/u);
  expect(said(await hands.command(ANN_PRESSES, 'desk unbilled', ACME_CHANNEL))).toContain('Acme · yesterday');
});

test('what is not billed is for leads, by client, and each number leads to its rows', async () => {
  const hands = await worked();
  await log('waits', { hours: 0.25 }, REF);
  await log('bens', { hours: 0.5, person: { id: BEN.id, name: BEN.name } });
  await refuse('bens');
  expect(said(await hands.command(BEN_PRESSES, 'desk unbilled'))).toContain('This needs the role lead');
  expect(said(await hands.click(BEN_PRESSES, 'unbilled', '-', 'all.1'))).toContain('This needs the role lead');
  const all = await hands.command(ANN_PRESSES, 'desk unbilled');
  expect(said(all)).toBe(
    'Not billed yet: yesterday 0 h, this week 2 h / ⏳ 0.75 h logged and not in the book: 1 waiting, 1 refused / ' +
      'Acme · yesterday 0 h · this week 2 h · This week: 1.25 h claimed and not logged · 0.25 h waiting · 0.5 h refused',
  );
  const [waiting = '', acme = ''] = buttons(all);
  expect(waiting).toBe('unbilled - waiting.1');
  expect(said(await hands.click(ANN_PRESSES, 'unbilled', '-', 'waiting.1'))).toContain(
    '2 entries are logged and not in the book',
  );
  const rows = said(await hands.click(ANN_PRESSES, 'unbilled', '-', acme.split(' ')[2]));
  expect(rows).toContain('1.25 h not logged · Ann Baker · 2026-11-02');
  expect(rows).toContain('was refused: It overlaps TS-9. · Ben Cole · 2026-11-02');
  expect(said(await hands.click(ANN_PRESSES, 'unbilled', '-', 'feedbeef.1'))).toContain(
    'Nothing of this client is left',
  );
});

test('the desk at a glance says what of today is not logged', async () => {
  const hands = await worked();
  const home = await hands.command(ANN_PRESSES, 'desk');
  expect(said(home)).toContain('1.5 h of today are not logged');
  expect(buttons(home)).toContain(`log-gap ${REF} 2026-11-02`);
  expect(said(await hands.command(BEN_PRESSES, 'desk'))).not.toContain('of today');
});
