import { merge } from '../changes/merge.ts';
import { moveToMailbox } from '../changes/move.ts';
import { deleteForever, restore, trash } from '../changes/trash.ts';
import { userNamed } from '../people.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';
import { mailboxNamed, ticketOf, type Where, type Who } from './names.ts';

/** What is done to whole tickets, by the admin unless somebody is named. */
export function ticketDriver(world: World, done: <Value>(value: Value) => Promise<Value>) {
  const idOf = (who: Who): number => userNamed(world, who).id;
  return {
    merge: (into: number, from: number, user: Who = 1) =>
      done(merge(world, ticketOf(world, into), ticketOf(world, from), idOf(user))),
    move: (id: number, mailbox: Where, user: Who = 1) =>
      done(moveToMailbox(world, ticketOf(world, id), mailboxNamed(world, mailbox).id, idOf(user))),
    trash: (id: number, user: Who = 1) => done(trash(world, ticketOf(world, id), idOf(user))),
    restore: (id: number, user: Who = 1) => done(restore(world, ticketOf(world, id), idOf(user))),
    deleteForever: (id: number) => done(deleteForever(world, ticketOf(world, id))),
    /** As somebody with a database client does it: no history line, no hook, `updated_at` unmoved. */
    rawUpdate: (id: number, columns: Partial<ConversationRow>) =>
      done(world.conversations.write(Object.assign(ticketOf(world, id), columns))),
  };
}
