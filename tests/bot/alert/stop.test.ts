import { expect, test } from 'vitest';
import type { Answer, Presser } from '../../../src/bot/contract.ts';
import { stopOf } from '../../../src/desk/stop/stop.ts';
import { readItem } from '../../../src/store/read.ts';
import { showStop } from '../../../src/store/show-stop.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { readStops } from '../../../src/store/stops.ts';
import { viewNow } from '../../../src/store/view.ts';
import { ACME_CHANNEL, CHANNEL, CLIENTS, GLOBEX_CHANNEL, open, settings, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import {
  ANN_PRESSES,
  BEN_PRESSES,
  buttons,
  type Hands,
  handsOn,
  PEOPLE,
  said,
  STRANGER,
  VERA_PRESSES,
} from '../desk.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';

async function raised(): Promise<Hands> {
  stage.house({ settings: settings({ people: PEOPLE, clients: CLIENTS }) });
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, there());
  return handsOn(stage);
}

function tokenOf(answer: Answer): string {
  return answer.is === 'form' ? answer.form.token : '';
}

let count = 0;

/** Sends a form of a person at a place. */
async function send(hands: Hands, presser: Presser, form: string, token: string, note: string, place = CHANNEL) {
  count += 1;
  const ask = { is: 'submit', form, token, filled: { note } } as const;
  return hands.interactions.answer({ id: `send-${count}`, presser, place, ask });
}

async function stopped(hands: Hands): Promise<string> {
  const token = tokenOf(await hands.click(BEN_PRESSES, 'stop', REF));
  await send(hands, BEN_PRESSES, 'stop', token, 'Odd mails');
  const [stop] = await readStops(stage.store);
  return stop?.ref ?? '';
}

test('stopping is for technicians, lifting for leads; a reason is asked for in both', async () => {
  const hands = await raised();
  expect(said(await hands.click(STRANGER, 'stop', REF))).toContain('I do not know you yet');
  expect(said(await hands.click(VERA_PRESSES, 'stop', REF))).toContain('needs the role technician');
  const token = tokenOf(await hands.click(BEN_PRESSES, 'stop', REF));
  expect(said(await send(hands, BEN_PRESSES, 'stop', token, ' '))).toContain('Say why');
  expect(await readStops(stage.store)).toEqual([]);
  const ref = await stopped(hands);
  expect(said(await hands.click(BEN_PRESSES, 'stop-lift', ref))).toContain('needs the role lead');
  const lift = tokenOf(await hands.click(ANN_PRESSES, 'stop-lift', ref));
  expect(said(await send(hands, BEN_PRESSES, 'stop-lift', lift, 'fine'))).toContain('needs the role lead');
  expect(said(await send(hands, ANN_PRESSES, 'stop-lift', lift, ''))).toContain('Say why');
  expect(said(await send(hands, ANN_PRESSES, 'stop-lift', lift, 'Clean'))).toContain('You lifted the stop of Acme');
  expect(await readStops(stage.store)).toEqual([]);
  expect(said(await send(hands, ANN_PRESSES, 'stop-lift', lift, 'Clean'))).toContain('lifted the stop of Acme');
});

test('two forms sent at once are one stop, and a late press shows it', async () => {
  const hands = await raised();
  const tokens = [
    tokenOf(await hands.click(BEN_PRESSES, 'stop', REF)),
    tokenOf(await hands.click(ANN_PRESSES, 'stop', 'desk/12')),
  ];
  const answers = await Promise.all([
    send(hands, BEN_PRESSES, 'stop', tokens[0] ?? '', 'Odd mails'),
    send(hands, ANN_PRESSES, 'stop', tokens[1] ?? '', 'Odd mails'),
  ]);
  expect(answers.filter((answer) => said(answer).includes('is stopped already'))).toHaveLength(1);
  expect(await readStops(stage.store)).toHaveLength(1);
  expect(said(await hands.click(BEN_PRESSES, 'stop', REF))).toContain('Do not touch:');
});

test('listed where it may be told, with the way to lift it for those who may', async () => {
  const hands = await raised();
  expect(said(await hands.command(BEN_PRESSES, 'desk stops'))).toBe('Nothing is stopped');
  const ref = await stopped(hands);
  const list = await hands.command(ANN_PRESSES, 'desk stops');
  expect([said(list), buttons(list)]).toEqual([
    expect.stringMatching(/^1 client is stopped \/ ⛔ STOPPED: Acme by Ben Cole .*: Odd mails/),
    [`stop-lift ${ref}`],
  ]);
  expect(buttons(await hands.command(BEN_PRESSES, 'desk stops', ACME_CHANNEL))).toEqual([`stop-show ${ref}`]);
  expect(said(await hands.command(BEN_PRESSES, 'desk stops', GLOBEX_CHANNEL))).toBe('Nothing is stopped');
  expect(said(await hands.click(ANN_PRESSES, 'stop-show', ref, undefined, GLOBEX_CHANNEL))).toBe(
    'This item belongs to another channel.',
  );
  expect(said(await hands.command(ANN_PRESSES, 'desk digest'))).toContain('STOPPED: Acme');
  expect(said(await hands.command(ANN_PRESSES, 'desk home'))).toContain('STOPPED: Acme');
  expect(said(await hands.command(ANN_PRESSES, 'desk home', GLOBEX_CHANNEL))).not.toContain('STOPPED');
});

test('the cards of the client are drawn again for it, once', async () => {
  const hands = await raised();
  const ref = await stopped(hands);
  const before = (await readItem(stage.store, REF))?.revision ?? 0;
  const stop = stopOf('Acme', await viewNow(stage.store));
  if (!stop) throw new Error('it was stopped');
  expect(stop.isShown).toBe(false);
  await showStop(stage.store, stop);
  expect((await readItem(stage.store, REF))?.revision).toBe(before + 1);
  expect(await readItem(stage.store, ref)).toMatchObject({ isShown: true });
  expect(said(await hands.click(BEN_PRESSES, 'show', REF))).toContain('STOPPED: Acme');
});
