import type { Changed, Decision, DeskView } from '../desk/decision.ts';
import type { Item } from '../desk/item.ts';
import { timeOffers } from '../desk/time/offer.ts';
import { hushed } from '../desk/quiet/quiet.ts';
import { commit, type CommitOptions } from './commit.ts';
import { linkedChanges } from './linked.ts';
import type { Store } from './store.ts';
import { viewWithRevision } from './view.ts';

/** Clashes in a row after which something else must be wrong. */
const MOST_TRIES = 50;

/** What became of a change: `settled` when its effect had been settled before. */
export type Outcome<T> = Decision<T> | { is: 'settled' };

/** The store was written by a newer version: this process must drain and go. */
export class OutdatedError extends Error {
  override readonly name = 'OutdatedError';

  constructor() {
    super('The store was written by a newer version of Deskbell.');
  }
}

/**
 * The one way to change an item: read, decide, compare and set; decide again on a clash.
 * `read` gets what the decision is about, where the caller has not just read it (`known`); `also` adds changes of other items that must happen together with it.
 */
export async function change<T extends Item, Subject>(
  store: Store,
  step: {
    known?: Subject;
    read: () => Promise<Subject>;
    decide: (subject: Subject, view: DeskView) => Decision<T>;
    also?: (changed: Changed<T>, view: DeskView) => Promise<readonly Changed<Item>[]>;
  },
  options: CommitOptions = {},
): Promise<Outcome<T>> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const known = attempt === 0 ? step.known : undefined;
    const [subject, { view, windows }] = await Promise.all([
      known ?? step.read(),
      viewWithRevision(store, attempt > 0),
    ]);
    const decision = step.decide(subject, view);
    if (decision.is !== 'changed' && options.settles === undefined) return decision;
    const decided = decision.is === 'changed' ? [decision, ...((await step.also?.(decision, view)) ?? [])] : [];
    const own = decided.map((one) => ({ ...one, notices: [...one.notices, ...timeOffers(one, view)] }));
    const changes = [...own, ...(await linkedChanges(store, own, view))].map((one) => hushed(one, view));
    const committed = await commit(store, changes, { ...options, windows });
    if (committed === 'done') return decision;
    if (committed === 'settled') return { is: 'settled' };
    if (committed === 'outdated') store.outdated();
    if (committed === 'outdated') throw new OutdatedError();
  }
  throw new Error('An item was changed by others again and again; nothing was saved.');
}
