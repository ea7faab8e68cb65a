import { expect, test } from 'vitest';
import type { Answer, Presser } from '../../../src/bot/contract.ts';
import type { Filled } from '../../../src/desk/form.ts';
import { writeMailboxes } from '../../../src/store/mailboxes.ts';
import { readOutbox } from '../../../src/store/outbox.ts';
import { readAlert, readTicket, takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, CHANNEL, CLIENTS, open, over, NOW, settings, there } from '../../desk/build.ts';
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
const FILLED = { mailbox: '1', contact: 'carla@acme.example', subject: 'No DNS', text: 'It fails', assign: 'yes' };
const ABLE = { rmm: ['note'], desk: ['assign', 'note', 'open-ticket'] };

async function raised(mailboxes = [{ id: '1', name: 'Support' }]): Promise<Hands> {
  const clients = CLIENTS.map((client) => ({ ...client, contact: `it@${client.mail[0]}` }));
  stage.house({ settings: settings({ people: PEOPLE, clients }), abilities: ABLE });
  await takeSignal(stage.store, open());
  if (mailboxes.length > 0) await writeMailboxes(stage.store, 'desk', { at: NOW, mailboxes });
  return handsOn(stage);
}

function formOf(answer: Answer) {
  if (answer.is !== 'form') throw new Error(`expected a form, got ${said(answer)}`);
  return answer.form;
}

let count = 0;

async function send(hands: Hands, presser: Presser, form: string, token: string, filled: Filled, place = CHANNEL) {
  count += 1;
  return hands.interactions.answer({ id: `send-${count}`, presser, place, ask: { is: 'submit', form, token, filled } });
}

test('the form holds what the alert tells, and opens from what was read before', async () => {
  const hands = await raised();
  expect(said(await hands.click(STRANGER, 'make-ticket', REF))).toContain('I do not know you yet');
  expect(said(await hands.click(VERA_PRESSES, 'make-ticket', REF))).toContain('needs the role technician');
  const form = formOf(await hands.click(BEN_PRESSES, 'make-ticket', REF, undefined, ACME_CHANNEL));
  expect(form.fields).toMatchObject([
    { id: 'mailbox', type: 'choice', initial: '1' },
    { id: 'contact', initial: 'it@acme.example' },
    { id: 'subject', initial: 'ACME-DC01: disk C is full' },
    { id: 'text', initial: expect.stringContaining('Fails since 2026-11-02 08:55 (UTC), high.') },
    { id: 'assign', initial: false },
  ]);
  const many = Array.from({ length: 30 }, (_, index) => ({ id: String(index), name: `Box ${index}` }));
  await writeMailboxes(stage.store, 'desk', { at: NOW, mailboxes: many });
  expect(formOf(await hands.click(BEN_PRESSES, 'make-ticket', REF)).fields[0]).toMatchObject({ type: 'search' });
  const choices = await hands.interactions.choices('mailboxes', 'box 29', { presser: BEN_PRESSES, place: CHANNEL });
  expect([choices, await hands.interactions.choices('mailboxes', '', { presser: STRANGER, place: CHANNEL })]).toEqual([
    [{ id: '29', label: 'Box 29' }],
    [],
  ]);
});

test('without mailboxes it says why instead of opening', async () => {
  const hands = await raised([]);
  expect(said(await hands.click(BEN_PRESSES, 'make-ticket', REF))).toContain('are being read for the first time');
  const failing = { since: NOW - 600_000, sentence: 'It is locked.' };
  await writeMailboxes(stage.store, 'desk', { mailboxes: [], failing });
  expect(said(await hands.click(BEN_PRESSES, 'make-ticket', REF))).toContain('since 10 minutes: It is locked.');
});

test('mistakes go back into the form: no address, another client’s, nothing written', async () => {
  const hands = await raised();
  const { token } = formOf(await hands.click(BEN_PRESSES, 'make-ticket', REF));
  const wrong = { ...FILLED, contact: 'carla', subject: ' ', text: '', mailbox: 'Sales' };
  const mistakes = said(await send(hands, BEN_PRESSES, 'make-ticket', token, wrong));
  for (const word of ['Sales', 'An e-mail address', 'Say in a few words', 'Say what fails'])
    expect(mistakes).toContain(word);
  const other = { ...FILLED, contact: 'fay@globex.example' };
  expect(said(await send(hands, BEN_PRESSES, 'make-ticket', token, other))).toContain('belongs to Globex');
  expect((await readAlert(stage.store, REF))?.ticket).toBe(undefined);
});

test('two at once make one ticket; sent twice it counts once; what was refused is put back', async () => {
  const hands = await raised();
  const ann = formOf(await hands.click(ANN_PRESSES, 'make-ticket', REF)).token;
  const ben = formOf(await hands.click(BEN_PRESSES, 'make-ticket', REF)).token;
  const answers = await Promise.all([
    send(hands, ANN_PRESSES, 'make-ticket', ann, FILLED),
    send(hands, BEN_PRESSES, 'make-ticket', ben, FILLED),
  ]);
  expect(answers.map(said).filter((text) => text.includes('is making a ticket from'))).toHaveLength(1);
  expect((await readOutbox(stage.store)).filter(({ job }) => job === 'make-ticket')).toHaveLength(1);
  const alert = await readAlert(stage.store, REF);
  const first = alert?.ticket?.by.name === 'Ann Baker' ? ann : ben;
  const presser = first === ann ? ANN_PRESSES : BEN_PRESSES;
  expect(said(await send(hands, presser, 'make-ticket', first, FILLED))).toBe(
    'This form was sent already; it counts once.',
  );
  expect(alert?.ticket?.wish).toMatchObject({ assign: first === ann ? '7' : 'ben@msp.example', subject: 'No DNS' });
  expect(said(await hands.click(BEN_PRESSES, 'make-ticket', REF))).toContain('is making a ticket from');
});

test('a ticket is linked with its alert, each changes with the other, and is unlinked', async () => {
  const hands = await raised();
  await takeSignal(stage.store, there());
  const form = formOf(await hands.click(BEN_PRESSES, 'link-ticket', REF));
  expect(form.fields[0]).toMatchObject({ id: 'ticket', choices: [{ id: 'desk/12' }] });
  expect(said(await send(hands, BEN_PRESSES, 'link-ticket', form.token, {}))).toContain('Choose a ticket');
  expect(said(await send(hands, BEN_PRESSES, 'link-ticket', form.token, { number: '7' }))).toContain('no ticket #7');
  expect(said(await send(hands, BEN_PRESSES, 'link-ticket', form.token, { ticket: 'desk/12' }))).toContain(
    'are linked',
  );
  await takeSignal(stage.store, over('recovered', NOW));
  const ticket = await readTicket(stage.store, 'desk/12');
  expect(ticket?.alerts).toMatchObject([{ ref: REF, state: 'recovered' }]);
  await takeSignal(stage.store, there({ status: 'closed' }, { readAt: NOW + 1 }));
  expect((await readAlert(stage.store, REF))?.ticket?.sight).toMatchObject({ state: 'closed' });
  expect(buttons(await hands.click(BEN_PRESSES, 'show', REF))).toContain('show desk/12');
  expect(said(await hands.click(BEN_PRESSES, 'unlink-ticket', REF))).toContain('has no ticket any more');
  expect((await readTicket(stage.store, 'desk/12'))?.alerts).toEqual([]);
});
