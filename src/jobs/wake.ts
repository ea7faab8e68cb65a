import type { Alert } from '../desk/alert/alert.ts';
import { unchanged } from '../desk/decision.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import { isAway, siteCondition } from '../desk/storm/site-down.ts';
import { tickStop } from '../desk/stop/command.ts';
import { type Stop, stopOf } from '../desk/stop/stop.ts';
import { decideTick } from '../desk/wake.ts';
import { change } from '../store/change.ts';
import { keepConfigured } from '../store/keep-windows.ts';
import { dropWake, postponeWake, readDue, readEpisode, readItem } from '../store/read.ts';
import { showStop } from '../store/show-stop.ts';
import type { Store } from '../store/store.ts';
import { turnWindows } from '../store/turn-windows.ts';
import { viewNow } from '../store/view.ts';
import { isWindow } from '../store/windows.ts';
import type { JobParts } from './parts.ts';

/** Wake-ups looked at in one run; what is left over comes with the next. */
const MOST = 500;

/** How soon something is looked at again that must not happen while its client is stopped, or its site is down. */
const STOPPED_REST = 30_000;

/** Looks at every item whose time has come. Timers are hints: the item's own state decides. */
export async function wake(parts: JobParts): Promise<void> {
  const { store, log } = parts;
  await keepConfigured(store);
  const due = await readDue(store, store.now(), MOST);
  await turnWindows(store, due.filter(isWindow)).catch((error: unknown) =>
    log.error({ error }, 'a maintenance window could not be told to all its alerts'),
  );
  for (const ref of due.filter((one) => !isWindow(one))) {
    try {
      await wakeOne(store, ref);
    } catch (error) {
      log.error({ ref, error }, 'a wake-up failed');
    }
  }
}

async function wakeOne(store: Store, ref: string): Promise<void> {
  const item = await readTimed(store, ref);
  if (item?.kind === 'stop' && !item.isShown) return showStop(store, item);
  const isPart = item?.kind === 'alert' && (await isPartOfOutage(store, item));
  const outcome = await change<WorkItem | Stop, WorkItem | Stop | undefined>(store, {
    read: () => readTimed(store, ref),
    decide(now, view) {
      if (!now) return unchanged();
      return now.kind === 'stop' ? tickStop(now, view) : decideTick(now, view, isPart);
    },
  });
  if (outcome.is !== 'unchanged') return;
  const isStopped = item && item.kind !== 'stop' && stopOf(clientOf(item), await viewNow(store)) !== undefined;
  if (isStopped || isPart) await postponeWake(store, ref, store.now() + STOPPED_REST);
  else await dropWake(store, ref);
}

/** A device that is silent with its whole site: the calls are about the site. */
async function isPartOfOutage(store: Store, { facts, ended, ref }: Alert): Promise<boolean> {
  const { client, site } = facts;
  if (ended || !isAway(facts) || client === undefined || site === undefined) return false;
  const outage = await readEpisode(store, siteCondition({ client, site }));
  return outage !== undefined && !outage.ended && outage.ref !== ref;
}

/** What has a clock. */
async function readTimed(store: Store, ref: string): Promise<WorkItem | Stop | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'alert' || item?.kind === 'ticket' || item?.kind === 'stop' ? item : undefined;
}
