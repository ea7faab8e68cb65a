import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type BlockAction } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { clientOptions, silent } from './slack-app.ts';
import { claim, postCard } from './slack-claim.ts';

let slack: SlackStandIn;
beforeEach(async () => {
  slack = await startSlack({ limits: false, ackDeadline: 200 });
});
afterEach(() => slack.close());

describe('signed HTTP', () => {
  async function overHttp(
    build: (app: App) => void,
    signingSecret = slack.settings.signingSecret,
  ): Promise<{ app: App; root: string }> {
    const receiver = new HTTPReceiver({ signingSecret, logger: silent() });
    const app = new App({
      token: slack.settings.botToken,
      receiver,
      convoStore: false,
      logger: silent(),
      clientOptions: clientOptions(slack),
    });
    build(app);
    const server = await app.start({ port: 0, host: '127.0.0.1' });
    const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    slack.deliverTo(root);
    return { app, root };
  }

  test('carries clicks, commands with their answers, and events', async () => {
    const events: unknown[] = [];
    const { app } = await overHttp((app) => {
      app.action<BlockAction>('claim', async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: true, text: 'Ann has it' });
      });
      app.command('/desk', async ({ ack, command }) => ack({ text: `You said ${command.text}` }));
      app.event('app_home_opened', async ({ event }) => void events.push(event.tab));
    });
    await postCard(slack);
    expect((await claim(slack)).acked).toBe(true);
    await slack.until(() => slack.messages('alerts')[0]?.text === 'Ann has it');
    const said = await slack.command({ user: 'U0ANN', channel: 'C0ALERTS', command: '/desk', text: 'help' });
    expect(said.response).toEqual({ text: 'You said help' });
    expect(slack.ephemerals('U0ANN')).toMatchObject([{ text: 'You said help' }]);
    expect((await slack.openHome({ user: 'U0ANN' })).acked).toBe(true);
    await slack.until(() => events.length === 1);
    expect(new Set(slack.deliveries.map((one) => one.via))).toEqual(new Set(['http']));
    await app.stop();
  });

  test('fails in the open with another secret, with no listener, and with nobody there', async () => {
    await postCard(slack);
    const { app: stranger } = await overHttp((app) => app.action('claim', ({ ack }) => ack()), 'another-secret');
    expect(await claim(slack)).toMatchObject({ acked: false, error: 'http_401' });
    await stranger.stop();
    expect(await claim(slack)).toMatchObject({ acked: false, error: 'dispatch_failed' });
    const { app: deaf } = await overHttp(() => undefined);
    expect(await claim(slack)).toMatchObject({
      acked: false,
      error: expect.stringMatching(/^http_404|operation_timeout$/),
    });
    await deaf.stop();
  });

  test('an address proves itself by giving the challenge back', async () => {
    const { app, root } = await overHttp(() => undefined);
    expect(await slack.verifyAddress(root)).toBe(true);
    expect(await slack.verifyAddress(slack.url)).toBe(false);
    await app.stop();
  });
});
