import { plainCard } from '../desk/card.ts';
import { directAccount, type Destination } from '../desk/destination.ts';
import { clientOf } from '../desk/item.ts';
import { mayShow } from '../desk/routing.ts';
import type { Lease } from '../store/lease.ts';
import { endNotices } from '../store/notices.ts';
import { isWork, readItem } from '../store/read.ts';
import { type Behind, beginSend, endSend, LONGEST_SEND, NEW_ROW, readRow, type Row } from '../store/rows.ts';
import { type Store, viewNow } from '../store/store.ts';
import { endTrouble, noteTrouble } from '../store/troubles.ts';
import type { Allowance, Budgets } from './budgets.ts';
import { type Platform, type PlatformLog, type Post, SendError } from './contract.ts';
import type { ReadyNotice } from './look.ts';
import { showing } from './show.ts';

/** How long a destination rests after a send that failed, by what kind of failure it was. */
const REST = { later: 2_000, unsure: 1_000, gone: 0, refused: 60_000 } as const;

export interface Sender {
  store: Store;
  platform: Platform;
  log: PlatformLog;
  lease: Lease;
  destination: Destination;
  budgets: Budgets;
}

/** Makes one message look like its item: a new post, an edit, or nothing where none must be. */
export async function sendCard(sender: Sender, behind: Behind): Promise<void> {
  const { store, lease, destination } = sender;
  const row = behind.row ?? NEW_ROW;
  const settled = await settleDoubt(sender, behind.ref, row, cardKey(destination, behind.ref, row));
  if (settled === 'found' || settled === 'failed') return;
  const shown = await showing(store, behind.ref, destination, row.reference !== undefined);
  if (shown.is === 'none') {
    await endSend(
      store,
      lease,
      destination,
      behind.ref,
      { ...row, state: row.reference === undefined ? 'ended' : row.state, why: shown.why },
      behind.mark,
    );
    return;
  }
  const { card } = shown;
  if (row.reference !== undefined) {
    await attempt(sender, sender.budgets.edits, behind, row, async (signal) => {
      await sender.platform.outbound.edit(destination, row.reference ?? '', card, signal);
      return { ...row, state: 'posted', shown: card.revision };
    });
    return;
  }
  const key = cardKey(destination, behind.ref, row);
  await attempt(sender, sender.budgets.posts, behind, row, async (signal) => {
    const reference = await sender.platform.outbound.post({ destination, key, card, signal });
    return { state: 'posted', generation: row.generation, reference, shown: card.revision, postedAt: store.now() };
  });
}

/** Sends a notice; quiet lines for the same thread go together. */
export async function sendNotice(sender: Sender, ready: ReadyNotice, all: readonly ReadyNotice[]): Promise<void> {
  const { store, lease, destination } = sender;
  const name = `notice ${ready.notice.key}`;
  const row = (await readRow(store, destination, name)) ?? NEW_ROW;
  const together = batchOf(ready, all, row);
  const keys = together.map((one) => one.notice.key);
  if (ready.drop || !(await mayGo(sender, ready))) return endNotices(store, lease, destination, name, keys);
  const post = noticePost(destination, ready, together);
  if (row.state === 'sending' && isDoubtful(row, lease)) {
    const found = await guarded(sender, sender.budgets.posts, () =>
      sender.platform.outbound.find(withSignal(post), row.since ?? 0),
    );
    if (found.is === 'failed') return;
    if (found.value !== undefined) return endNotices(store, lease, destination, name, keys);
  }
  const sending: Row = { ...row, state: 'sending', since: store.now(), epoch: lease.epoch, batch: keys };
  if (!(await beginSend(store, lease, destination, name, sending))) return;
  sender.budgets.posts.take(store.now());
  const sent = await guarded(sender, sender.budgets.posts, () => sender.platform.outbound.post(withSignal(post)));
  if (sent.is === 'sent') return endNotices(store, lease, destination, name, keys);
  if (sent.trouble === 'unsure') return endSend(store, lease, destination, name, { ...sending, unsure: true });
  const hopeless = sent.trouble === 'gone' || (sent.trouble === 'refused' && directAccount(destination) !== undefined);
  if (hopeless) return endNotices(store, lease, destination, name, keys);
  return endSend(store, lease, destination, name, { ...row, state: 'waiting', batch: keys });
}

function cardKey(destination: Destination, ref: string, row: Row): string {
  return `${ref}#${row.generation}@${destination}`;
}

/** Looks up a post whose end is unknown. `clear`: there is none, it may be sent. */
async function settleDoubt(sender: Sender, ref: string, row: Row, key: string): Promise<'clear' | 'found' | 'failed'> {
  const { store, lease, destination } = sender;
  if (row.state !== 'sending' || row.reference !== undefined || !isDoubtful(row, lease)) return 'clear';
  const shown = await showing(store, ref, destination, true);
  const card = shown.is === 'card' ? shown.card : plainCard({ ref, title: '' });
  const found = await guarded(sender, sender.budgets.posts, () =>
    sender.platform.outbound.find(withSignal({ destination, key, card }), row.since ?? 0),
  );
  if (found.is === 'failed') return 'failed';
  if (found.value === undefined) return 'clear';
  await endSend(store, lease, destination, ref, {
    state: 'posted',
    generation: row.generation,
    reference: found.value,
    postedAt: row.since ?? store.now(),
  });
  return 'found';
}

function isDoubtful(row: Row, lease: Lease): boolean {
  return row.unsure === true || row.epoch !== lease.epoch;
}

/** One send of a card with its records before and after. */
async function attempt(
  sender: Sender,
  allowance: Allowance,
  behind: Behind,
  row: Row,
  send: (signal: AbortSignal) => Promise<Row>,
): Promise<void> {
  const { store, lease, destination } = sender;
  const sending: Row =
    row.reference === undefined ? { ...row, state: 'sending', since: store.now(), epoch: lease.epoch } : row;
  if (!(await beginSend(store, lease, destination, behind.ref, sending))) return;
  allowance.take(store.now());
  const sent = await guarded(sender, allowance, () => send(AbortSignal.timeout(LONGEST_SEND)));
  if (sent.is === 'sent') return endSend(store, lease, destination, behind.ref, sent.value, behind.mark);
  if (sent.trouble === 'bug') {
    return endSend(store, lease, destination, behind.ref, { ...row, state: 'failed', why: sent.sentence }, behind.mark);
  }
  if (sent.trouble === 'unsure') {
    return endSend(
      store,
      lease,
      destination,
      behind.ref,
      row.reference === undefined ? { ...sending, unsure: true } : row,
    );
  }
  if (sent.trouble === 'gone') return succeed(sender, behind, row);
  return endSend(
    store,
    lease,
    destination,
    behind.ref,
    row.reference === undefined ? { ...row, state: 'waiting' } : row,
  );
}

/** A card that was deleted, or can no longer be edited, gets one successor while its item is open. */
async function succeed(sender: Sender, behind: Behind, row: Row): Promise<void> {
  const { store, lease, destination } = sender;
  const next: Row = { state: 'waiting', generation: row.generation + 1 };
  await endSend(store, lease, destination, behind.ref, next);
}

type Guarded<T> = { is: 'sent'; value: T } | { is: 'failed'; trouble: SendError['trouble'] | 'bug'; sentence: string };

/** Runs a call to the platform; its failure becomes a rest for this destination and a trouble that people can see. */
async function guarded<T>(
  sender: Sender,
  allowance: Allowance,
  call: () => Promise<T>,
): Promise<Guarded<T> & { value?: T }> {
  const { store, destination, log } = sender;
  try {
    const value = await call();
    if (troubled.delete(destination)) await endTrouble(store, destination);
    return { is: 'sent', value };
  } catch (error) {
    if (!(error instanceof SendError)) {
      log.error({ destination, error }, 'a message could not be made');
      return { is: 'failed', trouble: 'bug', sentence: String(error) };
    }
    const { trouble, retryAfter, message } = error;
    allowance.rest(store.now() + (retryAfter ?? REST[trouble]));
    log.warn({ destination, trouble, retryAfter, reason: message }, 'a message was not sent');
    if (trouble === 'refused') {
      troubled.add(destination);
      await noteTrouble(store, destination, message);
    }
    return { is: 'failed', trouble, sentence: message };
  }
}

/** Destinations whose trouble this process has noted. */
const troubled = new Set<Destination>();

function batchOf(ready: ReadyNotice, all: readonly ReadyNotice[], row: Row): ReadyNotice[] {
  if (row.batch) return all.filter((one) => row.batch?.includes(one.notice.key));
  const { notice } = ready;
  if (notice.loud || notice.ref === undefined) return [ready];
  return all.filter((one) => one.notice.ref === notice.ref && !one.notice.loud);
}

/** The client wall, at the last moment before sending. */
async function mayGo(sender: Sender, { notice }: ReadyNotice): Promise<boolean> {
  const { settings } = await viewNow(sender.store);
  if (notice.clients?.some((client) => !mayShow(client, sender.destination, settings))) return false;
  if (notice.ref === undefined) return true;
  const item = await readItem(sender.store, notice.ref);
  return item === undefined || !isWork(item) || mayShow(clientOf(item), sender.destination, settings);
}

function noticePost(
  destination: Destination,
  ready: ReadyNotice,
  together: readonly ReadyNotice[],
): Omit<Post, 'signal'> {
  const { notice, thread } = ready;
  const card =
    together.length > 1 ? { ...notice.card, lines: together.flatMap((one) => one.notice.card.lines) } : notice.card;
  return { destination, key: notice.key, card, ...(thread === undefined ? {} : { thread, loud: notice.loud }) };
}

function withSignal(post: Omit<Post, 'signal'>): Post {
  return { ...post, signal: AbortSignal.timeout(LONGEST_SEND) };
}
