import { expect, onTestFinished, test } from 'vitest';
import type { SlackOptions } from '../../../sandbox/slack/options.ts';
import { SlackEnvironment } from '../../../src/bot/slack/environment.ts';
import { system } from '../../../src/bot/slack/index.ts';
import type { Check } from '../../../src/desk/check.ts';
import { ALERTS, BEN, environmentFor, recordingLog, slackStage, type Line, type SlackStage } from './stage.ts';

async function staged(options: SlackOptions = {}): Promise<SlackStage> {
  const stage = await slackStage(options);
  onTestFinished(() => stage.close());
  return stage;
}

async function bad(stage: SlackStage, ...destinations: string[]): Promise<Check[]> {
  return (await stage.platform.check(destinations)).filter((check) => check.state !== 'good');
}

test('a missing scope that only makes it less sure is a warning', async () => {
  const all = ['chat:write', 'commands', 'im:write', 'users:read', 'users:read.email', 'channels:read', 'groups:read'];
  const stage = await staged({ scopes: [...all, 'channels:history', 'groups:history'] });
  expect(await bad(stage)).toEqual([
    {
      what: 'Slack scopes',
      state: 'warning',
      says: 'im:history is missing: after a lost answer a direct message could come twice.',
      mend: expect.stringContaining('manifest.yml'),
    },
  ]);
});

test('a missing scope without which nothing works is bad', async () => {
  const stage = await staged({ scopes: ['commands', 'im:write', 'users:read'] });
  expect(await bad(stage)).toMatchObject([
    { what: 'Slack scopes', state: 'bad', says: expect.stringContaining('chat:write') },
  ]);
});

test('each destination tells its own trouble', async () => {
  const stage = await staged({
    channels: [
      { id: ALERTS, name: 'alerts', member: true },
      { id: 'C0GENERAL', name: 'general', member: false },
      { id: 'C0OLD', name: 'old', member: true, isArchived: true },
    ],
  });
  stage.slack.deactivate(BEN);
  const found = await bad(stage, `slack:${ALERTS}`, 'slack:C0GENERAL', 'slack:C0OLD', 'slack:C0NONE', `slack:@${BEN}`);
  expect(found.map(({ what, mend }) => [what, mend])).toEqual([
    ['Slack slack:C0GENERAL', expect.stringContaining('/invite')],
    ['Slack slack:C0OLD', expect.stringContaining('archived')],
    ['Slack slack:C0NONE', expect.stringContaining('check the id')],
    ['Slack slack:@U0BEN', expect.stringContaining('left')],
  ]);
});

test.each([
  [{ SLACK_BOT_TOKEN: 'xoxb-wrong' }, 'Slack token', 'SLACK_BOT_TOKEN'],
  [{ SLACK_APP_TOKEN: 'xapp-wrong' }, 'Slack presses', 'SLACK_APP_TOKEN'],
])('%o is found out', async (parts, what, mend) => {
  const stage = await staged();
  const log: Line[] = [];
  const platform = system.connect(environmentFor(stage.slack, parts), recordingLog(log));
  const found = (await platform.check([])).filter((check) => check.state === 'bad');
  expect(found).toMatchObject([{ what, mend: expect.stringContaining(mend) }]);
  expect(JSON.stringify([found, log])).not.toContain('wrong');
});

test('a Slack that cannot be reached is said, not thrown', async () => {
  const stage = await slackStage();
  await stage.close();
  expect(await stage.platform.check([stage.channel])).toMatchObject([{ what: 'Slack token', state: 'bad' }]);
});

test.each([
  [{}, ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']],
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_APP_TOKEN']],
  [{ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_APP_TOKEN: 'xoxb-1' }, ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_CHANNEL: '#alerts' }, ['SLACK_CHANNEL']],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', PATH: '/bin' }, []],
])('settings %o: wrong are %j', (settings, wrong) => {
  const parsed = SlackEnvironment.safeParse(settings);
  const paths = parsed.error?.issues.map((issue) => String(issue.path[0])) ?? [];
  expect([...new Set(paths)]).toEqual(wrong);
});
