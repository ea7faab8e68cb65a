import { expect, test } from 'vitest';
import type { DeviceHistory, LinkedDevice } from '../../../src/desk/device/device.ts';
import { deviceCard } from '../../../src/desk/device/card.ts';
import { deviceSeen, linkDevice, unlinkDevice } from '../../../src/desk/device/command.ts';
import { plain } from '../../../src/desk/text.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import type { Device } from '../../../src/desk/quiet/window-choices.ts';
import { actor, ANN, aTicket, changed, frozen, NOW, there, view, WALLED } from '../build.ts';

const AT = view({ settings: WALLED });
const DC01: Device = {
  source: 'rmm',
  id: 'dc01',
  name: 'ACME-DC01',
  client: 'ACME Ltd',
  site: 'Main office',
  kind: 'server',
  state: 'online',
  lastSeen: NOW - 1,
  links: [{ label: 'Take control', url: 'https://rmm.example/control/dc01' }],
};

function linked(): Ticket & { device: LinkedDevice } {
  const { item } = changed(linkDevice(aTicket({}, AT), DC01, actor(ANN), AT));
  return frozen({ ...item, device: item.device as LinkedDevice });
}

function lines(ticket: Ticket): string {
  return ticketCard(ticket, AT).lines.map(plain).join('\n');
}

test('a device of the client is linked, shown with its links, and noted; again is nothing', () => {
  const { item, entries, effects, notices } = changed(linkDevice(frozen(aTicket({}, AT)), DC01, actor(ANN), AT));
  expect(lines(item)).toContain('💻 ACME-DC01 (server) · 🟢 online');
  expect(ticketCard(item, AT).links).toEqual(DC01.links);
  expect(entries.map(({ text }) => text)).toEqual(['Ann Baker linked the device ACME-DC01']);
  expect(notices).toHaveLength(1);
  expect(effects).toMatchObject([
    {
      write: {
        verb: 'note',
        text: 'Deskbell: this is about the device ACME-DC01, Main office. https://rmm.example/control/dc01',
      },
    },
  ]);
  expect(linkDevice(item, DC01, actor(ANN), AT)).toEqual({ is: 'unchanged' });
});

test.each([
  ['another client’s', { ...DC01, client: 'Globex' }, aTicket({}, AT)],
  ['nobody’s', { ...DC01, client: undefined }, aTicket({}, AT)],
  [
    'anybody’s to a ticket of nobody known',
    DC01,
    aTicket({ customer: { name: 'Zoe', email: 'zoe@where.example' } }, AT),
  ],
])('%s device is not linked', (_whose, device, ticket) => {
  expect(linkDevice(ticket, device, actor(ANN), AT)).toMatchObject({ is: 'refused' });
});

test('that it fell silent and answers again is told; that it still answers is not', () => {
  const ticket = linked();
  expect(deviceSeen(ticket, { ...DC01, lastSeen: NOW + 60_000 }, AT)).toEqual({ is: 'unchanged' });
  const silent = changed(deviceSeen(ticket, { ...DC01, state: 'offline', lastSeen: NOW - 5 }, AT));
  expect(silent.entries.map(({ text }) => text)).toEqual(['ACME-DC01 is not online any more']);
  expect(lines(silent.item)).toContain('🔴 offline, last seen 2026-11-02 08:59');
  const back = changed(deviceSeen(silent.item, DC01, AT));
  expect(back.notices.map(({ card }) => card.lines.map(plain))).toEqual([[['ACME-DC01 is online again'].join()]]);
  const gone = changed(deviceSeen(back.item, undefined, AT)).item;
  expect([lines(gone).includes('not known at its source any more'), ticketCard(gone, AT).links]).toEqual([true, []]);
});

test('the wall: neither name nor links of a device are shown once it or the ticket belongs to another client', () => {
  const moved = changed(deviceSeen(linked(), { ...DC01, client: 'Globex', state: 'offline' }, AT));
  const fay = there({ customer: { name: 'Fay', email: 'fay@globex.example' } }, { readAt: NOW + 1 });
  const taken = changed(decideTicketSignal(linked(), fay, AT, false)).item;
  for (const ticket of [moved.item, taken]) {
    expect(lines(ticket)).toContain('Its device belongs to another client now');
    expect(JSON.stringify(ticketCard(ticket, AT))).not.toMatch(/DC01|rmm\.example/);
  }
  expect([moved.entries, moved.notices]).toEqual([[], []]);
  const { entries, effects } = changed(unlinkDevice(taken, actor(ANN), AT));
  expect(JSON.stringify([entries, effects])).not.toContain('DC01');
});

test('unlinked it is gone from the card, and that is noted', () => {
  const { item, effects } = changed(unlinkDevice(linked(), actor(ANN), AT));
  expect([item.device, effects.length]).toEqual([undefined, 1]);
  expect(unlinkDevice(item, actor(ANN), AT)).toEqual({ is: 'unchanged' });
});

const HISTORY: DeviceHistory = {
  readAt: NOW,
  state: 'online',
  upSince: NOW - 86_400_000,
  user: 'ACME\\wile',
  needsReboot: true,
  maintenance: false,
  checks: [
    { name: 'Ping', failsNow: false, failed: { count: 3, of: 40 } },
    { name: 'Disk C', failsNow: true, value: 'password=hunter2hunter2 \u202e' },
  ],
  updates: { waiting: ['KB1', 'KB2', 'KB3', 'KB4', 'KB5'], installed: [{ name: 'KB0', at: NOW - 1 }] },
  pending: [],
  missing: [],
};

test('the last days of a device: what fails first, what waits, and what could not be read', () => {
  const ticket = linked();
  const card = deviceCard(ticket, ticket.device, HISTORY, []);
  const said = card.lines.map(plain);
  expect([said.join().includes('❌ Disk C fails: password'), said.join().includes('hunter2')]).toEqual([true, false]);
  expect(said).toContain('⚠️ Ping failed, 3 of 40 runs failed');
  expect(said.join()).toContain(String.raw`ACME\wile is logged in · a restart is needed`);
  expect(card.fields.map(({ name, value }) => [name, plain(value)])).toEqual([
    ['Updates installed', 'KB0'],
    ['Updates waiting', 'KB1; KB2; KB3; KB4; and 1 more'],
    ['Pending actions', 'none'],
  ]);
  const partly = deviceCard(
    ticket,
    ticket.device,
    { ...HISTORY, checks: undefined, updates: undefined, missing: ['checks (no answer)'] },
    [],
  );
  expect(partly.lines.map(plain)).toContain('Could not be read: checks (no answer).');
  const none = deviceCard(ticket, ticket.device, 'Its source does not answer.', []);
  expect(none.lines.map(plain)).toContain('Its source does not answer.');
});
