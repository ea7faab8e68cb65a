import { expect, test } from 'vitest';
import type { Answer, Presser } from '../../../src/bot/contract.ts';
import type { Filled } from '../../../src/desk/form.ts';
import { settleRequest } from '../../../src/desk/ticket/requested-ticket.ts';
import type { TicketRequest } from '../../../src/desk/ticket/request.ts';
import { change } from '../../../src/store/change.ts';
import { writeMailboxes } from '../../../src/store/mailboxes.ts';
import { readOutbox } from '../../../src/store/outbox.ts';
import { readRequest } from '../../../src/store/requests.ts';
import { CHANNEL, NOW, settings, view } from '../../desk/build.ts';
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
const ONE = [{ id: '1', name: 'Support' }];
const FILLED = { contact: 'Carla@acme.example', subject: 'No sound', text: 'On the phone.\nIs deaf.', priority: 'P2' };

async function desk(mailboxes = ONE): Promise<Hands> {
  stage.house({ settings: settings({ people: PEOPLE }), abilities: { desk: ['open-ticket', 'note'] } });
  if (mailboxes.length > 0) await writeMailboxes(stage.store, 'desk', { at: NOW, mailboxes });
  return handsOn(stage);
}

function formOf(answer: Answer) {
  if (answer.is !== 'form') throw new Error(`expected a form, got ${said(answer)}`);
  return answer.form;
}

let count = 0;

function send(hands: Hands, token: string, filled: Filled, who: Presser = BEN_PRESSES): Promise<Answer> {
  count += 1;
  const ask = { is: 'submit' as const, form: 'new-ticket', token, filled };
  return hands.interactions.answer({ id: `new-${count}`, presser: who, place: CHANNEL, ask });
}

async function requested(hands: Hands, filled: Filled = FILLED): Promise<TicketRequest> {
  const { token } = formOf(await hands.command(BEN_PRESSES, 'ticket new'));
  await send(hands, token, filled);
  const request = await readRequest(stage.store, `request/${token}`);
  if (!request) throw new Error('there is no request');
  return request;
}

test('/ticket new asks, keeps what was typed and has one ticket made of it, however often it is sent', async () => {
  const hands = await desk();
  const form = formOf(await hands.command(BEN_PRESSES, 'ticket New printer is dead'));
  expect(form.fields.map(({ id }) => id)).toEqual(['contact', 'subject', 'text', 'priority', 'assign']);
  expect(form.fields[1]).toMatchObject({ initial: 'printer is dead' });
  const ask = { is: 'command' as const, name: 'ticket', argument: 'new' };
  expect([hands.interactions.opensForm(ask), hands.interactions.opensForm({ ...ask, argument: '1042' })]).toEqual([
    true,
    false,
  ]);
  expect(said(await send(hands, form.token, FILLED))).toContain('Its card comes as soon as The Desk has it');
  expect(said(await send(hands, form.token, FILLED))).toBe('This form was sent already; it counts once.');
  expect(await readOutbox(stage.store)).toEqual([
    { job: 'make-ticket', key: `make-request/${form.token}`, ref: `request/${form.token}`, system: 'desk' },
  ]);
  expect(await readRequest(stage.store, `request/${form.token}`)).toMatchObject({
    priority: 'P2',
    wish: { contact: 'carla@acme.example', text: 'On the phone.\nIs deaf.\n\nWritten down by Ben Cole.' },
  });
});

test('mistakes go back into the form, and who may not does not see it', async () => {
  const none = await desk([]);
  expect(said(await none.command(BEN_PRESSES, 'ticket new'))).toContain('are being read for the first time');
  const hands = await desk();
  expect(said(await hands.command(STRANGER, 'ticket new'))).toContain('I do not know you yet');
  expect(said(await hands.command(VERA_PRESSES, 'ticket new'))).toContain('needs the role technician');
  const { token } = formOf(await hands.command(BEN_PRESSES, 'ticket new'));
  const answer = said(await send(hands, token, { contact: 'carla', subject: ' ', text: '\u{200B}' }));
  expect(answer).toMatch(/"contact":.*"subject":.*"text":/);
  const many = await desk([...ONE, { id: '2', name: 'Projects' }]);
  expect(formOf(await many.command(BEN_PRESSES, 'ticket new')).fields[0]).toMatchObject({ id: 'mailbox' });
});

test('whoever asked hears once that it waits, and of a refusal with every word, to be corrected', async () => {
  const hands = await desk();
  const request = await requested(hands);
  const at = view({
    people: [{ id: 'ben@msp.example', name: 'Ben Cole', role: 'technician', accounts: { chat: 'B1' } }],
  });
  const waits = settleRequest(request, { is: 'waiting', trouble: 'It is away.' }, at);
  expect(waits).toMatchObject({ notices: [{ card: { title: 'The Desk is away: your ticket waits' } }] });
  const waiting = waits.is === 'changed' ? waits.item : request;
  expect(settleRequest(waiting, { is: 'waiting', trouble: 'Still.' }, at)).toMatchObject({ notices: [] });
  await change<TicketRequest, TicketRequest | undefined>(stage.store, {
    read: () => readRequest(stage.store, request.ref),
    decide: (now, seen) => settleRequest(now ?? request, { is: 'refused', sentence: 'No.' }, { ...at, now: seen.now }),
  });
  expect(said(await hands.click(ANN_PRESSES, 'correct-ticket', request.ref))).toBe('This is the ticket of Ben Cole.');
  const again = formOf(await hands.click(BEN_PRESSES, 'correct-ticket', request.ref));
  expect(again.fields[2]).toMatchObject({ initial: 'On the phone.\nIs deaf.' });
  const refused = settleRequest(waiting, { is: 'refused', sentence: 'No.' }, at);
  expect(refused).toMatchObject({
    notices: [{ card: { quote: { text: request.wish.text }, actions: [{ verb: 'correct-ticket' }] } }],
  });
  expect(buttons(await hands.click(BEN_PRESSES, 'more', 'desk/12'))).toEqual([]);
});
