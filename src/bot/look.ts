import type { Notice } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import type { Situation, Waiting } from '../desk/plan.ts';
import { readNotices } from '../store/notices.ts';
import { readItems } from '../store/read.ts';
import { type Behind, readBehind, readGroups, readRow, type Row } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Budgets } from './budgets.ts';

/** What a destination needs, as the planner sees it, with what is needed to do it. */
export interface Outlook {
  situation: Situation;
  behind: readonly Behind[];
  notices: readonly ReadyNotice[];
}

/** A notice that can go now: into the thread of a message, into the channel, or nowhere any more. */
export interface ReadyNotice {
  notice: Notice;
  thread?: string;
  /** Its card never came to stand by itself: a quiet line has no place to go. */
  drop: boolean;
}

/** A quiet line waits for its card at most this long, lest it wait for ever. */
const CARD_PATIENCE = 10 * 60_000;

export async function look(store: Store, destination: Destination, budgets: Budgets): Promise<Outlook> {
  const [behind, waiting] = await Promise.all([readBehind(store, destination), readNotices(store, destination)]);
  const now = store.now();
  const notices = await readyNotices(store, destination, waiting, new Set(behind.map((one) => one.ref)));
  const fresh = behind.filter((one) => isNew(one.row));
  const situation: Situation = {
    now,
    behind: await described(store, behind, fresh),
    notices: notices.map(({ notice }) => ({ key: notice.key, rank: notice.rank, at: notice.at })),
    groups: fresh.length > 0 ? await readGroups(store, destination) : {},
    postFrom: budgets.posts.from(now),
    editFrom: budgets.edits.from(now),
  };
  return { situation, behind, notices };
}

/** There is no message yet, or only a try whose end is unknown. */
export function isNew(row: Row | undefined): boolean {
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

async function readyNotices(
  store: Store,
  destination: Destination,
  notices: readonly Notice[],
  behind: ReadonlySet<string>,
): Promise<ReadyNotice[]> {
  const ready: ReadyNotice[] = [];
  for (const notice of notices) {
    if (notice.ref === undefined) {
      ready.push({ notice, drop: false });
      continue;
    }
    const row = await readRow(store, destination, notice.ref);
    if (row?.reference !== undefined) ready.push({ notice, thread: row.reference, drop: false });
    else if (!behind.has(notice.ref) || store.now() - notice.at > CARD_PATIENCE)
      ready.push({ notice, drop: !notice.loud });
  }
  return ready;
}
