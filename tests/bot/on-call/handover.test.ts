import { expect, test } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import { showing } from '../../../src/bot/pump/show.ts';
import { plain } from '../../../src/desk/text.ts';
import type { Handover } from '../../../src/desk/digest/handover.ts';
import { readNotices } from '../../../src/store/notices.ts';
import { readItems } from '../../../src/store/read.ts';
import { key } from '../../../src/store/redis.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, CHANNEL, GLOBEX_CHANNEL, HOUR, NOW, open, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import {
  ANN_PRESSES,
  BEN_PRESSES,
  buttons,
  handsOn,
  HOUSE,
  type Hands,
  said,
  STRANGER,
  VERA_PRESSES,
  WALLED_HOUSE,
} from '../desk.ts';

const stage = useStage();

function token(answer: Answer): string {
  return answer.is === 'form' || answer.is === 'mistakes' ? answer.form.token : '';
}

async function send(hands: Hands, filled: Record<string, string>, place = CHANNEL): Promise<Answer> {
  const form = await hands.click(ANN_PRESSES, 'handover-form', '-', undefined, place);
  return submit(hands, token(form), filled, place);
}

function submit(hands: Hands, form: string, filled: Record<string, string>, place = CHANNEL): Promise<Answer> {
  return hands.interactions.answer({
    id: `submit-${form}-${Object.values(filled).join()}`,
    presser: ANN_PRESSES,
    place,
    ask: { is: 'submit', form: 'handover', token: form, filled },
  });
}

async function handovers(): Promise<Handover[]> {
  const refs = (await stage.store.database.redis.zrange(key('closed'), '0', '-1')).filter((ref) =>
    ref.startsWith('handover/'),
  );
  return (await readItems(stage.store, refs)).filter((item) => item.kind === 'handover');
}

async function cardAt(ref: string, place: string): Promise<string> {
  const shown = await showing(stage.store, ref, place, { posted: false });
  if (shown.is === 'none') return shown.why;
  const { badge, title, lines, rows } = shown.card;
  return [badge, title, ...lines.map(plain), ...rows.map(({ line }) => plain(line))].join(' / ');
}

test('what the next shift must know is seen first, and handed over with words: it stands in the channel and with whoever takes over', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open({ type: 'availability' }));
  await takeSignal(stage.store, there());
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'claim', 'rmm/check/dc01/3/1');
  const seen = await hands.command(ANN_PRESSES, 'desk handover');
  expect(said(seen)).toContain('Nobody else sees this yet. / 🔴 1 critical alert');
  expect(said(seen)).toContain('Ann Baker goes and still holds 1');
  expect(buttons(seen).at(-1)).toBe('handover-form -');
  const answer = await send(hands, { note: 'The <b>switch</b> at Acme hums.\npassword: hunter2', to: 'ben' });
  expect(said(answer)).toContain('Handed over to Ben Cole');
  const [made] = await handovers();
  expect(made?.places.map(({ destination }) => destination)).toEqual([CHANNEL, 'chat:@B1']);
  const words = await cardAt(made?.ref ?? '', CHANNEL);
  expect(words).toContain(
    '🤝 HANDOVER / Shift handover / Ann Baker hands over to Ben Cole. / Nobody has taken over yet.',
  );
  expect(words).toContain('The <b>switch</b> at Acme hums.');
  expect(words).not.toContain('hunter2');
  expect(await cardAt(made?.ref ?? '', 'chat:@B1')).toBe(words);
});

test('whoever takes over says so once: the card tells it, whoever went hears of it, and a late press changes nothing', async () => {
  stage.house(HOUSE);
  const hands = handsOn(stage);
  await send(hands, { note: '', to: 'Ben Cole' });
  const [{ ref } = { ref: '' }] = await handovers();
  expect(said(await hands.click(ANN_PRESSES, 'handover-take', ref))).toContain('whoever takes over presses it');
  expect(said(await hands.click(VERA_PRESSES, 'handover-take', ref))).toContain('needs the role technician');
  expect(said(await hands.click(STRANGER, 'handover-take', ref))).toContain('I do not know you');
  expect(said(await hands.click(BEN_PRESSES, 'handover-take', ref))).toContain('The desk is yours now');
  expect(said(await hands.click(BEN_PRESSES, 'handover-take', ref))).toContain('You took over already');
  expect(await cardAt(ref, CHANNEL)).toContain('✅ TAKEN OVER');
  expect((await readNotices(stage.store, 'chat:@A1')).map(({ card }) => card.title)).toEqual([
    'Ben Cole has taken over',
  ]);
  expect(said(await hands.click(ANN_PRESSES, 'handover-take', 'handover/none'))).toContain('no longer kept');
});

test('the same form counts once; a name that nobody has, or one’s own, goes back into the form with the words kept', async () => {
  stage.house(HOUSE);
  const hands = handsOn(stage);
  const form = token(await hands.click(ANN_PRESSES, 'handover-form', '-'));
  expect(said(await submit(hands, form, { note: 'long words', to: 'nobody' }))).toContain('Nothing is called');
  expect(said(await submit(hands, form, { note: 'long words', to: 'Ann Baker' }))).toContain('That is you');
  const again = await hands.click(ANN_PRESSES, 'handover-again', '-', form);
  expect(again.is === 'form' && again.form.fields[0]).toMatchObject({ initial: 'long words' });
  expect(said(await submit(hands, form, { note: 'long words', to: '' }))).toContain('when somebody has taken over');
  expect(said(await submit(hands, form, { note: 'long words', to: '' }))).toContain('counts once');
  expect(await handovers()).toHaveLength(1);
});

test('in a client’s own channel it is about that client alone and stands there alone', async () => {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, open({ type: 'availability' }));
  await takeSignal(stage.store, open({ client: 'Globex', type: 'availability' }, { condition: 'rmm/x/1', row: '2' }));
  const hands = handsOn(stage);
  await send(hands, { note: 'Acme only' }, ACME_CHANNEL);
  const [{ ref, places } = { ref: '', places: [] }] = await handovers();
  expect(places).toEqual([{ destination: ACME_CHANNEL, as: 'card' }]);
  expect(await cardAt(ref, ACME_CHANNEL)).toContain('Shift handover: Acme');
  expect(await cardAt(ref, ACME_CHANNEL)).toContain('🔴 1 critical alert');
  expect(await cardAt(ref, GLOBEX_CHANNEL)).toBe('it belongs to another channel');
  expect(said(await hands.click(BEN_PRESSES, 'handover-take', ref, undefined, GLOBEX_CHANNEL))).toContain(
    'another channel',
  );
  stage.now = NOW + HOUR;
  await send(hands, { note: 'all' });
  const shared = (await handovers()).find(({ client }) => client === undefined);
  expect(await cardAt(shared?.ref ?? '', CHANNEL)).toContain('🔴 2 critical alerts');
  expect(await cardAt(shared?.ref ?? '', ACME_CHANNEL)).toBe('it belongs to another channel');
});

test('the news of a handover is what came since the one before', async () => {
  stage.house(HOUSE);
  const hands = handsOn(stage);
  const news = async () =>
    said(await hands.command(ANN_PRESSES, 'desk handover'))
      .split(' / ')
      .at(-1);
  expect(await news()).toContain('In the last 12 hours: alerts: 0 came');
  await send(hands, {});
  stage.now = NOW + 8 * HOUR;
  await takeSignal(stage.store, open());
  stage.now += 1;
  expect(await news()).toContain('8 hours ago (2026-11-02 09:00): alerts: 1 came');
  stage.now = NOW + 60 * HOUR;
  expect(await news()).toContain('In the last 12 hours');
});
