import { expect, test } from 'vitest';
import { recordStep } from '../../src/desk/closure/command.ts';
import { SystemError } from '../../src/desk/errors.ts';
import type { TicketWish } from '../../src/desk/ticket/link.ts';
import type { MakeOutcome, TicketAttempt } from '../../src/integrations/contract.ts';
import { makeTicket } from '../../src/jobs/make-ticket.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { readOutbox } from '../../src/store/outbox.ts';
import { readTicket, takeSignal } from '../../src/store/signals.ts';
import { changeTicket } from '../../src/store/tickets.ts';
import { actor, ANN, CLIENTS, NOW, settings, there, ticketFacts } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const REF = 'desk/12';
const KEY = 'follow-on-desk/12-0';

/** A ticket that was closed with something left open. */
async function closed(): Promise<void> {
  const people = [{ name: ANN.name, email: ANN.email, chat: 'A1', desk: '7' }];
  stage.house({
    settings: settings({ people, clients: CLIENTS }),
    abilities: { desk: ['note', 'reply', 'status', 'open-ticket'] },
  });
  await takeSignal(stage.store, there());
  const said = { lines: 'Larger disk', nothing: '' };
  await changeTicket(stage.store, REF, (ticket, view) =>
    recordStep(ticket, { step: 'follow-on', said, by: actor(ANN) }, view),
  );
  await takeSignal(stage.store, there({ status: 'closed' }, { readAt: NOW + 1 }));
}

/** A process whose ticket system answers so, one answer a try. */
function worker(...answers: (MakeOutcome | Error)[]): { parts: JobParts; asked: [TicketWish, TicketAttempt][] } {
  const asked: [TicketWish, TicketAttempt][] = [];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const desk = {
    id: 'desk',
    title: 'The Desk',
    ticketBook: {
      mailboxes: () => Promise.resolve([]),
      make(wish: TicketWish, attempt: TicketAttempt): Promise<MakeOutcome> {
        asked.push([wish, attempt]);
        const answer = answers[asked.length - 1] ?? new Error('asked too often');
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    },
    check: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  } as JobParts['integrations'][number];
  const parts: JobParts = {
    store: stage.store,
    integrations: [desk],
    log,
    sweepHints: () => Promise.resolve(),
    findAccounts: () => Promise.resolve(),
  };
  return { parts, asked };
}

async function followOn() {
  return (await readTicket(stage.store, REF))?.closure?.followOns?.[0];
}

async function waiting(): Promise<string[]> {
  return (await readOutbox(stage.store)).filter(({ job }) => job === 'make-ticket').map(({ key }) => key);
}

function made(): MakeOutcome {
  const { lastReplyFrom: _, ...facts } = ticketFacts({ number: '1043', subject: 'Larger disk', isEcho: true });
  return { is: 'made', readBack: there({}, { row: '13', seen: { state: 'there', facts } }) };
}

test('while the system is away it waits and says so; then there is one ticket of the same client, with a card', async () => {
  await closed();
  const { parts, asked } = worker(new SystemError('desk', 'unsure', 'The Desk broke off.'), made());
  await expect(makeTicket(parts, KEY)).rejects.toThrow('The Desk broke off.');
  expect([await waiting(), await followOn()]).toMatchObject([
    [KEY],
    { state: 'waiting', trouble: 'The Desk broke off.' },
  ]);
  await makeTicket(parts, KEY);
  await makeTicket(parts, KEY);
  expect(asked.map(([wish, { number }]) => [wish.subject, wish.contact, number])).toEqual([
    ['Larger disk', 'carla@acme.example', 1],
    ['Larger disk', 'carla@acme.example', 2],
  ]);
  expect([await waiting(), await followOn()]).toMatchObject([[], { state: 'made', number: '1043', ref: 'desk/13' }]);
  const ticket = await readTicket(stage.store, 'desk/13');
  expect(ticket).toMatchObject({ client: 'Acme', begun: { follows: '1042' }, places: [{ as: 'card' }] });
});

test.each([
  ['says no', { is: 'refused', sentence: 'The mailbox is locked.' } as const, 'The mailbox is locked.'],
  ['cannot be asked again', new SystemError('desk', 'never', 'There is no such route.'), 'There is no such route.'],
])('where the system %s, nothing waits any more, and it is said', async (_how, answer, trouble) => {
  await closed();
  await makeTicket(worker(answer).parts, KEY);
  expect([await waiting(), await followOn()]).toMatchObject([[], { state: 'refused', trouble }]);
});
