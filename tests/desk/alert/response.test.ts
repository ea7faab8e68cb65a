import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { alertCard } from '../../../src/desk/alert/card.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { isLate, withResponse } from '../../../src/desk/alert/response.ts';
import type { DeskView } from '../../../src/desk/decision.ts';
import type { Severity } from '../../../src/desk/alert/severity.ts';
import { plain } from '../../../src/desk/text.ts';
import { decideTick, wakeOf } from '../../../src/desk/wake.ts';
import {
  actor,
  alertAfter,
  anAlert,
  ANN,
  BEN,
  changed,
  CHANNEL,
  frozen,
  HOUR,
  MINUTE,
  NOW,
  open,
  over,
  settings,
  STOP,
  view,
} from '../build.ts';

const OFFICE = {
  week: Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, [{ from: '08:00', to: '17:00' }]]),
  ),
};
const HOUSE = settings({
  zone: 'Europe/Berlin',
  clients: [{ name: 'Acme', tier: 'gold' }, { name: 'Globex' }],
  tiers: { gold: { targets: { critical: '5m', info: 'none' } } },
  calendars: { office: OFFICE },
  sla: { calendar: 'office' },
});
const DOWN = { type: 'availability' } as const;

/** The alert as it is kept after a commit at `at`. */
function kept(alert: Alert, at = NOW, house = HOUSE): Alert {
  return withResponse(frozen(alert), house, at);
}

function tick(alert: Alert, at: number): ReturnType<typeof decideTick> {
  return decideTick(frozen(alert), house(at));
}

function house(at: number): DeskView {
  return view({ now: at, settings: HOUSE });
}

function words(alert: Alert): string {
  const card = alertCard(alert, view());
  return [card.badge, ...card.lines.map(plain)].join(' / ');
}

describe('by when somebody must have it', () => {
  const at = (clock: string): number => Temporal.ZonedDateTime.from(`${clock}[Europe/Berlin]`).epochMilliseconds;
  const due = (severity: Severity, from: number, client = 'Globex'): number | undefined =>
    kept({ ...anAlert({ client }), severity }, from).response?.due;

  test('critical and high are counted round the clock, also in the night', () => {
    const night = at('2026-11-02T03:00');
    expect([due('critical', night), due('high', night)]).toEqual([night + 15 * MINUTE, night + HOUR]);
  });

  test('a warning has until the end of the working day, information until the end of the week', () => {
    const monday = at('2026-11-02T10:00');
    expect(due('warning', monday)).toBe(at('2026-11-02T17:00'));
    expect(due('info', monday)).toBe(at('2026-11-06T17:00'));
  });

  test('what comes at night, in the last hour or at the weekend has until the end of the next working day', () => {
    expect(due('warning', at('2026-11-02T16:30'))).toBe(at('2026-11-03T17:00'));
    expect(due('warning', at('2026-11-02T16:00'))).toBe(at('2026-11-02T17:00'));
    expect(due('warning', at('2026-11-03T02:00'))).toBe(at('2026-11-03T17:00'));
    expect(due('warning', at('2026-11-07T12:00'))).toBe(at('2026-11-09T17:00'));
    expect(due('info', at('2026-11-06T18:00'))).toBe(at('2026-11-13T17:00'));
  });

  test('a tier has its own, or none', () => {
    expect(due('critical', NOW, 'Acme')).toBe(NOW + 5 * MINUTE);
    expect(due('high', NOW, 'Acme')).toBe(NOW + HOUR);
    expect(due('info', NOW, 'Acme')).toBeUndefined();
    expect(kept({ ...anAlert(), severity: 'critical' }).response?.because).toBe(
      'the target of tier gold for critical: within 5 minutes, round the clock',
    );
  });

  test('without a calendar a day ends at midnight, and a calendar without hours has no end', () => {
    const plainHouse = settings({ zone: 'Europe/Berlin' });
    const warning = { ...anAlert(), severity: 'warning' as const };
    expect(kept(warning, at('2026-11-02T10:00'), plainHouse).response?.due).toBe(at('2026-11-03T00:00'));
    const closed = settings({ calendars: { never: {} }, sla: { calendar: 'never' } });
    expect(kept(warning, NOW, closed).response).toMatchObject({ severity: 'warning' });
    expect(kept(warning, NOW, closed).response?.due).toBeUndefined();
  });
});

describe('the clock', () => {
  const down = kept(anAlert({ ...DOWN, client: 'Globex' }));

  test('does not move while nothing changes', () => {
    expect(kept(down, NOW + 5 * MINUTE)).toBe(down);
    expect(wakeOf(down, HOUSE)).toBe(NOW + 11.25 * MINUTE);
  });

  test('is stopped by an acknowledge or a claim, and begins anew when it is taken back', () => {
    for (const verb of ['acknowledge', 'claim'] as const) {
      const taken = changed(decideAlertCommand(down, { verb, by: actor(ANN) }, house(NOW + 4 * MINUTE))).item;
      const held = kept(taken, NOW + 4 * MINUTE);
      expect(held.response).toMatchObject({ from: NOW, metAt: NOW + 4 * MINUTE });
      expect(tick(held, NOW + 20 * MINUTE)).toEqual({ is: 'unchanged' });
      const { acknowledged: _, claimed: __, ...given } = held;
      const anew = { from: NOW + 30 * MINUTE, due: NOW + 45 * MINUTE, lookAt: NOW + 41.25 * MINUTE };
      expect(kept(given, NOW + 30 * MINUTE).response).toEqual({ ...down.response, ...anew });
    }
  });

  test('begins anew when an acknowledge lapses', () => {
    const seen = kept(changed(decideAlertCommand(down, { verb: 'acknowledge', by: actor(ANN) }, house(NOW))).item);
    const lapsed = kept(changed(tick(seen, NOW + 2 * HOUR)).item as Alert, NOW + 2 * HOUR);
    expect(lapsed.acknowledged).toBeUndefined();
    expect(lapsed.response?.due).toBe(NOW + 2 * HOUR + 15 * MINUTE);
  });

  test('is gone while the source hides the alert for a time, and after its end', () => {
    const muted = { window: 'window/1', by: actor(ANN), reason: 'new disks', since: NOW };
    expect(kept({ ...down, muted }).response).toBeUndefined();
    const snoozed = kept({ ...down, facts: { ...down.facts, snoozed: {} } });
    expect(snoozed.response).toBeUndefined();
    expect(kept({ ...snoozed, facts: down.facts }, NOW + HOUR).response?.from).toBe(NOW + HOUR);
    expect(kept({ ...down, ended: { how: 'recovered', at: NOW } }).response).toBeUndefined();
  });

  test('begins anew with a rise; a fall has more time from the same beginning', () => {
    const warning = kept(anAlert({ raw: 'warning', client: 'Globex' }));
    const later = NOW + 2 * HOUR;
    const rose = kept({ ...warning, severity: 'critical' }, later);
    expect(rose.response).toMatchObject({ from: later, due: later + 15 * MINUTE });
    expect(kept({ ...rose, severity: 'high' }, later + MINUTE).response).toMatchObject({
      from: later,
      due: later + HOUR,
    });
  });

  test('begins anew when the condition fires again after its end', () => {
    const again = alertAfter([
      open({ ...DOWN, client: 'Globex' }),
      over('resolved', NOW + MINUTE),
      open({ ...DOWN, client: 'Globex', startedAt: NOW + 5 * MINUTE }, { row: '2', readAt: NOW + 5 * MINUTE }),
    ]);
    expect(kept(again, NOW + 5 * MINUTE).response?.from).toBe(NOW + 5 * MINUTE);
  });
});

describe('nobody in time', () => {
  const down = kept(anAlert({ ...DOWN, client: 'Globex' }));

  test('the card says so and the channel hears of it once; an acknowledge ends that', () => {
    expect(words(down)).toContain('Nobody has acknowledged it. ⏳ A response is due 2026-11-02 09:15');
    expect(tick(down, NOW + 11 * MINUTE)).toEqual({ is: 'unchanged' });
    const breached = changed(tick(down, NOW + 15 * MINUTE));
    expect(breached.notices.map(({ destination, loud, key }) => [destination, loud, key])).toEqual([
      [CHANNEL, true, `${down.ref}/late-${NOW + 15 * MINUTE}/${CHANNEL}`],
    ]);
    const late = kept(breached.item as Alert, NOW + 15 * MINUTE);
    expect(isLate(late)).toBe(true);
    expect(words(late)).toContain('🔴 CRITICAL · LATE');
    expect(words(late)).toContain('⏰ A response was due 2026-11-02 09:15');
    expect(late.response?.lookAt).toBeUndefined();
    expect(late.breaches).toEqual([{ clock: 'response', due: NOW + 15 * MINUTE, at: NOW + 15 * MINUTE }]);
    expect(tick(late, NOW + HOUR)).toEqual({ is: 'unchanged' });
    const by = actor(ANN);
    const seen = kept(
      changed(decideAlertCommand(late, { verb: 'acknowledge', by }, house(NOW + HOUR))).item,
      NOW + HOUR,
    );
    expect(isLate(seen)).toBe(false);
    expect(words(seen)).not.toContain('LATE');
    expect(seen.response).toMatchObject({ breachedAt: NOW + 15 * MINUTE, metAt: NOW + HOUR });
  });

  test('what was open before the first start counts as late and rings nobody', () => {
    const old = kept({ ...down, places: [{ destination: CHANNEL, as: 'baseline' }] });
    const breached = changed(tick(old, NOW + HOUR));
    expect(breached.notices).toEqual([]);
    expect(isLate(breached.item as Alert)).toBe(true);
  });

  test('an ended alert is never late', () => {
    const breached = changed(tick(down, NOW + HOUR)).item as Alert;
    expect(isLate({ ...breached, ended: { how: 'recovered', at: NOW + HOUR } })).toBe(false);
  });
});

describe('warnings', () => {
  const at = (clock: string): number => Temporal.ZonedDateTime.from(`${clock}[Europe/Berlin]`).epochMilliseconds;
  const DISPATCHER = { ...BEN, role: 'dispatcher' } as const;

  function told(alert: Alert, when: number, more: Partial<DeskView> = {}) {
    const { item, notices, entries } = changed(decideTick(frozen(alert), { ...house(when), ...more }));
    return { alert: kept(item as Alert, when), notices, entries: entries.map(({ what }) => what) };
  }

  test('at 75 and 90 % of the time, each once, and the breach goes to the channel and the coordinator', () => {
    const down = kept(anAlert({ ...DOWN, client: 'Globex' }));
    const due = NOW + 15 * MINUTE;
    const first = told(down, NOW + 11.25 * MINUTE);
    expect(first.notices.map(({ key, loud }) => [key, loud])).toEqual([
      [`${down.ref}/warned-75-${due}/${CHANNEL}`, true],
    ]);
    expect(first.notices.flatMap(({ card }) => card.actions.map(({ verb }) => verb))).toEqual([
      'acknowledge',
      'claim',
      'show',
    ]);
    expect(tick(first.alert, NOW + 12 * MINUTE)).toEqual({ is: 'unchanged' });
    const second = told(first.alert, NOW + 13.5 * MINUTE);
    expect(second.notices.map(({ key }) => key)).toEqual([`${down.ref}/warned-90-${due}/${CHANNEL}`]);
    const last = told(second.alert, due, { people: [ANN, DISPATCHER] });
    expect(last.notices.map(({ destination, rank }) => [destination, rank])).toEqual([
      [CHANNEL, 0],
      ['chat:@B1', 1],
    ]);
    expect(tick(last.alert, NOW + HOUR)).toEqual({ is: 'unchanged' });
  });

  test('of several that became due meanwhile only the newest is told, and a new beginning arms them again', () => {
    const down = kept(anAlert({ ...DOWN, client: 'Globex' }));
    const both = told(down, NOW + 14 * MINUTE);
    expect(both.notices.map(({ key }) => key)).toEqual([`${down.ref}/warned-90-${NOW + 15 * MINUTE}/${CHANNEL}`]);
    expect(both.alert.response?.warned).toEqual([75, 90]);
    const seen = kept(
      changed(decideAlertCommand(both.alert, { verb: 'acknowledge', by: actor(ANN) }, house(NOW + 14 * MINUTE))).item,
      NOW + 14 * MINUTE,
    );
    expect(seen.response?.lookAt).toBeUndefined();
    const { acknowledged: _, ...given } = seen;
    expect(kept(given, NOW + HOUR).response).toMatchObject({ lookAt: NOW + HOUR + 11.25 * MINUTE });
    expect(kept(given, NOW + HOUR).response?.warned).toBeUndefined();
  });

  test('wait for working hours, unless the deadline comes before them', () => {
    const warning = kept(anAlert({ raw: 'warning', client: 'Globex' }), at('2026-11-02T09:00'));
    expect(warning.response?.lookAt).toBe(at('2026-11-02T15:00'));
    const weekly = { ...warning, response: { ...warning.response, due: at('2026-11-06T17:00') } } as Alert;
    const night = kept(weekly, at('2026-11-06T03:00'));
    expect(night.response?.lookAt).toBe(at('2026-11-06T08:00'));
    const waits = changed(decideTick(frozen(weekly), house(at('2026-11-06T03:00'))));
    expect([waits.notices, waits.silent]).toEqual([[], true]);
    const down = kept(anAlert({ ...DOWN, client: 'Globex' }), at('2026-11-06T03:00'));
    expect(down.response?.lookAt).toBe(at('2026-11-06T03:00') + 11.25 * MINUTE);
  });

  test('nothing is told at a stopped client until the stop is lifted', () => {
    const down = kept(anAlert({ ...DOWN, client: 'Acme' }));
    const stopped = { ...house(NOW + HOUR), stops: [STOP] };
    expect(decideTick(frozen(down), stopped)).toEqual({ is: 'unchanged' });
    expect(told(down, NOW + HOUR).entries).toEqual(['late']);
  });

  test('none are wanted: it is looked at when it is due', () => {
    const calm = settings({ sla: { warnAt: [] } });
    const down = kept(anAlert({ ...DOWN, client: 'Globex' }), NOW, calm);
    expect(wakeOf(down, calm)).toBe(NOW + 15 * MINUTE);
  });
});
