import { expect, test } from 'vitest';
import { readOutbox } from '../../../src/store/outbox.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import type { TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { ACME_CHANNEL, gone, NOW, there, WALLED } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, type Hands, handsOn, PEOPLE, said } from '../desk.ts';
import { formIn, sender } from '../forms.ts';
import { settings, CLIENTS } from '../../desk/build.ts';

const stage = useStage();
const FAY = { customer: { name: 'Fay', email: 'fay@globex.example' } };

async function arrive(row: string, facts: Partial<TicketFacts> = {}, readAt = NOW): Promise<void> {
  await takeSignal(stage.store, there({ number: row, subject: `Subject ${row}`, ...facts }, { row, readAt }));
}

/** An incident (1) and tickets 2 and 3 of the same client, 4 of another. */
async function atDesk(): Promise<Hands> {
  expect(WALLED.clients.length).toBe(2);
  stage.house({
    settings: settings({ people: PEOPLE, clients: CLIENTS }),
    abilities: { desk: ['assign', 'note', 'reply', 'status'] },
  });
  for (const row of ['1', '2', '3']) await arrive(row);
  await arrive('4', FAY);
  return handsOn(stage);
}

async function link(hands: Hands, row: string, to: string, text = ''): Promise<string> {
  const form = formIn(await hands.click(BEN_PRESSES, 'incident-form', `desk/${row}`));
  return said(await sender(hands, 'incident')(BEN_PRESSES, form.token, { incident: to, text }));
}

async function childrenOf(row: string): Promise<string> {
  const { children = [] } = (await readTicket(stage.store, `desk/${row}`)) ?? {};
  return children.map(({ ref, isOpen }) => `${ref}${isOpen ? '' : ' closed'}`).join(', ');
}

test('linked by number or subject; counted, listed and unlinked again', async () => {
  const hands = await atDesk();
  expect(await link(hands, '2', 'nothing like it')).toContain('Nothing is called');
  expect(await link(hands, '2', '#1')).toContain('is part of #1 Subject 1');
  expect(await link(hands, '3', 'ubject 1')).toContain('is part of #1');
  expect(await link(hands, '4', '1')).toContain('write what this ticket may say');
  expect(await link(hands, '4', '1', 'We know.')).toContain('is part of');
  expect(await childrenOf('1')).toBe('desk/2, desk/3, desk/4');
  const listed = await hands.click(BEN_PRESSES, 'children', 'desk/1', undefined, ACME_CHANNEL);
  expect([buttons(listed), listed.is === 'card' && listed.card.footer]).toEqual([
    ['show desk/2', 'show desk/3'],
    ['1 of other clients are not shown here'],
  ]);
  expect(said(await hands.click(BEN_PRESSES, 'incident', 'desk/4', undefined, 'chat:globex'))).toContain(
    'may not be shown here. We know.',
  );
  await hands.click(BEN_PRESSES, 'incident-unlink', 'desk/3');
  expect(await childrenOf('1')).toBe('desk/2, desk/4');
});

test('closed, merged, deleted and restored at the source: both sides stay right', async () => {
  const hands = await atDesk();
  await link(hands, '2', '#1');
  await link(hands, '3', '#1');
  await arrive('2', { status: 'closed' }, NOW + 1);
  expect(await childrenOf('1')).toBe('desk/2 closed, desk/3');
  await takeSignal(stage.store, { ...gone('deleted', NOW + 1), row: '2' });
  expect(await childrenOf('1')).toBe('desk/3');
  await arrive('2', {}, NOW + 9);
  expect(await childrenOf('1')).toBe('desk/3, desk/2');
  await arrive('5');
  await takeSignal(stage.store, { ...gone('merged', NOW + 10, '5'), row: '3' });
  expect(await childrenOf('1')).toBe('desk/2, desk/5');
  await arrive('6');
  await takeSignal(stage.store, { ...gone('merged', NOW + 10, '6'), row: '1' });
  expect([await childrenOf('6'), (await readTicket(stage.store, 'desk/5'))?.parent?.number]).toEqual([
    'desk/2, desk/5',
    '6',
  ]);
  await arrive('6', { subject: 'Another name' }, NOW + 20);
  expect((await readTicket(stage.store, 'desk/2'))?.parent).toMatchObject({ ref: 'desk/6', subject: 'Another name' });
  await takeSignal(stage.store, { ...gone('merged', NOW + 30, '2'), row: '6' });
  expect([await childrenOf('2'), (await readTicket(stage.store, 'desk/2'))?.parent]).toEqual(['desk/5', undefined]);
});

test('news is shown before it is mailed, and sent once however often it is pressed', async () => {
  const hands = await atDesk();
  await link(hands, '2', '#1');
  await link(hands, '4', '#1', 'We know.');
  const before = (await readOutbox(stage.store)).length;
  const form = formIn(await hands.click(ANN_PRESSES, 'tell', 'desk/1'));
  expect(form.fields.map(({ id }) => id)).toEqual(['text', 'neutral', 'reply']);
  const send = sender(hands, 'tell');
  expect(said(await send(ANN_PRESSES, form.token, { text: 'It is the queue', reply: 'yes' }))).toContain(
    'what the other clients may read',
  );
  const typed = { text: 'It is the queue', neutral: 'We know the cause', reply: 'yes' };
  const shown = await send(ANN_PRESSES, form.token, typed);
  expect([said(shown).includes('goes to the customers of 2 tickets'), (await readOutbox(stage.store)).length]).toEqual([
    true,
    before,
  ]);
  const answers = await Promise.all([1, 2].map(() => hands.click(ANN_PRESSES, 'tell-send', 'desk/1', form.token)));
  expect(answers.some((answer) => said(answer).includes('You told 2 tickets'))).toBe(true);
  await hands.click(ANN_PRESSES, 'tell-send', 'desk/1', form.token);
  const writes = (await readOutbox(stage.store)).flatMap((effect) =>
    effect.job === 'write-back' && effect.key.includes('bulk/') ? `${effect.write.verb} ${effect.ref}` : [],
  );
  expect(writes.toSorted()).toEqual(['note desk/2', 'note desk/4', 'reply desk/2', 'reply desk/4']);
});

test('closing asks with the list, and closes those of the list, once', async () => {
  const hands = await atDesk();
  await link(hands, '2', '#1');
  await link(hands, '3', '#1');
  await arrive('1', { status: 'closed' }, NOW + 1);
  const asked = await hands.click(BEN_PRESSES, 'close-children', 'desk/1');
  expect(said(asked)).toContain('Close 2 tickets of #1?');
  const word = buttons(asked)
    .find((one) => one.startsWith('close-all'))
    ?.split(' ')[2];
  const done = await Promise.all([1, 2].map(() => hands.click(BEN_PRESSES, 'close-all', 'desk/1', word)));
  expect(done.some((answer) => said(answer).includes('ordered the closing of 2 tickets'))).toBe(true);
  const writes = (await readOutbox(stage.store)).filter(({ key }) => key.startsWith('close-bulk/'));
  expect(writes.map((effect) => ('ref' in effect ? effect.ref : '')).toSorted()).toEqual(['desk/2', 'desk/3']);
});
