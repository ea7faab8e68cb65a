import { unchanged } from '../desk/decision.ts';
import type { WorkItem } from '../desk/item.ts';
import { decideTick } from '../desk/wake.ts';
import { change } from '../store/change.ts';
import { dropWake, readDue, readWork } from '../store/read.ts';
import type { JobParts } from './parts.ts';

/** Wake-ups looked at in one run; what is left over comes with the next. */
const MOST = 500;

/** Looks at every item whose time has come. Timers are hints: the item's own state decides. */
export async function wake(parts: JobParts): Promise<void> {
  const { store, log } = parts;
  for (const ref of await readDue(store, store.now(), MOST)) {
    try {
      const outcome = await change<WorkItem, WorkItem | undefined>(store, {
        read: () => readWork(store, ref),
        decide: (item, view) => (item ? decideTick(item, view) : unchanged()),
      });
      if (outcome.is === 'unchanged') await dropWake(store, ref);
    } catch (error) {
      log.error({ ref, error }, 'a wake-up failed');
    }
  }
}
