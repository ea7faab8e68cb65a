import { listingCard, mostThatFit } from '../../desk/look/listing.ts';
import { mayShow } from '../../desk/routing.ts';
import { endList, readUnlistedRefs } from '../../store/members.ts';
import { readItems } from '../../store/read.ts';
import { beginSend, endSend, NEW_ROW, readRow, type Row } from '../../store/rows.ts';
import { isAlert } from './group-showing.ts';
import { guarded, isDoubtful, pauseForLease, type Sender, withSignal } from './sending.ts';

/** More than any message holds. */
const MOST = 500;

/** How many more there must be before a list that filled no message is tried again. */
const MORE = 1.25;

/** Names members of an overview in its thread, as many as one message holds; fewer only when they have waited for long. */
export async function sendList(sender: Sender, ref: string, hasWaited: boolean): Promise<void> {
  const { store, lease, destination, platform } = sender;
  const name = listName(ref);
  const [own, above] = await Promise.all([readRow(store, destination, name), readRow(store, destination, ref)]);
  const row = own ?? NEW_ROW;
  const thread = above?.reference;
  if (thread === undefined) return;
  const key = `${ref}/list-${row.generation}@${destination}`;
  if (isDoubtful(row)) {
    const doubtful = withSignal({ destination, key, thread, card: listingCard([], store.now()) });
    const found = await guarded(sender, sender.budgets.posts, name, () =>
      platform.outbound.find(doubtful, row.since ?? 0),
    );
    if (found.is === 'failed') return;
    if (found.value !== undefined) return endList(store, lease, { destination, name, ref }, row, row.batch ?? []);
  }
  const refs = await readUnlistedRefs(store, ref, MOST);
  const items = (await readItems(store, refs)).filter(isAlert);
  const alerts = items.filter(({ facts }) => mayShow(facts.client, destination, store.house.settings));
  const count = mostThatFit(alerts, store.now(), (card) => platform.outbound.fits(card));
  if (!hasWaited && count === alerts.length && refs.length < MOST) {
    sender.listable.set(ref, Math.ceil(refs.length * MORE) + 1);
    return;
  }
  sender.listable.delete(ref);
  const named = alerts.slice(0, count);
  const last = count === alerts.length ? refs.length : refs.indexOf(named.at(-1)?.ref ?? '') + 1;
  const batch = refs.slice(0, last);
  if (named.length === 0) return endList(store, lease, { destination, name, ref }, row, batch);
  const sending: Row = { ...row, state: 'sending', since: store.now(), epoch: lease.epoch, batch };
  const ended = sender.budgets.posts.take(performance.now());
  const post = withSignal({ destination, key, thread, card: listingCard(named, store.now()) });
  if (!(await beginSend(store, lease, destination, name, sending))) return pauseForLease();
  const sent = await guarded(sender, sender.budgets.posts, name, () => platform.outbound.post(post));
  ended(performance.now());
  if (sent.is === 'failed' && sent.trouble === 'unsure') return;
  if (sent.is === 'failed' && (sent.trouble === 'later' || sent.trouble === 'refused'))
    return endSend(store, lease, destination, name, { ...row, state: 'waiting' });
  // Where the thread is no more, the card's pages are the way to its members.
  return endList(store, lease, { destination, name, ref }, row, batch);
}

/** The row under which lists of an overview are sent. */
export function listName(ref: string): string {
  return `list ${ref}`;
}
