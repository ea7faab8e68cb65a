import type { Notice } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import type { Situation, Waiting } from '../desk/plan.ts';
import { readNotices } from '../store/notices.ts';
import { readItems } from '../store/read.ts';
import { type Behind, readBehind, readGroups, readRows, type Row } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Allowance, Budgets } from './budgets.ts';

/** What a destination needs, as the planner sees it, with what is needed to do it. */
export interface Outlook {
  situation: Situation;
  behind: readonly Behind[];
  notices: readonly ReadyNotice[];
  /** Keys of quiet lines that have no place to go. */
  dropped: readonly string[];
}

/** A notice that can go now: into the thread of a message, or into the channel. */
export interface ReadyNotice {
  notice: Notice;
  thread?: string;
  /** Those with the same word here may go as one message. */
  bundle?: string;
}

/** A quiet line waits for its card at most this long, lest it wait for ever. */
const CARD_PATIENCE = 10 * 60_000;

export async function look(store: Store, destination: Destination, budgets: Budgets): Promise<Outlook> {
  const [behind, waiting] = await Promise.all([readBehind(store, destination), readNotices(store, destination)]);
  const now = store.now();
  const notices = await sorted(store, destination, waiting, new Set(behind.map((one) => one.ref)));
  const fresh = behind.filter((one) => isNew(one.row));
  const [waitingCards, groups] = await Promise.all([
    described(store, behind, fresh),
    fresh.length > 0 ? readGroups(store, destination) : {},
  ]);
  const situation: Situation = {
    now,
    behind: waitingCards,
    notices: notices.ready.map(({ notice }) => ({ key: notice.key, rank: notice.rank, at: notice.at })),
    groups,
    postFrom: now + waitFor(budgets.posts),
    editFrom: now + waitFor(budgets.edits),
  };
  return { situation, behind, notices: notices.ready, dropped: notices.dropped };
}

/** Budgets run on a clock that nobody sets: one that is set back must not silence a channel. */
function waitFor(allowance: Allowance): number {
  const now = performance.now();
  return Math.max(0, allowance.from(now) - now);
}

/** There is no message yet, or only a try whose end is unknown. */
function isNew(row: Row | undefined): boolean {
  return row?.reference === undefined;
}

async function described(store: Store, behind: readonly Behind[], fresh: readonly Behind[]): Promise<Waiting[]> {
  const foldable = fresh.filter(
    (one) => one.row === undefined || (one.row.generation === 1 && one.row.state !== 'sending'),
  );
  const items = await readItems(
    store,
    foldable.map((one) => one.ref),
  );
  const facts = new Map(items.map((item) => [item.ref, item]));
  return behind.map(({ ref, rank, since, row }) => {
    const item = facts.get(ref);
    const folds = item?.kind === 'alert' && !item.ended && !item.claimed;
    return {
      ref,
      rank,
      since,
      isNew: isNew(row),
      ...(folds ? { bucket: `${item.facts.client ?? ''}/${item.facts.site ?? ''}`, severity: item.severity } : {}),
    };
  });
}

interface Sorted {
  ready: ReadyNotice[];
  dropped: string[];
}

async function sorted(
  store: Store,
  destination: Destination,
  notices: readonly Notice[],
  behind: ReadonlySet<string>,
): Promise<Sorted> {
  const refs = [...new Set(notices.flatMap((notice) => notice.ref ?? []))];
  const rows = await readRows(store, destination, refs);
  const groups = [...new Set([...rows.values()].flatMap((row) => groupOf(row) ?? []))];
  const groupRows = await readRows(store, destination, groups);
  const found: Sorted = { ready: [], dropped: [] };
  for (const notice of notices) {
    const row = notice.ref === undefined ? undefined : rows.get(notice.ref);
    const group = groupOf(row);
    const way =
      group === undefined
        ? wayOf(notice, row, behind.has(notice.ref ?? ''), store.now())
        : wayIntoGroup(notice, group, groupRows.get(group), behind.has(group), store.now());
    if (way === 'drop') found.dropped.push(notice.key);
    else if (way !== 'wait') found.ready.push(way);
  }
  return found;
}

function groupOf(row: Row | undefined): string | undefined {
  return row?.state === 'folded' ? row.group : undefined;
}

function wayOf(notice: Notice, row: Row | undefined, isBehind: boolean, now: number): ReadyNotice | 'wait' | 'drop' {
  const { ref, loud } = notice;
  if (ref === undefined) return { notice };
  const bundle = loud ? {} : { bundle: ref };
  if (row?.reference !== undefined) return { notice, thread: row.reference, ...bundle };
  if (isBehind && now - notice.at <= CARD_PATIENCE) return 'wait';
  return loud ? { notice } : 'drop';
}

/** What rings about members of a storm rings as one message below the storm's card; their quiet lines are only kept. */
function wayIntoGroup(
  notice: Notice,
  group: string,
  row: Row | undefined,
  isBehind: boolean,
  now: number,
): ReadyNotice | 'wait' | 'drop' {
  if (!notice.loud) return 'drop';
  if (row?.reference !== undefined) return { notice, thread: row.reference, bundle: group };
  return isBehind && now - notice.at <= CARD_PATIENCE ? 'wait' : { notice, bundle: group };
}
