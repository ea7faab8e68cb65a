import { expect, test } from 'vitest';
import { closureLines } from '../../../src/desk/closure/lines.ts';
import { recordStep } from '../../../src/desk/closure/command.ts';
import { failingFor } from '../../../src/desk/closure/alerts.ts';
import { followOnLines, skipFields, stepFields, stepSaid } from '../../../src/desk/closure/form.ts';
import { closureSteps } from '../../../src/desk/closure/record.ts';
import { settleFollowOn } from '../../../src/desk/ticket/follow-on.ts';
import { plain } from '../../../src/desk/text.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import type { Ticket, TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { actor, alertAfter, ANN, aTicket, changed, frozen, NOW, open, over, there, view, WALLED } from '../build.ts';

const ABLE = { desk: ['note', 'reply', 'status', 'open-ticket'] };
const HOUSE = view({ abilities: ABLE });

function closing(lines: string, ticket = aTicket(), house = HOUSE) {
  const said = { lines, nothing: '' };
  const listed = changed(recordStep(ticket, { step: 'follow-on', said, by: actor(ANN) }, house)).item;
  return turned(listed, { status: 'closed' }, 1, house);
}

function turned(ticket: Ticket, facts: Partial<TicketFacts>, after: number, house = HOUSE) {
  const signal = there({ ...ticket.facts, ...facts }, { readAt: ticket.readAt + after });
  return changed(decideTicketSignal(frozen(ticket), signal, house, false));
}

function cards(ticket: Ticket): string[] {
  return closureLines(ticket).map(plain);
}

test('each line that is left open becomes one ticket, however often its own is closed', () => {
  const closed = closing('- Larger disk\n2. Teach Pat\n\nLarger disk');
  expect(closed.effects).toEqual([
    { job: 'make-ticket', key: 'follow-on-desk/12-0', ref: 'desk/12', system: 'desk' },
    { job: 'make-ticket', key: 'follow-on-desk/12-1', ref: 'desk/12', system: 'desk' },
  ]);
  const reopened = turned(closed.item, { status: 'active' }, 2).item;
  const said = { lines: 'Teach Pat\nNew toner', nothing: '' };
  const added = changed(recordStep(reopened, { step: 'follow-on', said, by: actor(ANN) }, HOUSE)).item;
  const again = turned(added, { status: 'closed' }, 3);
  expect(again.effects.map(({ key }) => key)).toEqual(['follow-on-desk/12-2']);
  expect(again.item.closure?.followOns?.map(({ text }) => text)).toEqual(['Larger disk', 'Teach Pat', 'New toner']);
});

test('the new ticket names this one by its text, this one the new one by a note and on its card', () => {
  const url = 'https://desk.example/12';
  const { item } = closing('Larger disk', aTicket({ links: [{ label: 'Open', url }] }));
  const [wish] = item.closure?.followOns ?? [];
  expect(wish?.wish).toMatchObject({ mailbox: { id: '1' }, contact: 'carla@acme.example', subject: 'Larger disk' });
  expect(wish?.wish?.text).toContain(`Left open when ticket #1042 was closed: Printer on the second floor\n${url}`);
  const made = { key: 'follow-on-desk/12-0', is: 'made' as const, ref: 'desk/13', number: '1043', url };
  const settled = changed(settleFollowOn(item, made, HOUSE));
  expect(settled.effects).toMatchObject([
    { write: { verb: 'note', text: expect.stringContaining('ticket #1043 goes on') } },
  ]);
  expect(cards(settled.item)).toContain('↪️ Goes on in #1043: Larger disk');
  expect(settleFollowOn(settled.item, made, HOUSE)).toEqual({ is: 'unchanged' });
});

test('while it waits the card says why; where it is refused, whoever wrote it down is told every word', () => {
  const { item } = closing('Larger disk');
  const key = 'follow-on-desk/12-0';
  const waiting = changed(settleFollowOn(item, { key, is: 'waiting', trouble: 'It is away.' }, HOUSE)).item;
  expect(cards(waiting)).toContain('↪️ ⏳ A ticket is being made for what is left: Larger disk (It is away.)');
  expect(settleFollowOn(waiting, { key, is: 'waiting', trouble: 'It is away.' }, HOUSE)).toEqual({ is: 'unchanged' });
  const refused = changed(settleFollowOn(waiting, { key, is: 'refused', sentence: 'No such mailbox.' }, HOUSE));
  expect(refused.notices.map(({ destination }) => destination)).toEqual(['chat:main', 'chat:@A1']);
  expect(refused.notices[1]?.card.quote?.text).toBe('Larger disk');
});

test('without an address or a system that takes tickets, it says so at once', () => {
  const nameless = aTicket({ customer: { name: 'Walk-in' } });
  expect(closing('Larger disk', nameless).item.closure?.followOns).toMatchObject([
    { state: 'refused', trouble: 'the customer has no e-mail address' },
  ]);
  const unable = closing('Larger disk', aTicket(), view());
  expect([unable.effects, cards(unable.item).at(-1)]).toEqual([
    [],
    '↪️ ❌ No ticket for what is left: Larger disk (The Desk takes no tickets from Deskbell)',
  ]);
});

test('forms hold at most five fields with what was recorded, and say what is missing', () => {
  const steps = closureSteps.filter((step) => step !== 'alerts' && step !== 'csat');
  const counts = steps.map((step) => stepFields(step, aTicket(), undefined, HOUSE).length);
  expect(Math.max(...counts, skipFields(closureSteps, {}).length)).toBeLessThanOrEqual(5);
  const filled = (step: (typeof steps)[number], typed: Record<string, string>) =>
    stepSaid(step, typed, aTicket(), HOUSE);
  expect(filled('code', { code: 'Magic' })).toEqual({ mistakes: { code: 'Choose one of these.' } });
  expect(filled('cause', { cause: 'a', change: ' ' })).toEqual({ mistakes: { change: 'Say it in a few words.' } });
  expect(filled('follow-on', {})).toMatchObject({
    mistakes: { lines: expect.stringContaining('tick that nothing is') },
  });
  expect(filled('follow-on', { lines: 'x', nothing: 'yes' })).toMatchObject({ mistakes: {} });
  expect(filled('follow-on', { lines: 'x\n'.repeat(3) + 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj' })).toMatchObject({
    mistakes: { lines: 'At most 10 lines; these are 11.' },
  });
  expect(filled('verified', { who: 'Carla\u202E', how: 'mail' })).toEqual({ said: { who: 'Carla', how: 'mail' } });
  expect(followOnLines('* one\n  • two\n3) three\n-\n')).toEqual(['one', 'two', 'three', '-']);
});

test('what fails on its devices: its own alerts, and what began on them since; nothing planned, small, or of another client', () => {
  const linked = alertAfter([open()]);
  const other = (more: object, signal: object = {}) =>
    alertAfter([open({ startedAt: NOW, ...more }, { condition: 'rmm/check/dc01/9', row: '9', ...signal })]);
  const ticket = { ...aTicket({ createdAt: NOW - 1 }), client: 'Acme' };
  const found = (...alerts: Parameters<typeof failingFor>[2]) =>
    failingFor(ticket, [linked], alerts, WALLED).map(({ title }) => title);
  const own = 'ACME-DC01: disk C is full';
  expect(found()).toEqual([own]);
  expect(found(linked, other({ title: 'Memory' }))).toEqual([own, 'Memory']);
  expect(found(other({ title: 'Old', startedAt: NOW - 60_000 }))).toEqual([own]);
  expect(found(other({ title: 'Elsewhere', device: { id: 'dc02', name: 'DC02', kind: 'server' } }))).toEqual([own]);
  expect(found(other({ title: 'Not theirs', client: 'Globex' }))).toEqual([own]);
  const ended = alertAfter([open(), over('recovered', NOW + 1)]);
  expect(failingFor(ticket, [ended], [], WALLED)).toEqual([]);
});
