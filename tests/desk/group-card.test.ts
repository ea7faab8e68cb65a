import { expect, test } from 'vitest';
import { decideAlertCommand } from '../../src/desk/alert-command.ts';
import type { Alert } from '../../src/desk/alert.ts';
import { groupCard } from '../../src/desk/group-card.ts';
import type { Group } from '../../src/desk/group.ts';
import { plain } from '../../src/desk/text.ts';
import { actor, alertAfter, ANN, anAlert, changed, CHANNEL, NOW, open, over, view } from './build.ts';

const GROUP: Group = {
  kind: 'group',
  schema: 1,
  ref: 'group/1',
  revision: 1,
  client: 'Acme',
  site: 'Main office',
  severity: 'high',
  at: NOW,
  members: [],
  places: [{ destination: CHANNEL, as: 'card' }],
};

const { client: _client, site: _site, ...SCATTERED } = GROUP;

function seen(alert: Alert): Alert {
  return changed(decideAlertCommand(alert, { verb: 'acknowledge', by: actor(ANN) }, view())).item;
}

test('a storm says how many still fail, who has seen how many, and shows the worst first', () => {
  const members = [
    ...Array.from({ length: 9 }, (_, index) => anAlert({ title: `alert ${index}` })),
    seen(anAlert({ title: 'server down', type: 'availability' })),
    alertAfter([open(), over('recovered', NOW)]),
  ];
  const card = groupCard(GROUP, members);
  expect([card.tone, card.badge, card.title]).toEqual([
    'critical',
    '🌩 STORM · 1 critical, 9 high',
    '11 alerts at Acme, Main office',
  ]);
  const lines = card.lines.map(plain);
  expect(lines[0]).toBe('Since 2026-11-02 09:00: 10 still failing, 1 over, 1 acknowledged.');
  expect(lines[1]).toBe('Nobody has acknowledged 9 of them.');
  expect(lines[2]).toBe('• server down 2026-11-02 08:55 · Ann Baker');
  expect(lines.at(-1)).toBe('and 2 more');
  expect(card.actions.map(({ verb, label }) => [verb, label])).toEqual([
    ['group-list', 'Show all 11'],
    ['group-acknowledge', 'Acknowledge 9'],
  ]);
});

test('when all is over it says so, and offers the list alone', () => {
  const card = groupCard(SCATTERED, [alertAfter([open(), over('recovered', NOW)])]);
  expect([card.tone, card.badge, card.title]).toEqual(['good', '✅ ALL OVER', '1 alerts at several clients']);
  expect(card.actions.map(({ verb }) => verb)).toEqual(['group-list']);
});
