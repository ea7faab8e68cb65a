import { type Card, NO_ITEM, plainCard } from '../../desk/card.ts';
import { directAccount, type Destination } from '../../desk/destination.ts';
import { clientOf, isOpen, type Item } from '../../desk/item.ts';
import { mayShow } from '../../desk/routing.ts';
import type { Line } from '../../desk/text.ts';
import { endNotices } from '../../store/notices.ts';
import { isWork, readItems } from '../../store/read.ts';
import { beginSend, endSend, NEW_ROW, readRow, type Row } from '../../store/rows.ts';
import { tellLost } from '../button.ts';
import type { Post, SendError } from '../contract.ts';
import { isExhausted } from './budgets.ts';
import { CALLS, noticeRow } from './calls.ts';
import { DIRECT } from './direct.ts';
import type { ReadyNotice } from './look.ts';
import { guarded, isDoubtful, pauseForLease, type Sender, withSignal } from './sending.ts';

/** More lines than this in one message would not be read. */
const MOST_LINES = 20;

/** What rings about the members of a storm rings together: a message for every twenty would bury the channel. */
const MOST_RUNG = 1_000;

/** Sends a notice; those of one bundle go together. What is begun `anew` for want of its thread goes at once. */
export async function sendNotice(
  sender: Sender,
  ready: ReadyNotice,
  all: readonly ReadyNotice[],
  anew = false,
): Promise<void> {
  const { store, lease, destination } = sender;
  const name = noticeRow(ready);
  const row = (await readRow(store, destination, name)) ?? NEW_ROW;
  const begun = batchOf(ready, all, row);
  if (isDoubtful(row)) {
    const doubtful = { ...noticePost(destination, ready, begun), key: row.batch?.[0] ?? ready.notice.key };
    const found = await guarded(sender, sender.budgets.posts, ready.notice.key, () =>
      sender.platform.outbound.find(withSignal(doubtful), row.since ?? 0),
    );
    if (found.is === 'failed') return;
    if (found.value !== undefined) return endNotices(store, lease, destination, name, row.batch ?? keysOf(begun));
  }
  const together = await allowed(sender, begun);
  const keys = keysOf(together);
  const barred = keysOf(begun).filter((key) => !keys.includes(key));
  if (barred.length > 0) await endNotices(store, lease, destination, keys.length > 0 ? '' : name, barred);
  if (keys.length === 0 || (!anew && isExhausted(sender.budgets.posts))) return;
  const post = noticePost(destination, ready, together);
  tellLost(sender.log, post.card);
  const sending: Row = { ...row, state: 'sending', since: store.now(), epoch: lease.epoch, batch: keys };
  const ended = sender.budgets.posts.take(performance.now());
  const going = withSignal(post);
  if (!(await beginSend(store, lease, destination, name, sending))) return pauseForLease();
  const sent = await guarded(sender, sender.budgets.posts, ready.notice.key, () =>
    sender.platform.outbound.post(going),
  );
  ended(performance.now());
  if (sent.is === 'sent' && ready.notice.loud && ready.notice.ref !== undefined) sender.recent.note(store.now());
  if (sent.is === 'sent') return endNotices(store, lease, destination, name, keys);
  if (sent.trouble === 'unsure') return;
  const surelyNot: Row = { ...row, state: 'waiting', batch: keys };
  if (sent.trouble === 'gone' && ready.thread !== undefined && ready.notice.loud) {
    await endSend(store, lease, destination, name, surelyNot);
    return sendNotice(sender, alone(ready), together.map(alone), true);
  }
  if (isHopeless(sent.trouble, destination)) return endNotices(store, lease, destination, name, keys);
  return endSend(store, lease, destination, name, surelyNot);
}

function alone({ thread: _thread, ...notice }: ReadyNotice): ReadyNotice {
  return notice;
}

function keysOf(notices: readonly ReadyNotice[]): string[] {
  return notices.map((one) => one.notice.key);
}

/** Those that may still go. */
async function allowed(sender: Sender, notices: readonly ReadyNotice[]): Promise<ReadyNotice[]> {
  const refs = [...new Set(notices.flatMap(({ notice }) => notice.ref ?? []))];
  const items = new Map((await readItems(sender.store, refs)).map((item) => [item.ref, item]));
  return notices.filter((one) => mayGo(sender, one, items.get(one.notice.ref ?? '')));
}

/** Nobody can be reached by trying again. */
function isHopeless(trouble: SendError['trouble'] | 'bug', destination: Destination): boolean {
  return trouble === 'gone' || trouble === 'bug' || (trouble === 'refused' && directAccount(destination) !== undefined);
}

/** What was begun together stays together, so that it can be found again. */
function batchOf(ready: ReadyNotice, all: readonly ReadyNotice[], row: Row): ReadyNotice[] {
  const begun = all.filter((one) => row.batch?.includes(one.notice.key));
  if (begun.length > 0) return begun;
  if (ready.bundle === undefined) return [ready];
  return all.filter((one) => one.bundle === ready.bundle).slice(0, ready.notice.loud ? MOST_RUNG : MOST_LINES);
}

/** The client wall, at the last moment before sending; and what is over, and never had a card, rings no more; neither does a call that somebody has answered. */
function mayGo(sender: Sender, { notice, thread }: ReadyNotice, item: Item | undefined): boolean {
  const { settings } = sender.store.house;
  if (notice.clients?.some((client) => !mayShow(client, sender.destination, settings))) return false;
  if (notice.ref === undefined) return true;
  if (item === undefined || !isWork(item)) return true;
  if (notice.chain !== undefined && item.chain?.startedAt !== notice.chain) return false;
  return mayShow(clientOf(item), sender.destination, settings) && (thread !== undefined || isOpen(item));
}

function noticePost(
  destination: Destination,
  ready: ReadyNotice,
  together: readonly ReadyNotice[],
): Omit<Post, 'signal'> {
  const first = together[0] ?? ready;
  const { thread } = ready;
  const { key, loud } = first.notice;
  return {
    destination,
    key,
    card: cardOf(together, first),
    rings: true,
    ...(thread === undefined ? {} : { thread, loud }),
  };
}

function cardOf(together: readonly ReadyNotice[], first: ReadyNotice): Card {
  const { card, loud } = first.notice;
  if (together.length < 2) return card;
  if (first.bundle === CALLS) return callsCard(together, card);
  if (first.bundle === DIRECT) return directCard(together, card);
  if (!loud) return { ...card, lines: together.flatMap((one) => one.notice.card.lines) };
  const named = together.slice(0, MOST_LINES).map((one): Line => [{ bold: one.notice.card.title }]);
  const rest = together.length - named.length;
  return plainCard({
    tone: card.tone,
    title: `${together.length} alerts of this storm need you`,
    lines: [
      ...calledIn(together),
      ...named,
      ...(rest > 0 ? [[`and ${rest} more; the storm's card opens them all`]] : []),
    ],
  });
}

/** Whom any of them calls: once, by name. */
function calledIn(together: readonly ReadyNotice[]): Line[] {
  const spans = together.flatMap(({ notice }) => notice.card.lines.flat());
  const mentions = new Map(
    spans.flatMap((span) => (typeof span === 'object' && 'mention' in span ? [[span.mention, span] as const] : [])),
  );
  if (mentions.size === 0) return [];
  return [[...[...mentions.values()].flatMap((span): Line => [span, ' ']), 'called: nobody has acknowledged them.']];
}

/** One call for many alerts and tickets at once, with the way to all of them: they are nobody's yet. */
function callsCard(together: readonly ReadyNotice[], { tone, badge }: Card): Card {
  const named = together.slice(0, MOST_LINES).map(({ notice }): Line => [{ bold: notice.card.title }]);
  const rest = together.length - named.length;
  return plainCard({
    ref: NO_ITEM,
    tone,
    badge,
    title: `You are called about ${together.length} at once`,
    lines: [['Nobody has acknowledged them:'], ...named, ...(rest > 0 ? [[`and ${rest} more`]] : [])],
    actions: [
      { verb: 'list', label: 'Alerts nobody has seen', style: 'primary', with: 'alerts.unacknowledged.1' },
      { verb: 'list', label: 'Tickets nobody has', with: 'tickets.unassigned.1' },
    ],
  });
}

/** One message for much that waits for the same person. */
function directCard(together: readonly ReadyNotice[], { tone }: Card): Card {
  const named = together
    .slice(0, MOST_LINES)
    .map(({ notice }): Line => [{ bold: notice.card.title }, ' ', ...(notice.card.lines[0] ?? [])]);
  const rest = together.length - named.length;
  return plainCard({
    ref: NO_ITEM,
    tone,
    title: `${together.length} alerts and tickets wait for you`,
    lines: [...named, ...(rest > 0 ? [[`and ${rest} more`]] : [])],
    actions: [
      { verb: 'list', label: 'Show my alerts', with: 'alerts.mine.1' },
      { verb: 'list', label: 'Show my tickets', with: 'tickets.mine.1' },
    ],
  });
}
