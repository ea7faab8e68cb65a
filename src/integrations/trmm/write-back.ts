import type { WriteBack, WriteOutcome } from '../contract.ts';
import { writeNote } from './notes.ts';
import { carryOut, type Order, ORDERS, type Ordering } from './orders.ts';

/** Orders for alerts, and notes on agents unless they are switched off. */
export function createWriteBack(ordering: Ordering, notes: boolean): WriteBack {
  return {
    can: notes ? [...ORDERS, 'note'] : ORDERS,
    async write(write, attempt): Promise<WriteOutcome> {
      if (write.verb === 'note') return writeNote(ordering.client, write, attempt);
      if (isOrder(write)) return carryOut(write, ordering);
      return { is: 'refused', sentence: 'Tactical RMM does not know who has an alert' };
    },
  };
}

function isOrder(write: { verb: string }): write is Order {
  return ORDERS.some((verb) => verb === write.verb);
}
