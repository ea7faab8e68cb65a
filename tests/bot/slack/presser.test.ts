import { describe, expect, onTestFinished, test } from 'vitest';
import type { SlackOptions } from '../../../sandbox/slack/options.ts';
import { createScript } from '../contract/script.ts';
import { listening } from './listening.ts';
import { ALERTS, BEN, slackStage } from './stage.ts';

describe('who pressed', () => {
  async function presser(user: string, options: SlackOptions = {}) {
    const script = createScript();
    const stage = await listening(script, options);
    await stage.slack.command({ user, channel: ALERTS, command: '/alerts' });
    await stage.slack.until(() => script.asked.length === 1);
    return script.asked[0]?.presser;
  }

  test('an administrator with zone and e-mail', async () => {
    expect(await presser('U0ANN')).toEqual({
      platform: 'slack',
      account: 'U0ANN',
      name: 'Ann Baker',
      email: 'ann@example.com',
      zone: 'Europe/Berlin',
      admin: true,
      guest: false,
    });
  });

  test('a guest', async () => {
    expect(await presser('U0GUEST')).toMatchObject({ guest: true, admin: false });
  });

  test('without the scope for addresses there is none, and all else works', async () => {
    const found = await presser('U0BEN', { scopes: ['chat:write', 'commands', 'im:write', 'users:read'] });
    expect(found).toEqual({
      platform: 'slack',
      account: 'U0BEN',
      name: 'Ben Cole',
      zone: 'Europe/London',
      admin: false,
      guest: false,
    });
  });

  test('without any right to look people up the press is still heard', async () => {
    expect(await presser('U0ANN', { scopes: ['chat:write', 'commands'] })).toMatchObject({
      account: 'U0ANN',
      admin: false,
    });
  });

  test('is asked once for many presses', async () => {
    const script = createScript();
    const stage = await listening(script);
    await Promise.all([
      stage.slack.command({ user: BEN, channel: ALERTS, command: '/alerts' }),
      stage.slack.command({ user: BEN, channel: ALERTS, command: '/tickets' }),
    ]);
    await stage.slack.until(() => script.asked.length === 2);
    expect(stage.slack.requests.filter((request) => request.path === '/api/users.info')).toHaveLength(1);
  });

  test('a colleague is found by address', async () => {
    const stage = await slackStage();
    onTestFinished(() => stage.close());
    expect(await stage.platform.findAccount?.('ben@example.com')).toBe(BEN);
    expect(await stage.platform.findAccount?.('nobody@example.com')).toBeUndefined();
  });
});
