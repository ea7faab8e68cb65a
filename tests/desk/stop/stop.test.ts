import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { orderAlert, settleAlert } from '../../../src/desk/alert/order.ts';
import { decideBulk } from '../../../src/desk/storm/bulk-step.ts';
import type { DeskView } from '../../../src/desk/decision.ts';
import { moreActions } from '../../../src/desk/alert/more.ts';
import { acknowledgeStop, liftStop, stopClient, stopWake, tickStop } from '../../../src/desk/stop/command.ts';
import { stopCard } from '../../../src/desk/stop/card.ts';
import { type Stop, stopOf } from '../../../src/desk/stop/stop.ts';
import { plain } from '../../../src/desk/text.ts';
import { decideTick, wakeOf } from '../../../src/desk/wake.ts';
import {
  ACME_CHANNEL,
  actor,
  anAlert,
  ANN,
  BEN,
  changed,
  CHANNEL,
  CLIENTS,
  HOUR,
  MINUTE,
  NOW,
  settings,
  view,
} from '../build.ts';
import { aWindow } from '../quiet/window.ts';

const LEAD = { ...ANN, role: 'lead' as const, accounts: { chat: 'A1', phone: 'P1', desk: '7' } };
const HOUSE = { people: [LEAD, BEN], platforms: ['chat', 'phone'], settings: settings({ clients: CLIENTS }) };
const ORDER = { condition: 'stop/acme', client: 'ACME Ltd', by: actor(BEN), reason: 'Ransom note, password: hunter2' };

function at(more: Partial<DeskView> = {}): DeskView {
  return view({ ...HOUSE, abilities: { rmm: ['note', 'snooze', 'wake', 'resolve', 'run-checks'] }, ...more });
}

function stopped(): Stop {
  return changed(stopClient(undefined, ORDER, at())).item;
}

function during(now = NOW): DeskView {
  return at({ now, stops: [stopped()] });
}

test('one stop a client, by whatever name a source calls it; the leads are called everywhere in the same breath', () => {
  const { item, notices } = changed(stopClient(undefined, ORDER, at()));
  expect([item.ref, item.client, item.places.map(({ destination }) => destination)]).toEqual([
    'stop/acme/1',
    'Acme',
    [ACME_CHANNEL],
  ]);
  expect(notices.map(({ key, loud, clients }) => [key, loud, clients])).toEqual([
    ['stop/acme/1/page-1/chat:@A1', true, ['Acme']],
    ['stop/acme/1/page-1/phone:@P1', true, ['Acme']],
    [`stop/acme/1/page-1/${ACME_CHANNEL}`, true, ['Acme']],
  ]);
  expect(stopClient(item, ORDER, at())).toMatchObject({ sentence: expect.stringContaining('Acme is stopped already') });
  expect(stopOf('ACME Ltd', during())?.ref).toBe('stop/acme/1');
  expect([stopOf('Globex', during()), stopOf(undefined, during())]).toEqual([undefined, undefined]);
});

test('the card holds the list, hides secrets, and says who is called', () => {
  const card = stopCard(stopped(), at());
  const words = [card.title, ...card.lines.map(plain)].join('\n');
  expect(words).toContain('• Do not power off or restart the machine.');
  expect(words).not.toContain('hunter2');
  expect(words).toContain('Called once: Ann Baker.');
  const alone = stopCard(stopped(), at({ people: [BEN] }));
  expect(alone.lines.map(plain).join('\n')).toContain('nobody is known here who could be called');
});

test('called again every five minutes, twelve times at most, once after a time in which nobody could', () => {
  let stop: Stop = { ...stopped(), isShown: true };
  expect(stopWake(stop)).toBe(NOW + 5 * MINUTE);
  expect(tickStop(stop, at({ now: NOW + 5 * MINUTE - 1 }))).toEqual({ is: 'unchanged' });
  const late = changed(tickStop(stop, at({ now: NOW + 10 * HOUR })));
  expect([late.item.pages, late.notices.length]).toEqual([2, 3]);
  const keys = new Set<string>();
  for (let count = 1; stopWake(stop) !== undefined && count < 50; count += 1) {
    const tick = changed(tickStop(stop, at({ now: NOW + count * 5 * MINUTE })));
    for (const { key } of tick.notices) keys.add(key);
    stop = tick.item;
  }
  expect([stop.pages, keys.size]).toEqual([12, 11 * 3]);
  expect(tickStop(stop, at({ now: NOW + 10 * HOUR }))).toEqual({ is: 'unchanged' });
});

test('whoever stopped it has not seen it, unless they lead; after an acknowledge and after its end nobody is called', () => {
  expect(acknowledgeStop(stopped(), actor(BEN), at())).toMatchObject({
    sentence: expect.stringContaining('You stopped Acme yourself'),
  });
  const own = { ...stopped(), by: actor(LEAD) };
  expect(acknowledgeStop(own, actor(LEAD), at()).is).toBe('changed');
  const seen = changed(acknowledgeStop(stopped(), actor(LEAD), at())).item;
  expect(stopWake({ ...seen, isShown: true })).toBe(undefined);
  expect(acknowledgeStop(seen, actor(BEN), at())).toMatchObject({ sentence: expect.stringContaining('Ann Baker') });
  const lifted = changed(liftStop(seen, actor(LEAD), 'Clean', at())).item;
  expect([stopWake(lifted), stopWake({ ...lifted, isShown: true })]).toEqual([NOW, undefined]);
  expect(liftStop(lifted, actor(LEAD), 'Clean', at())).toMatchObject({ is: 'refused' });
  expect(stopOf('Acme', at({ stops: [lifted] }))).toBe(undefined);
  expect(changed(stopClient(lifted, ORDER, at())).item.ref).toBe('stop/acme/2');
});

test.each(['snooze', 'resolve', 'run-checks'] as const)('%s is refused with who stopped it and why', (verb) => {
  const order = { by: actor(ANN), key: 'k', verb, until: NOW + HOUR };
  expect(orderAlert(anAlert(), order, at()).is).toBe('changed');
  expect(orderAlert(anAlert(), order, during())).toEqual({
    is: 'refused',
    sentence:
      'Acme was stopped by Ben Cole just now: Ransom note, password: •••. Nothing is changed there from here until a lead lifts the stop.',
  });
});

test('what people say of an alert still counts, and is written nowhere', () => {
  const { effects } = changed(decideAlertCommand(anAlert(), { verb: 'acknowledge', by: actor(ANN) }, at()));
  expect(effects).toHaveLength(1);
  const still = changed(decideAlertCommand(anAlert(), { verb: 'acknowledge', by: actor(ANN) }, during()));
  expect([still.effects, still.item.acknowledged?.by.name]).toEqual([[], 'Ann Baker']);
});

test('a snooze is not ended, nor given up, and nobody is reminded until it is lifted', () => {
  const acknowledged = changed(decideAlertCommand(anAlert(), { verb: 'acknowledge', by: actor(ANN) }, at())).item;
  const later = NOW + 2 * HOUR;
  const held = changed(decideTick(acknowledged, during(later)));
  expect([held.entries, held.notices, held.silent]).toEqual([[], [], true]);
  expect(wakeOf(held.item, HOUSE.settings)).toBe(later + 30 * MINUTE);

  const until = NOW + HOUR;
  const snoozed: Alert = {
    ...anAlert(),
    facts: { ...anAlert().facts, snoozed: { until } },
    snooze: { by: actor(ANN), at: NOW, until },
  };
  expect(decideTick(snoozed, during(later)).is).toBe('unchanged');
  const waking = changed(decideTick(snoozed, at({ now: later }))).item as Alert;
  const key = waking.order?.key ?? '';
  const refusal = changed(settleAlert(waking, { key, sentence: 'It was stopped' }, during(later)));
  expect(refusal.item.snooze?.until).toBe(until);
});

test('what is new at a stopped client rings in a maintenance window too', () => {
  const windows = [aWindow()];
  expect(anAlert({}, at({ windows })).muted).toBeDefined();
  expect(anAlert({}, at({ windows, stops: [stopped()] })).muted).toBe(undefined);
});

test('what is done together leaves a stopped client alone, and says so', () => {
  const bulk = {
    kind: 'bulk',
    schema: 1,
    ref: 'bulk/1',
    revision: 1,
    verb: 'acknowledge',
    by: actor(ANN),
    at: NOW,
    place: CHANNEL,
    total: 1,
    next: 0,
    done: 0,
    left: {},
  } as const;
  expect(decideBulk(bulk, [anAlert()], during()).bulk).toMatchObject({
    done: 0,
    left: { 'of a client that is stopped': 1 },
  });
  expect(decideBulk(bulk, [anAlert()], at()).bulk.done).toBe(1);
});

test('behind More… stands the stop, and while it holds nothing that it refuses', () => {
  const labels = (shown: DeskView): string[] => moreActions(anAlert(), shown).map(({ label }) => label);
  expect(labels(at())).toContain('Stop…');
  expect(labels(during())).toEqual(['Show the stop']);
});

test('where a rotation serves the client, whoever is on call is called together with the leads, from the first call on', () => {
  const oncall = { rotations: [{ name: 'primary', layers: [{ people: [BEN.name] }] }] };
  const house = { ...HOUSE, settings: settings({ clients: CLIENTS, oncall }) };
  const by = { id: 'cara', name: 'Cara', via: 'chat' };
  const all = ['chat:@A1', 'phone:@P1', 'chat:@B1', ACME_CHANNEL];
  const first = changed(stopClient(undefined, { ...ORDER, by }, at(house)));
  expect(first.notices.map(({ destination }) => destination)).toEqual(all);
  const words = stopCard(first.item, at(house)).lines.map(plain).join();
  expect(words).toContain('Called once: Ann Baker, Ben Cole.');
  const second = changed(tickStop({ ...first.item, isShown: true }, at({ ...house, now: NOW + 5 * MINUTE })));
  expect(second.notices.map(({ destination }) => destination)).toEqual(all);
  const own = changed(stopClient(undefined, ORDER, at(house)));
  expect(own.notices.map(({ destination }) => destination)).toEqual(['chat:@A1', 'phone:@P1', ACME_CHANNEL]);
});

test('nobody twice: a lead who is on call is called once; and who is named besides may be named by address', () => {
  const oncall = { rotations: [{ name: 'primary', layers: [{ people: [LEAD.name] }] }] };
  const page = { roles: ['lead'], people: [BEN.email] };
  const house = { ...HOUSE, settings: settings({ clients: CLIENTS, oncall, stop: { page } }) };
  const { notices } = changed(stopClient(undefined, { ...ORDER, by: { name: 'Cara', via: 'chat' } }, at(house)));
  expect(notices.map(({ destination }) => destination)).toEqual(['chat:@A1', 'phone:@P1', 'chat:@B1', ACME_CHANNEL]);
});
