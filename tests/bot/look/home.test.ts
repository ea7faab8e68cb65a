import { expect, test } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import { key } from '../../../src/store/redis.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { writeSource } from '../../../src/store/sources.ts';
import { readViewers } from '../../../src/store/viewers.ts';
import { ACME_CHANNEL, ANN, CHANNEL, HOUR, MINUTE, NOW, open, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import {
  ANN_PRESSES,
  BEN_PRESSES,
  buttons,
  handsOn,
  HOUSE,
  presser,
  said,
  STRANGER,
  VERA_PRESSES,
  WALLED_HOUSE,
} from '../desk.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';
const LINKS = [{ label: 'Vaultwarden', url: 'https://vault.example.com' }];

function opens(who: typeof ANN_PRESSES, hands = handsOn(stage)): Promise<Answer> {
  return hands.interactions.answer({ id: 'p', presser: who, place: `chat:@${who.account}`, ask: { is: 'home' } });
}

test('the page and /desk show the same desk, with the links around it', async () => {
  stage.house({ ...HOUSE, sources: { rmm: HOUR }, links: LINKS });
  await writeSource(stage.store, 'rmm', { firstAt: NOW, based: true, heardAt: NOW });
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, there());
  const hands = handsOn(stage);
  const page = await opens(ANN_PRESSES);
  const typed = await hands.command(ANN_PRESSES, 'desk home');
  expect(said(page)).toContain('🟠 ACME-DC01: disk C is full');
  expect(said(page)).toContain('🎫 #1042 Printer on the second floor');
  expect(said(typed)).toBe(said(page));
  expect(said(await hands.command(ANN_PRESSES, 'desk'))).toBe(said(page));
  expect(buttons(page)).toEqual([
    `home-acknowledge ${REF} tab`,
    'home-claim desk/12 tab',
    'log-time -',
    'home home tab',
  ]);
  expect(buttons(typed)).toEqual([`home-acknowledge ${REF}`, 'home-claim desk/12', 'log-time -', 'home home']);
  expect(page).toMatchObject({ is: 'card', card: { links: LINKS } });
});

test('whoever is not linked sees how to be, wherever they ask, and no item', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
  const hands = handsOn(stage);
  const outside = presser('G1', { guest: true, email: ANN.email ?? '' });
  for (const who of [STRANGER, outside]) {
    for (const answer of [await opens(who), await hands.command(who, 'desk home'), await hands.command(who, 'desk')]) {
      expect(said(answer)).toContain('/desk link');
      expect(said(answer)).not.toContain('ACME');
      expect(buttons(answer)).toEqual([]);
    }
  }
});

test('a deed pressed there answers with the page as it is then, and what there is to say below the item', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
  const hands = handsOn(stage);
  const place = 'chat:@A1';
  const seen = await hands.click(ANN_PRESSES, 'home-acknowledge', REF, 'tab', place);
  expect(said(seen)).toContain('👀 Ann Baker / ↳ You acknowledged ACME-DC01: disk C is full.');
  expect(buttons(seen).slice(0, 2)).toEqual([`home-claim ${REF} tab`, `note ${REF}`]);
  const late = await hands.click(BEN_PRESSES, 'home-acknowledge', REF, 'tab', 'chat:@B1');
  expect(said(late)).not.toContain('👀 Ben Cole');
  expect(said(late)).toContain('↳ Ann Baker');
  const taken = await hands.click(BEN_PRESSES, 'home-claim', REF);
  expect(said(taken)).toContain('🙋 Ben Cole · 👀 Ann Baker / ↳ You have ACME-DC01: disk C is full now.');
  expect(buttons(taken)[0]).toBe(`log-time ${REF}`);
});

test('a viewer is offered nothing that acts there, and may not press it either', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
  expect(buttons(await opens(VERA_PRESSES))).toEqual([`show ${REF}`, 'home home tab']);
  const pressed = await handsOn(stage).click(VERA_PRESSES, 'home-acknowledge', REF, 'tab');
  expect(said(pressed)).toContain('needs the role technician');
});

test("in a client's own channel there is that client alone, and no source's own words", async () => {
  stage.house({ ...WALLED_HOUSE, sources: { rmm: HOUR } });
  await writeSource(stage.store, 'rmm', {
    firstAt: NOW,
    based: true,
    failing: { since: NOW - HOUR, sentence: 'the key of Globex is refused' },
  });
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, open({ client: 'Globex', title: 'GLOBEX-DC01' }, { condition: 'rmm/check/dc02/1' }));
  const hands = handsOn(stage);
  const walled = said(await hands.command(ANN_PRESSES, 'desk home', ACME_CHANNEL));
  expect(walled).toContain('ACME-DC01');
  expect(walled).toContain('The RMM is silent since');
  expect(walled).not.toMatch(/globex/i);
  const all = said(await opens(ANN_PRESSES));
  expect(all).toContain('GLOBEX-DC01');
  expect(all).toContain('the key of Globex is refused');
});

test('a source that was not heard for longer than it should take is silent; one that was is not', async () => {
  stage.house({ ...HOUSE, sources: { rmm: 10 * MINUTE, desk: 10 * MINUTE } });
  expect(said(await opens(ANN_PRESSES))).toContain('The RMM was not heard yet');
  for (const id of ['rmm', 'desk']) await writeSource(stage.store, id, { firstAt: NOW, based: true, heardAt: NOW });
  stage.now = NOW + 10 * MINUTE;
  expect(said(await opens(ANN_PRESSES))).toContain('All is calm');
  stage.now += 1;
  await writeSource(stage.store, 'desk', { firstAt: NOW, based: true, heardAt: stage.now });
  const page = said(await opens(ANN_PRESSES));
  expect(page).toContain('Nothing is known to be open / ❌ The RMM is silent since 2026-11-02 09:00');
  expect(page).not.toContain('The Desk is silent');
});

test('a title leads to the message that shows the item here, a folded one to the card of its storm', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, open({}, { condition: 'rmm/check/dc01/4' }));
  await takeSignal(stage.store, open({}, { condition: 'rmm/check/dc01/5' }));
  const row = (state: object) => JSON.stringify({ generation: 1, ...state });
  await stage.store.database.redis.hset(key('rows', CHANNEL), {
    [REF]: row({ state: 'posted', reference: 'm1' }),
    'rmm/check/dc01/4/1': row({ state: 'folded', group: 'group/1' }),
    'group/1': row({ state: 'posted', reference: 'm9' }),
  });
  const hands = handsOn(stage, { linkTo: (destination, reference) => `https://${destination}/${reference}` });
  const page = await opens(ANN_PRESSES, hands);
  const links =
    page.is === 'card' ? page.card.rows.flatMap(({ line }) => line).filter((span) => typeof span === 'object') : [];
  expect(links.flatMap((span) => ('url' in span ? [span.url] : []))).toEqual([
    `https://${CHANNEL}/m1`,
    `https://${CHANNEL}/m9`,
  ]);
});

test('whoever opens their page is remembered as looking at it, also a stranger; /desk is no such page', async () => {
  stage.house(HOUSE);
  const hands = handsOn(stage);
  await hands.command(BEN_PRESSES, 'desk home');
  expect(await readViewers(stage.store, 'chat')).toEqual([]);
  await opens(ANN_PRESSES);
  await opens(STRANGER);
  const viewers = await readViewers(stage.store, 'chat');
  expect(viewers.map(({ account }) => account).toSorted()).toEqual(['A1', 'Z9']);
});

test('of those who look only the newest fifty of the last hours are kept in mind', async () => {
  const { redis } = stage.store.database;
  const viewer = (account: string, at: number) =>
    redis.hset(key('viewers', 'chat'), account, JSON.stringify({ ...presser(account), at }));
  for (let index = 0; index < 60; index += 1) await viewer(`N${index}`, Date.now() - index * 1_000);
  await viewer('OLD', Date.now() - 4 * HOUR);
  const viewers = await readViewers(stage.store, 'chat');
  expect(viewers.map(({ account }) => account)).toEqual(Array.from({ length: 50 }, (_, index) => `N${index}`));
  expect(await redis.hlen(key('viewers', 'chat'))).toBe(50);
});

test('when the memory is away, whoever opens their page is told to open it again', async () => {
  stage.house(HOUSE);
  const away = stage.another(HOUSE);
  away.database.redis.disconnect();
  const page = await opens(ANN_PRESSES, handsOn({ ...stage, store: away }));
  expect(said(page)).toBe(
    'The desk cannot be shown: Deskbell could not reach its memory. Open this page again in a moment.',
  );
});
