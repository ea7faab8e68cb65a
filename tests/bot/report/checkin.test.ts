import { expect, test } from 'vitest';
import { showing } from '../../../src/bot/pump/show.ts';
import { checkin } from '../../../src/jobs/checkin.ts';
import type { JobParts } from '../../../src/jobs/parts.ts';
import { plain } from '../../../src/desk/text.ts';
import { readCheckin } from '../../../src/store/checkin.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { readSource, writeSource } from '../../../src/store/sources.ts';
import type { Store } from '../../../src/store/store.ts';
import {
  ACME_CHANNEL,
  CHANNEL,
  CLIENTS,
  GLOBEX_CHANNEL,
  HOUR,
  MINUTE,
  NOW,
  open,
  settings,
  there,
} from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import {
  ANN_PRESSES,
  BEN_PRESSES,
  buttons,
  handsOn,
  HOUSE,
  PEOPLE,
  said,
  VERA_PRESSES,
  WALLED_HOUSE,
} from '../desk.ts';

const stage = useStage();
const TODAY = 'checkin/2026-11-02';

function parts(store: Store = stage.store): JobParts {
  return {
    store,
    integrations: [],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
}

async function cardAt(ref: string, place: string): Promise<string> {
  const shown = await showing(stage.store, ref, place, { posted: false });
  if (shown.is === 'none') return shown.why;
  const { badge, title, lines, rows } = shown.card;
  return [
    badge,
    title,
    ...lines.map(plain),
    ...rows.map(({ line, detail }) => plain([...line, ...(detail ?? [])])),
  ].join(' / ');
}

test('the morning is looked through step by step: each has its rows, a tick with a name, and what is next', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open({ type: 'availability' }));
  await takeSignal(stage.store, open({ title: 'Veeam job failed' }, { condition: 'rmm/check/b', row: '2' }));
  await takeSignal(stage.store, there());
  stage.now += 1;
  const hands = handsOn(stage);
  const first = await hands.command(ANN_PRESSES, 'desk checkin');
  expect(said(first)).toBe(
    'Morning check-in, 2026-11-02 / Next: Critical and high alerts. / ⬜ 1. Critical and high alerts: 1 critical, 1 high / ' +
      '⬜ 2. New tickets: 1 since the last check-in / ⬜ 3. Urgent tickets that nobody has: 0 P1, 0 P2 / ' +
      '⬜ 4. What was refused or waits to be written: nothing / ⬜ 5. Backups, and sources that are silent: 1 alert about backups, 0 sources to look at',
  );
  expect(buttons(first).at(-1)).toBe(`checkin-next ${TODAY}`);
  expect(new Set(buttons(first)).size).toBe(buttons(first).length);
  const step = await hands.click(ANN_PRESSES, 'checkin-next', TODAY);
  expect(buttons(step)).toEqual([
    'list - alerts.critical.1',
    'list - alerts.high.1',
    'list - alerts.unacknowledged.1',
    `checkin-tick ${TODAY} urgent`,
    `checkin ${TODAY} new`,
  ]);
  const next = await hands.click(ANN_PRESSES, 'checkin-tick', TODAY, 'urgent');
  expect(said(next)).toContain('2 of 5: New tickets');
  for (const one of ['new', 'unassigned', 'writes']) await hands.click(BEN_PRESSES, 'checkin-tick', TODAY, one);
  expect(buttons(await hands.click(BEN_PRESSES, 'checkin', TODAY, 'backups'))).toContain('show rmm/check/b/1');
  const done = await hands.click(BEN_PRESSES, 'checkin-tick', TODAY, 'backups');
  expect(said(done)).toContain('Looked through by Ann Baker, Ben Cole.');
  expect(said(done)).toContain('Ann Baker looked at it');
});

test('the first who looked is who did; a late tick of another day changes nothing, and viewers tick nothing', async () => {
  stage.house(HOUSE);
  const hands = handsOn(stage);
  await hands.command(ANN_PRESSES, 'desk checkin');
  await hands.click(ANN_PRESSES, 'checkin-tick', TODAY, 'urgent');
  await hands.click(BEN_PRESSES, 'checkin-tick', TODAY, 'urgent');
  expect((await readCheckin(stage.store, TODAY))?.ticks.urgent?.by.name).toBe('Ann Baker');
  expect(said(await hands.click(VERA_PRESSES, 'checkin-tick', TODAY, 'new'))).toContain('needs the role technician');
  expect(said(await hands.click(VERA_PRESSES, 'checkin', TODAY, 'new'))).toContain('2 of 5');
  stage.now = NOW + 24 * HOUR;
  expect(said(await hands.click(BEN_PRESSES, 'checkin-tick', TODAY, 'new'))).toContain(
    'This check-in is that of 2026-11-02',
  );
  for (const [ref, step] of [
    ['checkin/none', 'urgent'],
    [TODAY, 'nonsense'],
  ] as const)
    expect(said(await hands.click(ANN_PRESSES, 'checkin', ref, step))).toContain('no longer kept');
});

test('what P1 and P2 counts opens just those', async () => {
  const priorities = [{ when: { subject: 'printer' }, is: 'P1', because: 'printers are urgent' }];
  stage.house({ settings: settings({ people: PEOPLE, tickets: { priorities } }) });
  await takeSignal(stage.store, there());
  await takeSignal(stage.store, there({ subject: 'other', number: '2' }, { row: '13' }));
  const hands = handsOn(stage);
  await hands.command(ANN_PRESSES, 'desk checkin');
  const step = await hands.click(ANN_PRESSES, 'checkin', TODAY, 'unassigned');
  expect(said(step)).toContain('1 P1, 0 P2');
  const list = await hands.click(ANN_PRESSES, 'list', '-', buttons(step)[0]?.split(' ')[2]);
  expect(said(list)).toContain('1 open ticket · unassigned · P1');
});

test('it is posted once a day where it is configured, by several replicas, over the change of the clock; ticks from before count', async () => {
  const zone = 'Europe/Berlin';
  const at = (wall: string): number => Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
  stage.now = at('2026-10-24T06:00');
  const digests = [{ kind: 'checkin', to: [CHANNEL, 'chat:second', ACME_CHANNEL], at: '08:00', zone }];
  stage.house({ settings: settings({ people: PEOPLE, clients: CLIENTS, digests }), sources: { rmm: 60_000 } });
  await writeSource(stage.store, 'rmm', await readSource(stage.store, 'rmm'));
  const hands = handsOn(stage);
  await hands.command(ANN_PRESSES, 'desk checkin');
  await hands.click(ANN_PRESSES, 'checkin-tick', 'checkin/2026-10-24', 'urgent');
  const other = { ...stage.another(), house: stage.store.house };
  for (const end = stage.now + 52 * HOUR; stage.now < end; stage.now += 20 * MINUTE)
    await Promise.all([checkin(parts()), checkin(parts(other))]);
  for (const date of ['2026-10-24', '2026-10-25', '2026-10-26'])
    expect((await readCheckin(stage.store, `checkin/${date}`))?.places).toEqual([
      { destination: CHANNEL, as: 'card' },
      { destination: 'chat:second', as: 'card' },
    ]);
  expect(await cardAt('checkin/2026-10-24', 'chat:second')).toContain('✅ 1. Critical and high alerts');
  expect(await readCheckin(stage.store, 'checkin/2026-10-27')).toBeUndefined();
});

test('a client’s own channel has a check-in of that client alone', async () => {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, open({ type: 'availability' }));
  const hands = handsOn(stage);
  const acme = await hands.command(ANN_PRESSES, 'desk checkin', ACME_CHANNEL);
  expect(said(acme)).toContain('Morning check-in, 2026-11-02: Acme');
  expect(said(acme)).toContain('1 critical');
  const globex = await hands.command(ANN_PRESSES, 'desk checkin', GLOBEX_CHANNEL);
  expect(said(globex)).toContain('0 critical');
  const ref = buttons(acme)[0]?.split(' ')[1] ?? '';
  expect(said(await hands.click(ANN_PRESSES, 'checkin', ref, 'urgent', GLOBEX_CHANNEL))).toContain('another channel');
  expect(said(await hands.click(ANN_PRESSES, 'checkin-tick', ref, 'urgent', GLOBEX_CHANNEL))).toContain(
    'another channel',
  );
  expect(await cardAt(ref, GLOBEX_CHANNEL)).toBe('it belongs to another channel');
});
