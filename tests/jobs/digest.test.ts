import { expect, test } from 'vitest';
import { digest } from '../../src/jobs/digest.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { readNotices } from '../../src/store/notices.ts';
import { readSource, writeSource } from '../../src/store/sources.ts';
import { CHANNEL, HOUR, NOW, settings } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();

function parts(): JobParts {
  return {
    store: stage.store,
    integrations: [],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
}

test('what was due before the first start is nobody’s to send; the next morning is, once', async () => {
  const at = Temporal.Instant.fromEpochMilliseconds(NOW - HOUR)
    .toZonedDateTimeISO('UTC')
    .toPlainTime()
    .toString();
  stage.house({
    settings: settings({ zone: 'UTC', digests: [{ to: [CHANNEL], at: at.slice(0, 5) }] }),
    sources: { rmm: 60_000 },
  });
  await writeSource(stage.store, 'rmm', await readSource(stage.store, 'rmm'));
  await digest(parts());
  expect(await readNotices(stage.store, CHANNEL)).toEqual([]);
  stage.now = NOW + 23 * HOUR;
  await digest(parts());
  await digest(parts());
  expect((await readNotices(stage.store, CHANNEL)).map(({ card }) => card.title)).toEqual([
    expect.stringContaining('How things stand'),
  ]);
});
