import { expect, test } from 'vitest';
import { handover } from '../../src/jobs/handover.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import type { Handover } from '../../src/desk/digest/handover.ts';
import { readItems } from '../../src/store/read.ts';
import { key } from '../../src/store/redis.ts';
import { readSource, writeSource } from '../../src/store/sources.ts';
import type { Store } from '../../src/store/store.ts';
import { ACME_CHANNEL, CHANNEL, CLIENTS, HOUR, MINUTE, settings } from '../desk/build.ts';
import { PEOPLE } from '../bot/desk.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const ZONE = 'Europe/Berlin';

function parts(store: Store = stage.store): JobParts {
  return {
    store,
    integrations: [],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
}

function at(wall: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(ZONE).epochMilliseconds;
}

async function begun(instant: number, digests: object[], more: object = {}): Promise<void> {
  stage.now = instant;
  stage.house({
    settings: settings({ zone: ZONE, people: PEOPLE, clients: CLIENTS, digests, ...more }),
    sources: { rmm: 60_000 },
  });
  await writeSource(stage.store, 'rmm', await readSource(stage.store, 'rmm'));
}

async function handovers(): Promise<Handover[]> {
  const refs = await stage.store.database.redis.zrange(key('closed'), '0', '-1');
  return (await readItems(stage.store, refs)).filter((item) => item.kind === 'handover');
}

test('each shift is told once a day by several replicas, on the days on which the clock changes too', async () => {
  await begun(at('2026-10-24T12:00'), [{ kind: 'handover', to: [CHANNEL, ACME_CHANNEL], at: '02:30' }]);
  const other = { ...stage.another(), house: stage.store.house };
  for (const end = stage.now + 3 * 24 * HOUR; stage.now < end; stage.now += 20 * MINUTE)
    await Promise.all([handover(parts()), handover(parts(other))]);
  const made = await handovers();
  expect(
    made
      .map(({ client = 'shared', at: instant }) => `${client} ${new Date(instant).toISOString().slice(0, 10)}`)
      .sort(),
  ).toEqual([
    'Acme 2026-10-25',
    'Acme 2026-10-26',
    'Acme 2026-10-27',
    'shared 2026-10-25',
    'shared 2026-10-26',
    'shared 2026-10-27',
  ]);
});

test('whoever is on call then gets it; what was missed for half a shift is not told any more', async () => {
  const layers = [{ people: ['Ann Baker', 'Ben Cole'], every: 'day', at: '08:00', from: '2026-10-05' }];
  await begun(at('2026-10-26T12:00'), [{ kind: 'handover', to: [CHANNEL], at: '08:00' }], {
    oncall: { rotations: [{ name: 'primary', layers }] },
  });
  stage.now = at('2026-10-27T08:00');
  await handover(parts());
  stage.now = at('2026-10-28T12:00');
  await handover(parts());
  const made = await handovers();
  expect(made.map(({ to, by }) => [by.name, to.map(({ name }) => name)])).toEqual([['Deskbell', ['Ann Baker']]]);
  expect(made[0]?.places.map(({ destination }) => destination)).toEqual([CHANNEL, 'chat:@A1']);
});
