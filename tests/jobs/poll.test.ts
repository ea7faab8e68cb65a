import { describe, expect, test } from 'vitest';
import { plain } from '../../src/desk/text.ts';
import type { Integration, Known, Poll } from '../../src/integrations/contract.ts';
import { poll } from '../../src/jobs/poll.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { checkDesk } from '../../src/store/check.ts';
import { addHint } from '../../src/store/hints.ts';
import { readEpisode } from '../../src/store/read.ts';
import { readNotices } from '../../src/store/notices.ts';
import { CHANNEL, HOUR, MINUTE, NOW, open, settings } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const PULSE = { title: 'Nothing reports', means: 'What goes down raises no alert.', mend: 'Look at its server.' };

/** A source that is asked by hand: what it answers next, and what it was told. */
function desk() {
  const asked: Known[] = [];
  let answer: Partial<Poll> = {};
  const integration = {
    id: 'rmm',
    title: 'The RMM',
    source: {
      kind: 'alert',
      pollSeconds: 60,
      read: async () => undefined,
      poll: async (known: Known): Promise<Poll> => {
        asked.push(known);
        return { signals: [], cursor: 'c', openAtSource: 0, ...answer };
      },
    },
    check: async () => [],
    close: async () => undefined,
  } as Integration;
  const quiet = (): void => undefined;
  const log = { info: quiet, warn: quiet, error: quiet };
  const parts = { store: stage.store, integrations: [integration], log } as unknown as JobParts;
  let row = 0;
  return {
    asked,
    /** A minute later it answers so. */
    next: async (more: Partial<Poll> = {}, after = MINUTE): Promise<void> => {
      stage.now += after;
      answer = more;
      await poll({ ...parts, store: stage.store }, integration);
    },
    /** The same with one alert that nobody has told of, although a webhook should have. */
    untold: async (after = MINUTE): Promise<void> => {
      row += 1;
      stage.now += after;
      const began = { startedAt: stage.now - 10 };
      const signal = open(began, { row: String(row), condition: `rmm/check/dc01/${row}`, readAt: stage.now });
      answer = { signals: [signal], telling: { due: [String(row)], mend: 'Look at the template.' } };
      await poll({ ...parts, store: stage.store }, integration);
    },
  };
}

async function alert(kind: string): Promise<{ state: string; severity: string; text: string } | undefined> {
  const found = await readEpisode(stage.store, `deskbell/${kind}/rmm`);
  if (!found) return undefined;
  const { ended, severity, facts } = found;
  return { state: ended?.how ?? 'open', severity, text: `${facts.title}: ${facts.value ?? ''}` };
}

describe('a source that answers while nothing reaches it', () => {
  test('is a critical alert with what it means and what mends it, and is over when something reports', async () => {
    const { next } = desk();
    const last = NOW;
    await next({ pulse: { last, asOf: NOW + MINUTE, ...PULSE } });
    await next({ pulse: { last, asOf: NOW + 14 * MINUTE, ...PULSE } }, 13 * MINUTE);
    expect(await alert('pulse')).toBeUndefined();
    await next({ pulse: { last, asOf: NOW + 15 * MINUTE, ...PULSE } });
    expect(await alert('pulse')).toEqual({
      state: 'open',
      severity: 'critical',
      text: 'Nothing reports: What goes down raises no alert.\nLook at its server.',
    });
    expect(await checkDesk(stage.store)).toContainEqual({
      what: 'Nothing reports',
      state: 'bad',
      says: 'since 15 minutes.',
      mend: 'Look at its server.',
    });
    await next({ pulse: { last: NOW + 15 * MINUTE, asOf: NOW + 16 * MINUTE, ...PULSE } });
    expect(await alert('pulse')).toMatchObject({ state: 'recovered' });
    expect((await checkDesk(stage.store)).map(({ what }) => what)).toEqual(['Outbox']);
  });

  test('an old list of devices proves nothing', async () => {
    const { next } = desk();
    await next({ pulse: { last: NOW, asOf: NOW + MINUTE, ...PULSE } }, HOUR);
    expect(await alert('pulse')).toBeUndefined();
  });

  test('what cannot be told leaves it as it is', async () => {
    const { next } = desk();
    await next({ pulse: { last: NOW - HOUR, asOf: NOW, ...PULSE } });
    await next();
    expect(await alert('pulse')).toMatchObject({ state: 'open' });
  });
});

describe('a source that does not call its webhook', () => {
  test('is a warning after five in a row, and over when it calls again', async () => {
    const { next, untold, asked } = desk();
    await next();
    for (let count = 0; count < 5; count += 1) await untold();
    expect(await alert('webhooks')).toBeUndefined();
    await untold();
    expect(await alert('webhooks')).toEqual({
      state: 'open',
      severity: 'warning',
      text: 'The RMM does not call its webhook: The last 6 came by polling alone, later than they should.\nLook at the template.',
    });
    expect(asked.at(-1)?.told).toBeUndefined();
    await addHint(stage.store, { source: 'rmm', row: '99' }, stage.now);
    await next({ telling: { due: [], mend: '' } });
    expect(await alert('webhooks')).toMatchObject({ state: 'recovered' });
    expect(asked.at(-1)?.told).toBe(stage.now - MINUTE);
  });

  test('one call among them begins the count anew', async () => {
    const { next, untold } = desk();
    await next();
    for (let count = 0; count < 12; count += 1) {
      await untold(2 * MINUTE);
      if (count % 3 === 2) await addHint(stage.store, { source: 'rmm', row: '99' }, stage.now);
    }
    expect(await alert('webhooks')).toBeUndefined();
  });

  test('five within a minute may all be under way', async () => {
    const { next, untold } = desk();
    await next();
    for (let count = 0; count < 6; count += 1) await untold(1_000);
    expect(await alert('webhooks')).toBeUndefined();
  });

  test('what happened while nobody listened proves nothing', async () => {
    const { next, untold } = desk();
    await next();
    for (let count = 0; count < 8; count += 1) await untold(HOUR);
    expect(await alert('webhooks')).toBeUndefined();
  });

  test('what was known before, a shop without webhooks, and one that does not care', async () => {
    const { next, untold } = desk();
    await next();
    for (let count = 0; count < 8; count += 1) await next({ telling: { due: ['1', '2'], mend: '' } });
    expect(await alert('webhooks')).toBeUndefined();
    stage.house({ settings: settings({ silence: { webhooks: 0 } }) });
    for (let count = 0; count < 8; count += 1) await untold();
    expect(await alert('webhooks')).toBeUndefined();
  });
});

test('what was open before the first poll is one summary, which opens the list of it', async () => {
  const { next } = desk();
  const old = open({ startedAt: NOW - HOUR });
  await next({ signals: [old], openAtSource: 1 });
  const [summary] = await readNotices(stage.store, CHANNEL);
  expect(summary?.card.lines.map(plain).join()).toContain('One of its alerts was open already');
  expect(summary?.card.actions).toEqual([{ verb: 'list', label: 'Show 1', ref: '-', with: 'alerts.all.1' }]);
  expect((await readEpisode(stage.store, old.condition))?.places).toEqual([{ destination: CHANNEL, as: 'baseline' }]);
});
