import { invalidForm } from '../refusal.ts';
import type { Message } from '../shapes.ts';

/** At most one of the three anchors; Discord takes the first it knows. */
export interface ListQuery {
  limit?: string;
  before?: string;
  after?: string;
  around?: string;
}

const DEFAULT_LIMIT = 50;
const MOST = 100;

/** A page of a channel, newest first; `messages` come oldest first. */
export function listMessages(messages: readonly Message[], query: ListQuery): Message[] {
  const limit = Number(query.limit ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    const message = `int value should be between 1 and ${MOST}.`;
    throw invalidForm([{ at: ['limit'], code: 'NUMBER_TYPE_MAX', message }]);
  }
  for (const anchor of ['around', 'before', 'after'] as const) {
    const id = query[anchor];
    if (id === undefined || /^\d{1,20}$/.test(id)) continue;
    const message = `Value ${JSON.stringify(id)} is not snowflake.`;
    throw invalidForm([{ at: [anchor], code: 'NUMBER_TYPE_COERCE', message }]);
  }
  return page(messages, query, limit).toReversed();
}

function page(messages: readonly Message[], { around, before, after }: ListQuery, limit: number): Message[] {
  if (around) {
    const middle = messages.filter(({ id }) => BigInt(id) < BigInt(around)).length;
    const from = Math.max(0, middle - Math.floor(limit / 2));
    return messages.slice(from, from + limit);
  }
  if (before) return messages.filter(({ id }) => BigInt(id) < BigInt(before)).slice(-limit);
  if (after) return messages.filter(({ id }) => BigInt(id) > BigInt(after)).slice(0, limit);
  return messages.slice(-limit);
}
