import { expect, test } from 'vitest';
import type { Answer, Presser } from '../../../src/bot/contract.ts';
import type { Filled } from '../../../src/desk/form.ts';
import { readTimeline } from '../../../src/store/read.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, CHANNEL, GLOBEX_CHANNEL, NOW, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, type Hands, handsOn, said, VERA_PRESSES, WALLED_HOUSE } from '../desk.ts';
import { formIn, sender } from '../forms.ts';

const stage = useStage();
const REF = 'desk/12';

async function atDesk(): Promise<{
  hands: Hands;
  send: (who: Presser, token: string, filled: Filled) => Promise<Answer>;
}> {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, there());
  const hands = handsOn(stage);
  return { hands, send: sender(hands, 'triage') };
}

test('the form says what is so now; who may not act, or is elsewhere, gets a sentence', async () => {
  const { hands } = await atDesk();
  expect(said(await hands.click(VERA_PRESSES, 'triage', REF))).toContain('needs the role technician');
  expect(said(await hands.click(BEN_PRESSES, 'triage', REF, undefined, GLOBEX_CHANNEL))).toContain('another channel');
  const form = formIn(await hands.click(BEN_PRESSES, 'triage', REF, undefined, ACME_CHANNEL));
  expect(form.fields.map(({ id }) => id)).toEqual(['impact', 'urgency', 'priority', 'note']);
  expect(form.intro).toEqual(['#1042 is P3: no rule for its priority matched.']);
  await takeSignal(stage.store, there({ status: 'closed' }, { readAt: NOW + 1 }));
  expect(said(await hands.click(BEN_PRESSES, 'triage', REF))).toContain('is closed in The Desk; reopen it first');
});

test('what fits counts at once; what does not is asked about once, and is kept until then', async () => {
  const { hands, send } = await atDesk();
  const { token } = formIn(await hands.click(BEN_PRESSES, 'triage', REF));
  const team = { impact: 'team', urgency: 'stopped', priority: 'matrix' };
  expect(said(await send(BEN_PRESSES, token, team))).toBe('Ticket #1042 is P2 now.');
  expect(said(await send(BEN_PRESSES, token, team))).toContain('counts once');

  const next = formIn(await hands.click(ANN_PRESSES, 'triage', REF));
  expect(next.fields).toMatchObject([{ initial: 'team' }, { initial: 'stopped' }, { initial: 'matrix' }, {}]);
  const wrong = { impact: 'user', urgency: 'wait', priority: 'P1', note: ' ' };
  expect(said(await send(ANN_PRESSES, next.token, wrong))).toContain('The matrix says P4: say why it is P1');
  const asked = await send(ANN_PRESSES, next.token, { ...wrong, note: 'the owner' });
  expect(said(asked)).toContain('P1 has everybody drop what they do, and this is one user.');
  expect((await readTicket(stage.store, REF))?.priority).toBe('P2');
  expect(buttons(asked)).toEqual([`triage-confirm ${REF} ${next.token}`, `triage-again ${REF} ${next.token}`]);
  const back = formIn(await hands.click(ANN_PRESSES, 'triage-again', REF, next.token));
  expect(back.fields).toMatchObject([
    { initial: 'user' },
    { initial: 'wait' },
    { initial: 'P1' },
    { initial: 'the owner' },
  ]);
  const answers = await Promise.all([
    hands.click(ANN_PRESSES, 'triage-confirm', REF, back.token),
    hands.click(ANN_PRESSES, 'triage-confirm', REF, back.token),
  ]);
  expect(answers.map(said).toSorted()).toEqual(['This was set already; it counts once.', 'Ticket #1042 is P1 now.']);
  const entries = (await readTimeline(stage.store, REF)).filter(({ what }) => what === 'triaged');
  expect(entries.map(({ by }) => by.name)).toEqual(['Ben Cole', 'Ann Baker']);
});

test('two have the form open: the second is told of the first before theirs counts', async () => {
  const { hands, send } = await atDesk();
  const ann = formIn(await hands.click(ANN_PRESSES, 'triage', REF)).token;
  const ben = formIn(await hands.click(BEN_PRESSES, 'triage', REF)).token;
  await send(ANN_PRESSES, ann, { impact: 'site', urgency: 'stopped', priority: 'matrix' });
  const asked = await send(BEN_PRESSES, ben, { impact: 'team', urgency: 'wait', priority: 'matrix' });
  expect(said(asked)).toContain('Ann Baker set it to P1');
  expect((await readTicket(stage.store, REF))?.priority).toBe('P1');
  expect(said(await hands.click(BEN_PRESSES, 'triage-confirm', REF, ben))).toBe('Ticket #1042 is P4 now.');
});

test('an empty form, an old one, and one of a ticket that went away', async () => {
  const { hands, send } = await atDesk();
  const { token } = formIn(await hands.click(BEN_PRESSES, 'triage', REF));
  const empty = said(await send(BEN_PRESSES, token, {}));
  expect([empty.includes('Choose who is hit'), empty.includes('Choose what it keeps them from')]).toEqual([true, true]);
  expect(said(await hands.click(BEN_PRESSES, 'triage-again', REF, 'gone'))).toContain('older than a day');
  expect(said(await send(BEN_PRESSES, 'gone', { impact: 'user' }))).toContain('older than a day');
  await takeSignal(stage.store, there({ customer: { name: 'Fay', email: 'fay@globex.example' } }, { readAt: NOW + 1 }));
  const filled = { impact: 'user', urgency: 'stopped', priority: 'matrix' };
  expect(said(await sender(hands, 'triage', ACME_CHANNEL)(BEN_PRESSES, token, filled))).toContain('another channel');
  expect(said(await sender(hands, 'triage', CHANNEL)(BEN_PRESSES, token, filled))).toContain('is P3 now');
});
