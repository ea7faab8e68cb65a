import type { Dice } from './dice.ts';
import type { Chat } from './script-people.ts';
import type { Technician, TicketDeed } from './script-source.ts';

/** What is written in a ticket from a chat. `text` is like no other; `pick` chooses among the tickets with a card. */
export interface Written {
  verb: 'reply' | 'internal-note' | 'update' | 'close' | 'reopen';
  to: 'customer' | 'colleagues';
  after: 'stays' | 'waits' | 'closed';
  pick: number;
  text: string;
  /** What happens to a preview: it is sent, sent twice at once, sent and taken back, or left. */
  ending: 'send' | 'send-twice' | 'undo' | 'leave';
}

/** What people write in tickets, and what a colleague does with the same tickets in FreeScout meanwhile. */
export type TicketStep =
  | ({ do: 'words'; chat: Chat; who: Technician } & Written)
  /** Ann in Slack and Ben in Discord write in the same ticket at the same moment. */
  | ({ do: 'words-both' } & Written)
  | { do: 'meddle'; what: Meddling; pick: number; who: Technician };

export type Meddling = TicketDeed | 'note' | 'merge' | 'move';

const deeds: ReadonlySet<string> = new Set(['words', 'words-both', 'meddle']);

export function isTicketStep<Step extends { do: string }>(step: Step): step is Extract<Step, TicketStep> {
  return deeds.has(step.do);
}

const MEDDLINGS = {
  'customer-reply': 5,
  reply: 3,
  note: 2,
  close: 3,
  reopen: 1,
  assign: 2,
  merge: 1.5,
  move: 1,
  trash: 0.7,
  restore: 0.7,
  unassign: 0.5,
};

export function ticketStep(dice: Dice): TicketStep {
  const who: { chat: Chat; who: Technician } = { chat: dice.one(['slack', 'discord']), who: dice.one(['ann', 'ben']) };
  const kind = dice.weighted({ words: 6, 'words-both': 1.5, meddle: 3 });
  switch (kind) {
    case 'words':
      return { do: kind, ...who, ...written(dice) };
    case 'words-both':
      return { do: kind, ...written(dice) };
    case 'meddle':
      return { do: kind, what: dice.weighted(MEDDLINGS), pick: dice.number(20), who: who.who };
  }
}

function written(dice: Dice): Written {
  return {
    verb: dice.weighted({ reply: 6, 'internal-note': 3, update: 2, close: 3, reopen: 2 }),
    to: dice.one(['customer', 'colleagues']),
    after: dice.weighted({ stays: 3, waits: 1, closed: 1 }),
    pick: dice.number(20),
    text: `Word ${String(dice.number(1_000_000)).padStart(6, '0')}`,
    ending: dice.weighted({ send: 6, 'send-twice': 2, undo: 1, leave: 0.5 }),
  };
}
