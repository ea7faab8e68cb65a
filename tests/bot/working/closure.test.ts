import { expect, test } from 'vitest';
import type { Answer, Presser } from '../../../src/bot/contract.ts';
import type { Filled } from '../../../src/desk/form.ts';
import { plain } from '../../../src/desk/text.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { readOutbox } from '../../../src/store/outbox.ts';
import { readTimeline } from '../../../src/store/read.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import { CLIENTS, GLOBEX_CHANNEL, NOW, open, settings, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, type Hands, handsOn, PEOPLE, said, VERA_PRESSES } from '../desk.ts';
import { formIn, sender } from '../forms.ts';

const stage = useStage();
const REF = 'desk/12';
const ABLE = { rmm: ['note'], desk: ['assign', 'note', 'reply', 'status', 'open-ticket'] };
const people = PEOPLE.map((person) => ({ ...person, desk: person.name === 'Ann Baker' ? '7' : '8' }));
const CODE = { code: 'Fixed' };
const SUMMARY = { text: 'We made room on the disk.', send: 'yes' };

async function arrived(steps: readonly string[], more: object = {}): Promise<Hands> {
  stage.house({
    settings: settings({ people, clients: CLIENTS, closure: { rules: [{ steps }], ...more } }),
    abilities: ABLE,
  });
  await takeSignal(stage.store, there());
  return handsOn(stage);
}

function send(hands: Hands, form: string, who: Presser, token: string, filled: Filled): Promise<Answer> {
  return sender(hands, form)(who, token, filled);
}

/** Fills in the form of a step. */
async function record(hands: Hands, step: string, filled: Filled, who = BEN_PRESSES): Promise<Answer> {
  const { token } = formIn(await hands.click(who, 'closure-step', REF, step));
  return send(hands, 'closure-step', who, token, filled);
}

/** The word of a button under an answer's card. */
function word(answer: Answer, verb: string): string | undefined {
  return answer.is === 'card' ? answer.card.actions.find((one) => one.verb === verb)?.with : undefined;
}

async function ticket(): Promise<Ticket> {
  const found = await readTicket(stage.store, REF);
  if (!found) throw new Error('there is no ticket');
  return found;
}

async function writes(): Promise<unknown[]> {
  return (await readOutbox(stage.store)).map((effect) => (effect.job === 'write-back' ? effect.write : effect.job));
}

test('a small ticket is closed with two clicks; who may not act, or is elsewhere, gets a sentence', async () => {
  const hands = await arrived(['alerts']);
  expect(said(await hands.click(VERA_PRESSES, 'closure', REF))).toContain('needs the role technician');
  expect(said(await hands.click(BEN_PRESSES, 'closure', REF, undefined, GLOBEX_CHANNEL))).toContain('another channel');
  const list = await hands.click(BEN_PRESSES, 'closure', REF);
  expect(said(list)).toContain('Ready to close. The other steps are optional.');
  const answer = await hands.click(BEN_PRESSES, 'closure-close', REF, word(list, 'closure-close'));
  expect(said(answer)).toContain('The card of #1042');
  expect(await writes()).toMatchObject([{ verb: 'status', status: 'closed', by: '8' }]);
  const plainly = formIn(await hands.click(ANN_PRESSES, 'close', REF));
  expect(plainly.title).toBe('Close the ticket');
});

test('what is required comes before a plain close, but not before one that nobody wants', async () => {
  const hands = await arrived(['code', 'alerts']);
  expect(said(await hands.click(BEN_PRESSES, 'close', REF))).toContain(
    '1 of 2 required steps are done. Next: Resolution code',
  );
  const other = formIn(await hands.click(BEN_PRESSES, 'close', REF, 'Cancelled'));
  expect(other.fields[0]).toMatchObject({ id: 'as', initial: 'Cancelled' });
  const done = { as: 'Done', text: 'all right', to: 'colleagues' };
  const refused = await send(hands, 'words', BEN_PRESSES, other.token, done);
  expect(said(refused)).toContain('Ticket #1042 is not closed: "Resolution code" is not done yet.');
  expect(await writes()).toEqual([]);
  await send(hands, 'words', BEN_PRESSES, other.token, { ...done, as: 'Cancelled' });
  expect(await writes()).toMatchObject([{ verb: 'note', status: 'closed' }]);
});

test('steps are saved one by one, mistakes go back into the form, and another technician goes on', async () => {
  const hands = await arrived(['verified', 'code', 'alerts']);
  expect(said(await record(hands, 'code', { code: 'Magic' }))).toBe('mistakes {"code":"Choose one of these."}');
  expect(said(await record(hands, 'code', CODE))).toContain('✅ Resolution code · Fixed · Ben Cole');
  const list = await hands.click(ANN_PRESSES, 'closure', REF);
  expect(said(list)).toContain('2 of 3 required steps are done. Next: Verified by the user');
  const again = formIn(await hands.click(ANN_PRESSES, 'closure-step', REF, 'code'));
  expect(again.fields[0]).toMatchObject({ initial: 'Fixed' });
  expect(said(await record(hands, 'verified', { who: 'Carla', how: 'phone' }, ANN_PRESSES))).toContain(
    'Ready to close',
  );
  const entries = await readTimeline(stage.store, REF);
  expect(entries.slice(-2).map(({ text }) => text)).toEqual([
    'Resolution code: Fixed (Ben Cole)',
    'Verified by the user: Carla, on the phone (Ann Baker)',
  ]);
});

test('a step is skipped with a reason, never without one', async () => {
  const hands = await arrived(['verified', 'code']);
  const form = formIn(await hands.click(BEN_PRESSES, 'closure-skip', REF, 'code'));
  expect(form.fields[0]).toMatchObject({ initial: 'code', choices: [{ id: 'verified' }, { id: 'code' }] });
  expect(said(await send(hands, 'closure-skip', BEN_PRESSES, form.token, { step: 'code', reason: ' ' }))).toContain(
    'Say why',
  );
  const skipped = await send(hands, 'closure-skip', BEN_PRESSES, form.token, { step: 'code', reason: 'a test' });
  expect(said(skipped)).toContain('⏭️ Resolution code · skipped, a test · Ben Cole');
  expect((await ticket()).closure?.steps.code).toMatchObject({ is: 'skipped', reason: 'a test' });
});

test('only a lead signs off; what they signed is signed again when it changes', async () => {
  const hands = await arrived(['code', 'sign-off'], { signOff: 'owner' });
  await record(hands, 'code', CODE);
  expect(said(await hands.click(BEN_PRESSES, 'closure-step', REF, 'sign-off'))).toContain('needs the role owner');
  expect(said(await record(hands, 'sign-off', { note: 'good' }, ANN_PRESSES))).toContain('Ready to close');
  const changed = await record(hands, 'code', { code: 'No fault found' });
  expect(said(changed)).toContain('Next: Signed off');
});

test('the customer’s words are shown first; a summary that was changed meanwhile, or a new word, is shown again', async () => {
  const hands = await arrived(['summary', 'csat'], { csat: 'How was it? https://csat.example/{number}' });
  expect(said(await hands.click(BEN_PRESSES, 'closure-tick', REF, 'csat'))).toContain(
    'record a summary that is sent first',
  );
  await record(hands, 'summary', SUMMARY);
  const list = await hands.click(BEN_PRESSES, 'closure-tick', REF, 'csat');
  const preview = await hands.click(BEN_PRESSES, 'closure-close', REF, word(list, 'closure-close'));
  expect(preview).toMatchObject({
    card: { quote: { text: 'We made room on the disk.\n\nHow was it? https://csat.example/1042' } },
  });
  await record(hands, 'summary', { ...SUMMARY, text: 'Another text' }, ANN_PRESSES);
  const second = await hands.click(BEN_PRESSES, 'closure-send', REF, word(preview, 'closure-send'));
  expect(said(second)).toContain('The summary was changed since you looked.');
  await takeSignal(stage.store, there({ lastCustomerAt: NOW }, { readAt: NOW + 1 }));
  const third = await hands.click(BEN_PRESSES, 'closure-send', REF, word(second, 'closure-send'));
  expect([said(third).includes('wrote again'), await writes()]).toEqual([true, []]);
  const fresh = await hands.click(BEN_PRESSES, 'closure', REF);
  const last = await hands.click(BEN_PRESSES, 'closure-close', REF, word(fresh, 'closure-close'));
  const sent = await hands.click(BEN_PRESSES, 'closure-send', REF, word(last, 'closure-send'));
  expect(said(sent)).toContain('goes out in a moment');
  expect(await writes()).toMatchObject([
    { verb: 'note', text: expect.stringContaining('Summary for the customer') },
    { verb: 'reply', status: 'closed', text: expect.stringContaining('Another text') },
  ]);
  const undone = await hands.click(BEN_PRESSES, 'words-undo', REF, word(sent, 'words-undo'));
  expect([said(undone), word(undone, 'closure'), word(undone, 'words-again')]).toEqual([
    'Taken back: nothing was sent.',
    undefined,
    undefined,
  ]);
  expect(said(await hands.click(BEN_PRESSES, 'closure', REF))).toContain('Ready to close');
});

test('what fails now stops it, though the card was drawn before', async () => {
  const hands = await arrived(['alerts']);
  await takeSignal(stage.store, open());
  const link = formIn(await hands.click(BEN_PRESSES, 'link-ticket', 'rmm/check/dc01/3/1'));
  const list = await hands.click(BEN_PRESSES, 'closure', REF);
  await send(hands, 'link-ticket', BEN_PRESSES, link.token, { ticket: REF });
  const refused = await hands.click(BEN_PRESSES, 'closure-close', REF, word(list, 'closure-close'));
  expect(said(refused)).toContain('Ticket #1042 is not closed: the alert ACME-DC01: disk C is full fails.');
  expect(refused).toMatchObject({
    card: { rows: [{ action: { verb: 'closure-skip', with: 'alerts' } }, {}, {}, {}, {}, {}, {}, {}] },
  });
  const form = formIn(await hands.click(BEN_PRESSES, 'closure-skip', REF, 'alerts'));
  const skipped = await send(hands, 'closure-skip', BEN_PRESSES, form.token, {
    step: 'alerts',
    reason: 'a spare disk',
  });
  expect(said(skipped)).toContain('Ready to close');
  await hands.click(BEN_PRESSES, 'closure-close', REF, word(skipped, 'closure-close'));
  expect(await writes()).toContainEqual(
    expect.objectContaining({
      status: 'closed',
      text: expect.stringMatching(/skipped, because a spare disk[^]*Still failing/),
    }),
  );
});

test('what was typed when somebody else closed it comes back, every word of it', async () => {
  const hands = await arrived(['code']);
  const { token } = formIn(await hands.click(BEN_PRESSES, 'closure-step', REF, 'cause'));
  await takeSignal(stage.store, there({ status: 'closed' }, { readAt: NOW + 1 }));
  const kept = await send(hands, 'closure-step', BEN_PRESSES, token, { cause: 'A full disk', change: 'Made room' });
  expect([said(kept), kept]).toMatchObject([
    expect.stringContaining('Ticket #1042 is closed already.'),
    { card: { quote: { text: 'A full disk\nMade room' } } },
  ]);
  const unsolved = formIn(await hands.click(BEN_PRESSES, 'unsolved', REF));
  const reopened = await send(hands, 'unsolved', BEN_PRESSES, unsolved.token, { text: 'still full' });
  expect(said(reopened)).toContain('is being reopened');
  expect(said(await send(hands, 'unsolved', BEN_PRESSES, unsolved.token, { text: 'still full' }))).toContain(
    'counts once',
  );
  expect((await ticket()).closure?.tally).toMatchObject({ closed: 1, unsolved: 1 });
  await takeSignal(stage.store, there({ lastCustomerAt: NOW }, { readAt: NOW + 2 }));
  expect(said(await hands.click(BEN_PRESSES, 'unsolved', REF))).toContain('is open: nothing has to be reopened');
  const back = formIn(await hands.click(BEN_PRESSES, 'closure-step-again', REF, token));
  expect(back.fields[0]).toMatchObject({ id: 'cause', initial: 'A full disk' });
});

test('the guide: ticked by whoever did it, another chosen, the outcome asked for and kept', async () => {
  const hands = await arrived(['alerts']);
  const guide = await hands.click(BEN_PRESSES, 'guide', REF);
  expect(said(guide)).toContain('Lowest risk first. Next: Confirm the symptom');
  expect(said(await hands.click(BEN_PRESSES, 'guide-tick', REF, 'confirm'))).toContain('Next: Verify the basics');
  expect(said(await hands.click(ANN_PRESSES, 'guide-tick', REF, 'confirm'))).toContain('Ben Cole ticked');
  expect(said(await hands.click(ANN_PRESSES, 'guide-tick', REF, 'nonsense'))).toContain('another version');
  const kind = formIn(await hands.click(BEN_PRESSES, 'guide-kind', REF));
  expect(said(await send(hands, 'guide-kind', BEN_PRESSES, kind.token, { kind: 'x' }))).toContain('Choose one');
  const backup = await send(hands, 'guide-kind', BEN_PRESSES, kind.token, { kind: 'backup' });
  expect(backup).toMatchObject({ card: { badge: '🧭 Backup' } });
  const { token } = formIn(await hands.click(BEN_PRESSES, 'guide-outcome', REF));
  expect(said(await send(hands, 'guide-outcome', BEN_PRESSES, token, { outcome: ' ', prevent: 'x' }))).toContain(
    'mistakes',
  );
  const done = await send(hands, 'guide-outcome', BEN_PRESSES, token, {
    outcome: 'Target full',
    prevent: 'Alert at 80 %',
  });
  expect(said(done)).toContain('Outcome: Target full · Ben Cole');
  expect(await writes()).toMatchObject([{ verb: 'note', text: expect.stringContaining('Alert at 80 %') }]);
  const [line] = (done.is === 'card' ? done.card.rows : []).map((row) => plain(row.line));
  expect(line).toContain('✅ Confirm the symptom');
});
