import { expect, test } from 'vitest';
import { withWebhooks } from './trmm-receiver.ts';

test('info is not announced, nor is its recovery, but a rise is', async () => {
  const { trmm, received } = await withWebhooks();
  const about = { type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:' } as const;
  const { id } = trmm.raise({ ...about, severity: 'info' });
  await trmm.webhooks.settled();
  expect(received).toEqual([]);
  trmm.raise({ ...about, severity: 'error' });
  trmm.raise({ ...about, severity: 'info' });
  trmm.recover(about);
  await trmm.webhooks.settled();
  expect(received.map((one) => one.path)).toEqual([`/webhooks/trmm/failure/${id}`]);
});

test('without dashboard alerting, rows exist only where a webhook does, and are hidden', async () => {
  const { trmm, row, url } = await withWebhooks();
  trmm.world.settings.dashboardAlerts = false;
  trmm.webhooks.configure(undefined);
  expect(trmm.report({ type: 'check' })).toBeUndefined();
  trmm.webhooks.configure({ failureUrl: url });
  const { id } = trmm.raise({ type: 'check' });
  expect(await row(id)).toMatchObject({ hidden: true });
});

test('release 1.5.0 sends no webhook', async () => {
  const { trmm, received, row } = await withWebhooks();
  trmm.world.settings.trmmVersion = '1.5.0';
  const { id } = trmm.raise({ type: 'check' });
  await trmm.webhooks.settled();
  expect(received).toEqual([]);
  expect(await row(id)).toMatchObject({ action_run: null });
});

test.each([
  ['agents', 'availability'],
  ['checks', 'check'],
  ['tasks', 'task'],
] as const)(
  'with actions on %s switched off, no web hook of theirs leaves, and none makes a row',
  async (kind, type) => {
    const { trmm, received } = await withWebhooks();
    const { settings } = trmm.world;
    settings.notifyOnInfo = true;
    settings.actionsOn[kind] = false;
    trmm.raise({ type, agent: 'ACME-DC01' });
    for (const other of ['availability', 'check', 'task'] as const) trmm.raise({ type: other, agent: 'ACME-FS01' });
    await trmm.webhooks.settled();
    const types = received.map((one) => (JSON.parse(one.text) as { alert_type: string }).alert_type);
    expect(types.toSorted()).toEqual(['availability', 'check', 'task'].filter((one) => one !== type));
    settings.dashboardAlerts = false;
    expect(trmm.report({ type, agent: 'ACME-BR01' })).toBeUndefined();
  },
);

test('warnings can be switched off, and errors go on', async () => {
  const { trmm, received } = await withWebhooks();
  trmm.world.settings.notifyOnWarning = false;
  trmm.raise({ type: 'check', agent: 'ACME-DC01', severity: 'warning' });
  const { id } = trmm.raise({ type: 'check', agent: 'ACME-FS01', severity: 'error' });
  await trmm.webhooks.settled();
  expect(received.map((one) => one.path)).toEqual([`/webhooks/trmm/failure/${id}`]);
});
