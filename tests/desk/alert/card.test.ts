import { expect, test } from 'vitest';
import { alertCard } from '../../../src/desk/alert/card.ts';
import { plain } from '../../../src/desk/text.ts';
import { alertAfter, anAlert, HOUR, NOW, open, over, view } from '../build.ts';

test('a card holds every fact that was asked for, and the way to the device', () => {
  const links = [
    { label: 'Open', url: 'https://rmm.example/agents/dc01' },
    { label: 'Take control', url: 'https://rmm.example/takecontrol/dc01' },
  ];
  const device = { id: 'dc01', name: 'ACME-DC01', kind: 'server' as const, user: 'j.doe' };
  const card = alertCard(anAlert({ device, links, value: 'Free: 3 GB' }), view());
  expect(card.fields.map(({ name, value }) => `${name}: ${plain(value)}`)).toEqual([
    'Client: Acme',
    'Site: Main office',
    'Device: ACME-DC01 (server)',
    'User: j.doe',
  ]);
  expect([card.badge, card.title, card.url, card.quote, card.links]).toEqual([
    '🟠 HIGH',
    'ACME-DC01: disk C is full',
    links[0]?.url,
    { text: 'Free: 3 GB', as: 'output' },
    links,
  ]);
});

test('what is not known is not shown', () => {
  const card = alertCard(anAlert({ client: undefined, site: undefined, device: undefined }), view());
  expect([card.fields, card.url, card.quote]).toEqual([[], undefined, undefined]);
});

test.each([
  ['recovered', '✅ RECOVERED', 'Recovered 2026-11-02 09:00, began'],
  ['resolved', '✅ RESOLVED BY HAND', 'Resolved by hand in The RMM 2026-11-02 09:00. It comes back if the check'],
  ['deleted', '✅ DELETED', 'Its row in The RMM was deleted 2026-11-02 09:00'],
  ['withdrawn', '🚫 OUT OF SIGHT', "Went out of Deskbell's sight in The RMM 2026-11-02 09:00: whether it still fails"],
] as const)('an end of its own: %s', (how, badge, words) => {
  const card = alertCard(alertAfter([open(), over(how, NOW)]), view());
  expect([card.badge, plain(card.lines[0] ?? [])]).toEqual([badge, expect.stringContaining(words)]);
  expect(card.actions.map(({ verb }) => verb)).toEqual(['log-time', 'why']);
});

test('a later episode says which it is, and leads to the one before where that has a card', () => {
  const first = [open(), over('recovered', NOW)];
  const later = open({ startedAt: NOW + 3 * HOUR }, { row: '2', readAt: NOW + 3 * HOUR });
  const alert = alertAfter([...first, later]);
  expect(alert.earlier).toBe('rmm/check/dc01/3/1');
  expect(plain(alertCard(alert, view()).footer ?? [])).toMatch(/ · episode 2 of this alert$/);
  const footer = alertCard(alert, view(), 'https://chat.example/1').footer ?? [];
  expect(footer.at(-1)).toEqual({ link: 'the one before', url: 'https://chat.example/1' });
});
