import type { World } from './world.ts';

export const HOUR = 3_600_000;

/** A bot whose clock can be moved. */
export const VIRTUAL = { DESKBELL_VIRTUAL_CLOCK: 'on' };

/** Tells the bot at `url` how far its clock is to be ahead; the answer's status and body. */
export async function putClock(url: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${url}/clock`, { method: 'PUT', body: text });
  return { status: response.status, body: await response.json() };
}

/** Moves the whole world ahead, the systems before the bot: nothing may seem to come from the bot's future. */
export async function moveWorld(world: World, ahead: number): Promise<void> {
  const { slack, discord, trmm, freescout, erpnext } = world;
  for (const system of [slack, discord, trmm, freescout, erpnext]) system.advance(ahead - (system.now() - Date.now()));
  await putClock(world.bot.url, { ahead });
}

/** Milliseconds from now to the next time that it is `hour` o'clock in `zone`. */
export function untilHour(hour: number, zone: string): number {
  const now = Temporal.Now.zonedDateTimeISO(zone);
  const today = now.with({ hour, minute: 0, second: 0, millisecond: 0 });
  const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 });
  return next.epochMilliseconds - now.epochMilliseconds;
}
