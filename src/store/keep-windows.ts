import { createHash } from 'node:crypto';
import { type Decision, type DeskView, titleOf, unchanged } from '../desk/decision.ts';
import { upcoming } from '../desk/quiet/maintenance.ts';
import type { Actor } from '../desk/people.ts';
import { phaseAt, type Window } from '../desk/quiet/window.ts';
import { endWindow, planWindow, reviveWindow, type WindowWish } from '../desk/quiet/window-command.ts';
import { readLiveWindows } from './live-windows.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';
import { changeWindow, windowRef } from './windows.ts';

const ADOPTED = key('windows:configuration');

const CONFIGURATION: Actor = { name: 'The configuration', via: 'configuration' };

/** From now on this process's configuration counts: whoever started last knows it best, and one that is on its way out must not end what it plans. */
export async function adoptConfigured(store: Store): Promise<void> {
  await store.database.redis.set(ADOPTED, markOf(store));
  await keepConfigured(store);
}

/** Has the configuration's windows, and no others of it; windows of sources that are no longer connected end. */
export async function keepConfigured(store: Store): Promise<void> {
  const { settings, sources } = store.house;
  if ((await store.database.redis.get(ADOPTED)) !== markOf(store)) return;
  const now = store.now();
  const wanted = new Map(
    upcoming(settings, now).map(({ key: name, ...window }): [string, WindowWish] => {
      const ref = windowRef(nameOf(name));
      return [ref, { ref, origin: 'configuration', ...window }];
    }),
  );
  const { windows } = await readLiveWindows(store);
  const live = windows.filter((window) => phaseAt(window, now) !== 'over');
  const known = new Set(live.map(({ ref }) => ref));
  for (const [ref, wish] of wanted) {
    if (!known.has(ref)) await changeWindow(store, ref, (window, view) => plannedAgain(window, wish, view));
  }
  for (const window of live) {
    const gone =
      (window.origin === 'configuration' && !wanted.has(window.ref)) ||
      (window.origin === 'source' && !Object.hasOwn(sources, window.by.via));
    if (gone) await end(store, window, CONFIGURATION);
  }
}

/** The part of the configuration by which windows are kept, as one word. */
function markOf({ house: { settings, sources } }: Store): string {
  return nameOf(JSON.stringify([settings.zone, settings.maintenance, Object.keys(sources).toSorted()]));
}

/** What a person has ended stays so; what only the configuration had lost is there again. */
function plannedAgain(window: Window | undefined, wish: WindowWish, view: DeskView): Decision<Window> {
  if (!window) return planWindow(wish, view);
  return window.ended?.by.via === CONFIGURATION.via && window.ended.by.id === undefined
    ? reviveWindow(window, view)
    : unchanged();
}

/** A device that its source keeps quiet itself. */
interface QuietDevice {
  id: string;
  name: string;
  client: string | undefined;
  site: string | undefined;
}

/** Has one window without an end for each device that its source keeps quiet now. */
export async function keepSourceWindows(store: Store, source: string, quiet: readonly QuietDevice[]): Promise<void> {
  const now = store.now();
  const by: Actor = { name: titleOf(source, store.house), via: source };
  const { windows } = await readLiveWindows(store);
  const live = windows.filter(
    (window) => window.origin === 'source' && window.by.via === source && phaseAt(window, now) !== 'over',
  );
  const known = new Set(live.map(deviceOf));
  const wanted = new Set(quiet.map(({ id }) => id));
  for (const device of quiet) {
    if (known.has(device.id)) continue;
    const wish = wishFor(device, source, by, now);
    await changeWindow(store, wish.ref, (window, view) => (window ? unchanged() : planWindow(wish, view)));
  }
  for (const window of live) if (!wanted.has(deviceOf(window) ?? '')) await end(store, window, by);
}

function wishFor({ id, name, client, site }: QuietDevice, source: string, by: Actor, now: number): WindowWish {
  const scope = {
    ...(client === undefined ? {} : { client }),
    ...(site === undefined ? {} : { site }),
    device: { source, id },
    label: name,
  };
  const reason = `its maintenance mode is on in ${by.name}`;
  return {
    ref: windowRef(nameOf(`${source} ${id} ${now}`)),
    origin: 'source',
    scope,
    from: now,
    by,
    reason,
  };
}

function deviceOf({ scope: { device } }: Window): string | undefined {
  return device && 'id' in device ? device.id : undefined;
}

async function end(store: Store, { ref }: Window, by: Actor): Promise<void> {
  await changeWindow(store, ref, (window, view) => (window ? endWindow(window, by, view) : unchanged()));
}

function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}
