import { plainCard } from '../../desk/card.ts';
import type { Destination } from '../../desk/destination.ts';
import { type Behind, beginSend, endSend, LONGEST_SEND, NEW_ROW, type Row } from '../../store/rows.ts';
import { endUndrawn, noteUndrawn } from '../../store/undrawn.ts';
import { type Allowance, isExhausted } from './budgets.ts';
import { tellLost } from '../button.ts';
import type { Seen } from './look.ts';
import { guarded, isDoubtful, pauseForLease, type Sender, withSignal } from './sending.ts';
import { showing } from './show.ts';

/** Makes one message look like its item: a new post, an edit, or nothing where none must be. */
export async function sendCard(sender: Sender, behind: Seen): Promise<void> {
  const { store, lease, destination } = sender;
  const row = behind.row ?? NEW_ROW;
  const settled = await settleDoubt(sender, behind.ref, row, cardKey(destination, behind.ref, row));
  if (settled === 'found' || settled === 'failed') return;
  const shown = await showing(store, behind.ref, destination, {
    posted: row.reference !== undefined,
    known: behind.item,
    linkTo: (reference) => sender.platform.linkTo?.(reference),
  });
  if (shown.is === 'none') {
    await endSend(
      store,
      lease,
      destination,
      behind.ref,
      { ...row, state: row.reference === undefined ? shown.as : row.state, why: shown.why },
      behind.mark,
    );
    return;
  }
  const { card } = shown;
  tellLost(sender.log, card);
  if (row.reference !== undefined) {
    await attempt(sender, sender.budgets.edits, behind, row, async (signal) => {
      sender.breath.edited(behind.ref, performance.now());
      await sender.platform.outbound.edit(destination, row.reference ?? '', card, signal);
      const { why: _why, ...kept } = row;
      return { ...kept, state: 'posted', shown: card.revision };
    });
    return;
  }
  const key = cardKey(destination, behind.ref, row);
  await attempt(sender, sender.budgets.posts, behind, row, async (signal) => {
    const reference = await sender.platform.outbound.post({ destination, key, card, signal });
    sender.recent.note(store.now());
    return { state: 'posted', generation: row.generation, reference, shown: card.revision, postedAt: store.now() };
  });
}

function cardKey(destination: Destination, ref: string, row: Row): string {
  return `${ref}#${row.generation}@${destination}`;
}

/** Looks up a post whose end is unknown. `clear`: there is none, it may be sent. */
async function settleDoubt(sender: Sender, ref: string, row: Row, key: string): Promise<'clear' | 'found' | 'failed'> {
  const { store, lease, destination } = sender;
  if (!isDoubtful(row)) return 'clear';
  const shown = await showing(store, ref, destination, { posted: true });
  const card = shown.is === 'card' ? shown.card : plainCard({ ref, title: '' });
  const found = await guarded(sender, sender.budgets.posts, ref, () =>
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

/** One send of a card with its records before and after. */
async function attempt(
  sender: Sender,
  allowance: Allowance,
  behind: Behind,
  row: Row,
  send: (signal: AbortSignal) => Promise<Row>,
): Promise<void> {
  const { store, lease, destination } = sender;
  const since = isDoubtful(row) ? row.since : undefined;
  const sending: Row =
    row.reference === undefined ? { ...row, state: 'sending', since: since ?? store.now(), epoch: lease.epoch } : row;
  if (isExhausted(allowance)) return;
  const ended = allowance.take(performance.now());
  // Counted from before the lease was looked at, however late its answer comes.
  const signal = AbortSignal.timeout(LONGEST_SEND);
  if (!(await beginSend(store, lease, destination, behind.ref, sending))) return pauseForLease();
  const sent = await guarded(sender, allowance, behind.ref, () => send(signal));
  ended(performance.now());
  if (sent.is === 'sent') {
    await endSend(store, lease, destination, behind.ref, sent.value, behind.mark);
    return row.state === 'failed' ? endUndrawn(store, { ref: behind.ref, destination }) : undefined;
  }
  if (sent.trouble === 'bug') {
    await noteUndrawn(store, { ref: behind.ref, destination }, sent.sentence);
    return endSend(store, lease, destination, behind.ref, { ...row, state: 'failed', why: sent.sentence }, behind.mark);
  }
  if (sent.trouble === 'unsure') return;
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
