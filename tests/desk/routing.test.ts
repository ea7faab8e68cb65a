import { expect, test } from 'vitest';
import { joinPlaces, mayShow, ownerOf, route, type Routed } from '../../src/desk/routing.ts';
import { ACME_CHANNEL, CHANNEL, CLIENTS, GLOBEX_CHANNEL, settings, WALLED } from './build.ts';

const ALERT: Routed = { kind: 'alert', client: 'Acme', site: 'Main', severity: 'critical' };

function to(destination: string, as: 'card' | 'listed' = 'card') {
  return [{ destination, as }];
}

test('without a word of configuration everything goes to the default channels', () => {
  expect(route(ALERT, settings(), [CHANNEL, 'talk:1'])).toEqual({
    places: [...to(CHANNEL), ...to('talk:1')],
    because: 'the default channels: no route matched',
  });
});

test('a warning is listed, unless the route or the settings post it', () => {
  const warning: Routed = { ...ALERT, severity: 'warning' };
  expect(route(warning, settings(), [CHANNEL]).places).toEqual(to(CHANNEL, 'listed'));
  expect(route(warning, settings({ severity: { post: ['warning'] } }), [CHANNEL]).places).toEqual(to(CHANNEL));
  const posting = settings({ routes: [{ to: ['chat:w'], as: 'card' }] });
  expect(route(warning, posting, [CHANNEL]).places).toEqual(to('chat:w'));
  const listing = settings({ routes: [{ to: ['chat:w'], as: 'listed' }] });
  expect(route(ALERT, listing, [CHANNEL]).places).toEqual(to('chat:w', 'listed'));
});

test('the first route that matches decides', () => {
  const house = settings({
    clients: [{ name: 'Acme', also: ['ACME Ltd'], tier: 'gold' }],
    tiers: { gold: {} },
    routes: [
      { when: { kind: 'ticket' }, to: ['chat:tickets'] },
      { when: { client: 'Acme', site: 'Branch' }, to: ['chat:branch'] },
      { when: { severity: ['critical'], client: 'Acme' }, to: ['chat:urgent'] },
      { when: { tier: 'gold' }, to: ['chat:gold'] },
      { to: ['chat:rest'] },
    ],
  });
  const where = (routed: Partial<Routed>) => {
    const { places, because } = route({ ...ALERT, ...routed }, house, [CHANNEL]);
    return [places[0]?.destination, because];
  };
  expect(where({ kind: 'ticket' })).toEqual(['chat:tickets', 'route 1 of the configuration']);
  expect(where({ site: 'Branch' })).toEqual(['chat:branch', 'route 2 of the configuration']);
  expect(where({ client: 'ACME Ltd' })).toEqual(['chat:urgent', 'route 3 of the configuration']);
  expect(where({ severity: 'high' })).toEqual(['chat:gold', 'route 4 of the configuration']);
  expect(where({ client: 'Globex' })).toEqual(['chat:rest', 'route 5 of the configuration']);
});

test('mailbox and priority choose a route for tickets, and nothing for alerts', () => {
  const house = settings({ routes: [{ when: { mailbox: 'Sales', priority: ['P1'] }, to: ['chat:sales'] }] });
  const ticket: Routed = { kind: 'ticket', client: undefined, mailbox: 'Sales', priority: 'P1' };
  expect(route(ticket, house, [CHANNEL]).places).toEqual(to('chat:sales'));
  expect(route({ ...ticket, priority: 'P2' }, house, [CHANNEL]).places).toEqual(to(CHANNEL));
  expect(route(ALERT, house, [CHANNEL]).places).toEqual(to(CHANNEL));
});

test('a client has its own channels before the default ones', () => {
  expect(route(ALERT, WALLED, [CHANNEL])).toEqual({ places: to(ACME_CHANNEL), because: 'the channels of Acme' });
  expect(route({ ...ALERT, client: 'Initech' }, WALLED, [CHANNEL]).places).toEqual(to(CHANNEL));
});

test("the wall beats the route; what no wall leaves over goes where the client's things go, never nowhere in silence", () => {
  const house = settings({ clients: CLIENTS, routes: [{ to: [GLOBEX_CHANNEL, CHANNEL] }] });
  expect(route(ALERT, house, []).places).toEqual(to(CHANNEL));
  const only = settings({ clients: CLIENTS, routes: [{ to: [GLOBEX_CHANNEL] }] });
  expect(route(ALERT, only, [CHANNEL])).toEqual({
    places: to(ACME_CHANNEL),
    because: 'the channels of Acme, since route 1 of the configuration would lead to other clients only',
  });
  expect(route({ ...ALERT, client: 'Initech' }, only, [CHANNEL]).places).toEqual(to(CHANNEL));
  expect(route({ ...ALERT, client: 'Initech' }, WALLED, [GLOBEX_CHANNEL])).toEqual({
    places: [],
    because:
      'there is no channel for it, since the default channels: no route matched would lead to other clients only',
  });
});

test("a client's channel shows that client alone; a direct message goes to a colleague", () => {
  expect(mayShow('Acme', ACME_CHANNEL, WALLED)).toBe(true);
  expect(mayShow('ACME Ltd', ACME_CHANNEL, WALLED)).toBe(true);
  expect(mayShow('Globex', ACME_CHANNEL, WALLED)).toBe(false);
  expect(mayShow(undefined, ACME_CHANNEL, WALLED)).toBe(false);
  expect(mayShow('Globex', CHANNEL, WALLED)).toBe(true);
  expect(mayShow('Globex', 'chat:@A1', WALLED)).toBe(true);
  expect([ownerOf(ACME_CHANNEL, WALLED), ownerOf(CHANNEL, WALLED)]).toEqual(['Acme', undefined]);
});

test('places joined: a card stays, what left is redacted, what was quiet stays quiet unless it is worse', () => {
  const at = (as: 'card' | 'listed' | 'baseline' | 'moved' | 'muted', destination = CHANNEL) => ({ destination, as });
  expect(joinPlaces([at('card')], [at('listed')], false)).toEqual([at('card')]);
  expect(joinPlaces([at('listed')], [at('card')], true)).toEqual([at('card')]);
  expect(joinPlaces([at('baseline')], [at('card')], false)).toEqual([at('baseline')]);
  expect(joinPlaces([at('baseline')], [at('card')], true)).toEqual([at('card')]);
  expect(joinPlaces([at('moved')], [at('card')], false)).toEqual([at('card')]);
  expect(joinPlaces([at('card', 'chat:a')], [at('card', 'chat:b')], false)).toEqual([
    at('card', 'chat:b'),
    at('moved', 'chat:a'),
  ]);
  expect(joinPlaces([at('listed', 'chat:a'), at('muted', 'chat:c')], [at('card')], false)).toEqual([
    at('card'),
    at('moved', 'chat:a'),
    at('moved', 'chat:c'),
  ]);
  expect(joinPlaces([at('moved', 'chat:a'), at('baseline', 'chat:b')], [at('card', 'chat:a')], false)).toEqual([
    at('baseline', 'chat:a'),
    at('moved', 'chat:b'),
  ]);
  expect(joinPlaces([], [at('card')], false)).toEqual([at('card')]);
});
