import { expect, test } from 'vitest';
import { decideAlertCommand } from '../../src/desk/alert/command.ts';
import { decideTick, wakeOf } from '../../src/desk/wake.ts';
import type { Alert } from '../../src/desk/alert/alert.ts';
import { actor, ANN, anAlert, aTicket, changed, CHANNEL, frozen, HOUR, MINUTE, NOW, settings, view } from './build.ts';

const HOUSE = settings({
  tickets: { remindAfter: 'never' },
  acknowledge: { remindAfter: '30m', lapseAfter: '60m' },
});

function seen(verb: 'acknowledge' | 'claim' = 'acknowledge'): Alert {
  return changed(decideAlertCommand(anAlert(), { verb, by: actor(ANN) }, view())).item;
}

function tick(alert: Alert, after: number) {
  return decideTick(frozen(alert), view({ now: NOW + after, settings: HOUSE }));
}

test('only an acknowledge that nobody followed up wants to be looked at again', () => {
  expect(wakeOf(anAlert(), HOUSE)).toBeUndefined();
  expect(wakeOf(seen('claim'), HOUSE)).toBeUndefined();
  expect(wakeOf({ ...seen(), ended: { how: 'recovered', at: NOW } }, HOUSE)).toBeUndefined();
  expect(wakeOf(seen(), HOUSE)).toBe(NOW + 30 * MINUTE);
});

test('whoever acknowledged is reminded once, quietly for all others; then the acknowledge lapses and the channel rings', () => {
  expect(tick(seen(), 30 * MINUTE - 1)).toEqual({ is: 'unchanged' });
  const reminded = changed(tick(seen(), 30 * MINUTE));
  expect(reminded.notices.map(({ destination, loud }) => [destination, loud])).toEqual([['chat:@A1', true]]);
  expect(reminded.silent).toBe(true);
  const alert = reminded.item as Alert;
  expect(wakeOf(alert, HOUSE)).toBe(NOW + HOUR);
  expect(tick(alert, 45 * MINUTE)).toEqual({ is: 'unchanged' });
  const lapsed = changed(tick(alert, HOUR));
  expect((lapsed.item as Alert).acknowledged).toBeUndefined();
  expect(lapsed.notices.map(({ destination, loud }) => [destination, loud])).toEqual([[CHANNEL, true]]);
  expect(wakeOf(lapsed.item, HOUSE)).toBeUndefined();
});

test('a desk that slept over both lets the acknowledge lapse at once', () => {
  expect((changed(tick(seen(), 5 * HOUR)).item as Alert).acknowledged).toBeUndefined();
});

test('a ticket is looked at when its first response is due', () => {
  const ticket = aTicket();
  const { due = 0, lookAt } = ticket.clocks?.response ?? {};
  expect([wakeOf(ticket, HOUSE), due - NOW]).toEqual([lookAt, 4 * HOUR - 10 * MINUTE]);
  const late = decideTick(frozen(ticket), view({ now: due + 1 }));
  expect(changed(late).entries.map(({ what }) => what)).toEqual(['breached']);
});
