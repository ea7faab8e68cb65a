import { afterEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import type { SlackOptions } from '../../sandbox/slack/options.ts';
import { post, refusalOf, webClient } from './slack-app.ts';

let slack: SlackStandIn;

async function start(options: SlackOptions = { limits: false }): Promise<ReturnType<typeof webClient>> {
  slack = await startSlack(options);
  return webClient(slack);
}

afterEach(() => slack.close());

describe('people and groups', () => {
  test('people and groups', async () => {
    const client = await start();
    const { user } = await client.users.lookupByEmail({ email: 'Ann@Example.com' });
    expect(user).toMatchObject({
      id: 'U0ANN',
      tz: 'Europe/Berlin',
      is_admin: true,
      profile: { email: 'ann@example.com' },
    });
    expect([3600, 7200]).toContain(user?.tz_offset);
    expect(await refusalOf(client.users.lookupByEmail({ email: 'no@example.com' }))).toMatchObject({
      error: 'users_not_found',
    });
    const { members } = await client.users.list({});
    expect(members?.map((one) => [one.id, one.is_bot, one.is_restricted])).toEqual([
      ['U0ANN', false, false],
      ['U0BEN', false, false],
      ['U0CARA', false, false],
      ['U0GUEST', false, true],
      ['U0DESKBELL', true, false],
    ]);
    const { usergroups } = await client.usergroups.list();
    expect(usergroups).toMatchObject([{ id: 'S0ONCALL', handle: 'on-call' }]);
    expect((await client.usergroups.users.list({ usergroup: 'S0ONCALL' })).users).toEqual(['U0ANN']);
    expect(await refusalOf(client.usergroups.users.update({ usergroup: 'S0ONCALL', users: 'U0BEN' }))).toMatchObject({
      needed: 'usergroups:write',
    });
  });
});

describe('people who left', () => {
  test('are found no more and written to no more, yet keep their id', async () => {
    const client = await start();
    slack.deactivate('U0BEN');
    const lookup = client.users.lookupByEmail({ email: 'ben@example.com' });
    expect(await refusalOf(lookup)).toMatchObject({ error: 'users_not_found' });
    expect(await refusalOf(post(client, { channel: 'U0BEN', text: 'x' }))).toMatchObject({ error: 'user_disabled' });
    expect((await client.users.info({ user: 'U0BEN' })).user).toMatchObject({ id: 'U0BEN', deleted: true });
  });
});
