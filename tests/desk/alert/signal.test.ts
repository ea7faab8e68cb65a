import { expect, test } from 'vitest';
import type { AlertEnd } from '../../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { decideAlertSignal } from '../../../src/desk/alert/signal.ts';
import {
  ACME_CHANNEL,
  actor,
  alertAfter,
  alertFacts,
  ANN,
  anAlert,
  changed,
  CHANNEL,
  GLOBEX_CHANNEL,
  HOUR,
  MINUTE,
  NOW,
  open,
  over,
  settings,
  view,
  WALLED,
} from '../build.ts';

const UNCHANGED = { is: 'unchanged' };

/** The alert as Ann has acknowledged and claimed it. */
function held(alert = anAlert()) {
  return changed(decideAlertCommand(alert, { verb: 'claim', by: actor(ANN) }, view())).item;
}

test('a read that began before the last one changes nothing, whatever it says', () => {
  const alert = anAlert();
  const earlier = { readAt: NOW - 1 };
  expect(decideAlertSignal(alert, open({ raw: 'info' }, earlier), view(), false)).toEqual(UNCHANGED);
  expect(decideAlertSignal(alert, over('recovered', NOW - 2, earlier), view(), false)).toEqual(UNCHANGED);
  expect(decideAlertSignal(alert, open({ raw: 'info' }, { row: '2', ...earlier }), view(), false)).toEqual(UNCHANGED);
  expect(decideAlertSignal(alert, open({ raw: 'info' }), view(), false)).toEqual(UNCHANGED);
});

test('the end of a condition that was never seen open is nothing', () => {
  expect(decideAlertSignal(undefined, over('recovered', NOW), view(), false)).toEqual(UNCHANGED);
});

test('what came and went before anybody looked is kept as over, and rings nobody', () => {
  const facts = alertFacts({ startedAt: NOW - HOUR });
  const seen = { state: 'ended', how: 'resolved', at: NOW - MINUTE, facts } as const;
  const passed = { ...open(), seen };
  const { item, entries, notices } = changed(decideAlertSignal(undefined, passed, view(), false));
  expect(item).toMatchObject({ episode: 1, firings: 1, facts, ended: { how: 'resolved', at: NOW - MINUTE } });
  expect(entries.map(({ what }) => what)).toEqual(['opened', 'resolved']);
  expect(notices.filter(({ loud }) => loud)).toEqual([]);
  expect(decideAlertSignal({ ...item, revision: 1 }, { ...passed, readAt: NOW + 1 }, view(), false)).toEqual(UNCHANGED);
});

test('a condition that came back and went again while nobody looked has fired once more on its card, in one quiet line', () => {
  const first = changed(decideAlertSignal(held(), over('resolved', NOW, { readAt: NOW + 1 }), view(), false)).item;
  const facts = alertFacts({ startedAt: NOW + MINUTE });
  const seen = { state: 'ended', how: 'recovered', at: NOW + 2 * MINUTE, facts } as const;
  const again = { ...open(), row: '2', readAt: NOW + 5 * MINUTE, seen };
  const { item, entries, notices } = changed(decideAlertSignal(first, again, view({ now: NOW + 5 * MINUTE }), false));
  expect(item).toMatchObject({ ref: first.ref, row: '2', firings: 2, ended: { how: 'recovered' } });
  expect(entries.map(({ what }) => what)).toEqual(['refired', 'recovered']);
  expect(notices.map(({ loud }) => loud)).toEqual([false]);
});

test('an earlier row that is read late says nothing about the one that stands now', () => {
  const facts = alertFacts({ startedAt: NOW - 2 * HOUR });
  const seen = { state: 'ended', how: 'recovered', at: NOW - HOUR, facts } as const;
  const late = { ...open(), row: '0', readAt: NOW + 1, seen };
  expect(decideAlertSignal(anAlert(), late, view(), false)).toEqual(UNCHANGED);
});

test('a new alert has a card, its rule, and one line of history; it rings by being posted', () => {
  const { item, entries, effects, notices } = changed(decideAlertSignal(undefined, open(), view(), false));
  expect(item).toEqual({
    kind: 'alert',
    schema: 1,
    ref: 'rmm/check/dc01/3/1',
    revision: 0,
    source: 'rmm',
    row: '1',
    condition: 'rmm/check/dc01/3',
    episode: 1,
    facts: alertFacts(),
    severity: 'high',
    because: 'an error of a check on a server',
    firings: 1,
    seenAt: NOW,
    readAt: NOW,
    time: [],
    places: [{ destination: CHANNEL, as: 'card' }],
  });
  expect(entries.map(({ what, text }) => [what, text])).toEqual([
    ['opened', 'high, because an error of a check on a server'],
  ]);
  expect([effects, notices]).toEqual([[], []]);
});

test('the same again is no change; a value that moved is one that no card must show at once', () => {
  const alert = anAlert({ value: '91 %' });
  expect(decideAlertSignal(alert, open({ value: '91 %' }, { readAt: NOW + 1 }), view(), false)).toEqual(UNCHANGED);
  const moved = changed(decideAlertSignal(alert, open({ value: '92 %' }, { readAt: NOW + 1 }), view(), false));
  expect(moved).toMatchObject({ silent: true, entries: [], notices: [], item: { facts: { value: '92 %' } } });
});

test('failures count aloud only once somebody has acknowledged', () => {
  const again = open({ failures: 4 }, { readAt: NOW + 1 });
  expect(changed(decideAlertSignal(anAlert({ failures: 3 }), again, view(), false)).silent).toBe(true);
  expect(changed(decideAlertSignal(held(anAlert({ failures: 3 })), again, view(), false)).silent).toBe(false);
});

test('a rise rings once in the channel; a fall is a quiet line in the thread', () => {
  const alert = anAlert({ raw: 'error' });
  const rise = open({ type: 'availability' }, { readAt: NOW + 1 });
  const risen = changed(decideAlertSignal(alert, rise, view(), false));
  expect(risen.notices.map(({ destination, loud, key }) => [destination, loud, key])).toEqual([
    [CHANNEL, true, `rmm/check/dc01/3/1/severity-${NOW + 1}/${CHANNEL}`],
  ]);
  expect(risen.entries[0]?.text).toBe('High became critical: a server that is away is down');
  expect(decideAlertSignal(risen.item, rise, view(), false)).toEqual(UNCHANGED);

  const fallen = changed(decideAlertSignal(risen.item, open({}, { readAt: NOW + 2 }), view(), false));
  expect(fallen.item.severity).toBe('high');
  expect(fallen.notices.map(({ loud }) => loud)).toEqual([false]);
});

test('what was only listed gets a card when it rises, and that card is all that rings', () => {
  const alert = anAlert({ raw: 'warning' });
  expect(alert.places).toEqual([{ destination: CHANNEL, as: 'listed' }]);
  const risen = changed(decideAlertSignal(alert, open({ raw: 'error' }, { readAt: NOW + 1 }), view(), false));
  expect(risen.item.places).toEqual([{ destination: CHANNEL, as: 'card' }]);
  expect(risen.notices).toEqual([]);
});

test('a card stays a card when the alert falls below what is posted', () => {
  const fallen = alertAfter([open(), open({ raw: 'info' }, { readAt: NOW + 1 })]);
  expect([fallen.severity, fallen.places]).toEqual(['info', [{ destination: CHANNEL, as: 'card' }]]);
});

test.each(['recovered', 'resolved', 'deleted', 'withdrawn'] as const)(
  'an alert that was %s says so, and by whom',
  (how) => {
    const ended = changed(decideAlertSignal(anAlert(), over(how, NOW + MINUTE), view(), false));
    expect(ended.item.ended).toEqual({ how, at: NOW + MINUTE, by: { name: 'The RMM', via: 'rmm' } });
    expect(ended.notices.map(({ loud }) => loud)).toEqual([false]);
    const twice = over(how, NOW + MINUTE, { readAt: NOW + HOUR });
    expect(decideAlertSignal(ended.item, twice, view(), false)).toEqual(UNCHANGED);
  },
);

test('snoozed and hidden at the source are told quietly; a snooze that is over rings where it is urgent', () => {
  const house = view({ settings: settings({ severity: { post: ['critical', 'high', 'warning'] } }) });
  const said = (before: object, after: object) =>
    changed(decideAlertSignal(anAlert(before, house), open(after, { readAt: NOW + 1 }), house, false)).notices.map(
      ({ loud, card }) => [loud, card.lines],
    );
  expect(said({}, { snoozed: { until: NOW + HOUR } })).toEqual([
    [false, [['Snoozed in The RMM; the check keeps running']]],
  ]);
  const over = [['The snooze in The RMM is over, and it still fails']];
  expect(said({ snoozed: {} }, {})).toEqual([[true, over]]);
  expect(said({ snoozed: {}, raw: 'warning' }, { raw: 'warning' })).toEqual([[false, over]]);
  expect(said({}, { hidden: true })).toEqual([[false, [['Hidden in The RMM, not solved']]]]);
});

test('a re-fire under a new row goes on with the same card and rings', () => {
  const ended = alertAfter([open(), over('resolved', NOW + MINUTE)]);
  const again = open({ startedAt: NOW + 10 * MINUTE }, { row: '2', readAt: NOW + 11 * MINUTE });
  const { item, notices } = changed(decideAlertSignal(ended, again, view(), false));
  expect(item).toMatchObject({ ref: ended.ref, row: '2', firings: 2, episode: 1 });
  expect(item.ended).toBeUndefined();
  expect(notices.map(({ loud, card }) => [loud, card.lines])).toEqual([
    [true, [['Still failing: fired for the second time']]],
  ]);
});

test('a warning that fires again says so in the thread only', () => {
  const posting = view({ settings: settings({ severity: { post: ['warning'] } }) });
  const ended = alertAfter([open({ raw: 'warning' }), over('resolved', NOW)], posting);
  const again = open({ raw: 'warning', startedAt: NOW + MINUTE }, { row: '2', readAt: NOW + MINUTE });
  expect(changed(decideAlertSignal(ended, again, posting, false)).notices.map(({ loud }) => loud)).toEqual([false]);
});

test('a re-fire while the row before was never seen to end goes on with the same card', () => {
  const again = open({ startedAt: NOW + MINUTE }, { row: '2', readAt: NOW + MINUTE });
  expect(changed(decideAlertSignal(anAlert(), again, view(), false)).item).toMatchObject({ firings: 2, row: '2' });
});

test('after more than an hour it is a new episode with a card of its own, linked to the old', () => {
  const ended = alertAfter([open(), over('recovered', NOW)]);
  const justWithin = open({ startedAt: NOW + HOUR }, { row: '2', readAt: NOW + HOUR });
  expect(changed(decideAlertSignal(ended, justWithin, view(), false)).item.episode).toBe(1);
  const beyond = open({ startedAt: NOW + HOUR + 1 }, { row: '2', readAt: NOW + HOUR + 1 });
  const { item, entries } = changed(decideAlertSignal(ended, beyond, view(), false));
  expect(item).toMatchObject({ ref: 'rmm/check/dc01/3/2', revision: 0, episode: 2, earlier: ended.ref, firings: 1 });
  expect(entries.map(({ what }) => what)).toEqual(['opened']);
});

test('how long the bot itself was away does not count: the source knows when it fired again', () => {
  const ended = alertAfter([open(), over('recovered', NOW)]);
  const readLate = open({ startedAt: NOW + 5 * MINUTE }, { row: '2', readAt: NOW + 5 * HOUR });
  expect(changed(decideAlertSignal(ended, readLate, view(), false)).item).toMatchObject({ episode: 1, firings: 2 });
});

test('the same row open again, days later, is a new episode', () => {
  const ended = alertAfter([open(), over('resolved', NOW)]);
  const reopened = open({}, { readAt: NOW + 50 * HOUR });
  expect(changed(decideAlertSignal(ended, reopened, view(), false)).item.episode).toBe(2);
});

test('an older row that arrives late neither takes the card over nor ends it', () => {
  const alert = anAlert();
  const older = open({ startedAt: NOW - HOUR }, { row: '0', readAt: NOW + MINUTE });
  expect(decideAlertSignal(alert, older, view(), false)).toEqual(UNCHANGED);
  expect(decideAlertSignal(alert, over('recovered', NOW, { row: '0' }), view(), false)).toEqual(UNCHANGED);
});

test('acknowledge and claim outlive a resolve by hand and a deletion, and end with a recovery', () => {
  const after = (how: AlertEnd) => {
    const ended = changed(decideAlertSignal(held(), over(how, NOW), view(), false)).item;
    const again = open({ startedAt: NOW + MINUTE }, { row: '2', readAt: NOW + MINUTE });
    const { acknowledged, claimed } = changed(decideAlertSignal(ended, again, view(), false)).item;
    return [acknowledged?.by.name, claimed?.by.name];
  };
  expect(after('resolved')).toEqual(['Ann Baker', 'Ann Baker']);
  expect(after('deleted')).toEqual(['Ann Baker', 'Ann Baker']);
  expect(after('recovered')).toEqual([undefined, undefined]);
});

test('what was open before the first start stays quiet while it merely goes on', () => {
  const alert = alertAfter([open()], view(), true);
  expect(alert.places).toEqual([{ destination: CHANNEL, as: 'baseline' }]);
  const next = changed(decideAlertSignal(alert, open({ hidden: true }, { readAt: NOW + 1 }), view(), false));
  expect([next.item.places, next.notices]).toEqual([[{ destination: CHANNEL, as: 'baseline' }], []]);
  const second = open({ startedAt: NOW }, { row: '2', readAt: NOW + 1 });
  expect(changed(decideAlertSignal(alert, second, view(), true)).item.places[0]?.as).toBe('baseline');
});

test('what was open before the first start is posted when it gets worse, and when it fires again', () => {
  const alert = alertAfter([open()], view(), true);
  const worse = open({ type: 'availability' }, { readAt: NOW + 1 });
  expect(changed(decideAlertSignal(alert, worse, view(), false)).item.places[0]?.as).toBe('card');
  const ended = changed(decideAlertSignal(alert, over('recovered', NOW), view(), false)).item;
  const again = open({ startedAt: NOW + MINUTE }, { row: '2', readAt: NOW + MINUTE });
  const { item, notices } = changed(decideAlertSignal(ended, again, view(), false));
  expect([item.places, notices]).toEqual([[{ destination: CHANNEL, as: 'card' }], []]);
});

test('a device that moves to another client leaves a redacted card behind, and a new one is posted', () => {
  const walled = view({ settings: WALLED });
  const alert = anAlert({}, walled);
  expect(alert.places).toEqual([{ destination: ACME_CHANNEL, as: 'card' }]);
  const moved = changed(decideAlertSignal(alert, open({ client: 'Globex' }, { readAt: NOW + 1 }), walled, false));
  expect(moved.item.places).toEqual([
    { destination: GLOBEX_CHANNEL, as: 'card' },
    { destination: ACME_CHANNEL, as: 'moved' },
  ]);
  expect(moved.silent).toBe(false);
  const back = changed(decideAlertSignal(moved.item, open({}, { readAt: NOW + 2 }), walled, false));
  expect(back.item.places).toEqual([
    { destination: ACME_CHANNEL, as: 'card' },
    { destination: GLOBEX_CHANNEL, as: 'moved' },
  ]);
});

test('what was open before the first start stays quiet at another client too', () => {
  const walled = view({ settings: WALLED });
  const alert = alertAfter([open()], walled, true);
  const moved = changed(decideAlertSignal(alert, open({ client: 'Globex' }, { readAt: NOW + 1 }), walled, false));
  expect(moved.item.places).toEqual([
    { destination: GLOBEX_CHANNEL, as: 'baseline' },
    { destination: ACME_CHANNEL, as: 'moved' },
  ]);
});
