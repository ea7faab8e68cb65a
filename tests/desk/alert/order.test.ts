import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { type OrderCommand, orderAlert, possibleOrders, settleAlert } from '../../../src/desk/alert/order.ts';
import { decideAlertSignal } from '../../../src/desk/alert/signal.ts';
import type { DeskView } from '../../../src/desk/decision.ts';
import { decideTick, wakeOf } from '../../../src/desk/wake.ts';
import { actor, ANN, anAlert, BEN, changed, frozen, HOUR, MINUTE, NOW, open, over, settings, view } from '../build.ts';

const UNTIL = NOW + 4 * HOUR;
const CAN = { rmm: ['note', 'snooze', 'wake', 'resolve', 'run-checks'] };

function at(after = 0): DeskView {
  return view({ now: NOW + after, abilities: CAN });
}

function snooze(alert: Alert = anAlert(), more: { key?: string; reason?: string } = {}): Alert {
  return changed(orderAlert(frozen(alert), { verb: 'snooze', until: UNTIL, by: actor(ANN), key: 's1', ...more }, at()))
    .item;
}

/** What TRMM shows a minute later. */
function read(facts: Parameters<typeof open>[0], after = MINUTE) {
  return open(facts, { readAt: NOW + after });
}

function snoozed(): Alert {
  const readBack = read({ snoozed: { until: UNTIL } });
  return changed(settleAlert(frozen(snooze()), { key: 's1', readBack }, at(MINUTE))).item;
}

function plainOrder(alert: Alert, verb: 'wake' | 'resolve' | 'run-checks', key = 'k1') {
  return orderAlert(frozen(alert), { verb, by: actor(ANN), key }, at(MINUTE));
}

test('a snooze is an order until it is read back; then the card knows who, until when and why', () => {
  const ordered = changed(
    orderAlert(anAlert(), { verb: 'snooze', until: UNTIL, by: actor(ANN), key: 's1', reason: 'Parts come' }, at()),
  );
  expect(ordered.item.snooze).toBeUndefined();
  expect(ordered.item.order).toMatchObject({ what: 'snooze', until: UNTIL, by: { name: 'Ann Baker' } });
  expect(ordered.effects).toEqual([
    {
      job: 'write-back',
      key: 's1',
      ref: ordered.item.ref,
      system: 'rmm',
      write: { verb: 'snooze', row: '1', until: UNTIL },
    },
  ]);
  const readBack = read({ snoozed: { until: UNTIL } });
  const settled = changed(settleAlert(frozen(ordered.item), { key: 's1', readBack }, at(MINUTE)));
  expect(settled.item.order).toBeUndefined();
  expect(settled.item.snooze).toEqual({ by: actor(ANN), at: NOW, until: UNTIL, reason: 'Parts come' });
  expect(settled.entries.map(({ text }) => text)).toEqual([
    'Ann Baker snoozed it in The RMM (Parts come); the check keeps running',
  ]);
});

test('a poll that sees it first carries the order out, and the late settlement changes nothing', () => {
  const polled = changed(
    decideAlertSignal(frozen(snooze()), read({ snoozed: { until: UNTIL } }), at(MINUTE), false),
  ).item;
  expect([polled.order, polled.snooze?.until]).toEqual([undefined, UNTIL]);
  const readBack = open({ snoozed: { until: UNTIL } }, { readAt: NOW + 1 });
  expect(settleAlert(frozen(polled), { key: 's1', readBack }, at(2 * MINUTE))).toEqual({ is: 'unchanged' });
});

test('a poll that began before the order neither carries it out nor loses it', () => {
  const polled = decideAlertSignal(frozen(snooze()), read({ failures: 9 }, 1), at(1), false);
  expect(changed(polled).item.order).toMatchObject({ key: 's1' });
});

test('what was ordered here is ended from here, on time, and rings', () => {
  const alert = snoozed();
  expect(wakeOf(alert, settings())).toBe(UNTIL);
  expect(decideTick(frozen(alert), at(4 * HOUR - 1))).toEqual({ is: 'unchanged' });
  const ending = changed(decideTick(frozen(alert), at(4 * HOUR)));
  expect(ending.effects).toMatchObject([{ write: { verb: 'wake', row: '1' } }]);
  expect(wakeOf(ending.item, settings())).toBeUndefined();
  const key = ending.effects[0]?.key ?? '';
  const readBack = read({}, 4 * HOUR + 1);
  const awake = changed(settleAlert(frozen(ending.item as Alert), { key, readBack }, at(4 * HOUR + MINUTE)));
  expect([awake.item.snooze, awake.item.order]).toEqual([undefined, undefined]);
  expect(awake.notices.map(({ loud, card }) => [loud, card.lines])).toEqual([
    [true, [['The snooze in The RMM is over, and it still fails']]],
  ]);
});

test('whoever ends a snooze by hand rings nobody', () => {
  const order = changed(plainOrder(snoozed(), 'wake')).item;
  const readBack = read({}, 2 * MINUTE);
  const awake = changed(settleAlert(frozen(order), { key: 'k1', readBack }, at(3 * MINUTE)));
  expect(awake.notices.map(({ loud, card }) => [loud, card.lines])).toEqual([
    [false, [['Ann Baker ended the snooze']]],
  ]);
});

test('a snooze stops the reminder after an acknowledge, which begins anew when it is over', () => {
  const house = settings({ acknowledge: { remindAfter: '30m', lapseAfter: '60m' } });
  const seen = changed(decideAlertCommand(snoozed(), { verb: 'acknowledge', by: actor(ANN) }, at())).item;
  expect(wakeOf(seen, house)).toBe(UNTIL);
  const awake = changed(decideAlertSignal(frozen(seen), read({}, 4 * HOUR), at(4 * HOUR), false)).item;
  expect(wakeOf(awake, house)).toBe(NOW + 4 * HOUR + 30 * MINUTE);
  const later = view({ now: NOW + 4 * HOUR + 30 * MINUTE, settings: house });
  expect(changed(decideTick(frozen(awake), later)).entries.map(({ what }) => what)).toEqual(['reminded']);
});

test('a resolve ends it in the name of whoever ordered it, seen by a poll or read back', () => {
  const ordered = changed(plainOrder(anAlert(), 'resolve')).item;
  const end = over('resolved', NOW + 2 * MINUTE);
  const polled = changed(decideAlertSignal(frozen(ordered), end, at(3 * MINUTE), false)).item;
  const settled = changed(settleAlert(frozen(ordered), { key: 'k1', readBack: end }, at(3 * MINUTE))).item;
  for (const alert of [polled, settled]) {
    expect(alert.ended).toMatchObject({ how: 'resolved', by: { name: 'Ann Baker' } });
    expect(alert.order).toBeUndefined();
  }
});

test('what recovers while a resolve is under way has recovered', () => {
  const ordered = changed(plainOrder(anAlert(), 'resolve')).item;
  const { item } = changed(decideAlertSignal(frozen(ordered), over('recovered', NOW + MINUTE), at(2 * MINUTE), false));
  expect(item.ended).toMatchObject({ how: 'recovered', by: { name: 'The RMM' } });
});

test('an order that failed is told in the thread and to whoever gave it, and leaves the alert as it was', () => {
  const before = snoozed();
  const failed = changed(
    settleAlert(
      frozen(changed(plainOrder(before, 'resolve')).item),
      { key: 'k1', sentence: 'No right.' },
      at(2 * MINUTE),
    ),
  );
  expect(failed.item).toEqual(before);
  expect(failed.notices.map(({ destination, loud }) => [destination, loud])).toEqual([
    ['chat:main', false],
    ['chat:@A1', true],
  ]);
});

test('a snooze that cannot be ended from here is left to the source, and not tried at every tick', () => {
  const ending = changed(decideTick(frozen(snoozed()), at(4 * HOUR)));
  const sentence = 'No right.';
  const left = changed(
    settleAlert(frozen(ending.item as Alert), { key: ending.effects[0]?.key ?? '', sentence }, at(5 * HOUR)),
  );
  expect(wakeOf(left.item, settings())).toBeUndefined();
  expect(left.entries.map(({ text }) => text)).toEqual(['Not done: No right.']);
});

test('where somebody could not end a snooze by hand, it is still ended on time', () => {
  const before = snoozed();
  const sentence = 'No right.';
  const order = changed(plainOrder(before, 'wake')).item;
  const failed = changed(settleAlert(frozen(order), { key: 'k1', sentence }, at(2 * MINUTE)));
  expect(failed.item).toEqual(before);
  expect(wakeOf(failed.item, settings())).toBe(UNTIL);
});

test('running the checks changes nothing by itself; a failure is told in the thread', () => {
  const before = anAlert();
  const ran = changed(plainOrder(before, 'run-checks'));
  expect(ran.item).toEqual(before);
  expect(ran.effects).toMatchObject([{ write: { verb: 'run-checks', on: 'dc01' } }]);
  const failed = changed(settleAlert(before, { key: 'k1', sentence: 'The device is off.' }, at(MINUTE)));
  expect(failed.item).toEqual(before);
  expect(failed.notices.map(({ loud, card }) => [loud, card.lines])).toEqual([
    [false, [['Not done: The device is off.']]],
  ]);
});

test('the same press twice is one order; another one meanwhile is told who is at it', () => {
  const again: OrderCommand = { verb: 'snooze', until: UNTIL, by: actor(ANN), key: 's1' };
  expect(orderAlert(snooze(), again, at())).toEqual({ is: 'unchanged' });
  expect(orderAlert(snooze(), { verb: 'resolve', by: actor(BEN), key: 'r1' }, at())).toEqual({
    is: 'refused',
    sentence: 'Ann Baker is changing ACME-DC01: disk C is full at this moment; try again shortly.',
  });
});

test('only what fits can be ordered, and each refusal says why', () => {
  const ended = changed(decideAlertSignal(anAlert(), over('recovered', NOW), at(), false)).item;
  const { device: _, ...facts } = anAlert().facts;
  const loose = { ...anAlert(), facts };
  expect(possibleOrders(anAlert(), at())).toEqual(['snooze', 'resolve', 'run-checks']);
  expect(possibleOrders(snoozed(), at())).toEqual(['wake', 'resolve', 'run-checks']);
  expect(possibleOrders(ended, at())).toEqual([]);
  expect(possibleOrders(anAlert(), view())).toEqual([]);
  const sentences = [
    orderAlert(anAlert(), { verb: 'resolve', by: actor(ANN), key: 'k' }, view()),
    orderAlert(ended, { verb: 'resolve', by: actor(ANN), key: 'k' }, at()),
    orderAlert(snoozed(), { verb: 'snooze', until: UNTIL, by: actor(BEN), key: 'k' }, at()),
    plainOrder(anAlert(), 'wake'),
    plainOrder(loose, 'run-checks'),
  ].map((decision) => (decision.is === 'refused' ? decision.sentence : decision.is));
  expect(sentences).toEqual([
    'The RMM takes no such order from Deskbell.',
    expect.stringContaining('recovered'),
    expect.stringContaining('snoozed already'),
    expect.stringContaining('not snoozed'),
    expect.stringContaining('no device'),
  ]);
});
