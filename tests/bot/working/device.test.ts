import { expect, test } from 'vitest';
import type { DeviceHistory } from '../../../src/desk/device/device.ts';
import { SystemError } from '../../../src/desk/errors.ts';
import type { Device } from '../../../src/desk/quiet/window-choices.ts';
import { keepDevices, readAbout } from '../../../src/store/devices.ts';
import { forget } from '../../../src/store/old.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, CHANNEL, NOW, open, over, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { BEN_PRESSES, buttons, type Hands, handsOn, said, STRANGER, WALLED_HOUSE } from '../desk.ts';
import { formIn, sender } from '../forms.ts';

const stage = useStage();
const REF = 'desk/12';
const DEVICES: Device[] = [
  { source: 'rmm', id: 'dc01', name: 'ACME-DC01', client: 'Acme', site: 'HQ', kind: 'server', state: 'online' },
  { source: 'rmm', id: 'pc07', name: 'ACME-PC07', client: 'ACME Ltd', site: undefined },
  { source: 'rmm', id: 'gx01', name: 'GLOBEX-DC01', client: 'Globex', site: undefined },
];
const QUIET: DeviceHistory = {
  readAt: NOW,
  state: 'online',
  needsReboot: false,
  maintenance: false,
  checks: [],
  updates: undefined,
  pending: [],
  missing: [],
};

async function atDesk(
  devices = DEVICES,
  history: () => Promise<DeviceHistory | undefined> = () => Promise.resolve(QUIET),
): Promise<Hands> {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, there());
  return handsOn(stage, { devices: () => Promise.resolve(devices), deviceHistory: history });
}

async function link(hands: Hands, id = 'rmm/dc01', ref = REF): Promise<string> {
  const form = formIn(await hands.click(BEN_PRESSES, 'device-form', ref));
  return said(await sender(hands, 'device')(BEN_PRESSES, form.token, { device: id }));
}

test('only devices of the ticket’s client are offered, also where there are too many to list', async () => {
  const hands = await atDesk();
  const { fields, token } = formIn(await hands.click(BEN_PRESSES, 'device-form', REF));
  expect(fields).toMatchObject([
    { type: 'choice', choices: [{ id: 'rmm/dc01', label: 'ACME-DC01 (HQ, server)' }, { label: 'ACME-PC07' }] },
  ]);
  const send = sender(hands, 'device');
  expect(said(await send(BEN_PRESSES, token, { device: 'rmm/gx01' }))).toContain('Nothing is called');
  expect(said(await send(BEN_PRESSES, token, { device: 'dc01' }))).toContain('is about ACME-DC01 now');
  const many = Array.from({ length: 40 }, (_, index) => ({
    ...(DEVICES[index === 0 ? 2 : 0] as Device),
    id: `d${index}`,
    name: `PC-${index}`,
  }));
  const busy = await atDesk(many);
  expect(formIn(await busy.click(BEN_PRESSES, 'device-form', REF)).fields).toMatchObject([
    { type: 'search', among: `devices@${REF}` },
  ]);
  const offered = async (typed: string, presser = BEN_PRESSES, place = CHANNEL) =>
    (await busy.interactions.choices(`devices@${REF}`, typed, { presser, place })).map(({ label }) => label);
  expect(await offered('pc-3')).toHaveLength(11);
  expect([
    await offered('pc-0'),
    await offered('pc', STRANGER),
    await offered('pc', BEN_PRESSES, 'chat:globex'),
  ]).toEqual([[], [], []]);
});

test('a sender nobody knows, and a source that tells nothing, are said to be so', async () => {
  const none = await atDesk([]);
  expect(said(await none.click(BEN_PRESSES, 'device-form', REF))).toContain('No device of Acme is known');
  await takeSignal(stage.store, there({ customer: { name: 'Zoe', email: 'zoe@where.example' } }, { row: '13' }));
  expect(said(await none.click(BEN_PRESSES, 'device-form', 'desk/13'))).toContain('Nobody knows whose ticket this is');
});

test('its last days: alerts on it and tickets about it, each with a way to open it; of no other client', async () => {
  const hands = await atDesk();
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, open({ client: 'Globex' }, { condition: 'rmm/check/dc01/4', row: '2' }));
  await takeSignal(
    stage.store,
    open(
      { device: { id: 'pc07', name: 'ACME-PC07', kind: 'workstation' } },
      { condition: 'rmm/check/pc07/3', row: '3' },
    ),
  );
  await takeSignal(stage.store, there({ number: '1043' }, { row: '13' }));
  expect(await link(hands)).toContain('is about ACME-DC01 now');
  expect(await link(hands, 'rmm/dc01', 'desk/13')).toContain('is about ACME-DC01 now');
  await takeSignal(stage.store, over('recovered', NOW));
  const shown = await hands.click(BEN_PRESSES, 'device', REF, undefined, ACME_CHANNEL);
  expect(said(shown)).toContain('ACME-DC01 (server) / Acme, HQ / 🟢 online');
  expect(buttons(shown).toSorted()).toEqual([
    `device-form ${REF}`,
    `device-unlink ${REF}`,
    'show desk/13',
    'show rmm/check/dc01/3/1',
  ]);
  await hands.click(BEN_PRESSES, 'device-unlink', 'desk/13');
  expect((await readAbout(stage.store, 'rmm', 'dc01', 0)).map(({ ref }) => ref)).not.toContain('desk/13');
  expect(said(await hands.click(BEN_PRESSES, 'device', 'desk/13'))).toContain('No device is linked');
});

test.each([
  ['is away', () => Promise.reject(new SystemError('rmm', 'later', 'The RMM is away.')), 'The RMM is away.'],
  ['fails oddly', () => Promise.reject(new Error('boom')), 'Its source does not answer'],
  ['knows it no more', () => Promise.resolve(undefined), 'knows no such device any more'],
])('a source that %s is said, and what the desk knows is shown', async (_how, history, sentence) => {
  const hands = await atDesk(DEVICES, history);
  await takeSignal(stage.store, open());
  await link(hands);
  const shown = await hands.click(BEN_PRESSES, 'device', REF);
  expect(said(shown)).toContain(sentence);
  expect(buttons(shown)).toContain('show rmm/check/dc01/3/1');
});

test('the source’s next list is on the ticket; one that is forgotten is not found any more', async () => {
  const hands = await atDesk();
  await link(hands);
  await keepDevices(stage.store, 'rmm', [{ ...(DEVICES[0] as Device), state: 'offline', lastSeen: NOW }]);
  expect((await readTicket(stage.store, REF))?.device).toMatchObject({ state: 'offline', lastSeen: NOW });
  await keepDevices(stage.store, 'rmm', []);
  expect((await readTicket(stage.store, REF))?.device?.state).toBe('gone');
  await takeSignal(stage.store, there({ status: 'closed' }, { readAt: NOW + 1 }));
  await forget(stage.store, [REF]);
  expect(await stage.store.database.redis.zcard('{deskbell}:device:rmm/dc01')).toBe(0);
});
