import { expect, test } from 'vitest';
import { takeSignal } from '../../../src/store/signals.ts';
import { GLOBEX_CHANNEL, HOUR, MINUTE, open, over } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, buttons, handsOn, HOUSE, said, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();

/** A check that fires and clears by itself; each time is an alert of its own. */
async function flaps(check: number, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    stage.now += 2 * HOUR;
    const condition = `rmm/check/dc01/${check}`;
    const row = `${check}-${time}`;
    const facts = { title: `check ${check}`, startedAt: stage.now };
    await takeSignal(stage.store, open(facts, { condition, row, readAt: stage.now }));
    stage.now += 10 * MINUTE;
    await takeSignal(stage.store, over('recovered', stage.now, { condition, row, readAt: stage.now }));
  }
}

test('the report of a week, the worst first; a row opens its alerts and offers a window for the device', async () => {
  stage.house(HOUSE);
  await flaps(1, 2);
  await flaps(2, 3);
  const hands = handsOn(stage);
  const report = await hands.command(ANN_PRESSES, 'desk noise');
  expect(said(report)).toContain('Noise of the last 7 days');
  expect(said(report).match(/check \d/g)).toEqual(['check 2', 'check 1']);
  expect(said(report)).toContain('3 firings in 3 alerts, 3 cleared untouched · 10 minutes each');
  const [row = ''] = buttons(report);
  const opened = await hands.click(ANN_PRESSES, 'noise', '-', row.split(' ')[2]);
  expect(buttons(opened)).toEqual([
    'show rmm/check/dc01/2/3',
    'show rmm/check/dc01/2/2',
    'show rmm/check/dc01/2/1',
    'window-form rmm/check/dc01/2/3',
    'noise - 7.1',
  ]);
  const form = await hands.click(ANN_PRESSES, 'window-form', 'rmm/check/dc01/2/3');
  expect(form.is === 'form' && form.form.fields[0]).toMatchObject({
    type: 'choice',
    choices: [{ label: 'ACME-DC01 (Acme, Main office)' }, {}, {}],
  });
});

test('what is older than the days that were asked for does not count; days are a whole number up to thirty', async () => {
  stage.house(HOUSE);
  await flaps(1, 1);
  stage.now += 9 * 24 * HOUR;
  const hands = handsOn(stage);
  expect(said(await hands.command(ANN_PRESSES, 'desk noise'))).toContain(
    'Nothing has cleared without somebody acting.',
  );
  expect(said(await hands.command(ANN_PRESSES, 'desk noise 30'))).toContain('check 1');
  for (const typed of ['0', '31', '1.5', 'week', '-1'])
    expect(said(await hands.command(ANN_PRESSES, `desk noise ${typed}`))).toContain('between 1 and 30');
});

test('what has long been open counts where it flaps, and not where it only fails', async () => {
  stage.house(HOUSE);
  const condition = 'rmm/check/dc01/7';
  const fire = (row: string): Promise<unknown> =>
    takeSignal(stage.store, open({ title: 'flapper', startedAt: stage.now }, { condition, row, readAt: stage.now }));
  await takeSignal(stage.store, open({ title: 'only fails' }, { condition: 'rmm/check/dc01/8' }));
  await fire('1');
  stage.now += MINUTE;
  await takeSignal(stage.store, over('recovered', stage.now, { condition, row: '1' }));
  stage.now += MINUTE;
  await fire('2');
  stage.now += 10 * 24 * HOUR;
  const report = said(await handsOn(stage).command(ANN_PRESSES, 'desk noise'));
  expect(report).toContain('flapper · Acme · 2 firings in 1 alert, 1 cleared untouched');
  expect(report).not.toContain('only fails');
});

test('many rows have pages; a row that is gone says so', async () => {
  stage.house(HOUSE);
  for (let check = 1; check <= 10; check += 1) await flaps(check, 1);
  const hands = handsOn(stage);
  expect(buttons(await hands.command(ANN_PRESSES, 'desk noise 30'))).toContain('noise - 30.2');
  expect(
    buttons(await hands.click(ANN_PRESSES, 'noise', '-', '30.2')).filter((one) => one.includes('.1.')),
  ).toHaveLength(2);
  expect(said(await hands.click(ANN_PRESSES, 'noise', '-', '30.1.nonsense'))).toContain('no noise any more');
  expect(said(await hands.click(ANN_PRESSES, 'noise', '-'))).toContain('Noise of the last 7 days');
});

test('a client’s channel hears of no other client’s noise', async () => {
  stage.house(WALLED_HOUSE);
  await flaps(1, 1);
  const hands = handsOn(stage);
  expect(said(await hands.command(ANN_PRESSES, 'desk noise', GLOBEX_CHANNEL))).not.toContain('check 1');
});
