import { expect, test } from 'vitest';
import type { Answer, Presser } from '../../../src/bot/contract.ts';
import type { Filled } from '../../../src/desk/form.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { readOutbox } from '../../../src/store/outbox.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, CHANNEL, CLIENTS, GLOBEX_CHANNEL, MINUTE, NOW, settings, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, type Hands, handsOn, PEOPLE, said, STRANGER, VERA_PRESSES } from '../desk.ts';

const stage = useStage();
const REF = 'desk/12';
const ABLE = { desk: ['assign', 'note', 'reply', 'status'] };
const people = PEOPLE.map((person) => ({ ...person, desk: person.name === 'Ann Baker' ? '7' : '8' }));

async function arrived(abilities: Readonly<Record<string, readonly string[]>> = ABLE): Promise<Hands> {
  stage.house({ settings: settings({ people, clients: CLIENTS }), abilities });
  await takeSignal(stage.store, there());
  return handsOn(stage);
}

function tokenOf(answer: Answer): string {
  if (answer.is !== 'form') throw new Error(`expected a form, got ${said(answer)}`);
  return answer.form.token;
}

async function fill(hands: Hands, verb: string, filled: Filled, who: Presser = ANN_PRESSES) {
  const token = tokenOf(await hands.click(who, verb, REF));
  return { token, answer: await sent(hands, token, filled, who) };
}

let count = 0;

async function sent(hands: Hands, token: string, filled: Filled, who: Presser = ANN_PRESSES, place = CHANNEL) {
  count += 1;
  const ask = { is: 'submit' as const, form: 'words', token, filled };
  return hands.interactions.answer({ id: `words-${count}`, presser: who, place, ask });
}

function labelled(answer: Answer): string[] {
  return answer.is === 'card' ? answer.card.actions.map(({ label }) => label) : [];
}

function quoted(answer: Answer): string | undefined {
  return answer.is === 'card' ? answer.card.quote?.text : undefined;
}

async function ticket(): Promise<Ticket> {
  const found = await readTicket(stage.store, REF);
  if (!found) throw new Error('there is no ticket');
  return found;
}

async function writes(): Promise<unknown[]> {
  return (await readOutbox(stage.store)).map((effect) => (effect.job === 'write-back' ? effect.write : effect.job));
}

test('a reply is shown word for word before it goes, goes once, and can be taken back', async () => {
  const hands = await arrived();
  const { token, answer } = await fill(hands, 'reply', { text: 'Hello <!channel>\nit is mended', after: 'waits' });
  expect(said(answer)).toContain('This is what the customer will read. The ticket waits for the customer then.');
  expect(quoted(answer)).toBe('Hello <!channel>\nit is mended');
  expect([labelled(answer), await writes()]).toEqual([['Send', 'Change it'], []]);
  const going = await hands.click(ANN_PRESSES, 'words-send', REF, token);
  expect(said(going)).toContain('goes out in a moment');
  expect(await writes()).toMatchObject([
    { verb: 'reply', text: 'Hello <!channel>\nit is mended', status: 'pending', by: '7' },
  ]);
  expect(said(await hands.click(ANN_PRESSES, 'words-send', REF, token))).toBe('This was sent already; it counts once.');
  expect(said(await hands.click(BEN_PRESSES, 'words-undo', REF, token))).toBe('These are the words of Ann Baker.');
  expect(said(await hands.click(ANN_PRESSES, 'words-undo', REF, token))).toContain('nothing was sent');
  const again = await hands.click(ANN_PRESSES, 'words-again', REF, token);
  expect(again).toMatchObject({
    is: 'form',
    form: { fields: [{ initial: 'Hello <!channel>\nit is mended' }, { initial: 'waits' }] },
  });
  expect(tokenOf(again)).not.toBe(token);
});

test('a note goes at once, and never to the customer', async () => {
  const hands = await arrived();
  const { answer } = await fill(hands, 'internal-note', { text: 'They lie.', to: 'customer' });
  expect(said(answer)).toContain('says when The Desk has it');
  expect(await writes()).toMatchObject([{ verb: 'note', text: 'They lie.' }]);
});

test('an update keeps the state, a close moves it, each in one step', async () => {
  const hands = await arrived();
  await fill(hands, 'update', { text: 'Parts are ordered.', to: 'colleagues' });
  expect((await writes())[0]).toEqual({ verb: 'note', on: '12', text: 'Parts are ordered.', by: '7' });
  await fill(hands, 'close', { as: 'Cancelled', text: 'They moved away.', to: 'colleagues' });
  expect(await writes()).toContainEqual(
    expect.objectContaining({ verb: 'note', status: 'closed', text: 'They moved away.' }),
  );
  expect((await ticket()).orders?.at(-1)?.as).toBe('Cancelled');
  const { answer } = await fill(hands, 'close', { as: 'Done', to: 'colleagues' }, BEN_PRESSES);
  expect(said(answer)).toContain('Ann Baker closes it in ticket #1042 at this moment');
});

test('a customer who wrote while the reply was typed stops it, and nothing of it is lost', async () => {
  const hands = await arrived();
  const { token } = await fill(hands, 'reply', { text: 'Done!', after: 'closed' });
  await takeSignal(
    stage.store,
    there({ lastCustomerAt: NOW + MINUTE, lastReplyFrom: 'customer' }, { readAt: NOW + 1 }),
  );
  const stopped = await hands.click(ANN_PRESSES, 'words-send', REF, token);
  expect(said(stopped)).toContain('read it first. Nothing was sent.');
  expect([labelled(stopped), await writes()]).toEqual([['Open it again'], []]);
  const again = tokenOf(await hands.click(ANN_PRESSES, 'words-again', REF, token));
  await sent(hands, again, { text: 'Done, and I read you.', after: 'closed' });
  expect(said(await hands.click(ANN_PRESSES, 'words-send', REF, again))).toContain('goes out in a moment');
});

test('who may not, what is empty, what is elsewhere, and what the system cannot take', async () => {
  const hands = await arrived();
  expect(said(await hands.click(STRANGER, 'reply', REF))).toContain('I do not know you yet');
  expect(said(await hands.click(VERA_PRESSES, 'close', REF))).toContain('needs the role technician');
  expect(said(await hands.click(ANN_PRESSES, 'reply', REF, undefined, GLOBEX_CHANNEL))).toContain('another channel');
  const { answer } = await fill(hands, 'reply', { text: ' \u{202E} ' });
  expect(answer).toMatchObject({ is: 'mistakes', mistakes: { text: 'Write what is to be read.' } });
  const close = await fill(hands, 'close', { to: 'customer', text: '' });
  expect(close.answer).toMatchObject({ is: 'mistakes' });
  const token = tokenOf(await hands.click(ANN_PRESSES, 'internal-note', REF, undefined, ACME_CHANNEL));
  expect(said(await sent(hands, token, { text: 'x' }, ANN_PRESSES, GLOBEX_CHANNEL))).toContain('another channel');
  expect(said(await sent(hands, 'gone', { text: 'x' }))).toContain('older than a day');
  expect(await writes()).toEqual([]);
});

test('the menu offers what the system takes, and nothing else', async () => {
  const hands = await arrived();
  const labels = ['Reply to the customer…', 'Internal note…', 'Update…', 'Close…'];
  expect(labelled(await hands.click(ANN_PRESSES, 'more', REF))).toEqual(expect.arrayContaining(labels));
  const some = labelled(await (await arrived({ desk: ['note'] })).click(ANN_PRESSES, 'more', REF));
  expect(labels.filter((label) => some.includes(label))).toEqual(['Internal note…', 'Update…']);
});
