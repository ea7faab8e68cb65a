import { expect, test } from 'vitest';
import { digest } from '../../src/jobs/digest.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { plain } from '../../src/desk/text.ts';
import { readDigest } from '../../src/store/digest.ts';
import { readNotices } from '../../src/store/notices.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { readSource, writeSource } from '../../src/store/sources.ts';
import type { Store } from '../../src/store/store.ts';
import { ACME_CHANNEL, CHANNEL, CLIENTS, GLOBEX_CHANNEL, HOUR, MINUTE, NOW, open, settings } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();

function parts(store: Store = stage.store): JobParts {
  return {
    store,
    integrations: [],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
}

/** A desk that has looked at its source since `at`. */
async function begun(at: number, written: object): Promise<void> {
  stage.now = at;
  stage.house({ settings: settings({ zone: 'UTC', ...written }), sources: { rmm: 60_000 } });
  await writeSource(stage.store, 'rmm', await readSource(stage.store, 'rmm'));
}

async function titles(place = CHANNEL): Promise<string[]> {
  return (await readNotices(stage.store, place)).map(({ card }) => card.title);
}

function at(zone: string, wall: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
}

test('what was due before the first start is nobody’s to send; the next morning is, once', async () => {
  await begun(NOW, { digests: [{ to: [CHANNEL], at: '08:00' }] });
  await digest(parts());
  expect(await titles()).toEqual([]);
  stage.now = NOW + 23 * HOUR;
  await digest(parts());
  await digest(parts());
  expect(await titles()).toEqual(['How things stand, 2026-11-03']);
});

test.each([
  ['Europe/Berlin', '2026-03-29', '02:30'],
  ['Europe/Berlin', '2026-10-25', '02:30'],
  ['America/New_York', '2026-11-01', '01:30'],
  ['Australia/Lord_Howe', '2026-10-04', '02:15'],
  ['Pacific/Chatham', '2026-04-05', '03:00'],
  ['America/Santiago', '2026-09-06', '00:00'],
])(
  'in %s each date around %s has its digest of %s once, over the leap of the clock and back',
  async (zone, date, time) => {
    const first = Temporal.PlainDate.from(date).subtract({ days: 2 });
    const start = at(zone, `${first.toString()}T12:00`);
    await begun(start, { digests: [{ to: [CHANNEL], at: time, zone }] });
    for (stage.now = start; stage.now < start + 4 * 24 * HOUR; stage.now += 15 * MINUTE) await digest(parts());
    const dates = [1, 2, 3, 4].map((days) => first.add({ days }).toString());
    expect((await titles()).sort()).toEqual(dates.map((one) => `How things stand, ${one}`));
  },
);

test('it says since when: the last one of that place, a day of 23 hours or an outage', async () => {
  const zone = 'Europe/Berlin';
  await begun(at(zone, '2026-03-27T12:00'), { digests: [{ to: [CHANNEL], at: '08:00', zone }] });
  const lines: string[] = [];
  for (const wall of ['2026-03-28T08:00', '2026-03-29T08:00', '2026-04-01T11:00']) {
    stage.now = at(zone, wall);
    await digest(parts());
    const [latest] = (await readNotices(stage.store, CHANNEL)).toSorted((left, right) => right.at - left.at);
    lines.push(...(latest?.card.rows ?? []).map(({ line }) => plain(line)).filter((line) => line.includes('came')));
  }
  expect(lines).toEqual([
    expect.stringMatching(/^In the last 24 hours: /),
    expect.stringMatching(/^Since the last digest, 23 hours ago/),
    expect.stringMatching(/^Since the last digest, 3 days ago/),
  ]);
});

test('what happens between two digests is in exactly one of them; what comes at the very instant is in the next', async () => {
  await begun(NOW, { digests: [{ to: [CHANNEL], at: '10:00' }] });
  const came: string[] = [];
  for (const [day, minutes] of [
    [0, [30, 60]],
    [1, [30, 60, 61]],
    [2, []],
  ] as const) {
    for (const minute of minutes) {
      stage.now = NOW + day * 24 * HOUR + minute * MINUTE;
      await takeSignal(stage.store, open({}, { condition: `rmm/check/${day}/${minute}`, row: `${day}-${minute}` }));
      await digest(parts());
    }
    stage.now = NOW + day * 24 * HOUR + 62 * MINUTE;
    await digest(parts());
  }
  for (const { card } of (await readNotices(stage.store, CHANNEL)).toSorted((left, right) => left.at - right.at))
    came.push(
      ...card.rows.map(({ line }) => plain(line)).flatMap((line) => /alerts: (\d+) came/.exec(line)?.[1] ?? []),
    );
  expect(came).toEqual(['1', '2', '2']);
});

test('two replicas at the same minute make one digest, and it is remembered as the last', async () => {
  await begun(NOW, { digests: [{ to: [CHANNEL], at: '10:00' }] });
  stage.now = NOW + HOUR;
  const other = { ...stage.another(), house: stage.store.house };
  await Promise.all([digest(parts()), digest(parts(other)), digest(parts()), digest(parts(other))]);
  expect(await titles()).toEqual(['How things stand, 2026-11-02']);
});

test('a place can have two a day, and one only on some days of the week', async () => {
  await begun(NOW - 24 * HOUR, {
    digests: [
      { to: [CHANNEL], at: '10:00' },
      { to: [CHANNEL], at: '17:30' },
      { to: ['chat:week'], at: '10:00', days: ['monday', 'friday'] },
    ],
  });
  for (let hour = 0; hour < 7 * 24; hour += 1) {
    stage.now = NOW - 24 * HOUR + hour * HOUR;
    await digest(parts());
  }
  expect(await titles()).toHaveLength(14);
  expect((await titles('chat:week')).sort()).toEqual(['How things stand, 2026-11-02', 'How things stand, 2026-11-06']);
});

test('a client’s own channel hears of that client alone, and nothing of sources', async () => {
  await begun(NOW, { clients: CLIENTS, digests: [{ to: [ACME_CHANNEL, GLOBEX_CHANNEL], at: '10:00' }] });
  await takeSignal(stage.store, open());
  stage.now = NOW + HOUR;
  await digest(parts());
  const words = async (place: string) =>
    (await readNotices(stage.store, place)).flatMap(({ card }) => card.rows.map(({ line }) => plain(line)));
  expect(await words(ACME_CHANNEL)).toContain('🟠 1 high alert');
  expect((await words(GLOBEX_CHANNEL)).join('\n')).not.toMatch(/DC01|1 high|RMM/);
});

test('a source that counts otherwise is strange only where what came and ended since cannot account for it', async () => {
  await begun(NOW, { digests: [{ to: [CHANNEL], at: '10:00' }] });
  await takeSignal(stage.store, open());
  stage.now = NOW + 30 * MINUTE;
  await takeSignal(stage.store, open({}, { condition: 'rmm/check/late', row: '2' }));
  const counted = async (openAtSource: number): Promise<string> => {
    const state = await readSource(stage.store, 'rmm');
    await writeSource(stage.store, 'rmm', { ...state, openAtSource, heardAt: NOW + 29.5 * MINUTE });
    const { sources } = await readDigest(stage.store, CHANNEL);
    return sources.map(({ is }) => is).join();
  };
  stage.now = NOW + 31 * MINUTE;
  expect([await counted(2), await counted(1), await counted(0), await counted(3)]).toEqual([
    'equal',
    'moved',
    'unequal',
    'unequal',
  ]);
});
