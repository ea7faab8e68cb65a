import { setTimeout as pause } from 'node:timers/promises';
import type { Destination } from '../desk/destination.ts';
import { plan, type Situation } from '../desk/plan.ts';
import type { Lease } from '../store/lease.ts';
import { endNotices } from '../store/notices.ts';
import { readDestinations } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { createBudgets } from './budgets.ts';
import type { Platform, PlatformLog } from './contract.ts';
import { foldTogether } from './fold.ts';
import { look } from './look.ts';
import { sendCard } from './send.ts';
import type { Sender } from './sending.ts';
import { sendNotice } from './send-notice.ts';

/** The guarantee behind all wake-ups: every destination is looked at this often. */
const SWEEP = 2_000;

/** Rest after a turn that failed in itself: Redis is away, most likely. */
const FAILED_TURN = 1_000;

/** Makes the messages of one platform equal to the state, for as long as this process holds the platform's lease. */
export interface Pump {
  /** Looks at these destinations at once. */
  wake(destinations: readonly Destination[]): void;
  run(lease: Lease, signal: AbortSignal): Promise<void>;
}

export function createPump(parts: { store: Store; platform: Platform; log: PlatformLog }): Pump {
  const { store, platform, log } = parts;
  const bells = createBells();

  async function run(lease: Lease, signal: AbortSignal): Promise<void> {
    const budgets = createBudgets(platform.outbound.pacing);
    const served = new Map<Destination, Promise<void>>();
    while (!signal.aborted) {
      const destinations = await readDestinations(store, platform.id).catch(() => []);
      for (const destination of destinations) {
        if (served.has(destination)) continue;
        const own = { budgets: budgets(destination), health: {}, aside: new Map<string, number>() };
        const sender: Sender = { store, platform, log, lease, destination, ...own };
        served.set(destination, serve(sender, signal));
      }
      await bells.sleep('', SWEEP, signal);
    }
    await Promise.all(served.values());
  }

  async function serve(sender: Sender, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const wait = await turn(sender).catch((error: unknown) => {
        log.error({ destination: sender.destination, error }, 'a turn of the pump failed');
        return FAILED_TURN;
      });
      if (wait > 0) await bells.sleep(sender.destination, Math.min(wait, SWEEP), signal);
    }
  }

  return {
    run,
    wake(destinations) {
      for (const destination of destinations) {
        if (destination.startsWith(`${platform.id}:`)) bells.ring(destination);
      }
    },
  };
}

/** One step at one destination; answers the milliseconds until the next is worth while, 0 for at once. */
async function turn(sender: Sender): Promise<number> {
  const outlook = await look(sender.store, sender.destination, sender.budgets);
  if (outlook.dropped.length > 0) await endNotices(sender.store, sender.lease, sender.destination, '', outlook.dropped);
  const step = plan(withoutAside(outlook.situation, sender.aside));
  switch (step.is) {
    case 'wait':
      return step.until === undefined ? SWEEP : Math.max(1, step.until - outlook.situation.now);
    case 'fold':
      await foldTogether(sender.store, sender.lease, sender.destination, step, outlook.behind);
      return 0;
    case 'post':
    case 'edit': {
      const behind = outlook.behind.find((one) => one.ref === step.ref);
      if (behind) await sendCard(sender, behind);
      return 0;
    }
    case 'notice': {
      const ready = outlook.notices.find((one) => one.notice.key === step.key);
      if (ready) await sendNotice(sender, ready, outlook.notices);
      return 0;
    }
  }
}

/** What was refused waits, as long as there is anything else: it must not keep others from the channel. */
function withoutAside(situation: Situation, aside: Sender['aside']): Situation {
  const now = performance.now();
  for (const [name, until] of aside) if (until <= now) aside.delete(name);
  const behind = situation.behind.filter(({ ref }) => !aside.has(ref));
  const notices = situation.notices.filter(({ key }) => !aside.has(key));
  return behind.length + notices.length === 0 ? situation : { ...situation, behind, notices };
}

/** Sleepers by name that can be rung awake; a ring while nobody sleeps there is kept for the next who would, or for the newcomer. */
function createBells() {
  const sleeping = new Map<string, AbortController>();
  const rung = new Set<string>();
  const known = new Set<string>();
  return {
    ring(name: string) {
      const sleeper = sleeping.get(known.has(name) ? name : '');
      if (sleeper) sleeper.abort();
      else rung.add(known.has(name) ? name : '');
    },
    async sleep(name: string, milliseconds: number, stop: AbortSignal) {
      known.add(name);
      if (rung.delete(name)) return;
      const wake = new AbortController();
      sleeping.set(name, wake);
      await pause(milliseconds, undefined, { signal: AbortSignal.any([stop, wake.signal]) }).catch(() => undefined);
      sleeping.delete(name);
    },
  };
}
