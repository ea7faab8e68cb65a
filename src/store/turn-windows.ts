import type { Alert } from '../desk/alert/alert.ts';
import { tickMute } from '../desk/alert/mute.ts';
import { unchanged } from '../desk/decision.ts';
import type { Window } from '../desk/quiet/window.ts';
import { tickWindow, toldWindow } from '../desk/quiet/window-command.ts';
import { change } from './change.ts';
import { readLiveWindows } from './live-windows.ts';
import { readOpen } from './read.ts';
import { readAlert } from './signals.ts';
import type { Store } from './store.ts';
import { viewNow } from './view.ts';
import { changeWindow, readWindow } from './windows.ts';

/**
 * Has windows begin or end whose time has come, and tells every alert that they are about. A window counts as told when all
 * were: after a kill in between, the rest is told by the next turn. Rejects with what went wrong first, after trying all.
 */
export async function turnWindows(store: Store, refs: readonly string[]): Promise<void> {
  const turned: Window[] = [];
  for (const ref of refs) {
    await changeWindow(store, ref, (window, view) => (window ? tickWindow(window, view) : unchanged()));
    const window = await readWindow(store, ref);
    if (window?.telling) turned.push(window);
  }
  if (turned.length === 0) return;
  await tellAlerts(store);
  for (const window of turned)
    await changeWindow(store, window.ref, (now) => (now ? toldWindow(now, window) : unchanged()));
}

async function tellAlerts(store: Store): Promise<void> {
  // What was known of windows may be older than the turn, and a decision that changes nothing would never find out.
  await readLiveWindows(store);
  const [open, view] = await Promise.all([readOpen(store, 'alert'), viewNow(store)]);
  const errors: unknown[] = [];
  for (const item of open) {
    if (item.kind !== 'alert' || tickMute(item, view).is !== 'changed') continue;
    await tellAlert(store, item.ref).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw errors[0];
}

async function tellAlert(store: Store, ref: string): Promise<void> {
  await change<Alert, Alert | undefined>(store, {
    read: () => readAlert(store, ref),
    decide: (alert, view) => (alert ? tickMute(alert, view) : unchanged()),
  });
}
