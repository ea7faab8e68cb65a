import { describe, expect, onTestFinished, test } from 'vitest';
import { system } from '../../../src/bot/slack/index.ts';
import { createScript } from '../contract/script.ts';
import { after, listening, post } from './listening.ts';
import { environmentFor, recordingLog, slackStage, type Line, type SlackStage } from './stage.ts';

describe('connections', () => {
  test('a refresh of all of them loses no press, and none is left over', async () => {
    const script = createScript();
    const stage = await listening(script);
    script.will(after(200, 'Yours.'));
    const reference = await post(stage);
    const pressed = stage.press('Claim', reference);
    await stage.slack.until(() => script.asked.length === 1);
    stage.slack.disconnect('refresh_requested');
    expect((await pressed).text).toContain('Yours.');
    await stage.slack.until(() => stage.slack.connections().open === 2 && stage.slack.connections().closing === 0);
    expect(stage.platform.inbound.deaf()).toBeUndefined();
    expect((await stage.press('Claim', reference)).text).toContain('Yours.');
    expect(stage.slack.mistakes).toEqual([]);
  });

  test('when all break without a word, it says so until they are back', async () => {
    const stage = await listening(createScript());
    stage.slack.unplug();
    await stage.slack.until(() => stage.platform.inbound.deaf() !== undefined);
    expect(stage.platform.inbound.deaf()).toMatch(/^No connection to Slack since \d{4}-.*Z: \S/);
    stage.slack.plug();
    await stage.slack.until(() => stage.platform.inbound.deaf() === undefined);
  });

  test('one of two broken leaves nobody unheard', async () => {
    const script = createScript();
    const stage = await listening(script);
    stage.slack.disconnect('warning', 1);
    const reference = await post(stage);
    await stage.press('Claim', reference);
    expect(script.asked).toHaveLength(1);
  });

  test('a token that Slack withdraws does not end the process, and is named', async () => {
    const stage = await listening(createScript());
    stage.slack.breakToken('account_inactive');
    stage.slack.cut();
    await stage.slack.until(() => stage.platform.inbound.deaf());
    await stage.slack.until(() => stage.platform.inbound.deaf()?.includes('install it again'));
    expect(stage.slack.connections().open).toBe(0);
    stage.slack.breakToken(undefined);
    await stage.slack.until(() => stage.platform.inbound.deaf() === undefined);
  });

  test('a frame without an inner event is survived', async () => {
    const script = createScript();
    const stage = await listening(script, { ackDeadline: 200 });
    await stage.slack.event({ type: 'app_rate_limited' });
    const reference = await post(stage);
    expect((await stage.press('Claim', reference)).text).toContain('Done.');
  });
});

describe('starting', () => {
  test.each([
    ['SLACK_BOT_TOKEN', 'xoxb-wrong', 'SLACK_BOT_TOKEN'],
    ['SLACK_APP_TOKEN', 'xapp-wrong', 'token'],
  ])('a wrong %s is refused with what to do', async (name, value, words) => {
    const stage = await slackStage();
    onTestFinished(() => stage.close());
    const log: Line[] = [];
    const platform = system.connect(environmentFor(stage.slack, { [name]: value }), recordingLog(log));
    await expect(platform.inbound.start(createScript())).rejects.toThrow(words);
    expect(platform.inbound.deaf()).toBeTypeOf('string');
    expect(JSON.stringify(log)).not.toContain(value);
    await stage.slack.until(() => stage.slack.connections().open === 0);
  });

  test('waits for a Slack that cannot be reached yet', async () => {
    const stage = await slackStage();
    onTestFinished(() => stage.close());
    stage.slack.unplug();
    const started = stage.platform.inbound.start(createScript());
    await stage.slack.until(() => stage.logged.some((line) => line.message === 'Slack could not be connected to'));
    stage.slack.plug();
    await started;
    expect(stage.platform.inbound.deaf()).toBeUndefined();
    await stage.platform.inbound.stop();
  });
});

describe('an app that has all its connections already', () => {
  test('is sent away, says so, and gets in once there is room', async () => {
    const stage = await slackStage({ limits: false });
    const others = await Promise.all(Array.from({ length: 10 }, () => openOther(stage)));
    onTestFinished(async () => {
      await stage.platform.inbound.stop();
      await stage.close();
    });
    const started = stage.platform.inbound.start(createScript());
    await stage.slack.until(() => stage.platform.inbound.deaf()?.includes('too_many_websockets'));
    for (const other of others) other.close();
    await started;
    expect(stage.platform.inbound.deaf()).toBeUndefined();
  });

  async function openOther(stage: SlackStage): Promise<WebSocket> {
    const headers = { authorization: `Bearer ${stage.slack.settings.appToken}` };
    const answer = await fetch(`${stage.slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
    const { url } = (await answer.json()) as { url: string };
    const socket = new WebSocket(url);
    await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
    return socket;
  }
});

describe('ending', () => {
  test('while Slack cannot be reached is quick', async () => {
    const stage = await slackStage();
    onTestFinished(() => stage.close());
    stage.slack.unplug();
    const started = stage.platform.inbound.start(createScript());
    await stage.slack.until(() => stage.logged.some((line) => line.message === 'Slack could not be connected to'));
    const began = Date.now();
    await stage.platform.inbound.stop();
    await started;
    expect(Date.now() - began).toBeLessThan(1_500);
  });

  test('is not for ever: it can be started again, also after a refusal', async () => {
    const script = createScript();
    const stage = await slackStage({ limits: false });
    onTestFinished(async () => {
      await stage.platform.inbound.stop();
      await stage.close();
    });
    stage.slack.breakToken('account_inactive');
    await expect(stage.platform.inbound.start(script)).rejects.toThrow('install it again');
    stage.slack.breakToken(undefined);
    await stage.platform.inbound.start(script);
    await stage.platform.inbound.stop();
    await stage.platform.inbound.start(script);
    expect((await stage.command('alerts', {})).text).toContain('Done.');
  });
});
