import { SystemError } from '../../desk/errors.ts';
import type { TicketWish } from '../../desk/ticket/link.ts';
import type { MakeOutcome, TicketAttempt, TicketBook } from '../contract.ts';
import { whyNotMember } from './accounts.ts';
import { heard } from './facts.ts';
import { userFor } from './author.ts';
import { findMade } from './find-made.ts';
import { htmlFor, markerFor } from './marker.ts';
import { ApiMailbox } from './api-schema.ts';
import type { Client } from './client.ts';
import type { Writing } from './write-back.ts';

/** Tickets are made by the API & Webhooks module alone. */
export interface Making extends Writing {
  client: Client;
}

const LOOK_AGAIN_AFTER = 5_000;

/** Tickets through the API, each once. */
export function createTicketBook(making: Making): TicketBook {
  return {
    async mailboxes() {
      const boxes = (await making.client.all('mailboxes')).map((json) => ApiMailbox.safeParse(json).data);
      return boxes.filter((box) => box !== undefined);
    },
    make: (wish, attempt) => makeTicket(wish, attempt, making),
  };
}

/**
 * Makes one ticket. FreeScout has no place for a key, so the text bears a marker; after an attempt of unknown outcome the
 * tickets made since are read for it, twice, as PHP may still be at work. What makes up for one that comes later still is the
 * look after the second write: of two, the younger is deleted, unless somebody has written in it.
 */
async function makeTicket(wish: TicketWish, attempt: TicketAttempt, making: Making): Promise<MakeOutcome> {
  if (attempt.number === 1) return write(wish, attempt, making);
  const found = await look(wish, attempt, making);
  if (found !== undefined) return made(found, making);
  await making.pause(LOOK_AGAIN_AFTER);
  const late = await look(wish, attempt, making);
  if (late !== undefined) return made(late, making);
  const outcome = await write(wish, attempt, making);
  if (outcome.is === 'refused') return outcome;
  const kept = await look(wish, attempt, making);
  return kept === undefined || kept === outcome.readBack.row ? outcome : made(kept, making);
}

/** A look that is refused, for want of a key or a right, leaves open what became of the attempt before it. */
async function look(wish: TicketWish, attempt: TicketAttempt, making: Making): Promise<string | undefined> {
  try {
    return await findMade(wish, attempt, making);
  } catch (error) {
    if (!(error instanceof SystemError) || error.retry !== 'never') throw error;
    throw new SystemError(error.system, 'unsure', error.message, { status: error.status });
  }
}

async function write(wish: TicketWish, { key }: TicketAttempt, making: Making): Promise<MakeOutcome> {
  const { client, database } = making;
  const assignee = wish.assign === undefined ? undefined : await userFor(wish.assign, making);
  if (wish.assign !== undefined && assignee === undefined)
    return { is: 'refused', sentence: `There is no active user ${wish.assign}: nobody could have it.` };
  const obstacle = assignee && database && (await whyNotMember(database, wish.mailbox.id, assignee));
  if (obstacle) return { is: 'refused', sentence: obstacle };
  const answer = await client.make({
    type: 'email',
    mailboxId: Number(wish.mailbox.id),
    subject: wish.subject,
    customer: { email: wish.contact },
    status: 'active',
    // Nobody is mailed: the customer has asked nothing yet, and an automatic reply would puzzle them.
    imported: true,
    threads: [
      { type: 'customer', text: htmlFor(wish.text, markerFor(key)), customer: { email: wish.contact }, imported: true },
    ],
    ...(assignee === undefined ? {} : { assignTo: assignee }),
  });
  if (answer.is === 'refused') return answer;
  return made(answer.row, making);
}

/** It is there; where it cannot be read back now, the next attempt finds it. */
async function made(row: string, { reader, source, base }: Making): Promise<MakeOutcome> {
  for (const from of new Set([source, reader])) {
    const one = (await from.read([row])).get(row);
    const signal = typeof one === 'object' ? heard(one, true, base) : 'later';
    if (typeof signal === 'object') return { is: 'made', readBack: signal };
  }
  throw new SystemError('freescout', 'unsure', `Ticket ${row} was made in FreeScout and cannot be read yet`);
}
