import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, refusalOf } from './slack-app.ts';
import { openStage, type Stage } from './slack-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({
    scopes: ['usergroups:read', 'usergroups:write'],
    events: ['subteam_members_changed', 'subteam_created', 'subteam_updated'],
  });
});
afterEach(() => stage[Symbol.asyncDispose]());

function ask(method: string, args: object = {}): Promise<Record<string, unknown>> {
  return call(stage.client, `usergroups.${method}`, args);
}

async function refused(method: string, args: object): Promise<unknown> {
  return (await refusalOf(ask(method, args)))['error'];
}

/** What the bot heard last, once it heard this many things. */
async function heard(count: number): Promise<unknown> {
  await stage.slack.until(() => stage.line.frames.length === count + 1);
  return stage.told()['event'];
}

describe('user groups', () => {
  test('show their people and their number only on demand', async () => {
    const common = { id: 'S0ONCALL', handle: 'on-call', name: 'On call', date_delete: 0, is_usergroup: true };
    expect(await ask('list')).toMatchObject({ usergroups: [common] });
    expect((await ask('list'))['usergroups']).not.toMatchObject([{ users: ['U0ANN'] }]);
    expect((await ask('list'))['usergroups']).not.toMatchObject([{ user_count: 1 }]);
    const full = await ask('list', { include_users: true, include_count: true });
    expect(full).toMatchObject({ usergroups: [{ ...common, users: ['U0ANN'], user_count: 1 }] });
    expect(await ask('users.list', { usergroup: 'S0ONCALL' })).toMatchObject({ users: ['U0ANN'] });
  });

  test('take a whole new list of people, and tell who came and who went', async () => {
    const answer = await ask('users.update', { usergroup: 'S0ONCALL', users: 'U0BEN,U0CARA,U0BEN' });
    expect(answer).toMatchObject({ usergroup: { users: ['U0BEN', 'U0CARA'], user_count: 2 } });
    expect(await ask('users.list', { usergroup: 'S0ONCALL' })).toMatchObject({ users: ['U0BEN', 'U0CARA'] });
    expect(await heard(1)).toMatchObject({
      type: 'subteam_members_changed',
      subteam_id: 'S0ONCALL',
      added_users: ['U0BEN', 'U0CARA'],
      added_users_count: 2,
      removed_users: ['U0ANN'],
      removed_users_count: 1,
    });
    expect(stage.slack.state()).toMatchObject({ userGroups: [{ id: 'S0ONCALL', users: ['U0BEN', 'U0CARA'] }] });
  });

  test('refuse nobody, strangers, bots, people who left, and groups that are not there', async () => {
    const usergroup = 'S0ONCALL';
    stage.slack.deactivate('U0CARA');
    expect(await refused('users.update', { usergroup, users: '' })).toBe('no_users_provided');
    for (const users of ['U0NOBODY', 'U0DESKBELL', 'U0CARA'])
      expect(await refused('users.update', { usergroup, users: `U0BEN,${users}` })).toBe('invalid_users');
    expect(await refused('users.update', { usergroup: 'S0NONE', users: 'U0BEN' })).toBe('no_such_subteam');
    expect(await refused('users.list', { usergroup: 'S0NONE' })).toBe('no_such_subteam');
    expect(await ask('users.list', { usergroup })).toMatchObject({ users: ['U0ANN'] });
  });

  test('are made, renamed, switched off and on again', async () => {
    const { usergroup } = await ask('create', { name: 'Second line' });
    const { id, handle } = usergroup as { id: string; handle: string };
    expect(handle).toBe('second-line');
    expect(await heard(1)).toMatchObject({ type: 'subteam_created', subteam: { id } });
    expect(await refused('create', { name: 'Second line' })).toBe('name_already_exists');
    expect(await refused('create', { name: 'Other', handle: 'on-call' })).toBe('handle_already_exists');
    expect(await ask('update', { usergroup: id, name: 'Backup' })).toMatchObject({
      usergroup: { name: 'Backup', handle },
    });
    await ask('disable', { usergroup: id });
    expect(await heard(3)).toMatchObject({ type: 'subteam_updated', subteam: { date_delete: expect.any(Number) } });
    expect(await ask('list')).toMatchObject({ usergroups: [{ id: 'S0ONCALL' }] });
    expect((await ask('list', { include_disabled: true }))['usergroups']).toHaveLength(2);
    expect(await refused('users.list', { usergroup: id })).toBe('no_such_subteam');
    expect(await refused('users.update', { usergroup: id, users: 'U0BEN' })).toBe('no_such_subteam');
    await ask('enable', { usergroup: id });
    expect(await ask('users.update', { usergroup: id, users: 'U0BEN' })).toMatchObject({ ok: true });
  });
});
