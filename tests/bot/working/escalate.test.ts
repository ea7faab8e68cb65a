import { expect, test } from 'vitest';
import { readOutbox } from '../../../src/store/outbox.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import { CLIENTS, GLOBEX_CHANNEL, NOW, settings, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, type Hands, handsOn, PEOPLE, said, VERA_PRESSES } from '../desk.ts';
import { formIn, sender } from '../forms.ts';

const stage = useStage();
const REF = 'desk/12';
const FACTS = {
  symptom: 'No mail since noon',
  reproduction: 'Send a mail to anybody',
  diagnostics: 'It waits in the queue',
  ruledOut: 'DNS answers, so does the firewall',
};

async function atDesk(escalation: Record<string, unknown> = { to: ['chat:tier2'] }, away = false): Promise<Hands> {
  stage.house({ settings: settings({ people: PEOPLE, clients: CLIENTS, escalation }) });
  await takeSignal(stage.store, there());
  return handsOn(stage, {
    accountOf: (_, email) =>
      away ? Promise.reject(new Error('away')) : Promise.resolve({ id: `u-${email}`, name: email }),
  });
}

test('what is missing is said field by field, and every word stays in the form', async () => {
  const hands = await atDesk();
  expect(said(await hands.click(VERA_PRESSES, 'escalate', REF))).toContain('needs the role technician');
  const form = formIn(await hands.click(BEN_PRESSES, 'escalate', REF));
  expect(form.fields.map(({ id }) => id)).toEqual(['symptom', 'reproduction', 'diagnostics', 'ruledOut', 'to']);
  expect(form.intro).toEqual(['#1042 goes to chat tier2, and as a note into the ticket.']);
  const answer = await sender(hands, 'escalate')(BEN_PRESSES, form.token, {
    ...FACTS,
    ruledOut: 'n/a',
    diagnostics: ' - ',
  });
  expect(answer).toMatchObject({
    is: 'mistakes',
    mistakes: { diagnostics: expect.any(String), ruledOut: expect.any(String) },
    form: {
      fields: [{ initial: FACTS.symptom }, { initial: FACTS.reproduction }, { initial: ' - ' }, { initial: 'n/a' }, {}],
    },
  });
  expect((await readTicket(stage.store, REF))?.escalation).toBe(undefined);
});

test('pressed twice it is escalated once; a second person’s form meets the first, and keeps what was typed', async () => {
  const hands = await atDesk();
  const send = sender(hands, 'escalate');
  const ben = formIn(await hands.click(BEN_PRESSES, 'escalate', REF)).token;
  const ann = formIn(await hands.click(ANN_PRESSES, 'escalate', REF)).token;
  const twice = await Promise.all([send(BEN_PRESSES, ben, FACTS), send(BEN_PRESSES, ben, FACTS)]);
  expect(twice.map(said).toSorted()).toEqual([
    'This was escalated already; it counts once.',
    'Ticket #1042 is escalated. Whoever claims it has it.',
  ]);
  expect((await readOutbox(stage.store)).map(({ key }) => key)).toEqual([`escalate-${REF}-${ben}`]);
  const late = await send(ANN_PRESSES, ann, { ...FACTS, symptom: 'Nobody gets mail' });
  expect(said(late)).toContain('Ben Cole escalated Ticket #1042');
  expect(buttons(late)).toEqual([`escalate-again - ${ann}`]);
  const again = formIn(await hands.click(ANN_PRESSES, 'escalate-again', '-', ann));
  expect(again.fields[0]).toMatchObject({ initial: 'Nobody gets mail' });
  expect(said(await send(ANN_PRESSES, again.token, FACTS))).toContain('Add what is new');
  expect(said(await send(ANN_PRESSES, again.token, { ...FACTS, symptom: 'Nobody gets mail' }))).toContain(
    'is escalated',
  );
});

test('whoever is chosen gets it by their account there; while that cannot be looked up it is escalated all the same', async () => {
  const hands = await atDesk();
  const { token } = formIn(await hands.click(BEN_PRESSES, 'escalate', REF));
  const chosen = { ...FACTS, to: 'ann@msp.example' };
  expect(said(await sender(hands, 'escalate')(BEN_PRESSES, token, chosen))).toBe(
    'Ticket #1042 is escalated. Ann Baker is to have it.',
  );
  expect((await readTicket(stage.store, REF))?.intent).toMatchObject({
    assignee: { account: '7' },
    by: { name: 'Ben Cole' },
  });
});

test('a ticket system that is away keeps nobody from being called', async () => {
  const hands = await atDesk({ to: ['chat:tier2'] }, true);
  const { token } = formIn(await hands.click(BEN_PRESSES, 'escalate', REF));
  const answer = said(await sender(hands, 'escalate')(BEN_PRESSES, token, { ...FACTS, to: 'ann@msp.example' }));
  expect(answer).toContain('It does not change hands in The Desk');
  const ticket = await readTicket(stage.store, REF);
  expect([ticket?.escalation?.to?.name, ticket?.intent]).toEqual(['Ann Baker', undefined]);
});

test('behind another client’s wall the form does not even open; a ticket that went meanwhile is refused with all typed kept', async () => {
  const walled = await atDesk({ to: [GLOBEX_CHANNEL] });
  expect(said(await walled.click(BEN_PRESSES, 'escalate', REF))).toContain('Nothing was sent');
  const hands = await atDesk({ to: [GLOBEX_CHANNEL, 'chat:tier2'], assign: 'nobody' });
  const form = formIn(await hands.click(BEN_PRESSES, 'escalate', REF));
  expect([form.fields.length, form.intro]).toEqual([4, [expect.stringContaining('(Globex): other clients only.')]]);
  await takeSignal(stage.store, there({ status: 'closed' }, { readAt: NOW + 1 }));
  const answer = await sender(hands, 'escalate')(BEN_PRESSES, form.token, FACTS);
  expect(said(answer)).toContain('is closed in The Desk; reopen it first.');
  expect(buttons(answer)).toEqual([`escalate-again - ${form.token}`]);
});
