import { expect, test } from 'vitest';
import type { Answer, Presser } from '../../../src/bot/contract.ts';
import type { Device } from '../../../src/desk/quiet/window-choices.ts';
import { readLiveWindows } from '../../../src/store/live-windows.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { turnWindows } from '../../../src/store/turn-windows.ts';
import { readWindow } from '../../../src/store/windows.ts';
import { keepSourceWindows } from '../../../src/store/keep-windows.ts';
import { ACME_CHANNEL, CHANNEL, GLOBEX_CHANNEL, HOUR, MINUTE, NOW, open } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import {
  ANN_PRESSES,
  BEN_PRESSES,
  buttons,
  type Hands,
  handsOn,
  HOUSE,
  said,
  STRANGER,
  VERA_PRESSES,
  WALLED_HOUSE,
} from '../desk.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';
const DEVICES: Device[] = [
  { source: 'rmm', id: 'dc01', name: 'ACME-DC01', client: 'Acme', site: 'Main office' },
  { source: 'rmm', id: 'gx01', name: 'GLOBEX-DC01', client: 'Globex', site: undefined },
];

function formOf(answer: Answer) {
  if (answer.is !== 'form') throw new Error(`no form: ${said(answer)}`);
  return answer.form;
}

/** Sends the form that a press has opened. */
async function send(
  hands: Hands,
  who: Presser,
  opened: Answer,
  filled: Record<string, string>,
  place = CHANNEL,
): Promise<Answer> {
  const { id: form, token } = formOf(opened);
  return hands.interactions.answer({
    id: `sent-${token}`,
    presser: who,
    place,
    ask: { is: 'submit', form, token, filled },
  });
}

function deviceHands(): Hands {
  return handsOn(stage, { devices: () => Promise.resolve(DEVICES) });
}

test('opened on an alert, the form offers its device, its site and its client, and nothing else', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
  const hands = deviceHands();
  expect(buttons(await hands.click(ANN_PRESSES, 'more', REF))).toContain(`window-form ${REF}`);
  const opened = await hands.click(ANN_PRESSES, 'window-form', REF);
  const [scope, from, to, why] = formOf(opened).fields;
  if (scope?.type !== 'choice') throw new Error('no choice');
  expect(scope.choices.map(({ label }) => label)).toEqual([
    'ACME-DC01 (Acme, Main office)',
    'Main office of Acme',
    'Acme',
  ]);
  expect(scope.initial).toBe(scope.choices[0]?.id);
  expect([from?.label, to?.label, why?.label]).toEqual(['It begins', 'It ends', 'Why?']);
  const done = await send(hands, ANN_PRESSES, opened, {
    scope: scope.choices[1]?.id ?? '',
    begin: 'now',
    end: '2h',
    note: '  new\nfirmware ',
  });
  expect(said(done)).toContain('Maintenance of Main office of Acme');
  const [window] = (await readLiveWindows(stage.store)).windows;
  expect(window).toMatchObject({
    origin: 'chat',
    from: NOW,
    to: NOW + 2 * HOUR,
    reason: 'new firmware',
    by: { name: 'Ann Baker' },
    scope: { client: 'Acme', site: 'Main office' },
  });
  expect(buttons(done)).toEqual([`window-end ${window?.ref}`]);
  const again = await send(hands, ANN_PRESSES, opened, { scope: 'x', begin: 'now', end: '3h', note: 'y' });
  expect(again.is).toBe('mistakes');
  expect((await readLiveWindows(stage.store)).windows).toHaveLength(1);
});

test('sent twice, one form is one window', async () => {
  stage.house(HOUSE);
  const hands = deviceHands();
  const opened = await hands.click(BEN_PRESSES, 'window-form', '-');
  const filled = { scope: 'Acme', begin: '22:00', end: '23:30', note: 'patches' };
  const answers = [await send(hands, BEN_PRESSES, opened, filled), await send(hands, BEN_PRESSES, opened, filled)];
  expect(answers.map((answer) => said(answer).includes('counts once'))).toEqual([false, true]);
  const { windows } = await readLiveWindows(stage.store);
  expect(windows.map(({ scope, phase }) => [scope.label, phase])).toEqual([['Acme', 'planned']]);
});

test('every mistake is told in its field, and what was typed is kept', async () => {
  stage.house(HOUSE);
  const hands = deviceHands();
  const opened = await hands.click(BEN_PRESSES, 'window-form', '-');
  const wrong = await send(hands, BEN_PRESSES, opened, { scope: 'Umbrella', begin: 'soon', end: 'x', note: ' ' });
  expect(wrong.is === 'mistakes' && wrong.mistakes).toEqual({
    scope: 'Nothing is called "Umbrella".',
    begin: expect.stringContaining('such as 90m'),
    end: expect.stringContaining('such as 90m'),
    note: 'Say why: others will ask.',
  });
  const fields = wrong.is === 'mistakes' ? wrong.form.fields : [];
  expect(fields.map((field) => ('initial' in field ? field.initial : undefined))).toEqual([
    undefined,
    'soon',
    'x',
    ' ',
  ]);
  const late = { scope: 'Acme', begin: '2026-11-01 09:00', end: '40d', note: 'why' };
  const past = await send(hands, BEN_PRESSES, await hands.click(BEN_PRESSES, 'window-form', '-'), late);
  expect(past.is === 'mistakes' && past.mistakes).toEqual({
    begin: expect.stringContaining('is over already'),
    end: 'A window lasts 30 days at most.',
  });
  const back = { scope: 'Acme', begin: '2026-11-05 09:00', end: '2026-11-05 09:00', note: 'why' };
  const never = await send(hands, BEN_PRESSES, await hands.click(BEN_PRESSES, 'window-form', '-'), back);
  expect(never.is === 'mistakes' && never.mistakes).toEqual({ end: '2026-11-05 09:00 is not after the beginning.' });
  expect((await readLiveWindows(stage.store)).windows).toEqual([]);
});

test('a client’s own channel offers and takes that client alone', async () => {
  stage.house(WALLED_HOUSE);
  const hands = deviceHands();
  const choices = async (place: string) =>
    (await hands.interactions.choices('scopes', '', { presser: ANN_PRESSES, place })).map(({ label }) => label);
  expect(await choices(ACME_CHANNEL)).toEqual(['Acme', 'Main office of Acme', 'ACME-DC01 (Acme, Main office)']);
  expect(await choices(CHANNEL)).toContain('Globex');
  expect(await hands.interactions.choices('scopes', '', { presser: STRANGER, place: CHANNEL })).toEqual([]);
  expect(await hands.interactions.choices('scopes', '', { presser: VERA_PRESSES, place: CHANNEL })).toEqual([]);
  const opened = await hands.click(ANN_PRESSES, 'window-form', '-', undefined, ACME_CHANNEL);
  const filled = { scope: 'Globex', begin: 'now', end: '1h', note: 'why' };
  const refused = await send(hands, ANN_PRESSES, opened, filled, ACME_CHANNEL);
  expect(refused.is === 'mistakes' && refused.mistakes).toEqual({ scope: 'Nothing is called "Globex".' });
  const planned = await send(hands, ANN_PRESSES, opened, { ...filled, scope: 'Acme' }, ACME_CHANNEL);
  const [ref] = buttons(planned).map((button) => button.split(' ')[1] ?? '');
  expect(said(await hands.click(ANN_PRESSES, 'window-end', ref ?? '', undefined, GLOBEX_CHANNEL))).toContain(
    'belongs to another channel',
  );
  expect(said(await hands.click(ANN_PRESSES, 'mute', ref ?? '', 'window.1', GLOBEX_CHANNEL))).toContain(
    'belongs to another channel',
  );
  expect(said(await hands.command(ANN_PRESSES, 'desk mutes', GLOBEX_CHANNEL))).toContain('Nothing is muted');
  expect((await readWindow(stage.store, ref ?? ''))?.ended).toBeUndefined();
});

test('a technician ends anybody’s window; whoever only looks cannot, and a second press is told who did', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
  const hands = deviceHands();
  const opened = await hands.click(ANN_PRESSES, 'window-form', REF);
  const [scope] = formOf(opened).fields;
  const id = scope?.type === 'choice' ? (scope.initial ?? '') : '';
  await send(hands, ANN_PRESSES, opened, { scope: id, begin: '', end: '2h', note: 'firmware' });
  const [window] = (await readLiveWindows(stage.store)).windows;
  const ref = window?.ref ?? '';
  await turnWindows(stage.store, [ref]);
  expect(buttons(await hands.click(ANN_PRESSES, 'more', REF))).toContain(`mute ${ref} window.1`);
  expect(said(await hands.click(VERA_PRESSES, 'window-end', ref))).toContain('needs the role technician');
  stage.now += MINUTE;
  expect(said(await hands.click(BEN_PRESSES, 'window-end', ref))).toContain('What still fails there is posted');
  stage.now += 5 * MINUTE;
  expect(said(await hands.click(ANN_PRESSES, 'window-end', ref))).toContain(
    'Ben Cole ended the maintenance of ACME-DC01 5 minutes ago already.',
  );
  expect(said(await hands.click(BEN_PRESSES, 'window-end', ref))).toContain('already');
  expect(said(await hands.click(ANN_PRESSES, 'window-end', 'window/none'))).toContain('no longer kept');
});

test('the mode of a source is ended there', async () => {
  stage.house({ ...HOUSE, sources: { rmm: MINUTE } });
  await keepSourceWindows(stage.store, 'rmm', [{ id: 'dc01', name: 'ACME-DC01', client: 'Acme', site: undefined }]);
  const [window] = (await readLiveWindows(stage.store)).windows;
  const hands = handsOn(stage);
  expect(said(await hands.click(ANN_PRESSES, 'window-end', window?.ref ?? ''))).toBe(
    "The maintenance of ACME-DC01 is The RMM's own: end it there.",
  );
  const shown = await hands.click(ANN_PRESSES, 'mute', window?.ref ?? '', 'window.1');
  expect(said(shown)).toContain('without an end');
  expect(buttons(shown)).toEqual(['mutes - 1']);
});

test('where nothing is known there is nothing to choose', async () => {
  stage.house(HOUSE);
  expect(said(await handsOn(stage).click(ANN_PRESSES, 'window-form', '-'))).toContain('Nothing is known yet');
});
