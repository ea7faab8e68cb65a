import { describe, expect, test } from 'vitest';
import { earliestWallClock, instantOf, wallClockOf } from '../../../src/integrations/freescout/wall-clock.ts';
import { connected, type Mode } from './desk.ts';

const ZONE = 'America/New_York';
const MINUTE = 60_000;
const ANN = 'ann@msp.example';

/** The next change of the clocks after now, by its length in milliseconds (negative when they are put back). */
function nextChange(wanted: 'forward' | 'back'): number {
  let at = Temporal.Now.zonedDateTimeISO(ZONE);
  for (;;) {
    const change = at.getTimeZoneTransition('next');
    if (!change) throw new Error(`${ZONE} changes its clocks no more`);
    const isForward = change.offsetNanoseconds > change.subtract({ seconds: 1 }).offsetNanoseconds;
    if (isForward === (wanted === 'forward')) return change.epochMilliseconds;
    at = change;
  }
}

describe.each<Mode>(['api', 'database'])('by the %s', (mode) => {
  test.each(['back', 'forward'] as const)('nothing is missed while the clocks are put %s', async (direction) => {
    await using desk = await connected(mode, { timezone: ZONE });
    const { freescout } = desk;
    const drafts = await Promise.all(
      Array.from({ length: 13 }, async (_, index) => {
        const id = await freescout.customerMail({ from: 'dana@acme.example', subject: `Number ${index}`, body: 'x' });
        await freescout.agentStatus(id, ANN, 'closed');
        return [id, await freescout.draft(id, ANN, 'Late answer')] as const;
      }),
    );
    const change = nextChange(direction);
    freescout.advance(change - 65 * MINUTE - freescout.now());
    await desk.poll();
    const missed: string[] = [];
    for (const [id, thread] of drafts) {
      desk.wait(600);
      const at = wallClockOf(freescout.now(), ZONE);
      // A draft that is sent has an old id, and a closed ticket is in no list of open ones: its time alone shows it.
      await freescout.publishDraft(thread, { status: 'closed' });
      if (!(id in (await desk.poll()).byRow)) missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  test('a reply in the repeated hour is no older than what it answers', async () => {
    await using desk = await connected(mode, { timezone: ZONE });
    const { freescout } = desk;
    freescout.advance(nextChange('back') - 10 * MINUTE - freescout.now());
    const createdAt = Math.floor(freescout.now() / 1_000) * 1_000;
    const id = await freescout.customerMail({ from: 'dana@acme.example', subject: 'At night', body: 'x' });
    desk.wait(15 * 60);
    await freescout.agentReply(id, ANN, 'Good morning');
    const seen = await desk.read(id);
    expect(seen).toMatchObject({ facts: { createdAt, firstReplyAt: createdAt } });
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
