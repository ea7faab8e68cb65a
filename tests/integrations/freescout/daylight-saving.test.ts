import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { earliestWallClock, instantOf, wallClockOf } from '../../../src/integrations/freescout/wall-clock.ts';
import { ANN, type Connected, connected, type Mode } from './desk.ts';

const ZONE = 'America/New_York';
const MINUTE = 60_000;

/** The next time after an instant at which the clocks are put forward or back. */
function nextChange(after: number, wanted: 'forward' | 'back', zone: string): number {
  let at = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone);
  for (;;) {
    const change = at.getTimeZoneTransition('next');
    if (!change) throw new Error(`${zone} changes its clocks no more`);
    const isForward = change.offsetNanoseconds > change.subtract({ seconds: 1 }).offsetNanoseconds;
    if (isForward === (wanted === 'forward')) return change.epochMilliseconds;
    at = change;
  }
}

describe.each<[Mode, string]>([
  ['api', ZONE],
  ['database', ZONE],
  ['database', 'Europe/Berlin'],
])('by the %s in %s', (mode, timezone) => {
  let desk: Connected;

  beforeAll(async () => {
    desk = await connected(mode, { timezone });
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });

  function moveTo(instant: number): void {
    desk.freescout.advance(instant - desk.freescout.now());
  }

  test.each(['forward', 'back'] as const)('nothing is missed while the clocks are put %s', async (direction) => {
    const { freescout } = desk;
    const drafts = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const id = await desk.mail();
        await freescout.agentStatus(id, ANN, 'closed');
        return [id, await freescout.draft(id, ANN, 'Late answer')] as const;
      }),
    );
    moveTo(nextChange(freescout.now(), direction, timezone) - 70 * MINUTE);
    await desk.poll();
    const missed: string[] = [];
    for (const [id, thread] of drafts) {
      desk.wait(15 * 60);
      const at = wallClockOf(freescout.now(), timezone);
      // A draft that is sent has an old id, and a closed ticket is in no list of open ones: its time alone shows it.
      await freescout.publishDraft(thread, { status: 'closed' });
      if (!(id in (await desk.poll()).byRow)) missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  test.each(['forward', 'back'] as const)(
    'what comes before and after the clocks are put %s has its true time',
    async (direction) => {
      const change = nextChange(desk.freescout.now(), direction, timezone);
      // Sixty minutes of autumn are written down twice, and count as the first time: the minutes beside them do not.
      for (const minutes of [-61, -1, direction === 'back' ? 61 : 1, 61]) {
        moveTo(change + minutes * MINUTE);
        const id = await desk.mail();
        const at = desk.freescout.now();
        const { createdAt, lastCustomerAt = 0 } = await desk.facts(id);
        expect([minutes, Math.abs(createdAt - at) < 5_000, Math.abs(lastCustomerAt - at) < 5_000]).toEqual([
          minutes,
          true,
          true,
        ]);
      }
    },
  );

  test('a reply in the repeated hour is no older than what it answers', async () => {
    moveTo(nextChange(desk.freescout.now(), 'back', timezone) - 10 * MINUTE);
    const id = await desk.mail();
    const createdAt = desk.writtenAt(id);
    desk.wait(15 * 60);
    await desk.freescout.agentReply(id, ANN, 'Good morning');
    expect(await desk.read(id)).toMatchObject({ facts: { createdAt, firstReplyAt: createdAt } });
  });
});

test('an hour that comes twice is the first one, an hour that never was is moved on', () => {
  expect([
    new Date(instantOf('2026-11-01 01:30:00', ZONE)).toISOString(),
    new Date(instantOf('2026-03-08 02:30:00', ZONE)).toISOString(),
    new Date(instantOf('2026-10-25 02:30:00', 'Europe/Berlin')).toISOString(),
    new Date(instantOf('2026-03-29 02:30:00', 'Europe/Berlin')).toISOString(),
  ]).toEqual([
    '2026-11-01T05:30:00.000Z',
    '2026-03-08T07:30:00.000Z',
    '2026-10-25T00:30:00.000Z',
    '2026-03-29T01:30:00.000Z',
  ]);
});

test('what is asked for reaches back to where the clocks were put to', () => {
  const at = (text: string): number => Date.parse(text);
  expect([
    earliestWallClock(at('2026-11-01T05:58:00Z'), at('2026-11-01T06:05:00Z'), ZONE),
    earliestWallClock(at('2026-11-01T05:58:00Z'), at('2026-11-01T05:59:00Z'), ZONE),
    earliestWallClock(at('2026-03-08T06:58:00Z'), at('2026-03-08T07:05:00Z'), ZONE),
    earliestWallClock(at('2026-11-01T05:58:00Z'), at('2026-11-01T06:05:00Z'), 'UTC'),
  ]).toEqual(['2026-11-01 01:00:00', '2026-11-01 01:58:00', '2026-03-08 01:58:00', '2026-11-01 05:58:00']);
});
