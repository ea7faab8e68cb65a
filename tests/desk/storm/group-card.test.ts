import { expect, test } from 'vitest';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { byUrgency, groupCard, overviewCard } from '../../../src/desk/storm/group-card.ts';
import type { Group } from '../../../src/desk/storm/group.ts';
import { type Stand, standOf, tallyOf } from '../../../src/desk/storm/member.ts';
import { plain } from '../../../src/desk/text.ts';
import { actor, alertAfter, ANN, anAlert, changed, CHANNEL, NOW, open, over, view } from '../build.ts';

const GROUP: Group = {
  kind: 'group',
  schema: 1,
  ref: 'group/1',
  revision: 1,
  sites: [{ client: 'Acme', site: 'Main office' }],
  isOverview: false,
  severity: 'high',
  at: NOW,
  places: [{ destination: CHANNEL, as: 'card' }],
};

const DRAWN = NOW.toString(36);

function seen(alert: Alert): Alert {
  return changed(decideAlertCommand(alert, { verb: 'acknowledge', by: actor(ANN) }, view())).item;
}

function claimed(alert: Alert): Alert {
  return changed(decideAlertCommand(alert, { verb: 'claim', by: actor(ANN) }, view())).item;
}

function countsOf(alerts: readonly Alert[]): Map<Stand, number> {
  const counts = new Map<Stand, number>();
  for (const alert of alerts) {
    const stand = standOf(alert, CHANNEL);
    counts.set(stand, (counts.get(stand) ?? 0) + 1);
  }
  return counts;
}

function cardOf(members: readonly Alert[]) {
  const worst = members.filter(({ ended }) => !ended).toSorted(byUrgency);
  return groupCard(GROUP, { tally: tallyOf(countsOf(members)), at: NOW }, worst);
}

test('a storm says how many still fail, who has seen how many, and shows the worst first', () => {
  const members = [
    ...Array.from({ length: 9 }, (_, index) => anAlert({ title: `alert ${index}` })),
    seen(anAlert({ title: 'server down', type: 'availability' })),
    claimed(anAlert({ title: 'mine' })),
    alertAfter([open(), over('recovered', NOW)]),
  ];
  const card = cardOf(members);
  expect([card.tone, card.badge, card.title]).toEqual([
    'critical',
    '🌩 STORM · 1 critical, 10 high',
    '12 alerts at Acme, Main office',
  ]);
  const lines = card.lines.map(plain);
  expect(lines[0]).toBe('Since 2026-11-02 09:00: 11 still failing, 1 over, 2 acknowledged, 1 claimed.');
  expect(lines[1]).toBe('Nobody has acknowledged 9 of them.');
  expect(lines[2]).toBe('• server down 2026-11-02 08:55 · Ann Baker');
  expect(lines.at(-1)).toBe('and 3 more');
  expect(card.actions.map(({ verb, label, with: word }) => [verb, label, word])).toEqual([
    ['group-list', 'Show all 12', '1'],
    ['all-acknowledge', 'Acknowledge 9', DRAWN],
    ['all-claim', 'Claim 10', DRAWN],
    ['all-snooze', 'Snooze 11…', DRAWN],
  ]);
});

test('when all is over it says so, and offers the list alone', () => {
  const card = cardOf([alertAfter([open(), over('recovered', NOW)])]);
  expect([card.tone, card.badge, card.title]).toEqual(['good', '✅ ALL OVER', '1 alert at Acme, Main office']);
  expect(card.actions.map(({ verb }) => verb)).toEqual(['group-list']);
});

test('what has a card of its own, is muted or belongs elsewhere is told apart from what fails here', () => {
  const places = (as: 'card' | 'muted' | 'moved') => [{ destination: CHANNEL, as }];
  const alert = anAlert();
  const stands = [
    standOf({ ...alert, places: places('card') }, CHANNEL),
    standOf({ ...alert, places: places('muted') }, CHANNEL),
    standOf({ ...alert, places: places('moved') }, CHANNEL),
    standOf({ ...alert, places: [] }, CHANNEL),
  ];
  const counts = new Map(stands.map((stand) => [stand, 1]));
  expect(tallyOf(counts)).toMatchObject({ all: 2, open: 1, unseen: 1, over: 0, muted: 1, apart: 0 });
  const card = groupCard(GROUP, { tally: { ...tallyOf(counts), apart: 2 }, at: NOW }, [alert]);
  expect(card.lines.map(plain).slice(-2)).toEqual(['2 of them have cards of their own.', '1 of them is muted.']);
});

test('above five sites one card lists them, the worst first, each with its counts and a way in', () => {
  const sites = Array.from({ length: 10 }, (_, part) => ({
    part,
    site: { client: `Client ${part}`, site: 'HQ' },
    tally: tallyOf(
      countsOf(Array.from({ length: part + 1 }, () => (part === 3 ? anAlert({ type: 'availability' }) : anAlert()))),
    ),
  }));
  const all = tallyOf(countsOf(Array.from({ length: 55 }, () => anAlert())));
  const card = overviewCard(
    { ...GROUP, isOverview: true, sites: sites.map(({ site }) => site) },
    { tally: all, at: NOW },
    sites,
  );
  expect(card.title).toBe('55 alerts at 10 sites');
  expect(card.rows.map(({ line }) => plain(line)).slice(0, 2)).toEqual([
    'Client 3, HQ 4: 4 critical, 4 not acknowledged',
    'Client 9, HQ 10: 10 high, 10 not acknowledged',
  ]);
  expect(card.rows[0]?.action).toEqual({ verb: 'group-list', label: 'Open', with: '1.3' });
  expect(plain(card.rows.at(-1)?.line ?? [])).toBe('and 2 more sites');
  expect(card.actions.map(({ verb }) => verb)).toEqual([
    'group-list',
    'group-sites',
    'all-acknowledge',
    'all-claim',
    'all-snooze',
  ]);
});
