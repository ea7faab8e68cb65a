import { unchanged } from '../desk/decision.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import { clientNamed } from '../desk/settings.ts';
import type { Stop } from '../desk/stop/stop.ts';
import { change } from './change.ts';
import { readOpen, readWork } from './read.ts';
import { readStop } from './stops.ts';
import type { Store } from './store.ts';

/**
 * Has the cards of the client's open items drawn again, so that they tell of the stop or of its end, and notes that they were.
 * Whatever is committed later is drawn with it anyway. Done again from the start where it broke off.
 */
export async function showStop(store: Store, stop: Stop): Promise<void> {
  const open = [...(await readOpen(store, 'alert')), ...(await readOpen(store, 'ticket'))];
  for (const { ref } of open.filter((item) => isOf(item, stop, store))) await redraw(store, ref);
  const lifted = stop.lifted?.at;
  await change<Stop, Stop | undefined>(store, {
    read: () => readStop(store, stop.ref),
    // Lifted meanwhile: that has still to be shown.
    decide: (now) =>
      now && now.lifted?.at === lifted
        ? { is: 'changed', item: { ...now, isShown: true }, entries: [], effects: [], notices: [], silent: true }
        : unchanged(),
  });
}

async function redraw(store: Store, ref: string): Promise<void> {
  await change<WorkItem, WorkItem | undefined>(store, {
    read: () => readWork(store, ref),
    decide: (item) => (item ? { is: 'changed', item, entries: [], effects: [], notices: [] } : unchanged()),
  });
}

function isOf(item: WorkItem, { client }: Stop, { house: { settings } }: Store): boolean {
  const name = clientOf(item);
  return (clientNamed(name, settings)?.name ?? name) === client;
}
