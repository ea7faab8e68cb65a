import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { alertCard } from '../../../src/desk/alert/card.ts';
import { type AlertVerb, decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { decideAlertSignal } from '../../../src/desk/alert/signal.ts';
import { plain } from '../../../src/desk/text.ts';
import {
  actor,
  alertAfter,
  ANN,
  anAlert,
  BEN,
  changed,
  CHANNEL,
  frozen,
  MINUTE,
  NOW,
  open,
  over,
  view,
} from '../build.ts';

function after(verbs: readonly [AlertVerb, typeof ANN][], alert = anAlert()): Alert {
  return verbs.reduce(
    (current, [verb, by]) => changed(decideAlertCommand(frozen(current), { verb, by: actor(by) }, view())).item,
    alert,
  );
}

function decide(alert: Alert, verb: AlertVerb, by = ANN, now = NOW) {
  return decideAlertCommand(frozen(alert), { verb, by: actor(by) }, view({ now }));
}

test.each(['recovered', 'resolved', 'deleted', 'withdrawn'] as const)(
  'nothing can be done to an alert that was %s',
  (how) => {
    const ended = alertAfter([open(), over(how, NOW)]);
    for (const verb of ['acknowledge', 'unacknowledge', 'claim', 'release'] as const) {
      const words = {
        recovered: 'recovered',
        resolved: 'was resolved by hand',
        deleted: 'was deleted',
        withdrawn: "went out of Deskbell's sight",
      }[how];
      expect(decide(ended, verb, ANN, NOW + 5 * MINUTE)).toEqual({
        is: 'refused',
        sentence: `ACME-DC01: disk C is full ${words} 5 minutes ago; nothing was changed.`,
      });
    }
  },
);

test('an acknowledge keeps who, when and how often it had failed, and tells the device', () => {
  const alert = anAlert({ failures: 3 });
  const { item, entries, effects, notices, unfold } = changed(
    decideAlertCommand(alert, { verb: 'acknowledge', by: actor(ANN), note: 'on my way' }, view()),
  );
  expect(item.acknowledged).toEqual({ by: actor(ANN), at: NOW, firings: 1, failures: 3, note: 'on my way' });
  expect(entries.map(({ text }) => text)).toEqual(['Ann Baker acknowledged: on my way']);
  expect(notices.map(({ destination, loud }) => [destination, loud])).toEqual([[CHANNEL, false]]);
  expect(effects).toEqual([
    {
      job: 'write-back',
      key: 'note-rmm/check/dc01/3/1-acknowledged-1',
      ref: 'rmm/check/dc01/3/1',
      system: 'rmm',
      write: {
        verb: 'note',
        on: 'dc01',
        text: 'Ann Baker acknowledged: on my way in chat: ACME-DC01: disk C is full (alert 1 of The RMM)',
        by: 'Ann Baker',
      },
    },
  ]);
  expect(unfold).toBe(false);
});

test('without a device, or a source that takes notes, nothing is written back', () => {
  const bare = anAlert({ device: undefined });
  expect(changed(decide(bare, 'acknowledge')).effects).toEqual([]);
  const deaf = decideAlertCommand(anAlert(), { verb: 'claim', by: actor(ANN) }, view({ abilities: {} }));
  expect(changed(deaf).effects).toEqual([]);
});

test('a second acknowledge by the same changes nothing; one by another is told who was first', () => {
  const seen = after([['acknowledge', ANN]]);
  expect(decide(seen, 'acknowledge')).toEqual({ is: 'unchanged' });
  expect(decide(seen, 'acknowledge', BEN, NOW + 3 * MINUTE)).toEqual({
    is: 'refused',
    sentence: 'Ann Baker acknowledged ACME-DC01: disk C is full 3 minutes ago already.',
  });
});

test('an acknowledge can be taken back once, by anybody', () => {
  const seen = after([['acknowledge', ANN]]);
  const back = changed(decide(seen, 'unacknowledge', BEN));
  expect([back.item.acknowledged, back.entries[0]?.text]).toEqual([undefined, 'Ben Cole took the acknowledge back']);
  expect(decide(back.item, 'unacknowledge')).toEqual({
    is: 'refused',
    sentence: 'ACME-DC01: disk C is full is not acknowledged by anybody.',
  });
});

test('a claim is an acknowledge too, and gives a member of a storm its own card', () => {
  const claim = changed(decide(anAlert(), 'claim'));
  expect(claim.unfold).toBe(true);
  expect([claim.item.claimed, claim.item.acknowledged]).toEqual([
    { by: actor(ANN), at: NOW },
    { by: actor(ANN), at: NOW, firings: 1 },
  ]);
  const seen = after([
    ['acknowledge', BEN],
    ['claim', ANN],
  ]);
  expect(seen.acknowledged?.by.name).toBe('Ben Cole');
});

test('two claims at once: one has it, the other is told who', () => {
  const taken = after([['claim', ANN]]);
  expect(decide(taken, 'claim')).toEqual({ is: 'unchanged' });
  expect(decide(taken, 'claim', BEN)).toEqual({
    is: 'refused',
    sentence: 'Ann Baker claimed ACME-DC01: disk C is full just now.',
  });
});

test('a release frees it and keeps the acknowledge; a second one is told that nobody holds it', () => {
  const free = after([
    ['claim', ANN],
    ['release', ANN],
  ]);
  expect([free.claimed, free.acknowledged?.by.name]).toEqual([undefined, 'Ann Baker']);
  expect(decide(free, 'release')).toEqual({ is: 'refused', sentence: 'Nobody holds ACME-DC01: disk C is full.' });
  const byBen = changed(decide(after([['claim', ANN]]), 'release', BEN));
  expect(byBen.entries[0]?.text).toBe('Ben Cole released it from Ann Baker');
});

test('the card never says that the problem is gone because somebody has seen it', () => {
  const seen = after([['acknowledge', ANN]], anAlert({ failures: 3 }));
  const later = changed(
    decideAlertSignal(seen, open({ failures: 5, startedAt: NOW }, { row: '2', readAt: NOW + 1 }), view(), false),
  ).item;
  const lines = alertCard(later, view()).lines.map(plain);
  expect(lines).toEqual([
    'Failing since 2026-11-02 09:00, fired 2 times',
    '👀 Acknowledged by Ann Baker 2026-11-02 09:00, failed 2 more times since, fired again since',
  ]);
});

test('whoever has claimed stays on the card when the acknowledge is taken back', () => {
  const odd = after([
    ['claim', ANN],
    ['unacknowledge', BEN],
  ]);
  expect(alertCard(odd, view()).lines.map(plain).slice(1)).toEqual([
    '🙋 Ann Baker has it, since 2026-11-02 09:00',
    'Nobody has acknowledged it.',
  ]);
});

test('an ended card offers nothing that could not be done', () => {
  const verbs = (alert: Alert) => alertCard(alert, view()).actions.map(({ verb }) => verb);
  expect(verbs(anAlert())).toEqual(['acknowledge', 'claim', 'log-time', 'more', 'why']);
  expect(verbs(after([['claim', ANN]]))).toEqual(['unacknowledge', 'release', 'log-time', 'more', 'why']);
  expect(verbs(alertAfter([open(), over('recovered', NOW)]))).toEqual(['log-time', 'why']);
  const withoutBook = alertCard(anAlert(), view({ timeBook: undefined })).actions;
  expect(withoutBook.map(({ verb }) => verb)).toEqual(['acknowledge', 'claim', 'more', 'why']);
});
