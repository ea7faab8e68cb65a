import { expect, test } from 'vitest';
import { SystemError } from '../../../src/desk/errors.ts';
import { plain } from '../../../src/desk/text.ts';
import type { Ports } from '../../../src/bot/ports.ts';
import { readTimeline } from '../../../src/store/read.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, GLOBEX_CHANNEL, gone, NOW, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { BEN_PRESSES, buttons, handsOn, said, VERA_PRESSES, WALLED_HOUSE } from '../desk.ts';
import { formIn, sender } from '../forms.ts';

const stage = useStage();
const REF = 'desk/12';

async function atDesk(ports: Partial<Ports> = {}) {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, there());
  const hands = handsOn(stage, ports);
  return { hands, send: sender(hands, 'caller', ACME_CHANNEL) };
}

test('one click shows who is on file with which numbers, and asks for a finding; elsewhere it shows nothing', async () => {
  const asked: string[] = [];
  const { hands } = await atDesk({
    contact: async (source, email) => {
      asked.push(`${source} ${email}`);
      return { id: '1', name: 'Carla Diaz', emails: [email], phones: ['+49 30 1'] };
    },
  });
  const answer = await hands.click(BEN_PRESSES, 'caller-check', REF, undefined, ACME_CHANNEL);
  const fields = answer.is === 'card' ? answer.card.fields.map(({ value }) => plain(value)) : [];
  expect(fields).toEqual(['Acme', 'Carla Diaz', '+49 30 1', 'nobody is named for Acme']);
  expect(buttons(answer)).toEqual([`caller-form ${REF} yes`, `caller-form ${REF} no`]);
  expect(said(await hands.click(BEN_PRESSES, 'caller-check', REF, undefined, GLOBEX_CHANNEL))).toContain(
    'another channel',
  );
  expect(said(await hands.click(VERA_PRESSES, 'caller-check', REF))).toContain('needs the role technician');
  expect(asked).toEqual(['desk carla@acme.example']);
});

test('a source that does not answer is said to, and the finding can be recorded all the same', async () => {
  const { hands, send } = await atDesk({
    contact: () => Promise.reject(new SystemError('desk', 'later', 'away')),
  });
  const answer = await hands.click(BEN_PRESSES, 'caller-check', REF, undefined, ACME_CHANNEL);
  expect(answer.is === 'card' && answer.card.fields.map(({ value }) => plain(value))).toContain(
    'The Desk does not answer: nobody can say now',
  );
  const { token } = formIn(await hands.click(BEN_PRESSES, 'caller-form', REF, 'yes', ACME_CHANNEL));
  expect(said(await send(BEN_PRESSES, token, { how: 'known' }))).toContain('is confirmed; its card says so');
});

test('the finding is recorded once, however often it is sent; what was typed survives a mistake', async () => {
  const { hands, send } = await atDesk();
  const form = formIn(await hands.click(BEN_PRESSES, 'caller-form', REF, 'no', ACME_CHANNEL));
  expect(form.fields).toMatchObject([
    { id: 'how', initial: 'unreached' },
    { id: 'note', initial: '' },
  ]);
  expect(said(await send(BEN_PRESSES, form.token, { how: 'other', note: ' ' }))).toContain('in your own words');
  expect(said(await send(BEN_PRESSES, form.token, { how: '__proto__', note: 'x' }))).toContain('Choose one.');
  const again = formIn(await hands.click(BEN_PRESSES, 'caller-again', REF, form.token, ACME_CHANNEL));
  expect(again.fields[1]).toMatchObject({ initial: 'x' });
  const sent = { how: 'wrong', note: 'asked <!channel>\nfor  a reset' };
  expect(said(await send(BEN_PRESSES, form.token, sent))).toContain('Change nothing for them until they are');
  expect(said(await send(BEN_PRESSES, form.token, sent))).toContain('counts once');
  const timeline = await readTimeline(stage.store, REF);
  expect(timeline.filter(({ what }) => what === 'caller-checked').map(({ text }) => text)).toEqual([
    'Ben Cole could not confirm the caller Carla Diaz <carla@acme.example>: the answers did not fit, asked <!channel> for a reset',
  ]);
});

test('of a ticket that is gone, and from a form that is too old, nothing is recorded', async () => {
  const { hands, send } = await atDesk();
  expect(said(await send(BEN_PRESSES, 'nothing', { how: 'known' }))).toContain('older than a day');
  const { token } = formIn(await hands.click(BEN_PRESSES, 'caller-form', REF, 'yes', ACME_CHANNEL));
  await takeSignal(stage.store, gone('deleted', NOW + 1));
  expect(said(await hands.click(BEN_PRESSES, 'caller-check', REF, undefined, ACME_CHANNEL))).toContain('was deleted');
  expect(said(await send(BEN_PRESSES, token, { how: 'known' }))).toContain('was deleted');
  expect((await readTicket(stage.store, REF))?.caller).toBeUndefined();
});
