import type { TicketRequest } from '../desk/ticket/request.ts';
import { readItem } from './read.ts';
import type { Store } from './store.ts';

export async function readRequest(store: Store, ref: string): Promise<TicketRequest | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'request' ? item : undefined;
}
