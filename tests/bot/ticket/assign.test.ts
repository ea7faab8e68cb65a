import { expect, test } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import { CHANNEL, CLIENTS, GLOBEX_CHANNEL, settings, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, type Hands, handsOn, PEOPLE, said, STRANGER, VERA_PRESSES } from '../desk.ts';

const stage = useStage();
const REF = 'desk/12';

async function arrived(): Promise<Hands> {
  stage.house({ settings: settings({ people: PEOPLE, clients: CLIENTS }), abilities: { desk: ['assign'] } });
  await takeSignal(stage.store, there());
  return handsOn(stage, {
    accountOf: (_, email) => Promise.resolve(email.startsWith('ben') ? { id: '8', name: 'Ben Cole' } : undefined),
  });
}

async function send(hands: Hands, who: string, place = CHANNEL): Promise<Answer> {
  const opened = await hands.click(ANN_PRESSES, 'assign', REF);
  const token = opened.is === 'form' ? opened.form.token : said(opened);
  const ask = { is: 'submit' as const, form: 'assign', token, filled: { who } };
  return hands.interactions.answer({ id: `assign-${who}`, presser: ANN_PRESSES, place, ask });
}

test('it is handed to whom the name means, and the answer says what follows', async () => {
  const hands = await arrived();
  expect(said(await send(hands, 'ben'))).toBe('You hand ticket #1042 to Ben Cole; the card says when The Desk has it.');
  expect((await readTicket(stage.store, REF))?.intent?.assignee).toEqual({
    person: 'ben@msp.example',
    name: 'Ben Cole',
    account: '8',
  });
});

test('who may not, nobody of that name, one without an account, another client’s channel', async () => {
  const hands = await arrived();
  expect(said(await hands.click(STRANGER, 'assign', REF))).toContain('I do not know you yet');
  expect(said(await hands.click(VERA_PRESSES, 'assign', REF))).toContain('needs the role technician');
  expect(said(await send(hands, 'Zoe'))).toContain('Nothing is called');
  expect(said(await send(hands, 'Vera'))).toContain('Nothing is called');
  expect(said(await send(hands, 'ben', GLOBEX_CHANNEL))).toContain('another channel');
  const names = await hands.interactions.choices('colleagues', '', { presser: BEN_PRESSES, place: CHANNEL });
  expect(names.map(({ label }) => label)).toEqual(['Ann Baker', 'Ben Cole']);
  expect(await hands.interactions.choices('colleagues', '', { presser: STRANGER, place: CHANNEL })).toEqual([]);
  const bare = handsOn(stage);
  expect(said(await send(bare, 'ben'))).toContain('The Desk has no active user with the address ben@msp.example');
});
