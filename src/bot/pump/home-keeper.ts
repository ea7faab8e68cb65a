import { setTimeout as pause } from 'node:timers/promises';
import { directMessage } from '../../desk/destination.ts';
import { dropViewer, readViewers, type Viewer } from '../../store/viewers.ts';
import { type Homes, type Page, type Presser, SendError } from '../contract.ts';
import { drawHome } from '../look/home.ts';
import { readOpenDesk, type OpenDesk } from './home-state.ts';
import { createBucket } from './pacing.ts';
import { identify } from '../people.ts';
import type { Desk } from '../table.ts';

/** Between two looks, and how much longer than a look took the rest after it is: a storm must not be paid for by reading it. */
const LOOK_EVERY = 2_000;
const REST_PER_LOOK = 20;
/** Whoever opened or pressed is drawn the page by that; it may still be on its way for so long. */
const SETTLING = 10_000;
/** Ages on a page stand still, so that it is drawn anew now and then though nothing changed. */
const REDRAW_EVERY = 5 * 60_000;
/** What was answered to a press stays on the page for so long. */
const NOTE_STAYS = 2 * 60_000;
const LONGEST_PUBLISH = 10_000;

interface Shown {
  print: string;
  /** Of which opening or press it was. */
  opened: number;
  at: number;
}

/**
 * Keeps the pages of those who may be looking equal to the desk, until aborted: level-triggered, as cards are. One process does
 * it for a platform. What fails is tried again at the next look, and whoever opens their page is drawn it anew anyway.
 */
export async function keepHomes(desk: Desk, platform: string, homes: Homes, stop: AbortSignal): Promise<void> {
  const keeper = createKeeper(desk, platform, homes, stop);
  while (!stop.aborted) {
    const began = performance.now();
    await keeper
      .look()
      .catch((error: unknown) => desk.log.warn({ platform, error }, 'pages could not be brought up to date'));
    const took = performance.now() - began;
    await pause(Math.max(LOOK_EVERY, REST_PER_LOOK * took), undefined, { signal: stop }).catch(() => undefined);
  }
}

/** One look at a time. */
export function createKeeper(desk: Desk, platform: string, homes: Homes, stop: AbortSignal): { look(): Promise<void> } {
  const { store, log } = desk;
  const shown = new Map<string, Shown>();
  const bucket = createBucket(homes.pacing);
  let resting = 0;

  async function look(): Promise<void> {
    if (Date.now() < resting) return;
    const viewers = (await readViewers(store, platform)).filter(({ at }) => Date.now() - at >= SETTLING);
    for (const account of shown.keys())
      if (!viewers.some((viewer) => viewer.account === account)) shown.delete(account);
    if (viewers.length === 0) return;
    const open = await readOpenDesk(store);
    const waitingLongest = viewers.toSorted((left, right) => lastAt(left) - lastAt(right));
    for (const viewer of waitingLongest) {
      if (stop.aborted || Date.now() < resting) return;
      await keep(viewer, open);
    }
  }

  function lastAt({ account }: Viewer): number {
    return shown.get(account)?.at ?? 0;
  }

  async function keep(viewer: Viewer, open: OpenDesk): Promise<void> {
    const { account, at: opened } = viewer;
    const presser = presserFrom(viewer);
    const note = Date.now() - opened < NOTE_STAYS ? viewer.note : undefined;
    const person = await identify(store, presser);
    const reader = { presser, person, place: directMessage(platform, account) };
    const page = await drawHome(desk, open, reader, { tab: true, note });
    const print = printOf(page);
    const before = shown.get(account);
    const same = before?.print === print && before.opened === opened;
    if (same && Date.now() - before.at < REDRAW_EVERY) return;
    const now = performance.now();
    if (bucket.from(now) > now) return;
    bucket.take(now);
    try {
      await homes.publish(account, page, AbortSignal.any([stop, AbortSignal.timeout(LONGEST_PUBLISH)]));
      shown.set(account, { print, opened, at: Date.now() });
    } catch (error) {
      shown.delete(account);
      await failed(account, error);
    }
  }

  async function failed(account: string, error: unknown): Promise<void> {
    log.warn({ platform, account, error }, 'a page could not be brought up to date');
    if (!(error instanceof SendError)) return;
    if (error.trouble === 'refused' || error.trouble === 'gone') await dropViewer(store, platform, account);
    else resting = Date.now() + (error.retryAfter ?? 0);
  }

  return { look };
}

/** All but the instant at which it was drawn. */
function printOf(page: Page): string {
  return JSON.stringify(page.is === 'card' ? { ...page.card, footer: undefined } : page.line);
}

/** As the platform told it then. */
function presserFrom({ platform, account, name, email, zone, admin, guest }: Viewer): Presser {
  return {
    platform,
    account,
    name,
    admin,
    guest,
    ...(email === undefined ? {} : { email }),
    ...(zone === undefined ? {} : { zone }),
  };
}
