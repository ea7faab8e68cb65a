import { expect, test } from 'vitest';
import { authorityOf, callerFields, recordCaller } from '../../../src/desk/ticket/caller.ts';
import type { Contact } from '../../../src/desk/ticket/conversation.ts';
import { plain } from '../../../src/desk/text.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import { actor, ANN, aTicket, changed, CHANNEL, frozen, gone, NOW, settings, view } from '../build.ts';

const HOUSE = settings({
  clients: [
    { name: 'Acme', mail: ['acme.example'], authorised: ['Carla  Diaz', 'BOSS@acme.example'] },
    { name: 'Globex', mail: ['globex.example'] },
  ],
});
const AT = view({ settings: HOUSE });
const CARLA: Contact = {
  id: '31',
  name: 'Carla Diaz',
  emails: ['carla@acme.example', 'boss@acme.example'],
  phones: ['+49 30 123456', '+49 170 1234567'],
  company: 'Acme Ltd',
  title: 'Office',
};
const FINDING = { key: 'k1', by: actor(ANN), confirmed: true, how: 'called back on a number on file' };

function from(name: string, email?: string) {
  return aTicket({ customer: { name, ...(email === undefined ? {} : { email }) } }, AT);
}

test.each([
  ['carla diaz', 'other@acme.example', undefined, 'by name'],
  ['Somebody', 'boss@acme.example', undefined, 'yes'],
  ['Somebody', 'x@acme.example', CARLA, 'yes'],
  ['Somebody', 'x@acme.example', undefined, 'no'],
  ['Gus', 'gus@globex.example', undefined, 'unsaid'],
  ['Carla Diaz', 'carla@elsewhere.example', undefined, 'no client'],
] as const)('%s <%s> may order changes: %s %s', (name, email, contact, authority) => {
  expect(authorityOf(from(name, email), contact, HOUSE)).toBe(authority);
});

test('all that is on file is shown, and what is not', () => {
  const shown = (
    ...[onFile, ticket = from('Carla Diaz', 'carla@acme.example')]: [
      Parameters<typeof callerFields>[1],
      Parameters<typeof callerFields>[0]?,
    ]
  ) => callerFields(ticket, onFile, AT).map(({ name, value }) => `${name}: ${plain(value)}`);
  expect(shown(CARLA)).toEqual([
    'Client: Acme',
    'Known in The Desk: Carla Diaz, Office, Acme Ltd',
    'Numbers on file: +49 30 123456, +49 170 1234567',
    'Addresses on file: carla@acme.example, boss@acme.example',
    'May order changes: ✅ yes',
  ]);
  expect(shown({ ...CARLA, phones: [] })).toContain('Numbers on file: none');
  expect(shown('nobody', from('X', 'x@acme.example'))).toEqual([
    'Client: Acme',
    'Known in The Desk: ⚠️ no',
    'May order changes: ⛔ not named for Acme: ask Carla Diaz, BOSS@acme.example',
  ]);
  expect(shown('away')).toContain('Known in The Desk: The Desk does not answer: nobody can say now');
  expect(shown('no address', from('X'))).toEqual([
    'Client: ⚠️ unknown sender',
    'Known in The Desk: ⚠️ this ticket has no address to look for',
    'May order changes: ⚠️ unknown: no client has this address',
  ]);
});

test('who checked, when and how stands on the card, in the thread and as a note at the source, once', () => {
  const ticket = from('Carla Diaz', 'carla@acme.example');
  const { item, entries, effects, notices } = changed(recordCaller(frozen(ticket), FINDING, AT));
  const words = 'Ann Baker confirmed the caller Carla Diaz <carla@acme.example>: called back on a number on file';
  expect(entries).toEqual([{ at: NOW, by: actor(ANN), what: 'caller-checked', text: words }]);
  expect(notices.map(({ destination, loud, card }) => [destination, loud, card.lines.map(plain)])).toEqual([
    [CHANNEL, false, [words]],
  ]);
  expect(effects.map((effect) => 'write' in effect && effect.write)).toEqual([
    { verb: 'note', on: '12', by: '7', text: `Deskbell, caller check at 2026-11-02 09:00 (UTC): ${words}.` },
  ]);
  const lines = ticketCard(item, AT).lines.map(plain).join('\n');
  expect(lines).toContain('☎️ Caller confirmed by Ann Baker');
  expect(recordCaller(item, FINDING, AT)).toEqual({ is: 'unchanged' });
});

test('a caller who could not be confirmed is marked as such; the next look counts', () => {
  const doubt = { ...FINDING, confirmed: false, how: 'the answers did not fit' };
  const { item } = changed(recordCaller(from('Carla'), doubt, AT));
  expect(ticketCard(item, AT).lines.map(plain).join('\n')).toContain('⚠️ Caller not confirmed by Ann Baker');
  const later = changed(recordCaller(item, { ...FINDING, key: 'k2' }, AT)).item;
  expect(later.caller).toMatchObject({ confirmed: true, key: 'k2' });
});

test('where no note can be written it is recorded here; of what is gone nothing is', () => {
  const alone = view({ settings: HOUSE, abilities: {} });
  expect(changed(recordCaller(from('Carla'), FINDING, alone)).effects).toEqual([]);
  const deleted = changed(decideTicketSignal(from('Carla'), gone('deleted', NOW + 1), AT, false)).item;
  expect(recordCaller(deleted, FINDING, AT)).toMatchObject({ is: 'refused' });
});
