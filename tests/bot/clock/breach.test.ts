import { expect, test } from 'vitest';
import { change } from '../../../src/store/change.ts';
import { readTimeline } from '../../../src/store/read.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, GLOBEX_CHANNEL, NOW, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, handsOn, said, VERA_PRESSES, WALLED_HOUSE } from '../desk.ts';
import { formIn, sender } from '../forms.ts';

const stage = useStage();
const REF = 'desk/12';
const BREACH = { clock: 'response' as const, due: NOW - 60_000, at: NOW };

async function late() {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, there());
  await change(stage.store, {
    read: () => readTicket(stage.store, REF),
    decide: (ticket) =>
      ticket
        ? { is: 'changed', item: { ...ticket, breaches: [BREACH] }, entries: [], effects: [], notices: [] }
        : { is: 'unchanged' },
  });
  const hands = handsOn(stage);
  return { hands, send: sender(hands, 'breach-reason') };
}

test('who may not act, or is elsewhere, gets a sentence; where nothing was missed there is nothing to say', async () => {
  const { hands } = await late();
  for (const verb of ['breach-acknowledge', 'breach-reason']) {
    expect(said(await hands.click(VERA_PRESSES, verb, REF))).toContain('needs the role technician');
    expect(said(await hands.click(BEN_PRESSES, verb, REF, undefined, GLOBEX_CHANNEL))).toContain('another channel');
  }
  await takeSignal(stage.store, there({ number: '7' }, { row: '7' }));
  expect(said(await hands.click(BEN_PRESSES, 'breach-reason', 'desk/7'))).toContain('No target was missed here');
  expect(said(await hands.click(BEN_PRESSES, 'breach-acknowledge', 'desk/7'))).toBe('Ticket #7 has missed no target.');
});

test('two press Acknowledge at once: one has it, the other is told who', async () => {
  const { hands } = await late();
  const answers = await Promise.all([
    hands.click(ANN_PRESSES, 'breach-acknowledge', REF, undefined, ACME_CHANNEL),
    hands.click(BEN_PRESSES, 'breach-acknowledge', REF, undefined, ACME_CHANNEL),
  ]);
  const words = answers.map(said).toSorted();
  expect(words[0]).toMatch(/^(Ann Baker|Ben Cole) acknowledged it just now already\.$/u);
  expect(words[1]).toBe('You acknowledged it. Nobody has it until somebody claims it.');
});

test('a reason: chosen, or in own words; sent twice it counts once; a card from months ago still opens the form', async () => {
  const { hands, send } = await late();
  stage.now = NOW + 90 * 24 * 3_600_000;
  const form = formIn(await hands.click(BEN_PRESSES, 'breach-reason', REF));
  expect(form.fields.map(({ id }) => id)).toEqual(['why', 'note']);
  expect(said(await send(BEN_PRESSES, form.token, {}))).toContain('Choose one');
  expect(said(await send(BEN_PRESSES, form.token, { why: 'Something else', note: ' ' }))).toContain('own words');
  const filled = { why: 'Something else', note: 'the road was closed' };
  expect(said(await send(BEN_PRESSES, form.token, filled))).toBe('Thank you: the reason stands on the card.');
  expect(said(await send(BEN_PRESSES, form.token, filled))).toContain('counts once');
  const entries = (await readTimeline(stage.store, REF)).filter(({ what }) => what === 'breach-reason');
  expect(entries.map(({ by }) => by.name)).toEqual(['Ben Cole']);
  const again = formIn(await hands.click(ANN_PRESSES, 'breach-reason', REF));
  expect(again.fields).toMatchObject([{ initial: 'Something else' }, { initial: 'the road was closed' }]);
});

test('somebody was faster: what was typed is kept, and opens again with theirs known', async () => {
  const { hands, send } = await late();
  const ann = formIn(await hands.click(ANN_PRESSES, 'breach-reason', REF)).token;
  const ben = formIn(await hands.click(BEN_PRESSES, 'breach-reason', REF)).token;
  await send(ANN_PRESSES, ann, { why: 'Nobody saw it in time' });
  const kept = await send(BEN_PRESSES, ben, { why: 'Harder than it looked', note: 'three drivers' });
  expect(said(kept)).toContain('Ann Baker gave a reason just now, while your form was open');
  expect(buttons(kept)).toEqual([`breach-reason-again ${REF} ${ben}`]);
  const back = formIn(await hands.click(BEN_PRESSES, 'breach-reason-again', REF, ben));
  expect(back.fields).toMatchObject([{ initial: 'Harder than it looked' }, { initial: 'three drivers' }]);
  await send(BEN_PRESSES, back.token, { why: 'Harder than it looked', note: 'three drivers' });
  expect((await readTicket(stage.store, REF))?.breaches?.[0]?.reason?.why).toBe('Harder than it looked');
});

test('a form that was open for more than a day says what to do', async () => {
  const { send } = await late();
  expect(said(await send(BEN_PRESSES, 'gone', { why: 'Harder than it looked' }))).toContain('older than a day');
});
