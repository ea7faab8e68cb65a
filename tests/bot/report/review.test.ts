import { expect, test } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import { plain } from '../../../src/desk/text.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, CLIENTS, GLOBEX_CHANNEL, HOUR, MINUTE, open, over, settings, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, handsOn, PEOPLE, said, STRANGER } from '../desk.ts';

const stage = useStage();

const REVIEWED = settings({ people: PEOPLE, clients: CLIENTS, zone: 'Europe/Berlin' });

/** October: two alerts and a ticket of Acme's, one alert of Globex's; then it is November. */
async function october(): Promise<void> {
  stage.house({ settings: REVIEWED });
  stage.now = Date.UTC(2026, 9, 20, 9);
  for (const [row, client] of ['Acme', 'ACME Ltd', 'Globex'].entries()) {
    const condition = `rmm/check/dc01/${row}`;
    const title = `${client}: disk ${row} is full`;
    const signal = { condition, row: String(row) };
    await takeSignal(stage.store, open({ client, title, startedAt: stage.now }, { ...signal, readAt: stage.now }));
    stage.now += 10 * MINUTE;
    await takeSignal(stage.store, over('recovered', stage.now, { ...signal, readAt: stage.now }));
  }
  const createdAt = stage.now;
  await takeSignal(
    stage.store,
    there({ createdAt, updatedAt: createdAt, lastCustomerAt: createdAt }, { readAt: stage.now }),
  );
  stage.now += 6 * HOUR;
  stage.now = Date.UTC(2026, 10, 3, 9);
}

/** The word of the button beside a row that says this. */
function buttonOf(answer: Answer, words: string): string | undefined {
  const rows = answer.is === 'card' ? answer.card.rows : [];
  return rows.find(({ line }) => plain(line) === words)?.action?.with;
}

test('a month of one client, the last whole one unless somebody says which; each number opens what it was counted from', async () => {
  await october();
  const hands = handsOn(stage);
  const card = await hands.command(ANN_PRESSES, 'desk review acme');
  expect(said(card)).toMatch(/^Acme: October 2026 \/ 2026-10-01 to 2026-10-31, by the clock of Europe\/Berlin/);
  expect(said(card)).toMatch(/Tickets opened: 1 .*Alerts: 2/);
  expect(said(card)).toContain(`npm run review -- --client 'Acme' --span 2026-10-01..2026-10-31`);
  expect(card.is === 'card' && card.card.links).toEqual([]);
  const alerts = buttonOf(card, 'Alerts: 2');
  expect(alerts).toMatch(/^[0-9a-f]{10}\.20261001-20261031\.\d+\.1$/);
  const rows = await hands.click(ANN_PRESSES, 'review-rows', '-', alerts);
  expect(said(rows)).toContain('Acme, October 2026: Alerts 2');
  expect(said(rows)).toContain('disk 0 is full');
  expect(said(rows)).not.toContain('Globex');
  expect(buttons(rows).filter((one) => one.startsWith('show '))).toHaveLength(2);
  const back = buttons(rows).at(-1)?.split(' ')[2];
  expect(said(await hands.click(ANN_PRESSES, 'review', '-', back))).toContain('Acme: October 2026');
});

test('the time before is a click away; days of one’s own are written', async () => {
  await october();
  const hands = handsOn(stage);
  expect(said(await hands.command(ANN_PRESSES, 'desk review Acme quarter'))).toContain('Acme: Q3 2026');
  const some = await hands.command(ANN_PRESSES, 'desk review Acme 2026-10-19..2026-10-20');
  expect(said(some)).toContain('Alerts: 2');
  const before = buttons(some)
    .find((one) => one.startsWith('review -'))
    ?.split(' ')[2];
  expect(said(await hands.click(ANN_PRESSES, 'review', '-', before))).toMatch(
    /17 Oct 2026 to 18 Oct 2026.*Nothing is known/,
  );
  expect(said(await hands.command(ANN_PRESSES, 'desk review Acme 2026-13'))).toContain('is no span of days');
});

test('leads and owners only; strangers are told how to be known', async () => {
  await october();
  const hands = handsOn(stage);
  expect(said(await hands.command(BEN_PRESSES, 'desk review Acme'))).toBe(
    'This needs the role lead; yours is technician. An owner can change that.',
  );
  expect(said(await hands.command(STRANGER, 'desk review Acme'))).toContain('/desk link');
  const word = buttons(await hands.command(ANN_PRESSES, 'desk review Acme'))[0]?.split(' ')[2];
  expect(said(await hands.click(BEN_PRESSES, 'review-rows', '-', word))).toContain('needs the role lead');
});

test('in a client’s channel there is that client alone: neither typed, nor by a button of another card', async () => {
  await october();
  const hands = handsOn(stage);
  expect(said(await hands.command(ANN_PRESSES, 'desk review', ACME_CHANNEL))).toContain('Acme: October 2026');
  expect(said(await hands.command(ANN_PRESSES, 'desk review Acme', GLOBEX_CHANNEL))).toContain(
    'No client here is called "Acme"',
  );
  const card = await hands.command(ANN_PRESSES, 'desk review Acme');
  const words = buttons(card).map((one) => one.split(' '));
  const refusals = await Promise.all(
    words.map(([verb = '', , word]) => hands.click(ANN_PRESSES, verb, '-', word, GLOBEX_CHANNEL)),
  );
  expect(new Set(refusals.map(said))).toEqual(
    new Set(['This channel is another client’s alone: ask for it in a direct message.']),
  );
  const choices = await hands.interactions.choices('reviews', '', { presser: ANN_PRESSES, place: GLOBEX_CHANNEL });
  expect(choices.map(({ label }) => label)).toEqual(['Globex']);
});

test('a name that is not one client’s asks back, and one that nobody has says so', async () => {
  await october();
  const hands = handsOn(stage);
  const all = await hands.command(ANN_PRESSES, 'desk review');
  expect(said(all)).toBe(
    'Clients in October 2026 / Acme · 1 ticket · 1 first response missed · 0 h · 2 alerts / Globex · 0 tickets · 0 h · 1 alert',
  );
  const first = buttons(all)[0]?.split(' ')[2];
  expect(said(await hands.click(ANN_PRESSES, 'review', '-', first))).toContain('Acme: October 2026');
  expect(said(await hands.command(ANN_PRESSES, 'desk review ACME Ltd 2026-10'))).toContain('Acme: October 2026');
  expect(said(await hands.command(ANN_PRESSES, 'desk review e'))).toContain('Which of these is "e"?');
  expect(said(await hands.command(ANN_PRESSES, 'desk review Initech'))).toContain('No client here is called "Initech"');
  expect(said(await hands.click(ANN_PRESSES, 'review', '-', '0000000000.20261001-20261031.1'))).toContain(
    'not known any more',
  );
  expect(said(await hands.click(ANN_PRESSES, 'review', '-'))).toContain('not known any more');
});

test('where browsers reach Deskbell there are links, and for how long they open', async () => {
  await october();
  const links = { page: 'https://desk.example/review/x', rows: 'https://desk.example/review/x/rows.csv' };
  const hands = handsOn(stage, { reviewLinks: () => Promise.resolve(links) });
  const card = await hands.command(ANN_PRESSES, 'desk review Acme');
  expect(card.is === 'card' && card.card.links.map(({ url }) => url)).toEqual([links.page, links.rows]);
  expect(said(card)).toContain('open for 7 days, for whoever has the link');
});
