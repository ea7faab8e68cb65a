import { expect, test } from 'vitest';
import { weekly } from '../../src/jobs/weekly.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { plain } from '../../src/desk/text.ts';
import { readNotices } from '../../src/store/notices.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { readSource, writeSource } from '../../src/store/sources.ts';
import type { Store } from '../../src/store/store.ts';
import { buttons, handsOn, PEOPLE, presser, said } from '../bot/desk.ts';
import { ACME_CHANNEL, CHANNEL, CLIENTS, HOUR, MINUTE, NOW, open, over, settings } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const DAY = 24 * HOUR;

function parts(store: Store = stage.store): JobParts {
  return {
    store,
    integrations: [],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
}

async function begun(at: number, written: object = {}): Promise<void> {
  stage.now = at;
  stage.house({
    settings: settings({ zone: 'UTC', people: PEOPLE, clients: CLIENTS, ...written }),
    sources: { rmm: 60_000 },
  });
  await writeSource(stage.store, 'rmm', await readSource(stage.store, 'rmm'));
}

/** An alert of a client that is seen now, and over after so many minutes. */
async function passes(client: string, name: string, minutes: number): Promise<void> {
  const about = { condition: `rmm/check/${name}`, row: name };
  await takeSignal(stage.store, open({ client, startedAt: stage.now }, { ...about, readAt: stage.now }));
  stage.now += minutes * MINUTE;
  await takeSignal(stage.store, over('recovered', stage.now, { ...about, readAt: stage.now }));
}

test('owners hear of the week on Monday, once from two replicas, and by default; nobody else does', async () => {
  await begun(NOW - 3 * DAY);
  await passes('Acme', 'a', 10);
  const other = { ...stage.another(), house: stage.store.house };
  for (stage.now = NOW - 2 * HOUR; stage.now < NOW + 6 * DAY; stage.now += 5 * HOUR)
    await Promise.all([weekly(parts()), weekly(parts(other))]);
  expect((await readNotices(stage.store, 'chat:@A1')).map(({ card }) => card.title)).toEqual(['How the week went']);
  for (const place of ['chat:@B1', 'chat:@V1', CHANNEL]) expect(await readNotices(stage.store, place)).toEqual([]);
});

test('a desk that was down all Monday tells it on Tuesday; on Thursday nobody wants it any more', async () => {
  await begun(NOW - 3 * DAY, { digests: [{ kind: 'weekly', to: [CHANNEL], at: '08:00', days: ['monday'] }] });
  stage.now = NOW + 3 * DAY;
  await weekly(parts());
  expect(await readNotices(stage.store, CHANNEL)).toEqual([]);
  stage.now = NOW + 8 * DAY;
  await weekly(parts());
  expect(await readNotices(stage.store, CHANNEL)).toHaveLength(1);
});

test('a client’s channel hears of that client alone; the buttons of an old week still open that week', async () => {
  await begun(NOW - 8 * DAY, {
    digests: [{ kind: 'weekly', to: [CHANNEL, ACME_CHANNEL], at: '08:00' }],
  });
  stage.now = NOW - 4 * DAY;
  await passes('Acme', 'a', 10);
  await passes('Globex', 'b', 30);
  stage.now = NOW;
  await weekly(parts());
  const [told] = await readNotices(stage.store, ACME_CHANNEL);
  const words = (told?.card.rows ?? []).map(({ line }) => plain(line)).join('\n');
  expect(words).toMatch(/MTTR\): 10 minutes on average/);
  expect(words).not.toContain('Globex');
  const [shared] = await readNotices(stage.store, CHANNEL);
  const repair = shared?.card.rows.find(({ line }) => plain(line).includes('MTTR'))?.action?.with;
  const globex = shared?.card.rows.find(({ line }) => plain(line).startsWith('Globex'))?.action?.with;
  stage.now = NOW + 20 * DAY;
  const hands = handsOn(stage);
  const ann = presser('A1');
  const rows = await hands.click(ann, 'list', '-', repair);
  expect(buttons(rows)).toEqual(['show rmm/check/b/1', 'show rmm/check/a/1']);
  expect(said(rows)).toContain('30 minutes · ');
  expect(said(await hands.click(ann, 'weekly', '-', globex))).toContain('The week of Globex');
  expect(said(await hands.click(ann, 'weekly', '-', globex, ACME_CHANNEL))).toContain('another channel');
  expect(said(await hands.click(presser('B1'), 'weekly', '-', globex))).toContain('needs the role lead');
  expect(said(await hands.click(ann, 'weekly', '-', 'x.1'))).toContain('another version');
  expect(said(await hands.command(ann, 'desk weekly'))).toContain('How the week went');
});
