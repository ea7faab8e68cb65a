import { expect, onTestFinished, test } from 'vitest';
import type { SlackOptions } from '../../../sandbox/slack/options.ts';
import type { Groups } from '../../../src/bot/contract.ts';
import { SCOPES } from '../../../src/bot/slack/scopes.ts';
import { slackStage, type SlackStage } from './stage.ts';

async function staged(options: SlackOptions): Promise<{ stage: SlackStage; groups: Groups }> {
  const stage = await slackStage(options);
  onTestFinished(() => stage.close());
  const { groups } = stage.platform;
  if (!groups) throw new Error('there are no groups');
  return { stage, groups };
}

const GRANTED = [...Object.keys(SCOPES), 'usergroups:write'];

test('a user group is made equal to who is on call, as often as one likes', async () => {
  const { stage, groups } = await staged({ scopes: GRANTED });
  await groups.set('S0ONCALL', ['U0BEN']);
  await groups.set('S0ONCALL', ['U0BEN']);
  expect(stage.slack.state()).toMatchObject({ userGroups: [{ id: 'S0ONCALL', users: ['U0BEN'] }] });
  await expect(groups.set('S0NONE', ['U0BEN'])).rejects.toThrow('no user group S0NONE');
  expect(await groups.check(['S0ONCALL'])).toMatchObject([{ state: 'good' }]);
});

test('without the scope it says what is lost and how that is mended, and nothing else is lost', async () => {
  const { stage, groups } = await staged({ scopes: Object.keys(SCOPES) });
  await expect(groups.set('S0ONCALL', ['U0BEN'])).rejects.toThrow('add the scope usergroups:write');
  expect(await groups.check(['S0ONCALL'])).toEqual([
    {
      what: 'Slack user groups',
      state: 'warning',
      says: expect.stringContaining('S0ONCALL does not follow who is on call'),
      mend: expect.stringMatching(/^Add the scope usergroups:write/),
    },
  ]);
  expect(await groups.check([])).toEqual([]);
  expect(await stage.platform.check([])).toContainEqual(
    expect.objectContaining({ what: 'Slack scopes', state: 'good' }),
  );
});

test('a Slack that cannot be reached is said, and is tried again by whoever asked', async () => {
  const { stage, groups } = await staged({ scopes: GRANTED });
  await stage.close();
  await expect(groups.set('S0ONCALL', ['U0BEN'])).rejects.toThrow('could not be reached');
  expect(await groups.check(['S0ONCALL'])).toMatchObject([{ state: 'warning' }]);
});
