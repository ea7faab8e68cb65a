import { setTimeout as pause } from 'node:timers/promises';
import type { StandIns } from './stand-ins.ts';

/** Deskbell may be down: how soon it is told again, and how long it may take to answer, in milliseconds. */
const AGAIN = 300;
const ANSWER = 3000;
/** The clock of a demo is for days, not for years. */
const FURTHEST = 400 * 86_400_000;

/** Where the clock goes: on by so many milliseconds, or to this time of tomorrow in a zone. */
export type Move = { by: number } | { to: string; zone: string };

/** The time of the whole demo. */
export interface Clock {
  /** How far it is ahead of the machine's, in milliseconds. */
  ahead(): number;
  /** Deskbell has taken over the last move. */
  followed(): boolean;
  /** Moves the stand-ins at once, and Deskbell as soon as it answers. Gives what is wrong with the wish, if anything is. */
  move(wish: Move): string | undefined;
  stop(): void;
}

export function createClock(standIns: StandIns, bot: string, changed: () => void): Clock {
  const stopping = new AbortController();
  let ahead = 0;
  let told = 0;
  let telling = false;

  async function tell(): Promise<void> {
    if (telling) return;
    telling = true;
    while (told !== ahead && !stopping.signal.aborted) {
      const wanted = ahead;
      if (await hears(bot, wanted, stopping.signal)) told = wanted;
      else await pause(AGAIN, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    telling = false;
    changed();
  }

  return {
    ahead: () => ahead,
    followed: () => told === ahead,
    move(wish) {
      const by = lengthOf(wish, Date.now() + ahead);
      if (by === undefined || ahead + by > FURTHEST) return 'The clock goes only ahead, and not by years.';
      ahead += by;
      for (const standIn of Object.values(standIns)) {
        standIn.advance(by);
        standIn.changed();
      }
      changed();
      void tell();
      return undefined;
    },
    stop: () => stopping.abort(),
  };
}

function lengthOf(wish: Move, now: number): number | undefined {
  if ('by' in wish) return Number.isInteger(wish.by) && wish.by > 0 ? wish.by : undefined;
  try {
    const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(wish.zone);
    const tomorrow = here.toPlainDate().add({ days: 1 });
    const target = tomorrow.toZonedDateTime({ timeZone: wish.zone, plainTime: Temporal.PlainTime.from(wish.to) });
    return target.epochMilliseconds - now;
  } catch {
    return undefined;
  }
}

async function hears(bot: string, ahead: number, stopping: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`${bot}/clock`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ahead }),
      signal: AbortSignal.any([stopping, AbortSignal.timeout(ANSWER)]),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
