import { expect, test } from 'vitest';
import { startTrmm } from '../../sandbox/trmm/index.ts';

test('updates of Windows are read with the right that manages them, newest scan first', async () => {
  await using stack = new AsyncDisposableStack();
  const trmm = await startTrmm();
  stack.defer(() => trmm.close());
  const agent = trmm.world.agentsByName.get('ACME-DC01')?.agent_id ?? '';
  trmm.addKey({ key: 'A'.repeat(32), permissions: ['can_list_agents'] });
  const get = (path: string, key = trmm.apiKey) => fetch(`${trmm.url}${path}`, { headers: { 'x-api-key': key } });
  const answer = await get(`/winupdate/${agent}/`);
  expect(await answer.json()).toMatchObject([
    { kb: 'KB5034439', installed: false, date_installed: null },
    { kb: 'KB5029928', installed: true },
    { kb: 'KB5031364', installed: true, action: 'approve', result: 'success' },
  ]);
  const statuses = [
    await get(`/winupdate/${agent}/`, 'A'.repeat(32)),
    await get(`/winupdate/${'z'.repeat(40)}/`),
    await fetch(`${trmm.url}/winupdate/${agent}/`, { method: 'POST', headers: { 'x-api-key': trmm.apiKey } }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([403, 404, 405]);
  trmm.deleteAgent('ACME-DC01');
  expect(trmm.world.winUpdates.filter((update) => update.agent === 1)).toEqual([]);
});
