import { expect, test } from 'vitest';
import type { TicketAttempt } from '../../../src/integrations/contract.ts';
import type { TicketWish } from '../../../src/desk/ticket/link.ts';
import { failure, NONSENSE, opened, part, type SetUp, type Stage, type Target } from './stage.ts';

/** A ticket book with what is in it. */
export interface TicketBookStage extends Stage {
  mailbox: { id: string; name: string };
  /** A customer's address. */
  contact: string;
  /** The call by which a ticket is made. */
  making: Target;
  /** How many tickets were made. */
  tickets(): number;
  now(): number;
}

export function testTicketBook(setUp: SetUp<TicketBookStage>): void {
  test('it knows its mailboxes', async () => {
    const stage = await opened(setUp);
    expect(await part(stage, 'ticketBook').mailboxes()).toContainEqual(stage.mailbox);
  });

  test('a wish is one ticket, however often it is tried, and another wish is another one', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'ticketBook');
    const first = await book.make(wishFor(stage), attempt(stage));
    const row = first.is === 'made' ? first.readBack.row : '';
    expect(first).toMatchObject({ is: 'made', readBack: { seen: { state: 'there', facts: { subject: 'No DNS' } } } });
    expect(await book.make(wishFor(stage), attempt(stage, { number: 2 }))).toMatchObject({ readBack: { row } });
    expect(stage.tickets()).toBe(1);
    await book.make(wishFor(stage), attempt(stage, { key: 'key-2' }));
    expect(stage.tickets()).toBe(2);
  });

  test('what was made here awaits nobody’s first response, and no word of the customer is waited on', async () => {
    const stage = await opened(setUp);
    const made = await part(stage, 'ticketBook').make(wishFor(stage), attempt(stage));
    const facts = made.is === 'made' && made.readBack.seen.state === 'there' ? made.readBack.seen.facts : undefined;
    expect([facts?.awaitsResponse, facts?.lastReplyFrom, facts?.lastCustomerAt]).toEqual([false, undefined, undefined]);
  });

  test.each(['drop-before', 'drop-after'] as const)(
    'an answer that is lost leaves it open, and the next try settles it, once: %s',
    async (what) => {
      const stage = await opened(setUp);
      const book = part(stage, 'ticketBook');
      stage.standIn.fail({ ...stage.making, times: 1, action: { do: what } });
      expect((await failure(stage, book.make(wishFor(stage), attempt(stage)))).retry).toBe('unsure');
      expect(await book.make(wishFor(stage), attempt(stage, { number: 2 }))).toMatchObject({ is: 'made' });
      expect(stage.tickets()).toBe(1);
    },
  );

  test('while it cannot be looked up, nothing is written again', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'ticketBook');
    await book.make(wishFor(stage), attempt(stage));
    stage.standIn.fail({ path: '.', method: 'GET', times: 1, action: { do: 'answer', status: 401, body: {} } });
    expect((await failure(stage, book.make(wishFor(stage), attempt(stage, { number: 2 })))).retry).not.toBe('never');
    expect(stage.tickets()).toBe(1);
  });

  test('a mailbox that is not there is refused with a sentence', async () => {
    const stage = await opened(setUp);
    const mailbox = { id: '99999', name: 'Nowhere' };
    const outcome = await part(stage, 'ticketBook').make(wishFor(stage, { mailbox }), attempt(stage));
    expect(outcome).toMatchObject({ is: 'refused', sentence: expect.stringMatching(/\w+ \w+/) });
    expect(stage.tickets()).toBe(0);
  });

  test('mailboxes that cannot be had are a failure, not an empty list', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'ticketBook');
    stage.standIn.fail({ path: '.', times: 1, action: NONSENSE });
    expect((await failure(stage, book.mailboxes())).name).toBe('SystemError');
    stage.standIn.unplug();
    expect((await failure(stage, book.mailboxes())).retry).toBe('later');
  });
}

function attempt(stage: TicketBookStage, more: Partial<TicketAttempt> = {}): TicketAttempt {
  return { key: 'key-1', number: 1, since: stage.now(), ...more };
}

function wishFor({ mailbox, contact }: TicketBookStage, more: Partial<TicketWish> = {}): TicketWish {
  return { mailbox, contact, subject: 'No DNS', text: 'ACME-DC01 answers nobody', ...more };
}
