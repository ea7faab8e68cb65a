import { beforeEach, expect, test } from 'vitest';
import type { Answer, Presser } from '../../../src/bot/contract.ts';
import { onCallAt } from '../../../src/desk/on-call/on-call.ts';
import { ROSTER } from '../../../src/desk/on-call/roster.ts';
import { arrange, tickRoster } from '../../../src/desk/on-call/roster-command.ts';
import { plain } from '../../../src/desk/text.ts';
import { readNotices } from '../../../src/store/notices.ts';
import { readTimeline } from '../../../src/store/read.ts';
import { changeRoster } from '../../../src/store/change-roster.ts';
import { readRoster } from '../../../src/store/roster.ts';
import { viewNow } from '../../../src/store/view.ts';
import { actor, BEN, CHANNEL, HOUR, NOW, settings } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, type Hands, handsOn, PEOPLE, said, VERA_PRESSES } from '../desk.ts';

const stage = useStage();
const DAY = 24 * HOUR;
const NEXT = NOW - HOUR + DAY;
const LAYERS = [{ people: ['Ann Baker', 'Ben Cole'], every: 'day', at: '08:00', from: '2026-11-02' }];

let hands: Hands;
beforeEach(() => {
  stage.house({ settings: settings({ people: PEOPLE, oncall: { rotations: [{ name: 'primary', layers: LAYERS }] } }) });
  hands = handsOn(stage);
});

async function fill(who: Presser, verb: string, filled: Record<string, string>, id = ''): Promise<Answer> {
  const opened = await hands.click(who, verb, ROSTER);
  if (opened.is !== 'form') return opened;
  const { id: form, token } = opened.form;
  const ask = { is: 'submit' as const, form, token, filled };
  return hands.interactions.answer({ id: id || `sent-${token}`, presser: who, place: CHANNEL, ask });
}

async function onCall(at: number): Promise<string | undefined> {
  const view = await viewNow(stage.store);
  const [rotation] = view.settings.oncall.rotations;
  return rotation && onCallAt(rotation, view, at)?.name;
}

/** What a person was told, and the buttons below it. */
async function told(account: string): Promise<string[]> {
  const notices = await readNotices(stage.store, `chat:@${account}`);
  return notices.map(({ card }) => [card.title, ...card.lines.map(plain)].join(' / '));
}

async function lastCover(): Promise<string> {
  return (await readRoster(stage.store)).covers.at(-1)?.id ?? '';
}

async function swap(who: Presser): Promise<Answer> {
  const opened = await hands.click(who, 'on-call-swap', ROSTER);
  if (opened.is !== 'form') throw new Error(said(opened));
  const [mine, theirs] = opened.form.fields;
  if (mine?.type !== 'choice' || theirs?.type !== 'choice') throw new Error('no choices');
  const filled = { mine: mine.choices[0]?.id ?? '', theirs: theirs.choices[0]?.id ?? '', note: 'a wedding' };
  const ask = { is: 'submit' as const, form: opened.form.id, token: opened.form.token, filled };
  return hands.interactions.answer({ id: 'swap', presser: who, place: CHANNEL, ask });
}

test('whoever takes over is on call in that time and no longer; the other hears of it, and it can be taken back until it begins', async () => {
  const answer = await fill(BEN_PRESSES, 'on-call-take', { begin: '18:00', end: '20:00', note: 'the dentist' });
  expect(said(answer)).toContain('You are on call (primary) from 2026-11-02 18:00 until 2026-11-02 20:00');
  const times = [18, 19.9, 20].map((hour) => NOW + (hour - 9) * HOUR);
  expect(await Promise.all(times.map(onCall))).toEqual(['Ben Cole', 'Ben Cole', 'Ann Baker']);
  expect(await told('A1')).toEqual([
    expect.stringMatching(/^Ben Cole takes over .*Ben Cole for Ann Baker .*the dentist$/),
  ]);
  const shown = await hands.command(ANN_PRESSES, 'desk oncall');
  expect(buttons(shown)).toContain(`on-call-undo ${ROSTER} ${await lastCover()}`);
  expect(said(await hands.click(VERA_PRESSES, 'on-call-undo', ROSTER, await lastCover()))).toContain('technician');
  expect(said(await hands.click(ANN_PRESSES, 'on-call-undo', ROSTER, await lastCover()))).toContain('taken back');
  expect(said(await hands.click(ANN_PRESSES, 'on-call-undo', ROSTER, await lastCover()))).toContain('already');
  expect(said(await hands.click(BEN_PRESSES, 'on-call-undo', ROSTER, await lastCover()))).toContain(
    'Ann Baker took it back',
  );
  expect(await onCall(times[0] ?? 0)).toBe('Ann Baker');
  const what = (await readTimeline(stage.store, ROSTER)).map((entry) => entry.what);
  expect(what).toEqual(['take', 'undone']);
});

test('without an end one takes over to the end of the shift; what has begun is not taken back', async () => {
  expect(said(await fill(BEN_PRESSES, 'on-call-take', { begin: 'now', end: '' }))).toContain('until 2026-11-03 08:00');
  stage.now = NOW + HOUR;
  expect(said(await hands.click(BEN_PRESSES, 'on-call-undo', ROSTER, await lastCover()))).toContain('It has begun');
  expect(await onCall(stage.now)).toBe('Ben Cole');
});

test('a time that is over, one that ends first, and one’s own are refused, and nothing that was typed is lost', async () => {
  const wrong = await fill(BEN_PRESSES, 'on-call-take', { begin: '2026-11-01 10:00', end: '2h' });
  expect(said(wrong)).toContain('is over already');
  expect(said(await fill(BEN_PRESSES, 'on-call-take', { begin: '18:00', end: '2026-11-02 17:00' }))).toContain(
    'not after',
  );
  const own = await fill(ANN_PRESSES, 'on-call-take', { begin: 'now', end: '1h', note: 'me again' });
  expect(said(own)).toContain('You are on call then already');
  const again = buttons(own).find((one) => one.startsWith('on-call-span-again')) ?? '';
  const opened = await hands.click(ANN_PRESSES, 'on-call-span-again', '-', again.split(' ').at(-1));
  expect(opened).toMatchObject({
    form: { fields: expect.arrayContaining([expect.objectContaining({ initial: 'me again' })]) },
  });
  expect((await readRoster(stage.store)).covers).toEqual([]);
});

test('a shift that is given away stays one’s own until it is accepted; a lead may give away another’s at once', async () => {
  const filled = { who: 'Ann Baker', begin: '2026-11-03 10:00', end: '2h', note: 'ill' };
  expect(said(await fill(BEN_PRESSES, 'on-call-give', filled))).toContain('Ann Baker is asked');
  const at = NOW + 25.5 * HOUR;
  expect(await onCall(at)).toBe('Ben Cole');
  expect(await told('A1')).toEqual([expect.stringContaining('Ben Cole asks you to take a shift')]);
  const id = await lastCover();
  expect(said(await hands.click(BEN_PRESSES, 'on-call-accept', ROSTER, id))).toBe('Only Ann Baker can answer this.');
  expect(said(await hands.click(ANN_PRESSES, 'on-call-accept', ROSTER, id))).toContain('You accepted it');
  expect(said(await hands.click(ANN_PRESSES, 'on-call-accept', ROSTER, id))).toContain('already');
  expect(said(await hands.click(ANN_PRESSES, 'on-call-decline', ROSTER, id))).toContain('You accepted this already');
  expect(await onCall(at)).toBe('Ann Baker');
  expect(await told('B1')).toEqual([expect.stringContaining('Ann Baker accepted')]);
  const lead = await fill(ANN_PRESSES, 'on-call-give', { who: 'Ben Cole', begin: 'now', end: '1h' });
  expect(said(lead)).toContain('Ben Cole is asked');
  const theirs = { ...filled, who: 'Ann Baker', begin: '2026-11-03 14:00' };
  expect(said(await fill(ANN_PRESSES, 'on-call-give', theirs))).toContain('That is you');
  const notOwn = await fill(BEN_PRESSES, 'on-call-give', { ...filled, begin: '11:00', end: '12:00' });
  expect(said(notOwn)).toContain('You are not on call then');
});

test('two shifts are swapped in one stroke when the other accepts; both know, and each undo undoes both', async () => {
  expect(said(await swap(BEN_PRESSES))).toContain('Ann Baker is asked');
  const [mine, theirs] = [NEXT + HOUR, NEXT + DAY + HOUR];
  expect([await onCall(mine), await onCall(theirs)]).toEqual(['Ben Cole', 'Ann Baker']);
  expect(said(await swap(BEN_PRESSES))).toContain('asked Ann Baker just this');
  const id = await lastCover();
  await hands.click(ANN_PRESSES, 'on-call-accept', ROSTER, id);
  expect([await onCall(mine), await onCall(theirs)]).toEqual(['Ann Baker', 'Ben Cole']);
  expect(await told('B1')).toEqual([expect.stringContaining('Ann Baker accepted')]);
  await hands.click(BEN_PRESSES, 'on-call-undo', ROSTER, id);
  expect([await onCall(mine), await onCall(theirs)]).toEqual(['Ben Cole', 'Ann Baker']);
  expect(said(await hands.click(ANN_PRESSES, 'on-call-accept', ROSTER, id))).toContain('Ben Cole took it back');
});

test('what was declined, or not answered in time, changes nothing, and whoever asked hears it', async () => {
  await swap(BEN_PRESSES);
  await hands.click(ANN_PRESSES, 'on-call-decline', ROSTER, await lastCover());
  expect(said(await hands.click(ANN_PRESSES, 'on-call-accept', ROSTER, await lastCover()))).toBe(
    'You declined this already.',
  );
  await swap(BEN_PRESSES);
  stage.now = NEXT;
  expect(said(await hands.click(ANN_PRESSES, 'on-call-accept', ROSTER, await lastCover()))).toContain('too late');
  await changeRoster(stage.store, tickRoster);
  await changeRoster(stage.store, tickRoster);
  expect(await told('B1')).toEqual([
    expect.stringContaining('Ann Baker declined'),
    expect.stringContaining('Ann Baker did not answer in time'),
  ]);
  expect([await onCall(NEXT), await onCall(NEXT + DAY)]).toEqual(['Ben Cole', 'Ann Baker']);
});

test('whoever accepts what has been changed meanwhile changes nothing', async () => {
  await swap(BEN_PRESSES);
  const id = await lastCover();
  const vera = { id: 'vera@msp.example', name: 'Vera Vogt' };
  const spans = [{ rotation: 'primary', from: NEXT + 4 * HOUR, to: NEXT + 5 * HOUR, person: vera }];
  const by = { ...vera, via: 'chat' };
  await changeRoster(stage.store, (now, view) => arrange(now, { id: 'v', what: 'take', by, spans, reason: '' }, view));
  expect(said(await hands.click(ANN_PRESSES, 'on-call-accept', ROSTER, id))).toContain('has been changed since');
  expect(await onCall(NEXT + HOUR)).toBe('Ben Cole');
});

test('of two who take over the same time at once the second is told, and one form sent twice counts once', async () => {
  const other = stage.another(stage.store.house);
  const wish = (id: string) => ({
    id,
    what: 'take' as const,
    by: actor(BEN),
    spans: [{ rotation: 'primary', from: NOW + HOUR, to: NOW + 2 * HOUR, person: { id: BEN.id, name: BEN.name } }],
    reason: '',
  });
  const outcomes = await Promise.all([
    changeRoster(stage.store, (roster, view) => arrange(roster, wish('one'), view)),
    changeRoster(other, (roster, view) => arrange(roster, wish('two'), view)),
    changeRoster(other, (roster, view) => arrange(roster, wish('one'), view)),
  ]);
  expect(outcomes.filter(({ is }) => is === 'changed')).toHaveLength(1);
  expect((await readRoster(stage.store)).covers).toHaveLength(1);
  expect((await told('A1')).length).toBe(1);
});
